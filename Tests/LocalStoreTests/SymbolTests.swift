@testable import LocalStore
import Language
import Merging
import SQLite
import TestSupport
import Testing
import Wire

private let aid = RecordKey(type: "aid", id: RecordID(high: 3, low: 4))

private func set(_ register: String, _ key: RecordKey = aid) -> Merging.Operation {
  Operation(.set, record: key, register: register, value: CanonicalJSON("x"))
}

extension LocalStore {
  fileprivate func states() throws -> [RecordState] { try records().map(\.state) }

  /// The states that are kept in few bytes, which must be the same.
  fileprivate func packedStates() throws -> [RecordState] { try packedRecords().map(\.state.state) }

  fileprivate func symbolCount() throws -> Int64? {
    try first("SELECT count(*) FROM symbol") { $0.integer(0) }
  }
}

@Test func `what an undone transaction has numbered is numbered anew`() throws {
  let folder = try TemporaryFolder()
  let (a, b) = (try Laptop(folder.file("a")), try Laptop(folder.file("b")))
  try a.edit([set("title"), set("note")])
  try a.edit([set("place"), set("title", RecordKey(type: "item", id: aid.id))])
  try a.seal()
  #expect(try b.take(a.segments(), dryRun: true).report.newOperations == 4)
  #expect(try b.store.symbolCount() == 0)
  #expect(try b.store.packedStates().isEmpty)
  // Its own symbols get the numbers that those of the rehearsal had.
  try b.edit([set("quantity", RecordKey(type: "ledger", id: aid.id))])
  struct Undone: Error {}
  #expect(throws: Undone.self) {
    try b.store.transaction(wrapping: { $0 as any Error }) {
      try b.edit([set("colour")])
      #expect(try b.store.packedStates() == b.store.states())
      throw Undone()
    }
  }
  #expect(try b.take(a.segments()).report.newOperations == 4)
  let states = try b.store.states()
  #expect(states.count == 3)
  #expect(try b.store.packedStates() == states)
  #expect(try Laptop.open(folder.file("b")).states() == states)
  #expect(try b.store.differingDossiers() == [])
  #expect(try a.store.states() == states.filter { $0.key.type != "ledger" })
}

@Test func `a part of a transaction that is undone by itself leaves no number behind`() throws {
  let folder = try TemporaryFolder()
  let (a, b) = (try Laptop(folder.file("a")), try Laptop(folder.file("b")))
  try a.edit([set("title"), set("note")])
  try a.seal()
  let segments = try a.segments()
  try b.store.transaction(wrapping: { $0 as any Error }) {
    #expect(try b.take(segments, dryRun: true).report.newOperations == 2)
    try b.edit([set("quantity", RecordKey(type: "ledger", id: aid.id))])
    _ = try b.take(segments)
  }
  let states = try b.store.states()
  #expect(states.count == 2)
  #expect(try Laptop.open(folder.file("b")).states() == states)
}

@Test(arguments: [
  "DELETE FROM symbol", "DELETE FROM symbol WHERE id = (SELECT max(id) FROM symbol)",
  "UPDATE symbol SET id = id + 100", "UPDATE symbol SET log = 1 - log",
  "UPDATE symbol SET value = CAST(x'ff' || value AS BLOB) WHERE log = 0",
  "UPDATE record SET state = x'01ffffffffffffffffff01010000'",
  "UPDATE record SET state = x'0101010100ffffffffffffffffff01'",
])
func `a symbol that is not there is damage, which a rebuild mends`(damage: String) throws {
  let folder = try TemporaryFolder()
  let a = try Laptop(folder.file("a"))
  try a.edit([set("title"), set("note")])
  let states = try a.store.states()
  let digests = try a.store.digests()
  try a.store.connection.execute(damage)
  let again = try Laptop.open(folder.file("a"))
  let damaged = StoreError.damaged(Phrase("a record's state; 'pobratym rebuild' makes it again"))
  #expect(throws: damaged) { try again.records() }
  #expect(throws: damaged) { try again.packedRecords() }
  #expect(throws: damaged) { try again.record(.directory, aid) }
  #expect(try again.records(matching: [[WordChoice(["x"])]]).isEmpty)
  #expect(try again.differingDossiers() == [.directory])
  #expect(try again.rebuild().after == digests)
  #expect(try again.states() == states)
  #expect(try Laptop.open(folder.file("a")).states() == states)
}

@Test func `a symbol whose number can be none is damage, too`() throws {
  let folder = try TemporaryFolder()
  let a = try Laptop(folder.file("a"))
  try a.edit([set("title")])
  try a.store.connection.execute("UPDATE symbol SET id = -id")
  let again = try Laptop.open(folder.file("a"))
  #expect(throws: StoreError.self) { try again.records() }
  #expect(throws: StoreError.damaged(Phrase("a record's state that cannot be written"))) {
    try again.rebuild()
  }
}

@Test func `where the table of symbols cannot be read, it is said why`() throws {
  let folder = try TemporaryFolder()
  let a = try Laptop(folder.file("a"))
  try a.edit([set("title")])
  let again = try Laptop.open(folder.file("a"))
  try a.store.connection.execute("ALTER TABLE symbol RENAME TO elsewhere")
  #expect {
    try again.records()
  } throws: { error in
    guard case .database = error as? StoreError else { return false }
    return true
  }
  try a.store.connection.execute("ALTER TABLE elsewhere RENAME TO symbol")
  #expect(try again.states() == a.store.states())
}

@Test func `a record of very many registers adds its new names alone to the table`() throws {
  let folder = try TemporaryFolder()
  let a = try Laptop(folder.file("a"))
  for hundred in 0..<10 { try a.edit((0..<100).map { set("r\(hundred)-\($0)") }) }
  let before = try #require(
    try a.store.first("SELECT sum(length(value)) FROM symbol") { $0.integer(0) })
  #expect(before < 10_000, "\(before)")
  for number in 0..<20 { try a.edit([set("one-more-\(number)")]) }
  let after = try #require(
    try a.store.first("SELECT sum(length(value)) FROM symbol") { $0.integer(0) })
  #expect(after - before < 1_000, "\(after - before)")
  let state = try #require(try Laptop.open(folder.file("a")).record(.directory, aid))
  #expect(state.registers.count == 1_020)
  #expect(try a.store.record(.directory, aid) == state)
}
