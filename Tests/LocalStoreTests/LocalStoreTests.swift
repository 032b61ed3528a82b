import Bundles
@testable import LocalStore
import Merging
import SQLite
import TestSupport
import Testing
import Wire

private let key = RecordKey(type: "aid", id: RecordID(high: 3, low: 4))

private func set(_ value: JSONValue, _ replaced: [OperationID] = [], _ key: RecordKey = key)
  -> Merging.Operation
{
  Operation(
    .set, record: key, register: "quantity", value: CanonicalJSON(value), replaced: replaced)
}

@Test func `an edit is there when the store is opened again`() throws {
  let folder = try TemporaryFolder()
  try Laptop(folder.file("a")).edit([set("12")])
  let again = try Laptop.open(folder.file("a"))
  let state = try #require(try again.record(.directory, key))
  #expect(state["quantity"].heads.map(\.value.value) == ["12"])
  #expect(try again.have().count == 1)
}

@Test func `steps that are made together are numbered one after the other`() throws {
  let folder = try TemporaryFolder()
  let (a, b) = (try Laptop(folder.file("a")), try Laptop(folder.file("b")))
  let drafts = (UInt64(0)..<3).map { step in
    let keys = (0..<2).map { RecordKey(type: "aid", id: RecordID(high: step, low: UInt64($0))) }
    return Draft(
      claimedSeconds: 5, author: "O", reason: nil, operations: keys.map { set("12", [], $0) })
  }
  let commits = try a.store.append(drafts.map { (a.own(.directory), $0) })
  #expect(commits.map(\.numbers) == [1...2, 3...4, 5...6])
  #expect(commits.map(\.lamport) == [1, 2, 3])
  try a.seal()
  #expect(try b.take(a.segments()).report.newOperations == 6)
  #expect(try a.store.digests() == b.store.digests())
}

@Test func `segments merged twice change nothing the second time`() throws {
  let folder = try TemporaryFolder()
  let (a, b) = (try Laptop(folder.file("a")), try Laptop(folder.file("b")))
  try a.edit([set("12")])
  try a.edit([set("13", []), set("x", [], RecordKey(type: "item", id: key.id))])
  try a.seal()
  let first = try b.take(a.segments())
  #expect(first.report.newOperations == 3 && first.changes.count == 2)
  let again = try b.take(a.segments())
  #expect(again.report.newOperations == 0 && again.report.knownSegments == 1)
  #expect(again.changes.isEmpty)
  #expect(try a.store.digests() == b.store.digests())
  #expect(try a.store.have() == b.store.have())
}

@Test func `a dry run tells what would change and changes nothing`() throws {
  let folder = try TemporaryFolder()
  let (a, b) = (try Laptop(folder.file("a")), try Laptop(folder.file("b")))
  try a.edit([set("12")])
  try b.edit([set("11")])
  try a.seal()
  let before = try b.store.digests()
  let report = try b.take(a.segments(), dryRun: true)
  #expect(report.report.newOperations == 1)
  #expect(
    report.changes.map { [$0.before?.isContested, $0.after.isContested] } == [[false, true]])
  #expect(try b.store.digests() == before)
  #expect(try b.store.bundleNotes().isEmpty)
  #expect(try b.store.have().count == 1)
}

@Test func `a rebuild from the segments gives the same digests`() throws {
  let folder = try TemporaryFolder()
  let (a, b) = (try Laptop(folder.file("a")), try Laptop(folder.file("b")))
  for number in 0..<50 {
    let record = RecordKey(type: "aid", id: RecordID(high: 0, low: UInt64(number % 7)))
    try a.edit(
      [set(.integer(Int64(number)), [], record)],
      dossier: DossierID(high: 0, low: UInt64(number % 3)))
  }
  try a.seal()
  _ = try b.take(a.segments())
  try b.edit([set("unsealed")])
  let digests = try b.store.digests()
  let result = try b.store.rebuild()
  #expect(result.before == digests && result.after == digests)
  try b.store.connection.execute("UPDATE record SET state = x'00'")
  #expect(throws: StoreError.self) { try b.store.records() }
  #expect(try b.store.rebuild().after == digests)
}

@Test func `a second history of a log is kept beside the first, under another name`() throws {
  let folder = try TemporaryFolder()
  let (a, b) = (try Laptop(folder.file("a")), try Laptop(folder.file("b")))
  try a.edit([set("12")])
  try a.seal()
  let truth = try a.segments()
  _ = try b.take(truth)
  let header = truth[0].header
  let commit = Commit(
    first: 1, lamport: 1, claimedSeconds: 0, author: nil, reason: nil, operations: [set("99")])
  let lie = try Segment.sealed(header, commitLines: [commit.line(in: header.log)], by: a.key)
  let report = try b.take([lie]).report
  #expect(report.forks == [header.run])
  #expect(try b.store.quarantineCount() == 0)
  #expect(try b.store.forks().map(\.parted) == [1])
  let record = try #require(try b.store.records().first)
  #expect(record.state["quantity"].alternatives.count == 2)
  #expect(try a.take([lie]).report.forks == [header.run])
  #expect(try b.store.digests() == a.store.digests())
  #expect(try b.store.rebuild().after == a.store.digests())
}

@Test func `a segment that does not follow its neighbour by hash is a second history`() throws {
  let folder = try TemporaryFolder()
  let a = try Laptop(folder.file("a"))
  try a.edit([set("12")])
  try a.seal()
  try a.edit([set("13")])
  try a.seal()
  let truth = try a.segments()
  let commit = Commit(
    first: 1, lamport: 1, claimedSeconds: 0, author: nil, reason: nil, operations: [set("99")])
  let header = truth[0].header
  let lie = try Segment.sealed(header, commitLines: [commit.line(in: header.log)], by: a.key)
  for (index, order) in [[lie, truth[1]], [truth[1], lie]].enumerated() {
    let laptop = try Laptop(folder.file("b\(index)"))
    #expect(try laptop.take([order[0]]).report.forks == [])
    #expect(try laptop.take([order[1]]).report.forks == [order[1].header.run])
  }
  let whole = try Laptop(folder.file("c"))
  #expect(try whole.take(truth.reversed()).report.forks == [])
}

