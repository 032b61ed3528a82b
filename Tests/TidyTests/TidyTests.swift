import TestSupport
import Testing

private let declared = PackageText(
  Project.files.first { $0.path == "Package.swift" }?.text ?? "")

@Test func `the checks see the project`() {
  let paths = Set(Project.files.map(\.path))
  for path in [
    "Package.swift", "Sources/Wire/JSONReader.swift", "Tools/test", ".ci/run", ".gitignore",
  ] {
    #expect(paths.contains(path), "\(path)")
  }
  #expect(!paths.contains { $0.hasPrefix(".build/") })
}

@Test func `rooms import only what the table allows and the package declares`() {
  expectNone(
    Project.files.flatMap { ImportRules.check($0, declared: declared.dependencies) })
}

@Test func `the package declares no dependency that the table does not allow`() {
  #expect(declared.dependencies["Merging"] == ["Language", "Wire"])
  #expect(declared.dependencies["pobratym"] == ["CommandLineTool"])
  expectNone(declared.check())
}

@Test func `every room has its tests and all tests have their room`() throws {
  expectNone(
    ImportRules.check(
      sources: try Project.folders(in: "Sources"), tests: try Project.folders(in: "Tests")))
}

@Test func `the map for newcomers has a place for every room`() throws {
  let map = String(decoding: try Repository.bytes("ARCHITECTURE.md"), as: UTF8.self)
  let rows = map.split(separator: "\n").filter { $0.hasPrefix("| ") }
  for room in Rooms.all {
    #expect(rows.contains { $0.contains("`\(room.name)`") }, "add \(room.name) to ARCHITECTURE.md")
  }
}

@Test func `files, lines and functions are short`() {
  let counts = Project.files.flatMap(Lengths.functions).map(\.lineCount).sorted()
  print(
    "functions: \(counts.count), median \(counts[counts.count / 2]) lines,",
    "9 in 10 at most \(counts[counts.count * 9 / 10])")
  expectNone(Project.files.flatMap(Lengths.check))
}

@Test func `the sources hold nothing that is banned`() {
  expectNone(Project.files.flatMap(Bans.check))
}

@Test func `no file speaks of what its readers cannot see`() {
  expectNone(Project.files.filter { $0.path != "LICENSE" }.flatMap(Words.check))
}

@Test func `every script is strict and executable`() {
  expectNone(Project.files.flatMap(ScriptRules.check))
}

@Test func `the second implementation shares nothing with the first`() {
  #expect(Project.files.contains { $0.path == "Tools/reference/merging.py" })
  expectNone(ReferenceRules.check(Project.files))
}
