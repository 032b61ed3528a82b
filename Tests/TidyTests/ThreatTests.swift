import Testing

@Test(arguments: Threats.paths)
func `every threat and promise names tests that show what happens, and they exist`(
  _ path: String
) throws {
  let file = try #require(Project.files.first { $0.path == path })
  let tests = Threats.tests(in: Project.files)
  #expect(tests.count > 300)
  #expect(Threats.rows(of: file).count >= 15)
  expectNone(Threats.check(file, tests: tests))
}

@Test func `a threat without a test, or with one that is not there, is found`() {
  let tests = Threats.tests(in: [
    ProjectFile(
      "Tests/XTests/X.swift",
      "@Test func `a is b`() {}\n@Test(.serialized)\nfunc `c is d`() {}\nfunc `no test`() {}\n"),
    ProjectFile("Sources/X/X.swift", "@Test func `a source`() {}\n"),
  ])
  #expect(tests == ["a is b", "c is d"])
  let table = """
    | threat | what happens | test |
    |---|---|---|
    | one | nothing | `a is b`, `c is d` |
    | two | nothing | a is b |
    | three | `a is b` | `no test` |
    | four | `a is b` |
    """
  let file = ProjectFile("SECURITY.md", table)
  #expect(Threats.rows(of: file).map(\.line) == [3, 4, 5, 6])
  #expect(Threats.check(file, tests: tests).map(\.line) == [4, 5, 6])
}
