public import Merging
import SQLite

/// A record and the dossier it is in.
public struct StoredRecord: Sendable {
  /// The dossier.
  public let dossier: DossierID
  /// The merged state.
  public let state: RecordState
}

/// One operation of a record's history.
public struct HistoryEntry: Sendable {
  /// The operation's name.
  public let id: OperationID
  /// What it shares with its commit.
  public let stamp: CommitStamp
  /// What it did.
  public let operation: Operation
  /// The device that signed it.
  public let device: DeviceID
  /// The office that the device said it belongs to.
  public let office: String?
  /// When this device first saw it, in seconds since 1970, UTC.
  public let seenSeconds: Int64
  /// The bundle it came in; nil for this device's own.
  public let bundle: BundleNote?
}

extension LocalStore {
  private static let recordColumns =
    "SELECT dossier.name, record.type, record.name, record.state FROM record"
    + " JOIN dossier ON dossier.id = record.dossier"

  private func records(
    _ condition: String, _ values: [SQLiteValue]
  ) throws(StoreError) -> [StoredRecord] {
    let rows = try all(
      "\(Self.recordColumns) WHERE \(condition) ORDER BY dossier.name, record.name, record.type",
      values
    ) { row -> StoredRecord? in
      guard let dossier = DossierID(bytes: row.blob(0)), let id = RecordID(bytes: row.blob(2)),
        let state = RecordState(
          key: RecordKey(type: row.text(1), id: id), encoded: row.blob(3))
      else { return nil }
      return StoredRecord(dossier: dossier, state: state)
    }
    let sound = rows.compactMap { $0 }
    guard sound.count == rows.count else {
      throw .damaged("a record's state; 'pobratym rebuild' makes it again")
    }
    return sound
  }

  /// Returns all records, or those of one type, sorted by dossier and id.
  public func records(type: String? = nil) throws(StoreError) -> [StoredRecord] {
    guard let type else { return try records("1", []) }
    return try records("record.type = ?", [.text(type)])
  }

  /// Returns the records in which a person may have to decide.
  public func contestedRecords() throws(StoreError) -> [StoredRecord] {
    try records("record.contested = 1", [])
  }

  /// Returns the records whose id begins with hexadecimal digits.
  public func records(idPrefix: String) throws(StoreError) -> [StoredRecord] {
    try records(
      "substr(lower(hex(record.name)), 1, ?) = ?",
      [
        .integer(Int64(idPrefix.utf8.count)), .text(idPrefix),
      ])
  }

  /// Returns one record, or nil.
  public func record(
    _ dossier: DossierID, _ key: RecordKey
  ) throws(StoreError) -> RecordState? {
    try records(
      "dossier.name = ? AND record.name = ? AND record.type = ?",
      [.blob(dossier.bytes), .blob(key.id.bytes), .text(key.type)]
    ).first?.state
  }

  /// Returns every operation of a record that is here, in the order of Lamport number and id.
  public func history(of record: StoredRecord) throws(StoreError) -> [HistoryEntry] {
    var entries: [HistoryEntry] = []
    for (log, numbers) in record.state.known {
      for interval in numbers.intervals {
        entries += try operations(record.state.key, log, interval)
      }
    }
    return entries.sorted { ($0.stamp.lamport, $0.id) < ($1.stamp.lamport, $1.id) }
  }

  private func operations(
    _ key: RecordKey, _ log: LogID, _ interval: ClosedRange<UInt64>
  ) throws(StoreError) -> [HistoryEntry] {
    let parts = try all(
      """
      SELECT run.body, run.pending, run.seen, run.bundle, log.device, log.office FROM
        (SELECT log, first, last, body, 0 AS pending, seen, bundle FROM segment UNION ALL
         SELECT log, first, last, line, 1, seen, NULL FROM pending) run
        JOIN log ON log.id = run.log
      WHERE log.name = ? AND run.first <= ? AND run.last >= ?
      """,
      [
        .blob(log.bytes), .integer(Int64(interval.upperBound)),
        .integer(Int64(interval.lowerBound)),
      ]
    ) { row in
      (
        body: row.blob(0), isPending: row.integer(1) == 1, seen: row.integer(2),
        bundle: row.isNull(3) ? nil : row.integer(3), device: row.blob(4),
        office: row.isNull(5) ? nil : row.text(5)
      )
    }
    var entries: [HistoryEntry] = []
    for part in parts {
      guard let device = DeviceID(publicKey: part.device) else { throw .damaged("a log's device") }
      let bundle = try part.bundle.map(bundleNote) ?? nil
      for commit in try commits(part.body, isPending: part.isPending, of: log) {
        let stamp = commit.stamp(log: log)
        for (index, operation) in commit.operations.enumerated() where operation.record == key {
          let number = commit.first + UInt64(index)
          guard interval.contains(number) else { continue }
          entries.append(
            HistoryEntry(
              id: OperationID(log: log, number: number), stamp: stamp, operation: operation,
              device: device, office: part.office, seenSeconds: part.seen, bundle: bundle))
        }
      }
    }
    return entries
  }

  func commits(
    _ body: [UInt8], isPending: Bool, of log: LogID
  ) throws(StoreError) -> [Commit] {
    if isPending {
      guard let commit = try? Commit(line: body[...], in: log, number: 1) else {
        throw .damaged("an edit that is not sealed yet")
      }
      return [commit]
    }
    guard let bytes = codec.unpack(body), let segment = try? Segment(startOf: bytes[...]) else {
      throw .damaged("a segment of log \(log.hex)")
    }
    return segment.commits
  }

  private func bundleNote(_ id: Int64) throws(StoreError) -> BundleNote? {
    try bundleNotes("id = ?", [.integer(id)]).first
  }

  /// Returns the bundles that were read or written, oldest first.
  public func bundleNotes() throws(StoreError) -> [BundleNote] { try bundleNotes("1", []) }

  /// Tells whether a bundle with this file hash has been taken in.
  public func hasTakenIn(_ hash: [UInt8]) throws(StoreError) -> Bool {
    try !bundleNotes("hash = ? AND outgoing = 0", [.blob(hash)]).isEmpty
  }

  private func bundleNotes(
    _ condition: String, _ values: [SQLiteValue]
  ) throws(StoreError) -> [BundleNote] {
    try all(
      "SELECT hash, outgoing, sender, number, place, seen, operations FROM bundle"
        + " WHERE \(condition) ORDER BY id", values
    ) { row -> BundleNote? in
      guard let sender = DeviceID(publicKey: row.blob(2)) else { return nil }
      return BundleNote(
        hash: row.blob(0), isOutgoing: row.integer(1) == 1, sender: sender,
        number: UInt64(row.integer(3)), place: row.text(4), seenSeconds: row.integer(5),
        operations: UInt64(row.integer(6)))
    }.compactMap { $0 }
  }
}
