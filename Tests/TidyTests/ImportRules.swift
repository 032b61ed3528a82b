/// An `import` line.
struct Import: Hashable {
  let line: Int
  let module: String
  /// Whether it asks for what the module hides from others (`@_spi`).
  let isOfHiddenInterface: Bool

  /// Finds the imports of Swift source, whatever attributes and modifiers stand before them.
  static func all(in code: SwiftCode) -> [Import] {
    code.lines.enumerated().flatMap { index, line in
      line.split(separator: ";").compactMap { statement in
        module(in: statement).map {
          Import(
            line: index + 1, module: $0, isOfHiddenInterface: statement.contains("@_spi("))
        }
      }
    }
  }

  private static let modifiers: Set<Substring> = [
    "public", "package", "internal", "private", "fileprivate",
  ]
  private static let kinds: Set<Substring> = [
    "typealias", "struct", "class", "enum", "protocol", "let", "var", "func",
  ]

  private static func module(in statement: Substring) -> String? {
    var words = statement.split(whereSeparator: { $0 == " " || $0 == "\t" })[...]
    while let word = words.first, word.hasPrefix("@") || modifiers.contains(word) {
      words = words.dropFirst()
    }
    guard words.first == "import" else { return nil }
    words = words.dropFirst()
    if let word = words.first, kinds.contains(word) { words = words.dropFirst() }
    return words.first?.split(separator: ".").first.map(String.init)
  }
}

/// Which room may import what.
enum ImportRules {
  /// Checks a file of `Sources` or `Tests` against the table and the declared dependencies.
  static func check(_ file: ProjectFile, declared: [String: Set<String>]) -> [Offence] {
    guard let code = file.code, let room = file.room else { return [] }
    return Import.all(in: code).compactMap { item in
      complaint(item, in: room, isTest: file.isTest, declared: declared[room] ?? []).map {
        Offence(file: file.path, line: item.line, what: "import \(item.module)", cure: $0)
      }
    }
  }

  private static func complaint(
    _ item: Import, in room: String, isTest: Bool, declared: Set<String>
  ) -> String? {
    let module = item.module
    if item.isOfHiddenInterface, !isTest, Rooms.hidden[room] != module {
      return "what a module hides may change any day; do without, or enter it in Rooms.swift"
    }
    if Rooms.everywhere.contains(module) { return nil }
    return isTest
      ? complaint(module, inTests: room, declared: declared)
      : complaint(module, inRoom: room, declared: declared)
  }

  private static func complaint(
    _ module: String, inRoom name: String, declared: Set<String>
  ) -> String? {
    guard let room = Rooms.named(name) else { return "enter the room \(name) in Rooms.swift" }
    guard room.imports.contains(module) else { return cure(module, room) }
    guard Rooms.system.contains(module) || declared.contains(module) else {
      return "declare it as a dependency of \(name) in Package.swift"
    }
    return nil
  }

  private static func complaint(
    _ module: String, inTests name: String, declared: Set<String>
  ) -> String? {
    Rooms.inTests.contains(module) || declared.contains(module)
      ? nil : "declare it as a dependency of \(name) in Package.swift"
  }

  private static func cure(_ module: String, _ room: Room) -> String {
    switch module {
    case "Foundation", "Dispatch":
      return "no room uses it (it doubles the program); write what is needed in Files"
    case "Glibc": return "only Files talks to the system; add there what is missing"
    default:
      let allowed = room.imports.sorted().joined(separator: ", ")
      return "\(room.name) imports only \(allowed.isEmpty ? "nothing" : allowed) (Rooms.swift)"
    }
  }

  /// Checks that the folders of `Sources` and `Tests` are the rooms of the table.
  static func check(sources: Set<String>, tests: Set<String>) -> [Offence] {
    let rooms = Set(Rooms.all.map(\.name))
    let wanted = Set(Rooms.tested.map { $0 + "Tests" }).union(Rooms.commonTests)
    return missing(sources, in: rooms, "Sources", "enter the room in Rooms.swift")
      + missing(rooms, in: sources, "Sources", "the table has this room; make it or strike it out")
      + missing(tests, in: wanted, "Tests", "no room has this name; move the tests to their room")
      + missing(wanted, in: tests, "Tests", "give the room its tests")
  }

  private static func missing(
    _ some: Set<String>, in others: Set<String>, _ top: String, _ cure: String
  ) -> [Offence] {
    some.subtracting(others).sorted().map {
      Offence(file: "\(top)/\($0)", line: 0, what: "folder", cure: cure)
    }
  }
}
