import Testing

/// What a file in `Sources` would be told, with all of `declared` in the package.
private func imports(_ path: String, _ text: String, declared: [String] = []) -> [String] {
  let file = ProjectFile(path, text)
  guard let room = file.room else { return [] }
  return ImportRules.check(file, declared: [room: Set(declared)]).map { "\($0.line): \($0.what)" }
}

private func bans(_ room: String, _ text: String) -> [String] {
  Bans.check(ProjectFile("Sources/\(room)/A.swift", text)).map { "\($0.line): \($0.what)" }
}

@Test func `comments, strings and names in backticks are no code`() {
  let text = """
    let a = "x // \\(f("y") + b) \\" z" // c
    /* d /* e */ f */ let g = #"h \\(i) \\#(j) "k" "#
    let l = \"\"\"
      m "n" \\(o)
      \"\"\"
    func `p " q`() { r(#/s" }/#) }
    """
  let words = Token.all(in: SwiftCode(text)).map(\.text).filter { $0.utf8.allSatisfy(\.isWord) }
  #expect(words == ["let", "a", "f", "b", "let", "g", "j", "let", "l", "o", "func", "r"])
  #expect(SwiftCode(text).bytes.count == text.utf8.count)
  #expect(SwiftCode("let a = \"never closed").lines.count == 1)
  #expect(SwiftCode("a /* never closed").lines.count == 1)
}

@Test func `imports are found behind attributes and modifiers, and not in comments`() {
  let text = """
    // import A
    import B
    public import C
    @testable import D; @_spi(X) internal import struct E.F
    let text = "import G"
      @preconcurrency import H // I
    """
  let found = Import.all(in: SwiftCode(text))
  #expect(found.map(\.module) == ["B", "C", "D", "E", "H"])
  #expect(found.map(\.line) == [2, 3, 4, 4, 6])
  #expect(found.filter(\.isOfHiddenInterface).map(\.module) == ["E"])
}

@Test func `an import that the table does not allow is found`() {
  #expect(imports("Sources/Merging/A.swift", "import Wire\n", declared: ["Wire"]) == [])
  #expect(imports("Sources/Merging/A.swift", "import Swift\n") == [])
  #expect(
    imports("Sources/Merging/Deep/A.swift", "\n@_spi(X) public import SQLite", declared: ["SQLite"])
      == ["2: import SQLite"])
  for module in ["Foundation", "Glibc", "Dispatch", "CSodium"] {
    #expect(imports("Sources/Wire/A.swift", "import \(module)") == ["1: import \(module)"])
  }
  #expect(imports("Sources/Files/A.swift", "import Glibc") == [])
  #expect(imports("Sources/Files/A.swift", "import Foundation") == ["1: import Foundation"])
  #expect(imports("Sources/Attic/A.swift", "import Wire") == ["1: import Wire"])
  #expect(
    imports("Sources/SyncEngine/A.swift", "import SQLite", declared: ["SQLite"])
      == ["1: import SQLite"])
  let hidden = "@_spi(_Unicode) import Swift"
  #expect(imports("Sources/Registry/A.swift", hidden) == [])
  #expect(imports("Sources/Wire/A.swift", hidden) == ["1: import Swift"])
}

@Test func `an import that the package does not declare is found`() {
  #expect(imports("Sources/Merging/A.swift", "import Wire") == ["1: import Wire"])
  #expect(imports("Tests/WireTests/A.swift", "import Testing\nimport Glibc") == [])
  #expect(imports("Tests/WireTests/A.swift", "import Wire") == ["1: import Wire"])
  #expect(imports("Tests/WireTests/A.swift", "import Wire", declared: ["Wire"]) == [])
  #expect(imports("Tests/WireTests/A.swift", "import Foundation") == [])
}

@Test func `the package's text tells what each target depends on`() {
  let package = PackageText(
    """
    func room(_ name: String) { .target(name: name, dependencies: imports + ["Z"]) }
    room("Wire"), // room("Y", imports: ["X"])
    room(
      "Merging",
      imports: [
        "Wire", "SQLite", // "V"
      ], settings: s, testImports: ["U"]),
    .executableTarget(name: "pobratym", dependencies: ["CommandLineTool", "Wire"]),
    .testTarget(name: "TidyTests", dependencies: ["TestSupport"]),
    """)
  #expect(
    package.dependencies.keys.sorted() == [
      "Merging", "MergingTests", "TidyTests", "Wire", "WireTests", "pobratym",
    ])
  #expect(package.dependencies["Wire"] == [])
  #expect(
    package.dependencies["MergingTests"] == ["Merging", "TestSupport", "Wire", "SQLite", "U"])
  #expect(
    package.check().map(\.what) == [
      "Merging depends on SQLite", "pobratym depends on Wire",
    ])
}

