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
  /// The segments set aside, because their device was never admitted or is retired.
  public internal(set) var aside: [Aside] = []
  /// How many segments were not even set aside, because there is no more room for such.
  public internal(set) var refusedSegments = 0
  /// The segments that tell another history of their log than those that were here.
  public internal(set) var forks: [Run] = []

  /// A segment that was set aside.
  public struct Aside: Hashable, Sendable {
    /// The device that signed it.
    public let device: DeviceID
    /// Its operations.
    public let run: Run
    /// Why: `stranger`, `retired`, or the stage at which it fails.
    public let reason: String
  }

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
  private let before: Trust
  /// The last segment that was here before.
  private let lastRow: Int64
  private var toRefold: Set<DossierID> = []
  /// What was known of each author when its segments were taken, and of whom that changed between.
  private var words: [DeviceID: Trust.Word?] = [:]
  private var changed: Set<DeviceID> = []
  /// The lives of this device of which operations came that it did not know.
  public private(set) var ownEpochs: Set<EpochID> = []
  private var bundle: (row: Int64, seen: Int64)?

  init(_ store: LocalStore, observe: @escaping (RecordChange) -> Void) throws(StoreError) {
    self.store = store
    self.observe = observe
    before = try store.trust()
    lastRow = try store.first("SELECT max(id) FROM segment") { $0.integer(0) } ?? 0
  }

  /// Notes which bundle the segments come from, with what is to be known of its file; needed
  /// before the first of them.
  public func begin(
    _ note: BundleNote, contents: [Run], letter: [UInt8]? = nil
  ) throws(StoreError) {
    bundle = (try store.keep(note, contents: contents, letter: letter), note.seenSeconds)
  }

  /// Merges a segment; one that is here already changes nothing.
  ///
  /// `packed` is the segment as the codec packs it, where somebody has done that.
  public func take(_ segment: Segment, packed: [UInt8]? = nil) throws(StoreError) {
    guard let bundle else { preconditionFailure("a merge begins with its bundle's note") }
    let run = segment.header.run
    if try store.isKnown(segment) {
      report.knownSegments += 1
      return
    }
    let standing = try store.standing(of: segment.mark, by: segment.header.device)
    try noteWord(of: segment.header.device)
    guard standing == .counts else { return try setAside(segment, standing) }
    let log = try store.entry(of: segment.header)
    try store.takeBack(segment.hash)
    let isFork = try store.place(
      segment, packed: packed, log: log.row, bundle: bundle.row, seen: bundle.seen)
    try store.forgetTrust(after: segment)
    report.newSegments += 1
    report.newOperations += UInt64(run.numbers.count)
    if segment.header.device == store.owner.device { ownEpochs.insert(segment.header.epoch) }
    if isFork { report.forks.append(run) }
    guard !isFork, !log.isForked else {
      // What its branches are called depends on all of them: the dossier is folded at the end.
      toRefold.insert(segment.header.dossier)
      return
    }
    let roles = try store.roles(of: segment.header.device)
    let ambiguous = try store.ambiguous(in: segment.header.dossier)
    for commit in segment.commits {
      batch.add(
        commit.exact(ambiguous), of: run.log, in: segment.header.dossier, by: roles)
    }
    if batch.count >= FoldBatch.windowOperations { try fold() }
  }

  /// Sets a segment aside that is not what its device signed.
  ///
  /// `stage` tells at which check it fails.
  public func setAside(
    _ bytes: [UInt8], claiming header: SegmentHeader, stage: String
  ) throws(StoreError) {
    guard let bundle else { preconditionFailure("a merge begins with its bundle's note") }
    guard
      try store.setAside(
        bytes, claiming: header, stage: stage, bundle: bundle.row, seen: bundle.seen)
    else {
      report.refusedSegments += 1
      return
    }
    report.aside.append(
      MergeReport.Aside(device: header.device, run: header.run, reason: stage))
  }

  private func setAside(_ segment: Segment, _ reason: SegmentStanding) throws(StoreError) {
    guard let bundle else { return }
    guard try store.setAside(segment, reason, bundle: bundle.row, seen: bundle.seen) else {
      report.refusedSegments += 1
      return
    }
    report.aside.append(
      MergeReport.Aside(
        device: segment.header.device, run: segment.header.run, reason: reason.rawValue))
  }

  private func noteWord(of device: DeviceID) throws(StoreError) {
    let word = try store.trust().words[device]
    if let before = words.updateValue(word, forKey: device), before != word {
      changed.insert(device)
    }
  }

  private func fold() throws(StoreError) {
    let window = batch
    batch = FoldBatch()
    try store.fold(window, observe: observe)
  }

  /// Moves what this device has not signed yet to the logs of a new life.
  public func enterLife(
    _ epoch: EpochID, former: [EpochID], log: (DossierID) -> OwnLog
  ) throws(StoreError) {
    for epoch in former { try store.noteFormer(epoch, of: store.owner.device) }
    toRefold.formUnion(try store.movePending(to: epoch, log: log))
  }

  /// Ends the merge: brings all that is held in line with the statements that came.
  public func finish() throws(StoreError) {
    try fold()
    if let bundle { try store.note(bundle.row, isWhole: report.refusedSegments == 0) }
    let trust = try store.trust()
    changed.formUnion(words.filter { $0.value != trust.words[$0.key] }.keys)
    try store.settle(from: before, changed, and: toRefold, upTo: lastRow, observe: observe)
    report.aside.removeAll { aside in
      // What came before its admission in the same bundle has been taken back.
      SegmentStanding(rawValue: aside.reason) != nil
        && trust.words[aside.device] != before.words[aside.device]
        && ((try? store.have().contains(aside.run)) ?? false)
    }
  }
}

