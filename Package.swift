// swift-tools-version: 6.2
import PackageDescription

/// Settings of every room: the strictest that build together, warnings as errors.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

/// Rooms that touch no C pointers also promise memory safety.
let safe: [SwiftSetting] = strict + [.strictMemorySafety()]

/// A room: a library target with a test target of its own.
func room(
  _ name: String, imports: [Target.Dependency] = [], settings: [SwiftSetting] = safe,
  testImports: [Target.Dependency] = [], testResources: [Resource]? = nil
) -> [Target] {
  [
    .target(name: name, dependencies: imports, swiftSettings: settings),
    .testTarget(
      name: name + "Tests",
      dependencies: [.init(stringLiteral: name), "TestSupport"] + imports + testImports,
      resources: testResources, swiftSettings: strict),
  ]
}

/// A window on one C library.
func glass(_ name: String, pkgConfig: String, package: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([package])])
}

let targets: [[Target]] = [
  [
    glass("CSQLite", pkgConfig: "sqlite3", package: "libsqlite3-dev"),
    glass("CZlib", pkgConfig: "zlib", package: "zlib1g-dev"),
    glass("CZstd", pkgConfig: "libzstd", package: "libzstd-dev"),
    glass("CSodium", pkgConfig: "libsodium", package: "libsodium-dev"),
    glass("CXlsxWriter", pkgConfig: "xlsxwriter", package: "libxlsxwriter-dev"),
    glass("CZip", pkgConfig: "libzip", package: "libzip-dev"),
    glass("CExpat", pkgConfig: "expat", package: "libexpat1-dev"),
    .target(name: "CCatalogues", exclude: ["uk.po", "de.po"]),
    .target(name: "CCodeLists", exclude: ["lists"]),
  ],
  room("Language", imports: ["CCatalogues"], settings: strict),
  room("CodeLists", imports: ["CCodeLists", "Language"]),
  room("Wire", imports: ["Language"], testResources: [.copy("JSONTestSuite.tsv")]),
  room("Merging", imports: ["Language", "Wire"]),
  room("Registry", imports: ["CodeLists", "Language", "Merging", "Wire"]),
  room("SQLite", imports: ["CSQLite"], settings: strict),
  room("Deflate", imports: ["CZlib"], settings: strict),
  room("Zstandard", imports: ["CZstd"], settings: strict),
  room("Sodium", imports: ["CSodium"], settings: strict),
  room("Files", settings: strict),
  room("Workers"),

  room(
    "Spreadsheet", imports: ["CXlsxWriter", "CZip", "CExpat"], settings: strict,
    testResources: [.copy("Fixtures")]),
  room("Bundles", imports: ["Language", "Wire", "Merging", "Deflate", "Sodium", "Workers"]),
  room(
    "LocalStore", imports: ["Language", "Wire", "Merging", "SQLite", "Workers"],
    testImports: ["Sodium", "Zstandard", "Bundles"]),
  room(
    "FolderExchange", imports: ["Language", "Merging", "Bundles", "Files", "Sodium"],
    testImports: ["Wire"]),
  room(
    "SyncEngine",
    imports: [
      "Wire", "Language", "Merging", "Registry", "Deflate", "Zstandard", "Sodium", "Files",
      "Bundles", "LocalStore", "FolderExchange", "Spreadsheet",
    ], testImports: ["SQLite", "Simulator"]),
  room(
    "Reports",
    imports: [
      "Language", "LocalStore", "Merging", "Registry", "Spreadsheet", "SyncEngine", "Wire",
    ]),
  room(
    "CommandLineTool",
    imports: [
      "SyncEngine", "Reports", "Registry", "Merging", "Language", "Wire", "Bundles", "LocalStore",
      "FolderExchange", "Files", "Sodium", "Spreadsheet",
    ]),
  [
    .executableTarget(name: "pobratym", dependencies: ["CommandLineTool"], swiftSettings: strict),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    .target(name: "CFaultyDisk", path: "Tools/simulation/CFaultyDisk"),
    .target(
      name: "Simulator",
      dependencies: [
        "CFaultyDisk", "Wire", "Merging", "Registry", "SQLite", "Deflate", "Sodium", "Bundles",
        "LocalStore", "FolderExchange", "SyncEngine", "TestSupport",
      ],
      path: "Tools/simulation/Simulator", swiftSettings: strict),
    .executableTarget(
      name: "simulate", dependencies: ["Simulator"], path: "Tools/simulation/Program",
      swiftSettings: strict),
    .executableTarget(
      name: "benchmark",
      dependencies: [
        "Wire", "Merging", "Registry", "SQLite", "Deflate", "Sodium", "Files", "Bundles",
        "LocalStore", "SyncEngine",
      ],
      path: "Tools/benchmark/Program", swiftSettings: strict),
    .testTarget(
      name: "SystemTests",
      dependencies: [
        "TestSupport", "Wire", "Merging", "Deflate", "Sodium", "Bundles", "Spreadsheet", "pobratym",
      ],
      exclude: ["Fixtures"], swiftSettings: strict),
    .testTarget(name: "TidyTests", dependencies: ["TestSupport"], swiftSettings: strict),
  ],
]

/// The fuzzing targets as a program, whose `main` is libFuzzer's.
let fuzzer: Target = .executableTarget(
  name: "Fuzzing",
  dependencies: [
    "TestSupport", "Wire", "Language", "Merging", "Registry", "Deflate", "Zstandard",
    "Sodium", "Files", "Bundles", "LocalStore", "Spreadsheet", "SyncEngine",
  ], path: "Tests/Fuzzing", exclude: ["Crashers", "CrasherTests.swift"], swiftSettings: strict)

/// The program for `Tools/fuzz` alone, since nothing else links a `main` of libFuzzer's; else the
/// same files are tests, which give every target what once broke it.
let fuzzing: Target =
  Context.environment["POBRATYM_FUZZING"] != nil
  ? fuzzer
  : .testTarget(
    name: "Fuzzing", dependencies: fuzzer.dependencies, path: "Tests/Fuzzing",
    exclude: ["Crashers"], swiftSettings: strict)

let package = Package(
  name: "pobratym",
  products: [
    .library(name: "SyncEngine", targets: ["SyncEngine"]),
    .executable(name: "pobratym", targets: ["pobratym"]),
  ],
  targets: targets.flatMap { $0 } + [fuzzing],
  cLanguageStandard: .c2x)
