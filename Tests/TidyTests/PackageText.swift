/// What `Package.swift` declares, read as text.
struct PackageText {
  /// The dependencies of each target; of a room's tests under the room's name and `Tests`.
  private(set) var dependencies: [String: Set<String>] = [:]

  init(_ text: String) {
    // Comments are blanked but strings are needed: the code tells where, the text tells what.
    let code = Array(SwiftCode(text).bytes)
    let bytes = Array(text.utf8)
    for kind in ["room(", ".target(", ".testTarget(", ".executableTarget("] {
      for start in code.occurrences(of: kind) {
        let end = Self.end(of: start + kind.utf8.count, in: code)
        let inside = (start + kind.utf8.count)..<end
        declare(Call(code: code[inside], text: bytes[inside]), isRoom: kind == "room(")
      }
    }
  }

  private mutating func declare(_ call: Call, isRoom: Bool) {
    guard let name = call.name else { return }
    guard isRoom else {
      dependencies[name] = call.list("dependencies")
      return
    }
    let imports = call.list("imports")
    dependencies[name] = imports
    dependencies[name + "Tests"] =
      imports.union(call.list("testImports")).union([name, "TestSupport"])
  }

  /// Where the parenthesis opened before `start` is closed.
  private static func end(of start: Int, in code: [UInt8]) -> Int {
    var depth = 1
    var place = start
    while place < code.count, depth > 0 {
      if code[place] == UInt8(ascii: "(") { depth += 1 }
      if code[place] == UInt8(ascii: ")") { depth -= 1 }
      place += 1
    }
    return place
  }

  /// A call of `room`, `target` and so on.
  private struct Call {
    let code: ArraySlice<UInt8>
    let text: ArraySlice<UInt8>

    /// The string it begins with, after `name:`; nil where a name is passed on.
    var name: String? {
      let words = String(decoding: text, as: UTF8.self)
        .split(whereSeparator: { $0 == " " || $0 == "\n" })
      let first = words.first == "name:" ? words.dropFirst().first : words.first
      guard let first, first.hasPrefix("\"") else { return nil }
      return first.split(separator: "\"").first.map(String.init)
    }

    /// The strings of the list that a label has, or nothing.
    func list(_ label: String) -> Set<String> {
      guard let start = Array(code).occurrences(of: label).first.map({ $0 + code.startIndex }),
        let open = code[start...].firstIndex(of: UInt8(ascii: "[")),
        let close = code[open...].firstIndex(of: UInt8(ascii: "]"))
      else { return [] }
      return Set(strings(open..<close))
    }

    /// The strings in a part of the call: between the quotes that the code has left.
    private func strings(_ part: Range<Int>) -> [String] {
      let quotes = part.filter { code[$0] == UInt8(ascii: "\"") }
      return stride(from: 1, to: quotes.count, by: 2).map {
        String(decoding: text[(quotes[$0 - 1] + 1)..<quotes[$0]], as: UTF8.self)
      }
    }
  }

  /// Checks that no target depends on more than the table allows.
  func check() -> [Offence] {
    Rooms.all.flatMap { room in
      (dependencies[room.name] ?? []).subtracting(room.imports).sorted().map {
        Offence(
          file: "Package.swift", line: 0, what: "\(room.name) depends on \($0)",
          cure: "the table in Rooms.swift does not allow it")
      }
    }
  }
}
