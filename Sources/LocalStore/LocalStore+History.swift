import Language
public import Merging
import SQLite

/// Where an operation came from.
public struct Origin: Hashable, Sendable {
  /// The device that signed it.
  public let device: DeviceID
  /// The office that the device said it belongs to.
  public let office: String?
  /// When this device first saw it, in seconds since 1970, UTC.
  public let seenSeconds: Int64
  /// The bundle it came in; nil for this device's own.
  public let bundle: BundleNote?
}

/// One operation of a record's history.
public struct HistoryEntry: Sendable {
  /// The operation's name.
  public let id: OperationID
  /// What it shares with its commit.
  public let stamp: CommitStamp
  /// What it did.
  public let operation: Operation
  /// Where it came from.
  public let origin: Origin
  /// Whether its author's role permits it; if not, it is only shown.
  public let hasEffect: Bool
}

extension LocalStore {
  /// Returns where an operation came from, or nil where it is not here.
  public func origin(of id: OperationID) throws(StoreError) -> Origin? {
    if let pieces = try branchPieces(named: id.log) {
      let piece = pieces.first { $0.commit.numbers.contains(id.number) }
      return try piece.map(origin) ?? nil
    }
    return try parts(of: id.log, id.number...id.number, withBodies: false).first?.origin
  }

  /// Returns every operation of a record that is here, in the order of Lamport number and id.
  public func history(of record: StoredRecord) throws(StoreError) -> [HistoryEntry] {
    try history(of: [record])
  }

  /// Returns every operation of records of one dossier that is here, in the order of Lamport number
  /// and id; each segment is read once.
  public func history(of records: [StoredRecord]) throws(StoreError) -> [HistoryEntry] {
    let keys = Set(records.map(\.state.key))
    var known: [LogID: IntervalSet] = [:]
    for record in records {
      for (log, numbers) in record.state.known {
        for interval in numbers.intervals { known[log, default: IntervalSet()].insert(interval) }
      }
    }
    var entries: [HistoryEntry] = []
    let dossier = records.first?.dossier ?? .directory
    let ambiguous = try ambiguous(in: dossier)
    for (log, numbers) in known {
      if let pieces = try branchPieces(named: log) {
        entries += try operations(keys, pieces, ambiguous)
        continue
      }
      var done: UInt64 = 0
      for interval in numbers.intervals where interval.upperBound > done {
        let rest = max(interval.lowerBound, done + 1)...interval.upperBound
        for part in try parts(of: log, rest, withBodies: true) {
          entries += try operations(keys, log, part, ambiguous)
          done = part.last
        }
      }
    }
    return entries.sorted { ($0.stamp.lamport, $0.id) < ($1.stamp.lamport, $1.id) }
  }

  private func operations(
    _ keys: Set<RecordKey>, _ log: LogID, _ part: Part, _ ambiguous: [LogID: UInt64]
  ) throws(StoreError) -> [HistoryEntry] {
    var entries: [HistoryEntry] = []
    for commit in try commits(part.body, isPending: part.isPending, of: log) {
      entries += try self.entries(of: commit.exact(ambiguous), keys, log, part.origin)
    }
    return entries
  }

  private func operations(
    _ keys: Set<RecordKey>, _ pieces: [BranchPiece], _ ambiguous: [LogID: UInt64]
  ) throws(StoreError) -> [HistoryEntry] {
    var entries: [HistoryEntry] = []
    for piece in pieces
    where piece.commit.operations.contains(where: { keys.contains($0.record) }) {
      guard let origin = try origin(piece) else { continue }
      entries += try self.entries(
        of: piece.commit.exact(ambiguous, but: piece.log), keys, piece.name, origin)
    }
    return entries
  }

