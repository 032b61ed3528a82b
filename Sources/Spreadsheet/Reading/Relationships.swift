/// The relationships of a part: which other parts it is made of (ECMA-376, part 2, 9.3).
final class Relationships: PartReader {
  struct Relationship {
    /// The last word of its type, such as `worksheet`.
    let kind: String
    /// The name of the part in the archive.
    let part: String
  }

  private let folder: String
  private(set) var all: [String: Relationship] = [:]

  /// Reads the relationships of a part, or none where it has none; "" is the whole file.
  init(of part: String, in archive: borrowing ZipArchive) throws(SpreadsheetError) {
    let slash = part.lastIndex(of: "/").map { part.index(after: $0) } ?? part.startIndex
    folder = String(part[..<slash])
    let name = "\(folder)_rels/\(part[slash...]).rels"
    if archive.has(name) { try XMLParser.read(name, of: archive, into: self) }
  }

  /// The first part of a kind, or nil.
  func part(_ kind: String) -> String? {
    all.filter { $0.value.kind == kind }.min { $0.key < $1.key }?.value.part
  }

  func begin(_ name: String, _ attributes: XMLAttributes) throws(SpreadsheetError) {
    guard name == "Relationship", attributes["TargetMode"] != "External",
      let id = attributes["Id"], let type = attributes["Type"], let target = attributes["Target"]
    else { return }
    let kind = type.split(separator: "/").last.map(String.init) ?? ""
    all[id] = Relationship(kind: kind, part: resolve(target))
  }

  /// The name that a target has in the archive: from the top after `/`, else from the folder.
  private func resolve(_ target: String) -> String {
    var steps = target.hasPrefix("/") ? [] : folder.split(separator: "/")
    for step in target.split(separator: "/") where step != "." {
      if step == ".." { _ = steps.popLast() } else { steps.append(step) }
    }
    return steps.joined(separator: "/")
  }
}
