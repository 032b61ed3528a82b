public import Merging
import SQLite
import Wire

/// Where a bundle came from or went to.
public struct BundleNote: Hashable, Sendable {
  /// The file's hash, 32 bytes.
  public let hash: [UInt8]
  /// Whether this device wrote it.
  public let isOutgoing: Bool
  /// The device that wrote it.
  public let sender: DeviceID
  /// The sender's running number.
  public let number: UInt64
  /// The folder or file, as the person named it.
  public let place: String
  /// When it was read or written, by this device's clock, in seconds since 1970, UTC.
  public let seenSeconds: Int64

  /// Creates a note.
  public init(
    hash: [UInt8], isOutgoing: Bool, sender: DeviceID, number: UInt64, place: String,
    seenSeconds: Int64
  ) {
    self.hash = hash
    self.isOutgoing = isOutgoing
    self.sender = sender
    self.number = number
    self.place = place
    self.seenSeconds = seenSeconds
  }
}

/// What a merge did, or would do.
public struct MergeReport: Hashable, Sendable {
  /// How many segments were new.
  public internal(set) var newSegments = 0
  /// How many segments were here already.
  public internal(set) var knownSegments = 0
  /// How many operations were new.
  public internal(set) var newOperations: UInt64 = 0
  /// The segments set aside because a different segment claims the same operations.
  public internal(set) var forks: [Run] = []

  /// Creates the report of a merge that has done nothing yet.
  public init() {}
}

/// One bundle being merged: a transaction that takes verified segments one after the other.
///
/// Memory is bounded by a window of operations, not by the bundle.
public final class MergeSession {
  /// What has been done so far.
  public private(set) var report = MergeReport()
  private let store: LocalStore
  private let observe: (RecordChange) -> Void
  private var batch = FoldBatch()
  private var held: Have
  private var bundle: (row: Int64, seen: Int64)?

  init(_ store: LocalStore, observe: @escaping (RecordChange) -> Void) throws(StoreError) {
    self.store = store
    self.observe = observe
    held = try store.have()
  }

  /// Notes which bundle the segments come from; needed before the first of them.
  public func begin(_ note: BundleNote, contents: [Run]) throws(StoreError) {
    bundle = (try store.keep(note, contents: contents), note.seenSeconds)
  }

  /// Merges a segment; one that is here already changes nothing.
  public func take(_ segment: Segment) throws(StoreError) {
    guard let bundle else { preconditionFailure("a merge begins with its bundle's note") }
    let run = segment.header.run
    if try store.isKnown(segment, held) {
      report.knownSegments += 1
    } else if try isFork(segment) {
      try store.setAside(segment, reason: "fork", bundle: bundle.row, seen: bundle.seen)
      report.forks.append(run)
    } else {
      let log = try store.row(of: segment.header)
      try store.insert(segment, log: log, bundle: bundle.row, seen: bundle.seen)
      for commit in segment.commits { batch.add(commit, of: run.log, in: segment.header.dossier) }
      held.insert(run)
      report.newSegments += 1
      if batch.count >= FoldBatch.windowOperations { try fold() }
    }
  }

  private func isFork(_ segment: Segment) throws(StoreError) -> Bool {
    let run = segment.header.run
    if held[run.log].overlaps(run.numbers) { return true }
    return try store.breaksChain(segment)
  }

  fileprivate func fold() throws(StoreError) {
    report.newOperations += UInt64(batch.count)
    let window = batch
    batch = FoldBatch()
    try store.fold(window, observe: observe)
  }
}

extension LocalStore {
  /// Merges one bundle in one transaction.
  ///
  /// The body hands verified segments to the session; when it throws, nothing is kept. `observe`
  /// gets every record that changes, once a window of operations.
  public func merge<Failure: Error>(
    observe: @escaping (RecordChange) -> Void = { _ in },
    wrapping wrap: (StoreError) -> Failure,
    _ body: (MergeSession) throws(Failure) -> Void
  ) throws(Failure) -> MergeReport {
    var report = MergeReport()
    func lift<T>(_ step: () throws(StoreError) -> T) throws(Failure) -> T {
      do throws(StoreError) { return try step() } catch { throw wrap(error) }
    }
    try transaction(wrapping: wrap) { () throws(Failure) in
      let session = try lift { () throws(StoreError) in
        try MergeSession(self, observe: observe)
      }
      try body(session)
      try lift { () throws(StoreError) in try session.fold() }
      report = session.report
    }
    return report
  }

  fileprivate func isKnown(_ segment: Segment, _ held: Have) throws(StoreError) -> Bool {
    let run = segment.header.run
    guard held.contains(run) else { return false }
    let hash = try first(
      """
      SELECT segment.hash FROM segment JOIN log ON log.id = segment.log
      WHERE log.name = ? AND segment.first = ?
      """, [.blob(run.log.bytes), .integer(Int64(run.numbers.lowerBound))]
    ) { $0.blob(0) }
    return hash == segment.hash
  }

  /// Tells whether the segment just before or just after, where it is here, is of another history.
  fileprivate func breaksChain(_ segment: Segment) throws(StoreError) -> Bool {
    let numbers = segment.header.numbers
    let neighbours = try all(
      """
      SELECT segment.first, segment.last, segment.hash, segment.previous FROM segment
      JOIN log ON log.id = segment.log
      WHERE log.name = ? AND segment.first IN
        (?, (SELECT max(before.first) FROM segment before
          WHERE before.log = log.id AND before.first < ?))
      """,
      [
        .blob(segment.header.log.bytes), .integer(Int64(numbers.upperBound) + 1),
        .integer(Int64(numbers.lowerBound)),
      ]
    ) { (first: UInt64($0.integer(0)), last: UInt64($0.integer(1)), $0.blob(2), $0.blob(3)) }
    return neighbours.contains { first, last, hash, previous in
      (first == numbers.upperBound + 1 && previous != segment.hash)
        || (last + 1 == numbers.lowerBound && hash != segment.header.previous)
    }
  }

  fileprivate func row(of header: SegmentHeader) throws(StoreError) -> Int64 {
    try logRow(
      OwnLog(
        log: header.log, dossier: header.dossier, device: header.device, epoch: header.epoch,
        office: header.office))
  }

  fileprivate func setAside(
    _ segment: Segment, reason: String, bundle: Int64, seen: Int64
  ) throws(StoreError) {
    try run(
      "INSERT OR IGNORE INTO quarantine(hash, reason, bundle, seen, body) VALUES(?, ?, ?, ?, ?)",
      [
        .blob(segment.hash), .text(reason), .integer(bundle), .integer(seen),
        .blob(codec.pack(segment.bytes)),
      ])
  }

  /// Notes a bundle that was read or written, once; returns its row.
  @discardableResult
  public func keep(_ note: BundleNote, contents: [Run]) throws(StoreError) -> Int64 {
    try run(
      """
      INSERT INTO bundle(hash, outgoing, sender, number, place, seen, contents)
      VALUES(?, ?, ?, ?, ?, ?, ?) ON CONFLICT(hash, outgoing) DO NOTHING
      """,
      [
        .blob(note.hash), .integer(note.isOutgoing ? 1 : 0), .blob(note.sender.publicKey),
        .integer(Int64(note.number)), .text(note.place), .integer(note.seenSeconds),
        .blob(codec.pack(JSONValue.array(contents.map(\.json)).canonicalBytes)),
      ])
    let row = try first(
      "SELECT id FROM bundle WHERE hash = ? AND outgoing = ?",
      [.blob(note.hash), .integer(note.isOutgoing ? 1 : 0)]
    ) { $0.integer(0) }
    return row ?? 0
  }
}