@Test func `what is held is told with its gaps, of logs of two histories too`() throws {
  let folder = try TemporaryFolder()
  let (a, b) = (try Laptop(folder.file("a")), try Laptop(folder.file("b")))
  for number in 0..<4 {
    try a.edit([set(.integer(Int64(number))), set("x", [], RecordKey(type: "item", id: key.id))])
    try a.seal()
  }
  let truth = try a.segments()
  let log = truth[0].header.log
  func held(_ store: LocalStore) throws -> [ClosedRange<UInt64>] {
    try store.have()[log].intervals
  }
  _ = try b.take([truth[0], truth[2]])
  #expect(try held(b.store) == [1...2, 5...6])
  #expect(try held(Laptop.open(folder.file("b"))) == [1...2, 5...6])
  // As many operations as between its ends, some of them twice.
  let header = SegmentHeader(
    network: Laptop.network, device: a.device, epoch: a.epoch, dossier: .directory, log: log,
    numbers: 1...2, commits: 1, previous: nil, office: nil)
  let commit = Commit(
    first: 1, lamport: 1, claimedSeconds: 0, author: nil, reason: nil,
    operations: [set("98"), set("99")])
  let lie = try Segment.sealed(header, commitLines: [commit.line(in: log)], by: a.key)
  #expect(try b.take([lie]).report.forks == [header.run])
  #expect(try held(Laptop.open(folder.file("b"))) == [1...2, 5...6])
  try b.edit([set("12")])
  let again = try Laptop.open(folder.file("b"))
  #expect(try again.have().count == 5)
  #expect(try again.have() == b.store.have())
}

@Test func `history names every operation with its device, bundle and what it replaced`() throws {
  let folder = try TemporaryFolder()
  let (a, b) = (try Laptop(folder.file("a")), try Laptop(folder.file("b")))
  let first = try #require(try a.edit([set("12")]))
  let id = OperationID(log: a.own(.directory).log, number: first.first)
  try a.edit([set("13", [id])])
  try a.seal()
  _ = try b.take(a.segments())
  let record = try #require(try b.store.records(ids: key.id...key.id).first)
  let history = try b.store.history(of: record)
  #expect(history.map(\.operation.value.value) == ["12", "13"])
  #expect(history.map(\.operation.replaced) == [[], [id]])
  #expect(history.allSatisfy { $0.origin.device == a.device && $0.origin.bundle?.place == "stick" })
  #expect(history.allSatisfy { $0.origin.seenSeconds == 9 && $0.origin.office == "DE/Duisburg" })
}

@Test func `many edits are sealed into segments within the limits, chained by hash`() throws {
  let folder = try TemporaryFolder()
  let a = try Laptop(folder.file("a"))
  let long = JSONValue.string(String(repeating: "x", count: 200_000))
  for _ in 0..<12 { try a.edit([set(long)]) }
  try a.seal()
  let segments = try a.segments()
  #expect(segments.count == 3)
  #expect(segments[0].header.previous == nil)
  #expect(segments[1].header.previous == segments[0].hash)
  #expect(segments[2].header.previous == segments[1].hash)
}

@Test func `a database of something else or of a newer program is refused untouched`() throws {
  let folder = try TemporaryFolder()
  let other = try Connection(path: folder.file("other"), mode: .create)
  try other.execute("CREATE TABLE a(b); INSERT INTO a VALUES(1)")
  #expect(throws: StoreError.notAStore) { try Laptop.open(folder.file("other")) }
  _ = try Laptop(folder.file("newer"))
  let newer = try Connection(path: folder.file("newer"), mode: .readWrite)
  try newer.execute("PRAGMA user_version=99")
  #expect(throws: StoreError.newerStore(version: 99)) { try Laptop.open(folder.file("newer")) }
}

@Test func `a disk that fills up in the middle of a merge leaves the store as it was`() throws {
  let folder = try TemporaryFolder()
  let (a, b) = (try Laptop(folder.file("a")), try Laptop(folder.file("b")))
  var generator = SeededGenerator(seed: 3)
  for _ in 0..<40 {
    let noise = (0..<9_000).map { _ in
      String(UInt8.random(in: 0..<36, using: &generator), radix: 36)
    }
    try a.edit([set(.string(noise.joined()))])
  }
  try a.seal()
  try b.edit([set("mine")])
  let before = try b.store.digests()
  try b.store.connection.execute("PRAGMA max_page_count=40")
  #expect(throws: StoreError.self) { try b.take(a.segments()) }
  #expect(try b.store.digests() == before)
  #expect(try b.store.have().count == 1)
  try b.store.connection.execute("PRAGMA max_page_count=100000")
  #expect(try b.take(a.segments()).report.newOperations == 40)
  #expect(try b.store.integrityProblems() == [])
}

@Test func `more than a commit can hold in one step is refused and nothing of it is kept`() throws {
  let folder = try TemporaryFolder()
  let a = try Laptop(folder.file("a"))
  let long = JSONValue.string(String(repeating: "x", count: Limits.lineBytes))
  #expect(throws: StoreError.self) { try a.edit([set(long)]) }
  #expect(throws: StoreError.self) {
    try a.edit(Array(repeating: set("x"), count: Limits.operationsPerCommit + 1))
  }
  #expect(try a.store.have().isEmpty)
}
