import Foundation
import TestSupport
import Testing
import Wire

/// Homes and bundles of every version of the store are read, brought up to date and merged.
///
/// `Tools/make-fixture` makes one of the present version, before a step is added to it.
@Suite struct UpgradeTests {
  private static let folder = "\(Repository.path)/Tests/SystemTests/Fixtures"

  /// The version that this program makes.
  private static func present(_ office: Office) throws -> Int {
    let outcome = try Program(path: "/usr/bin/sqlite3").run([
      office.home + "/store.sqlite", "PRAGMA user_version",
    ])
    return try #require(Int(outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)))
  }

  /// What the store of a home is like.
  private static func schema(_ office: Office) throws -> [String] {
    let outcome = try Program(path: "/usr/bin/sqlite3").run([
      "-json", office.home + "/store.sqlite",
      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name",
    ])
    let rows = try JSONValue.parse(Array(outcome.output.utf8), limits: Office.limits).array ?? []
    return rows.compactMap { $0["sql"]?.string }
  }

  private static func versions() throws -> [Int] {
    try FileManager.default.contentsOfDirectory(atPath: folder)
      .compactMap { Int($0.split(separator: ".")[0]) }.sorted()
  }

  @Test func `every version has a fixture, and no step that has one was changed`() throws {
    let fresh = try Office("DE/Duisburg", label: "Duisburg", person: "Greta")
    let present = try Self.present(fresh)
    #expect(
      try Self.versions() == Array(1...present),
      "run Tools/make-fixture with the program from before the new step")
    let fixture = try Fixture(Self.folder, present)
    #expect(
      try Self.schema(fresh) == fixture.expected["schema"]?.array?.compactMap(\.string),
      "what a version's stores are like never changes: add a step to Migrations instead")
  }

  @Test func `an old home opens, shows the same and merges with a laptop of today`() throws {
    for version in try Self.versions() {
      let fixture = try Fixture(Self.folder, version)
      let (centre, office) = (try fixture.home("centre"), try fixture.home("office"))
      for (home, name) in [
        (office, "office"), (centre, "centre"), (try fixture.home("drafts"), "drafts"),
      ] {
        try fixture.expectShown(of: name, by: home)
        let digest = try home.digest
        // What was not signed goes over into the home's new life, under other names.
        #expect(name == "drafts" || digest == fixture.expected[name]?["digest"]?.string)
        #expect(try home.json("rebuild")["unchanged"] == true, "\(name)")
        #expect(try home.digest == digest, "\(name)")
        try home.expectSoundButForQuarantine()
        #expect(try Self.present(home) == Self.versions().last)
        #expect(try home.done("find", "generators 5 kVA", "--type", "item").contains("Generator"))
        try fixture.expectAttachment(in: home)
      }
      let today = try Office(
        "DE/Duisburg", label: "Today", person: "Greta", network: centre.network)
      try centre.admit(today)
      for home in [office, centre] {
        #expect(try Self.schema(home) == Self.schema(today), "version \(version)")
      }
      let stick = fixture.place.file("stick")
      for _ in 0..<3 {
        for home in [office, centre, today] { _ = try home.run("sync", stick) }
      }
      let digest = try office.digest
      for home in [centre, today] { #expect(try home.digest == digest, "version \(version)") }
      #expect(try today.done("list", "item").contains("Generator 5 kVA"))
      try today.done("resolve", "Generator 5 kVA", "quantity", "--take", "1", "--why", "counted")
      for _ in 0..<2 { for home in [today, centre, office] { _ = try home.run("sync", stick) } }
      #expect(try office.json("conflicts")["conflicts"] == [])
    }
  }

  @Test func `an old backup and an old bundle are taken in`() throws {
    for version in try Self.versions() {
      let fixture = try Fixture(Self.folder, version)
      let office = try fixture.home("office")
      let digest = try office.digest
      try FileManager.default.removeItem(atPath: office.home + "/store.sqlite")
      try office.done("restore", fixture.place.file("backup.sealed"))
      #expect(try office.digest == digest, "version \(version)")
      try office.expectSound("version \(version)")
      #expect(try office.done("list", "item").contains("Generator 5 kVA"))
      let centre = try fixture.home("centre")
      try centre.done("bundle", "read", fixture.place.file("plain.jsonl.gz"))
      try office.done("backup", fixture.place.file("again.sealed"))
      try FileManager.default.removeItem(atPath: office.home + "/store.sqlite")
      try office.done("restore", fixture.place.file("again.sealed"))
      #expect(try office.digest == digest, "version \(version)")
      let stick = fixture.place.file("stick")
      for _ in 0..<2 { for home in [office, centre] { _ = try home.run("sync", stick) } }
      #expect(try office.digest == centre.digest, "version \(version)")
    }
  }

  @Test func `of an old store with a damaged segment what is whole is rescued`() throws {
    let fixture = try Fixture(Self.folder, 1)
    let office = try fixture.home("drafts")
    #expect(try !fixture.home("office").done("show", "Generators").contains("diesel"))
    let damaged = try Program(path: "/usr/bin/sqlite3").run([
      office.home + "/store.sqlite",
      "UPDATE segment SET body = x'00' WHERE id = (SELECT max(id) FROM segment)",
    ])
    #expect(damaged.exitCode == 0)
    for _ in 0..<2 {
      let refused = try office.run("list", "item")
      #expect(refused.exitCode == 9 && refused.isOneError && refused.output.isEmpty)
    }
    try office.done("restore", fixture.place.file("backup.sealed"))
    try office.expectSound("a damaged store of version 1")
    // The backup does not hold what was not signed yet: that is of the damaged store.
    #expect(try office.done("show", "Generators").contains("diesel"))
    #expect(try office.done("list", "item").contains("Generator 5 kVA"))
  }

  @Test func `a store of a newer version is refused in one line and left as it is`() throws {
    let fixture = try Fixture(Self.folder, try #require(try Self.versions().last))
    let office = try fixture.home("office")
    let path = office.home + "/store.sqlite"
    let next = try Self.present(office) + 1
    _ = try Program(path: "/usr/bin/sqlite3").run([
      path, "CREATE TABLE novelty(id); PRAGMA user_version=\(next)",
    ])
    let before = try office.contents()
    let stick = fixture.place.file("stick")
    for words in [
      ["list"], ["status"], ["doctor"], ["rebuild"], ["sync", stick],
      ["new", "office", "code=DE/X", "name=X"], ["backup", fixture.place.file("b")],
      ["restore", fixture.place.file("backup.sealed")],
    ] {
      let outcome = try office.run(words)
      #expect(outcome.exitCode == 8 && outcome.isOneError, "\(words): \(outcome.errors)")
    }
    #expect(try office.contents() == before)
  }
}

/// Homes and files of one version, unpacked.
private struct Fixture {
  let place: TemporaryFolder
  let expected: JSONValue

  init(_ folder: String, _ version: Int) throws {
    place = try TemporaryFolder()
    let outcome = try Program(path: "/usr/bin/tar").run([
      "xzf", "\(folder)/\(version).tar.gz", "-C", place.path,
    ])
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    expected = try JSONValue.parse(
      bytes(of: place.file("expected.json")), limits: Office.limits)
  }

  /// Expects that the one attachment can be saved.
  func expectAttachment(in office: Office) throws {
    let list = try office.json("attachments")["attachments"]?.array ?? []
    #expect(list.count == 1)
    let copy = place.file("copy-\(UInt64.random(in: 0...UInt64.max)).pdf")
    try office.done("attachment", "save", try #require(list.first?["id"]?.string), copy)
    #expect(try bytes(of: copy) == (0..<8).flatMap { _ in [UInt8](0...255) })
  }

  func home(_ name: String) throws -> Office { try Office(filesAt: place.file(name)) }

  /// Expects that a home shows what it showed when it was made: newer versions may show more.
  func expectShown(of name: String, by office: Office) throws {
    let wanted = try #require(expected[name])
    for record in wanted["records"]?.array ?? [] {
      let id = try #require(record["id"]?.string)
      let shown = try office.json("show", id)
      for member in record.object?.members ?? [] where member.key != "fields" {
        #expect(shown[member.key] == member.value, "\(name): \(member.key) of \(id)")
      }
      for field in record["fields"]?.object?.members ?? [] {
        #expect(shown["fields"]?[field.key] == field.value, "\(name): \(field.key) of \(id)")
      }
    }
    #expect((wanted["records"]?.array ?? []).count > 5)
    for list in ["conflicts", "violations"] {
      let count = try office.json(list)[list]?.array?.count
      #expect(count.map { JSONValue.integer(Int64($0)) } == wanted[list], "\(name): \(list)")
    }
    #expect(try office.json("status")["setAside"] == wanted["setAside"], "\(name)")
  }
}
