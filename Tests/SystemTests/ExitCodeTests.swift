import Foundation
import TestSupport
import Testing

/// Every exit code of the table comes from a real run.
@Suite struct ExitCodeTests {
  private let partners: Partners
  private var office: Office { partners.kryvyiRih }

  init() throws {
    partners = try Partners()
    try partners.enterAid()
  }

  private func expect(
    _ code: Int32, _ words: String..., source: SourceLocation = #_sourceLocation
  ) throws {
    let outcome = try office.run(words)
    #expect(outcome.exitCode == code, "\(words) \(outcome.errors)", sourceLocation: source)
    if (1...9).contains(code) {
      #expect(outcome.isOneError, "\(outcome.errors)", sourceLocation: source)
    }
  }

  @discardableResult
  private func sqlite(_ office: Office, _ sql: String) throws -> String {
    let outcome = try Program(path: "/usr/bin/sqlite3").run([office.home + "/store.sqlite", sql])
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    return outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  @Test func `0, 2, 3, 4 and 5 for what is done, typed, entered, named and not readable`() throws {
    try expect(0, "list")
    try expect(2, "lst")
    try expect(3, "new", "aid", "title=x")
    try expect(4, "show", "ffff")
    try expect(5, "sync", "/nowhere")
  }

  @Test func `6 and 7 for files that are no bundles or another network's`() throws {
    let rubbish = try office.place.write(Array("rubbish".utf8), as: "rubbish")
    try expect(6, "bundle", "read", rubbish)
    let stranger = try Office("PL/Lublin", label: "Lublin", person: "Anna")
    try stranger.done("bundle", "write", office.place.file("other.jsonl.gz"))
    try expect(7, "bundle", "read", office.place.file("other.jsonl.gz"))
  }

  @Test func `8 for a store of a newer version, which is left alone`() throws {
    let version = try sqlite(office, "PRAGMA user_version")
    try sqlite(office, "PRAGMA user_version=99")
    let before = try office.contents()
    try expect(8, "list")
    try expect(8, "new", "office", "code=DE/Duisburg", "name=Duisburg")
    #expect(try office.contents() == before)
    try sqlite(office, "PRAGMA user_version=\(version)")
    try expect(0, "list")
  }

  @Test func `9 for a home that is not there, in use or damaged`() throws {
    let nowhere = try Program.pobratym.run(["--home", "/nowhere", "list"])
    #expect(nowhere.exitCode == 9)
    #expect(nowhere.isOneError && nowhere.errors.contains("pobratym init"))
    let held = try Program(path: "/usr/bin/flock").run(
      [office.home + "/lock", Program.pobratym.path, "--home", office.home, "list"])
    #expect(held.exitCode == 9)
    #expect(held.isOneError && held.errors.contains("in use"), "\(held.errors)")
    try expect(9, "init", "--centre", "--office", "DE/X", "--label", "x", "--person", "y")
    try Data("not a database, by any means".utf8).write(
      to: URL(fileURLWithPath: office.home + "/store.sqlite"))
    try expect(9, "list")
    try Data("{}".utf8).write(to: URL(fileURLWithPath: office.home + "/identity.json"))
    try expect(9, "list")
  }

  @Test func `10 when a file was skipped, and what was skipped is named`() throws {
    try office.done("sync", partners.stick.path)
    let path = try #require(try partners.stick.bundles().first)
    try Data(try bytes(of: path).dropLast()).write(to: URL(fileURLWithPath: path))
    let outcome = try partners.duisburg.run("sync", partners.stick.path)
    #expect(outcome.exitCode == 10)
    #expect(outcome.errors.contains(URL(fileURLWithPath: path).lastPathComponent))
  }

  @Test func `11 when a check-up finds a record that its segments do not make`() throws {
    try office.expectSound()
    try sqlite(office, "UPDATE record SET state = x'00' WHERE type = 'item'")
    let outcome = try office.run("doctor")
    #expect(outcome.exitCode == 11)
    #expect(outcome.output.contains("PROBLEM  the state against the segments"))
    try office.done("rebuild")
    try office.expectSound("a rebuild makes it again")
  }

  @Test func `11 when the sender holds the same and shows another state`() throws {
    try partners.carryRound()
    let twin = try Office(copyOf: partners.duisburg)
    try sqlite(partners.duisburg, "UPDATE dossier SET digest = zeroblob(32)")
    let path = office.place.file("alarm.jsonl.gz")
    try partners.duisburg.done("bundle", "write", path)
    let alarm = try office.run("bundle", "read", path)
    #expect(alarm.exitCode == 11, "\(alarm.output)\(alarm.errors)")
    #expect(alarm.errors.contains("show different states"))

    // The same on a stick; its bundle is a new one, so that it is looked at.
    try sqlite(twin, "UPDATE dossier SET digest = zeroblob(32)")
    let stick = try TemporaryFolder()
    try twin.done("sync", stick.path)
    let dry = try office.run("sync", stick.path, "--dry-run")
    #expect(dry.exitCode == 11, "a dry run announces the alarm")
    #expect(try office.run("sync", stick.path).exitCode == 11)
  }
}