@Test func `a room without tests, and tests without a room, are found`() {
  let rooms = Set(Rooms.all.map(\.name))
  let tests = Set(Rooms.tested.map { $0 + "Tests" }).union(Rooms.commonTests)
  #expect(ImportRules.check(sources: rooms, tests: tests) == [])
  let sources = rooms.subtracting(["Wire"]).union(["Attic"])
  let found = ImportRules.check(
    sources: sources, tests: tests.subtracting(["WireTests"]).union(["AtticTests"]))
  #expect(
    found.map(\.file) == ["Sources/Attic", "Sources/Wire", "Tests/AtticTests", "Tests/WireTests"])
}

@Test func `every banned word is found in its rooms and only as code`() {
  for ban in Bans.all {
    let room = ban.rooms?.first ?? "Bundles"
    #expect(bans(room, "\nx \(ban.word) y") == ["2: \(ban.word)"])
    #expect(bans(room, "let x = \"\\(\(ban.word) y)\"") == ["1: \(ban.word)"])
    for other in ban.except { #expect(bans(other, "x \(ban.word) y") == [], "\(ban.word)") }
    if !ban.isInComments { #expect(bans(room, "// \(ban.word)\n\"\(ban.word)\"") == []) }
  }
}

@Test func `what only looks like a banned word is allowed`() {
  #expect(bans("Wire", "retry! alias! Doubled myprint( fingerprint( UpDate() floating") == [])
  #expect(bans("SQLite", "let x: Double = 1") == [])
  #expect(bans("LocalStore", "let x: Double = 1") == ["1: Double"])
  #expect(bans("CommandLineTool", "print(x)") == ["1: print("])
  #expect(bans("Merging", "let x: [Double?] = 1") == ["1: Double"])
  #expect(bans("Wire", "// TODO: more") == ["1: TODO"])
  #expect(Bans.check(ProjectFile("Tests/WireTests/A.swift", "try! x")) == [])
}

@Test func `only a type that cannot be copied is taken for safe between threads, in a wrapper`() {
  let found = ["1: @unchecked"]
  for line in [
    "struct A: ~Copyable, @unchecked Sendable {",
    "public struct A<B: P>: ~Copyable, @unchecked Sendable {}",
    "  private struct A: @unchecked Sendable, ~Copyable { let b = 1",
  ] {
    #expect(bans("Sodium", line) == [], "\(line)")
    #expect(bans("Workers", line) == [], "\(line)")
    for room in ["Merging", "Bundles", "LocalStore", "SyncEngine"] {
      #expect(bans(room, line) == found, "\(room): \(line)")
    }
  }
  for line in [
    "struct A: @unchecked Sendable {", "final class A: @unchecked Sendable { // struct ~Copyable",
    "struct A: ~Copyable {}; final class B: @unchecked Sendable {}",
    "extension A: ~Copyable, @unchecked Sendable {", "struct A: ~Copyable, @unchecked Equatable {",
    "struct A<B: ~Copyable>: C, @unchecked Sendable {", "func a() where B: @unchecked Sendable {",
    "struct A: ~Copyable,\n  @unchecked Sendable {",
  ] { #expect(bans("Sodium", line).count == 1, "\(line)") }
}

@Test func `long files, lines and functions are found`() {
  func check(_ path: String, _ text: String) -> [String] {
    Lengths.check(ProjectFile(path, text)).map { "\($0.line): \($0.what)" }
  }
  func lines(_ count: Int, _ line: String = "  x") -> String {
    String(repeating: line + "\n", count: count)
  }
  #expect(check("A.swift", lines(400)) == [])
  #expect(check("A.swift", lines(401)) == ["401: 401 lines"])
  #expect(check("a.py", lines(401, "x = 1")) == ["401: 401 lines"])
  #expect(check("a.md", lines(401)) == [])
  #expect(check("a.c", lines(401)) == ["401: 401 lines"])
  #expect(check("a.h", lines(400)) == [])
  #expect(check("Tools/a", "#!/usr/bin/env bash\n" + lines(400)) == ["401: 401 lines"])
  #expect(check("Tools/b", "#!/usr/bin/python3\n" + lines(400)) == ["401: 401 lines"])
  #expect(check("Tools/c", lines(401)) == [])
  #expect(check("A.swift", String(repeating: "ї", count: 100)) == [])
  #expect(check("A.swift", "\n" + String(repeating: "ї", count: 101)) == ["2: 101 characters"])
  #expect(check("A.swift", "func a() {\n" + lines(68) + "}\n") == [])
  #expect(check("A.swift", "func a() {\n" + lines(69) + "}\n") == ["1: a function of 71 lines"])
  #expect(check("A.swift", "\ninit() {\n" + lines(69) + "}\n") == ["2: a function of 71 lines"])
  #expect(check("a.py", "def a():\n" + lines(69)) == [])
  #expect(check("a.py", "def a():\n" + lines(70) + "b()\n") == ["1: a function of 71 lines"])
}

@Test func `functions are measured by their braces, those without a body are not`() {
  let text = """
    protocol P {
      func a(_ x: Int) throws(E)
      init?(_ y: Int)
      var b: Int { get }
    }
    func `c }`(_ d: () -> Int = { 1 }) -> Int {
      let e = "}" // }
      return T.init(e).f { $0 }
    }
    struct T { init() {} }
    """
  #expect(
    Function.all(in: SwiftCode(text)) == [
      Function(line: 6, lineCount: 4), Function(line: 10, lineCount: 1),
    ])
}

@Test func `words that point outside the project are found`() {
  let text = "a\nsee /work/" + "Shared" + "/X and Issue" + " #5; unshared" + "/x"
  #expect(Words.check(ProjectFile("a.md", text)).map(\.line) == [2, 2])
  #expect(Words.check(ProjectFile("a.md", "a shared folder, an issue of the day")) == [])
}

@Test func `a script that is not strict or not executable is found`() {
  func check(_ text: String, path: String = "Tools/a", isExecutable: Bool = true) -> [String] {
    ScriptRules.check(ProjectFile(path, text, isExecutable: isExecutable)).map(\.what)
  }
  let good = "#!/usr/bin/env bash\n# What it does.\n\nset -euo pipefail\ncd x\n"
  #expect(check(good) == [])
  #expect(check(good, isExecutable: false) == ["not executable"])
  let loose = "its first command is not 'set -euo pipefail'"
  #expect(check("#!/usr/bin/env bash\ncd x\nset -euo pipefail\n") == [loose])
  #expect(check("#!/usr/bin/env bash\n# Nothing.\n") == [loose])
  #expect(check("#!/bin/sh\nset -euo pipefail\n", path: ".ci/a") == ["not a script of bash"])
  #expect(check("#!/usr/bin/python3\nx = 1\n") == [])
  #expect(check("#!/usr/bin/python3\n", isExecutable: false) == ["not executable"])
  #expect(check("#!/usr/bin/env python3\nx = 1\n") == ["not the system's Python"])
  #expect(check("x = 1\n", path: "Tools/reference/a.py", isExecutable: false) == [])
  #expect(check("#!/usr/bin/env python3\n", path: "Tests/a.py", isExecutable: false) == [])
}

@Test func `what the second implementation must not import is found`() {
  func found(_ text: String, path: String = "Tools/reference/a.py") -> [String] {
    ReferenceRules.check([ProjectFile(path, text)]).map { "\($0.line): \($0.what)" }
  }
  #expect(found("import json, re\nfrom a import b\nfrom nacl.signing import VerifyKey\n") == [])
  #expect(found("\nimport subprocess") == ["2: import subprocess"])
  #expect(found("import re, ctypes") == ["1: import ctypes"])
  #expect(found("    from totals import Totals") == ["1: import totals"])
  #expect(found("import jsonschema") == ["1: import jsonschema"])
  #expect(found("import jsonschema", path: ReferenceRules.schemas) == [])
  #expect(found("x = __import__('ctypes')") == ["1: import what a text names"])
  #expect(found("os.system('pobratym')") == ["1: import another program"])
  #expect(found("import subprocess", path: "Tools/year/a.py") == [])
}
