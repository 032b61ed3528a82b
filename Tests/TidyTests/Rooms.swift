/// One room of the house and what it may import.
struct Room {
  let name: String
  let imports: Set<String>

  init(_ name: String, _ imports: Set<String> = []) {
    self.name = name
    self.imports = imports
  }
}

/// The table of the rooms, bottom up (`ARCHITECTURE.md`); a new room or import is entered here.
enum Rooms {
  static let glass = [
    "CSQLite", "CZlib", "CZstd", "CSodium", "CXlsxWriter", "CZip", "CExpat", "CCatalogues",
    "CCodeLists",
  ].map { Room($0) }

  static let core = [
    Room("Language", ["CCatalogues"]),
    Room("CodeLists", ["CCodeLists", "Language"]),
    Room("Wire", ["Language"]),
    Room("Merging", ["Language", "Wire"]),
    Room("Registry", ["CodeLists", "Language", "Merging", "Wire"]),
  ]

  static let wrappers = [
    Room("SQLite", ["CSQLite"]),
    Room("Deflate", ["CZlib"]),
    Room("Zstandard", ["CZstd"]),
    Room("Sodium", ["CSodium"]),
    Room("Files", ["Glibc"]),
    Room("Workers", ["Dispatch"]),
    Room("Spreadsheet", ["CXlsxWriter", "CZip", "CExpat"]),
  ]

  static let parts = [
    Room("Bundles", ["Language", "Wire", "Merging", "Deflate", "Sodium", "Workers"]),
    Room("LocalStore", ["Language", "Wire", "Merging", "SQLite", "Workers"]),
    Room("FolderExchange", ["Language", "Merging", "Bundles", "Files", "Sodium"]),
  ]

  static let engine = [
    // The store alone talks to its database.
    Room("SyncEngine", Set((core + wrappers + parts).map(\.name)).subtracting(["SQLite"])),
    Room(
      "Reports",
      ["Language", "LocalStore", "Merging", "Registry", "Spreadsheet", "SyncEngine", "Wire"]),
  ]

  static let faces = [
    Room(
      "CommandLineTool",
      [
        "SyncEngine", "Reports", "Registry", "Merging", "Language", "Wire", "Bundles", "LocalStore",
        "FolderExchange", "Files", "Sodium", "Spreadsheet",
      ]),
    Room("pobratym", ["CommandLineTool"]),
  ]

  static let all = glass + core + wrappers + parts + engine + faces

  /// The folders of `Tests` that belong to no single room.
  static let commonTests: Set<String> = ["Fuzzing", "TestSupport", "SystemTests", "TidyTests"]

  /// What comes with the language: every file may import it.
  static let everywhere: Set<String> = ["Swift", "Synchronization"]

  /// The rooms that use what a module hides, and the module: only the standard library's normal
  /// forms of text.
  static let hidden = ["Registry": "Swift"]

  /// What every test may import beside its declared dependencies.
  static let inTests: Set<String> = ["Testing", "Foundation", "Glibc"]

  /// What is the system's and no room.
  static let system: Set<String> = [
    "Swift", "Synchronization", "Testing", "Glibc", "Foundation", "Dispatch",
  ]

  /// The rooms that have a test folder of their own: all but the glass and the ten lines of `main`.
  static var tested: [String] {
    (core + wrappers + parts + engine + faces).map(\.name).filter { $0 != "pobratym" }
  }

  static func named(_ name: String) -> Room? { all.first { $0.name == name } }
}