  private func entries(
    of commit: Commit, _ keys: Set<RecordKey>, _ log: LogID, _ origin: Origin
  ) throws(StoreError) -> [HistoryEntry] {
    let stamp = commit.stamp(log: log)
    let roles = try roles(of: origin.device)
    var entries: [HistoryEntry] = []
    for (index, operation) in commit.operations.enumerated() where keys.contains(operation.record) {
      entries.append(
        HistoryEntry(
          id: OperationID(log: log, number: commit.first + UInt64(index)), stamp: stamp,
          operation: operation, origin: origin, hasEffect: operation.isPermitted(to: roles)))
    }
    return entries
  }

  private func origin(_ piece: BranchPiece) throws(StoreError) -> Origin? {
    let row = try first(
      """
      SELECT segment.seen, segment.bundle, log.office FROM segment JOIN log ON log.id = segment.log
      WHERE segment.log = ? AND segment.hash = ?
      """, [.integer(piece.origin.row), .blob(piece.origin.segment)]
    ) { row in
      (
        seen: row.integer(0), bundle: row.isNull(1) ? nil : row.integer(1),
        office: row.isNull(2) ? nil : row.text(2)
      )
    }
    guard let row else { return nil }
    return Origin(
      device: piece.device, office: row.office, seenSeconds: row.seen,
      bundle: try row.bundle.map(bundleNote) ?? nil)
  }

  /// A segment, or a commit that is not sealed yet, with its origin.
  private struct Part {
    let last: UInt64
    let body: [UInt8]
    let isPending: Bool
    let origin: Origin
  }

  private func parts(
    of log: LogID, _ interval: ClosedRange<UInt64>, withBodies: Bool
  ) throws(StoreError) -> [Part] {
    let (body, line) = withBodies ? ("segment.body", "pending.line") : ("x''", "x''")
    // Each half has its own conditions: SQLite would make a copy of the whole union otherwise.
    let rows = try all(
      """
      SELECT \(body), 0, segment.seen, segment.bundle, log.device, log.office, segment.last,
        segment.first AS first
      FROM log JOIN segment ON segment.log = log.id
      WHERE log.name = ?1 AND segment.last >= ?2 AND segment.first BETWEEN ifnull((
        SELECT max(before.first) FROM segment before
        WHERE before.log = log.id AND before.first <= ?2), 0) AND ?3
      UNION ALL
      SELECT \(line), 1, pending.seen, NULL, log.device, log.office, pending.last, pending.first
      FROM log JOIN pending ON pending.log = log.id
      WHERE log.name = ?1 AND pending.last >= ?2 AND pending.first <= ?3
      ORDER BY first
      """,
      [
        .blob(log.bytes), .integer(Int64(interval.lowerBound)),
        .integer(Int64(interval.upperBound)),
      ]
    ) { row in
      (
        body: row.blob(0), isPending: row.integer(1) == 1, seen: row.integer(2),
        bundle: row.isNull(3) ? nil : row.integer(3), device: row.blob(4),
        office: row.isNull(5) ? nil : row.text(5), last: UInt64(row.integer(6))
      )
    }
    var parts: [Part] = []
    for row in rows {
      guard let device = DeviceID(publicKey: row.device) else {
        throw .damaged(Phrase("a log's device"))
      }
      let bundle = try row.bundle.map(bundleNote) ?? nil
      let origin = Origin(
        device: device, office: row.office, seenSeconds: row.seen, bundle: bundle)
      parts.append(
        Part(last: row.last, body: row.body, isPending: row.isPending, origin: origin))
    }
    return parts
  }

  func commits(
    _ body: [UInt8], isPending: Bool, of log: LogID
  ) throws(StoreError) -> [Commit] {
    if isPending {
      guard let commit = try? Commit(line: body[...], in: log, number: 1) else {
        throw .damaged(Phrase("an edit that is not sealed yet"))
      }
      return [commit]
    }
    guard let bytes = codec.unpack(body), let segment = try? Segment(startOf: bytes[...]) else {
      throw .damaged(Phrase("a segment of log \(log.hex)"))
    }
    return segment.commits
  }
}