extension LocalStore {
  /// Merges one bundle in one transaction.
  ///
  /// The body hands verified segments to the session and finishes it; when it throws, nothing is
  /// kept. `observe` gets every record that changes, once a window of operations.
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
      report = session.report
    }
    return report
  }

  fileprivate func isKnown(_ segment: Segment) throws(StoreError) -> Bool {
    let run = segment.header.run
    guard try held(of: run.log).contains(run.numbers) else { return false }
    let hash = try first(
      """
      SELECT segment.hash FROM segment JOIN log ON log.id = segment.log
      WHERE log.name = ? AND segment.first = ? AND segment.hash = ?
      """,
      [
        .blob(run.log.bytes), .integer(Int64(run.numbers.lowerBound)), .blob(segment.hash),
      ]
    ) { $0.blob(0) }
    return hash != nil
  }

  /// Tells whether the segment just before or just after, where it is here, is of another history.
  func breaksChain(_ segment: Segment) throws(StoreError) -> Bool {
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

  /// Returns the entry of a segment's log, making one where there is none.
  func entry(of header: SegmentHeader) throws(StoreError) -> LogEntry {
    try entry(
      of: OwnLog(
        log: header.log, dossier: header.dossier, device: header.device, epoch: header.epoch,
        office: header.office))
  }

  /// Notes whether all of a bundle was kept; if not, it is to be read again.
  func note(_ bundle: Int64, isWhole: Bool) throws(StoreError) {
    try run(
      "UPDATE bundle SET whole = ? WHERE id = ?", [.integer(isWhole ? 1 : 0), .integer(bundle)])
  }

  /// Notes a bundle that was read or written, once; returns its row.
  @discardableResult
  public func keep(
    _ note: BundleNote, contents: [Run], letter: [UInt8]? = nil
  ) throws(StoreError) -> Int64 {
    try run(
      """
      INSERT INTO bundle(hash, outgoing, sender, number, place, seen, contents, letter)
      VALUES(?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(hash, outgoing) DO NOTHING
      """,
      [
        .blob(note.hash), .integer(note.isOutgoing ? 1 : 0), .blob(note.sender.publicKey),
        .integer(Int64(note.number)), .text(note.place), .integer(note.seenSeconds),
        .blob(codec.pack(JSONValue.array(contents.map(\.json)).canonicalBytes)),
        letter.map { .blob(codec.pack($0)) } ?? .null,
      ])
    let row = try first(
      "SELECT id FROM bundle WHERE hash = ? AND outgoing = ?",
      [.blob(note.hash), .integer(note.isOutgoing ? 1 : 0)]
    ) { $0.integer(0) }
    return row ?? 0
  }
}
