public import Merging
import SQLite

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
  /// How many operations it carries.
  public let operations: UInt64

  /// Creates a note.
  public init(
    hash: [UInt8], isOutgoing: Bool, sender: DeviceID, number: UInt64, place: String,
    seenSeconds: Int64, operations: UInt64
  ) {
    self.hash = hash
    self.isOutgoing = isOutgoing
    self.sender = sender
    self.number = number
    self.place = place
    self.seenSeconds = seenSeconds
    self.operations = operations
  }
}

/// What a merge did, or would do.
public struct MergeReport: Sendable {
  /// How many segments were new.
  public internal(set) var newSegments = 0
  /// How many segments were here already.
  public internal(set) var knownSegments = 0
  /// How many operations were new.
  public internal(set) var newOperations: UInt64 = 0
  /// The segments set aside because a different segment claims the same operations.
  public internal(set) var forks: [Run] = []
  /// The records that changed.
  public internal(set) var changes: [RecordChange] = []
}

extension LocalStore {
  /// Merges verified segments of one bundle in one transaction, or only tells what it would do.
  public func merge(
    _ segments: [Segment], from note: BundleNote, dryRun: Bool = false
  ) throws(StoreError) -> MergeReport {
    var report = MergeReport()
    do throws(StoreError) {
      try transaction { () throws(StoreError) in
        try mergeInside(segments, note, &report)
        if dryRun { throw Self.rollBack }
      }
    } catch {
      guard dryRun, error == Self.rollBack else { throw error }
    }
    return report
  }

  private static let rollBack = StoreError.damaged("dry run")

  private func mergeInside(
    _ segments: [Segment], _ note: BundleNote, _ report: inout MergeReport
  ) throws(StoreError) {
    let bundle = try keep(note)
    var batch = FoldBatch()
    var held = try have()
    for segment in segments {
      let run = segment.header.run
      if try isKnown(segment, held) {
        report.knownSegments += 1
      } else if held[run.log].overlaps(run.numbers) {
        try setAside(segment, reason: "fork", bundle: bundle, seen: note.seenSeconds)
        report.forks.append(run)
      } else {
        try insert(segment, log: row(of: segment.header), bundle: bundle, seen: note.seenSeconds)
        for commit in segment.commits {
          batch.add(commit, of: run.log, in: segment.header.dossier)
        }
        held.insert(run)
        report.newSegments += 1
      }
    }
    report.newOperations = UInt64(batch.count)
    var changes: [RecordChange] = []
    try fold(batch) { changes.append($0) }
    report.changes = changes
  }

  private func isKnown(_ segment: Segment, _ held: Have) throws(StoreError) -> Bool {
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

  private func row(of header: SegmentHeader) throws(StoreError) -> Int64 {
    try logRow(
      OwnLog(
        log: header.log, dossier: header.dossier, device: header.device, epoch: header.epoch,
        office: header.office))
  }

  private func setAside(
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
  public func keep(_ note: BundleNote) throws(StoreError) -> Int64 {
    try run(
      """
      INSERT INTO bundle(hash, outgoing, sender, number, place, seen, operations)
      VALUES(?, ?, ?, ?, ?, ?, ?) ON CONFLICT(hash, outgoing) DO NOTHING
      """,
      [
        .blob(note.hash), .integer(note.isOutgoing ? 1 : 0), .blob(note.sender.publicKey),
        .integer(Int64(note.number)), .text(note.place), .integer(note.seenSeconds),
        .integer(Int64(note.operations)),
      ])
    let row = try first(
      "SELECT id FROM bundle WHERE hash = ? AND outgoing = ?",
      [.blob(note.hash), .integer(note.isOutgoing ? 1 : 0)]
    ) { $0.integer(0) }
    return row ?? 0
  }
}
