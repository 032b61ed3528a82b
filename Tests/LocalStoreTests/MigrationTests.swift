@testable import LocalStore
import Merging
import SQLite
import Sodium
import TestSupport
import Testing
import Wire

/// Records are made again from the segments where a step of `Migrations` lays them out otherwise.
@Suite struct MigrationTests {
  private let folder: TemporaryFolder
  private let author: Laptop
  /// What a store of version 1 has to show when it was brought up to date.
  private let expected: Contents
  private var old: String { folder.file("old") }

  init() throws {
    folder = try TemporaryFolder()
    author = try Laptop(folder.file("a"))
    let laptop = try Laptop(folder.file("b"))
    let bytes = [UInt8](repeating: 7, count: 40)
    let blob = try #require(Blob(bytes: bytes) { BLAKE2b.hash($0) })
    try author.edit([Self.set("blankets", 1), Self.set(.integer(4), 1, "quantity")])
    try author.edit([Self.set("generators", 2)], dossier: DossierID(high: 1, low: 1))
    try author.edit([Self.set(["blob": .string(blob.id.hex)], 3, "file")])
    try author.seal()
    _ = try laptop.take(author.segments())
    try laptop.edit([Self.set("tents", 1)])
    try laptop.seal()
    try laptop.edit([Self.set("not sealed yet", 4)])
    try laptop.store.keep(blob, seenSeconds: 1)
    expected = try Contents(laptop.store)
    #expect(expected.contested == [1] && expected.attachments == [blob.id])
    try Self.downgrade(folder.file("b"), to: folder.file("old"))
  }

  private struct Contents: Equatable {
    let digests: [DossierID: StateDigest]
    let states: [RecordState]
    let have: Have
    let contested: [UInt64]
    let attachments: [BlobID]

    init(_ store: LocalStore) throws {
      digests = try store.digests()
      states = try store.records().map(\.state)
      have = try store.have()
      contested = try store.contestedRecords().map(\.state.key.id.low)
      attachments = try store.blobUses().filter { !$0.isWanted }.map(\.blob)
    }
  }

  private static func set(
    _ value: JSONValue, _ number: UInt64, _ register: String = "title"
  ) -> Merging.Operation {
    let key = RecordKey(type: "document", id: RecordID(high: 1, low: number))
    return Operation(.set, record: key, register: register, value: CanonicalJSON(value))
  }

  /// Makes a store of version 1 that holds what a present one holds; its records cannot be read.
  private static func downgrade(_ path: String, to old: String) throws {
    let connection = try Connection(path: old, mode: .create)
    try connection.execute(
      """
      \(Migrations.steps[0])
      PRAGMA user_version = 1; PRAGMA application_id = \(Migrations.applicationID);
      PRAGMA foreign_keys = OFF; ATTACH '\(path)' AS new;
      """)
    var copies: [String] = []
    let tables = """
      SELECT name, (SELECT group_concat(name) FROM pragma_table_info(t.name)) FROM sqlite_schema t
      WHERE type = 'table' AND name NOT LIKE 'words%' AND name <> 'record'
      """
    try connection.rows(tables) {
      copies.append("INSERT INTO main.\($0.text(0)) SELECT \($0.text(1)) FROM new.\($0.text(0));")
    }
    #expect(copies.count > 10)
    try connection.execute(
      """
      \(copies.joined(separator: "\n"))
      INSERT INTO main.record(id, dossier, name, type, contested, hash, state)
        SELECT id, dossier, name, type, contested, hash, x'00' FROM new.record;
      INSERT INTO main.words(rowid, text) SELECT id, 'blankets' FROM main.record;
      """)
  }

  private func number(_ sql: String) throws -> Int64? {
    try Connection(path: old, mode: .readWrite).first(sql) { $0.integer(0) }
  }

  private func expectUpToDate(_ store: LocalStore) throws {
    #expect(try Contents(store) == expected)
    #expect(try number("PRAGMA user_version") == Int64(Migrations.steps.count))
    #expect(try store.meta("stale") == nil)
    #expect(try store.differingDossiers() == [])
    #expect(try store.integrityProblems() == [])
    let found = try store.records(matching: [[WordChoice(["blankets"])]])
    #expect(found.map(\.state.key.id.low) == [1])
    let result = try store.rebuild()
    #expect(result.before == expected.digests && result.after == expected.digests)
  }

  @Test func `a store of version 1 shows the same afterwards, and merges`() throws {
    try expectUpToDate(Laptop.open(old))
    let again = try Laptop(old)
    try expectUpToDate(again.store)
    let present = try Laptop(folder.file("b"))
    try author.edit([Self.set("more", 2)], dossier: DossierID(high: 1, low: 1))
    try author.seal()
    for laptop in [again, present] {
      #expect(try laptop.take(author.segments()).report.newOperations == 1)
    }
    #expect(try Contents(again.store) == Contents(present.store))
  }

  @Test func `where the records were not made yet, the next opening makes them`() throws {
    try Migrations.apply(to: Connection(path: old, mode: .readWrite))
    #expect(try number("SELECT count(*) FROM record") == 0)
    #expect(try number("SELECT count(*) FROM meta WHERE key = 'stale'") == 1)
    // As long as they cannot be made, nothing is shown that would not be all there is.
    do {
      let connection = try Connection(path: old, mode: .readWrite)
      try connection.execute(
        """
        CREATE TRIGGER no AFTER INSERT ON record WHEN NEW.id > 2
          BEGIN SELECT RAISE(ABORT, ''); END
        """)
    }
    for _ in 0..<2 {
      #expect(throws: StoreError.self) { try Laptop.open(old) }
      #expect(try number("SELECT count(*) FROM record") == 0)
    }
    try Connection(path: old, mode: .readWrite).execute("DROP TRIGGER no")
    try expectUpToDate(Laptop.open(old))
  }

  @Test func `a store in which nothing was recorded has nothing to make again`() throws {
    let path = folder.file("empty")
    do {
      let connection = try Connection(path: path, mode: .create)
      try connection.execute(
        """
        \(Migrations.steps[0])
        PRAGMA user_version = 1; PRAGMA application_id = \(Migrations.applicationID);
        """)
    }
    let store = try Laptop.open(path)
    #expect(try store.meta("stale") == nil)
    #expect(try store.records().isEmpty && store.isEmpty)
  }
}
