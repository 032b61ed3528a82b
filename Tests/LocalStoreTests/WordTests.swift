@testable import LocalStore
import Merging
import SQLite
import TestSupport
import Testing
import Wire

private func key(_ number: UInt64) -> RecordKey {
  RecordKey(type: "aid", id: RecordID(high: 1, low: number))
}

private func title(
  _ text: String, _ number: UInt64 = 1, _ replaced: [OperationID] = []
) -> Merging.Operation {
  Operation(
    .set, record: key(number), register: "title", value: CanonicalJSON(.string(text)),
    replaced: replaced)
}

extension Laptop {
  /// The ids of the records that a word finds.
  fileprivate func find(_ word: String) throws -> [UInt64] {
    try store.records(matching: [[WordChoice([word])]]).map { $0.state.key.id.low }
  }

  fileprivate func count(_ table: String) throws -> Int64? {
    try store.first("SELECT count(*) FROM \(table)") { $0.integer(0) }
  }
}

@Test func `a merge indexes nothing; what is looked for does it, and does it once`() throws {
  let folder = try TemporaryFolder()
  let (a, b) = (try Laptop(folder.file("a")), try Laptop(folder.file("b")))
  for number in 1...3 { try a.edit([title("blankets", UInt64(number))]) }
  try a.seal()
  _ = try b.take(a.segments())
  #expect(try b.count("words") == 0)
  #expect(try b.count("record WHERE words IS NULL") == 3)
  #expect(try b.find("blankets") == [1, 2, 3])
  #expect(try b.count("words") == 3 && b.count("record WHERE words IS NULL") == 0)
  let changes = b.store.version
  #expect(try b.find("blankets") == [1, 2, 3])
  #expect(b.store.version == changes, "there was nothing left to index")
  let digests = try b.store.digests()
  #expect(try b.store.rebuild().after == digests)
  #expect(try b.count("words") == 0)
  #expect(try b.find("blankets") == [1, 2, 3])
}

@Test func `a record that has changed is found by its new words, and by its old ones no more`()
  throws
{
  let folder = try TemporaryFolder()
  let (a, b) = (try Laptop(folder.file("a")), try Laptop(folder.file("b")))
  try a.edit([title("blankets"), title("generators", 2)])
  try a.seal()
  _ = try b.take(a.segments())
  for word in ["blankets", "generators"] { #expect(try b.find(word).count == 1) }
  try a.edit([title("tents", 1, [OperationID(log: a.own(.directory).log, number: 1)])])
  try a.seal()
  _ = try b.take(a.segments())
  #expect(try b.count("record WHERE words IS NULL") == 1)
  #expect(try b.find("tents") == [1])
  #expect(try b.find("blankets") == [])
  #expect(try b.find("generators") == [2])
  #expect(try b.count("words") == 3, "the document of the former state is there, and nobody's")
  _ = try b.edit([title("lamps", 2)])
  #expect(try b.find("lamps") == [2] && b.find("generators") == [2], "two values, until one goes")
}

@Test func `what was indexed of a merge that is undone is not found`() throws {
  let folder = try TemporaryFolder()
  let (a, b) = (try Laptop(folder.file("a")), try Laptop(folder.file("b")))
  try a.edit([title("tents", 1)])
  try a.seal()
  try b.edit([title("blankets", 2)])
  try b.store.rehearse(wrapping: { $0 }) { () throws(StoreError) in
    try b.store.run("DELETE FROM record")
    #expect(try b.store.records(matching: [[WordChoice(["blankets"])]]).isEmpty)
  }
  _ = try b.take(a.segments(), dryRun: true)
  #expect(try b.find("tents") == [])
  #expect(try b.find("blankets") == [2])
}

@Test func `records that count no more are not found, whoever has their rows now`() throws {
  let folder = try TemporaryFolder()
  let a = try Laptop(folder.file("a"))
  let dossier = DossierID(high: 7, low: 7)
  try a.edit([title("generators", 2)])
  try a.edit([title("blankets", 1)], dossier: dossier)
  try a.seal()
  #expect(try a.find("blankets") == [1])
  try a.store.run(
    "DELETE FROM segment WHERE log IN (SELECT log.id FROM log JOIN dossier d ON d.id = log.dossier "
      + "WHERE d.name = ?)", [.blob(dossier.bytes)])
  try a.store.transaction(wrapping: { $0 }) { () throws(StoreError) in
    try a.store.refold([dossier]) { _ in }
  }
  #expect(try a.find("blankets") == [])
  // A new record may get the row of one that has gone.
  try a.edit([title("tents", 3)])
  #expect(try a.find("blankets") == [])
  #expect(try a.find("tents") == [3] && a.find("generators") == [2])
}

@Test func `the index is emptied when more than half of it is of former states`() throws {
  let folder = try TemporaryFolder()
  let a = try Laptop(folder.file("a"))
  try a.edit([title("blankets"), title("generators", 2)])
  #expect(try a.find("blankets") == [1])
  let former = """
    INSERT INTO words(text) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
      WHERE i < ?) SELECT 'blankets' FROM n
    """
  try a.store.run(former, [.integer(10_002)])
  try a.edit([title("tents", 3)])
  #expect(try a.find("tents") == [3])
  #expect(try a.count("words") == 10_005, "there is some room for former states")
  try a.store.run(former, [.integer(4)])
  #expect(try a.find("blankets") == [1], "as long as nothing has changed nothing is done")
  #expect(try a.count("words") == 10_009)
  try a.edit([title("lamps", 4)])
  #expect(try a.find("lamps") == [4])
  #expect(try a.count("words") == 4)
  #expect(try a.find("blankets") == [1] && a.find("generators") == [2] && a.find("tents") == [3])
}
