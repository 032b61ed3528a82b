import Foundation
import TestSupport
import Testing
import Wire

/// The files of `Tools/make-bad-files`, which no command may take: each is told in one line, with
/// the exit code of `Protocol/commands.md`, and changes nothing.
@Suite struct BadInputTests {
  /// One of them, and what must be said of it.
  private struct BadInput {
    let path: String
    let use: String
    let words: [String]
    let code: Int32
    let says: String
  }

  private let place: TemporaryFolder
  private let inputs: [BadInput]

  init() throws {
    place = try TemporaryFolder()
    let folder = place.path
    let made = try Program(path: Repository.path + "/Tools/make-bad-files").run([folder])
    #expect(made.exitCode == 0, "\(made.errors)")
    let index = try JSONValue.parse(bytes(of: place.file("index.json")))
    inputs = try (index.array ?? []).map { entry in
      BadInput(
        path: folder + "/" + (try #require(entry["file"]?.string)),
        use: try #require(entry["use"]?.string),
        words: (entry["words"]?.array ?? []).compactMap(\.string),
        code: Int32(try #require(entry["code"]?.integer)),
        says: try #require(entry["says"]?.string))
    }
  }

  private func inputs(_ use: String, atLeast count: Int) -> [BadInput] {
    let chosen = inputs.filter { $0.use == use }
    #expect(chosen.count >= count, "\(use): only \(chosen.count)")
    return chosen
  }

  private func expect(_ outcome: Outcome, _ input: BadInput) {
    let note = "\(input.path): \(outcome.exitCode) \(outcome.errors)\(outcome.output)"
    #expect(outcome.exitCode == input.code && outcome.isOneError, "\(note)")
    #expect(outcome.errorLines.first?.contains(input.says) == true, "\(input.says): \(note)")
  }

  @Test func `there are at least 400 different bad files`() throws {
    let vectors = try JSONValue.parse(
      Repository.bytes("Protocol/vectors/index.json"), limits: Office.limits)
    let refused = try (vectors.array ?? []).filter { $0["refused"] != nil }.map { vector in
      try Repository.bytes("Protocol/vectors/" + (vector["files"]?.array?.first?.string ?? ""))
    }
    // Tables that are right, but asked for what is not there, are no bad files.
    let asked = inputs.filter { $0.path.contains("/no-such-") }.count
    let own = Set(
      try inputs.filter { !$0.path.contains("/no-such-") }.map { try bytes(of: $0.path) })
    print("bad files: \(Set(refused).count) vectors, \(own.count) others, \(asked) bad questions")
    #expect(Set(refused).union(own).count >= 400)
  }

  @Test func `tables and spreadsheets that cannot be imported`() throws {
    let office = try Office("DE/Duisburg", label: "Duisburg", person: "Greta Schmidt")
    let before = try office.contents()
    for input in inputs("import", atLeast: 150) {
      expect(try office.run(["import", input.path] + input.words + ["--accept"]), input)
    }
    #expect(try office.contents() == before)
    #expect(try office.done("list").isEmpty)
  }

  @Test func `requests that no centre takes`() throws {
    let office = try Office("DE/Duisburg", label: "Duisburg", person: "Greta Schmidt")
    let before = try office.contents()
    for input in inputs("request", atLeast: 20) {
      expect(try office.run("admit", input.path), input)
    }
    #expect(try office.contents() == before)
  }

  @Test func `identities and stores with which no command works`() throws {
    let office = try Office("DE/Duisburg", label: "Duisburg", person: "Greta Schmidt")
    for input in inputs("identity.json", atLeast: 40) + inputs("store.sqlite", atLeast: 5) {
      let other = try Office(copyOf: office)
      let path = other.home + "/" + input.use
      try Data(bytes(of: input.path)).write(to: URL(fileURLWithPath: path))
      // Where it is locked, no passphrase is given.
      expect(try other.run("--passphrase-fd", "0", "list"), input)
      #expect(try bytes(of: path) == bytes(of: input.path), "\(input.path) was changed")
    }
  }

  @Test func `a damaged life begins a new one, and nothing is lost`() throws {
    let office = try Office("DE/Duisburg", label: "Duisburg", person: "Greta Schmidt")
    try office.done("new", "partnership", "title=Duisburg – Kryvyi Rih")
    let list = try office.done("list")
    for input in inputs("life.json", atLeast: 10) {
      let path = office.home + "/life.json"
      try Data(bytes(of: input.path)).write(to: URL(fileURLWithPath: path))
      let outcome = try office.run("list")
      #expect(outcome.exitCode == input.code, "\(input.path): \(outcome.errors)")
      #expect(outcome.output.hasPrefix(list), "\(input.path): \(outcome.output)")
      #expect(outcome.errorLines.count == 1, "\(input.path): \(outcome.errors)")
      #expect(outcome.errors.contains(input.says), "\(input.path): \(outcome.errors)")
    }
    try office.expectSound()
  }
}
