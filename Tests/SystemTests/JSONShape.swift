import Foundation
import TestSupport
import Wire

/// The names of all members of JSON values, as paths: `records[].opened`.
struct JSONShape: Hashable {
  private(set) var paths: Set<String> = []

  /// Members whose own members are named by data: by fields, currencies, ids.
  private static let keyed: Set = ["fields", "sums", "received", "promised", "dossiers", "have"]
  /// Members that hold what was recorded, of whatever form.
  private static let data: Set = ["value", "conflict", "elements"]

  init(_ values: [JSONValue] = []) {
    for value in values { add(value, at: "") }
  }

  private mutating func add(_ value: JSONValue, at path: String) {
    switch value {
    case .array(let items): for item in items { add(item, at: path + "[]") }
    case .object(let object):
      let last = path.split(separator: ".").last.map(String.init) ?? ""
      let isKeyed = Self.keyed.contains(last)
      for member in object.members {
        let name = path + "." + (isKeyed ? "*" : member.key)
        paths.insert(name)
        if isKeyed || !Self.data.contains(member.key) { add(member.value, at: name) }
      }
    default: break
    }
  }

  /// Takes out what lies below a path, and returns it as if it lay below another.
  mutating func take(_ prefix: String, as other: String) -> JSONShape {
    let below = paths.filter { $0.hasPrefix(prefix + ".") }
    paths.subtract(below)
    var taken = JSONShape()
    taken.paths = Set(below.map { other + $0.dropFirst(prefix.count) })
    return taken
  }

  mutating func formUnion(_ other: JSONShape) { paths.formUnion(other.paths) }
}

/// `Protocol/commands.md`, read by a test.
enum CommandsDocument {
  /// The shape that the document gives each command, by the command's words.
  static func shapes() throws -> [String: JSONShape] {
    let path = Repository.path + "/Protocol/commands.md"
    let text = String(decoding: try bytes(of: path), as: UTF8.self)
    var shapes: [String: JSONShape] = [:]
    for section in text.components(separatedBy: "\n## `").dropFirst() {
      let heading = section.prefix { $0 != "`" }.split(separator: " ")
      let words = heading.prefix { $0.allSatisfy(\.isLowercase) }.joined(separator: " ")
      let blocks = section.components(separatedBy: "```json\n").dropFirst()
      let values = try blocks.map { block in
        try JSONValue.parse(Array(block.components(separatedBy: "\n```")[0].utf8))
      }
      shapes[words] = JSONShape(values)
    }
    return shapes
  }
}
