import Language
public import Merging
import SQLite
import Wire

/// A segment that is held, without its bytes.
public struct StoredSegment: Hashable, Sendable {
  /// Its operations.
  public let run: Run
  /// Its hash, 32 bytes.
  public let hash: [UInt8]
  /// Whether its log is known to have another history.
  public let isForked: Bool
  /// The dossier.
  public let dossier: DossierID
  /// How many bytes it has.
  public let sizeBytes: Int
  /// How many bytes it has as compressed by the store.
  public let packedBytes: Int
}

extension LocalStore {
  /// Returns all segments without their bytes, in the order in which they were kept.
  public func segments() throws(StoreError) -> [StoredSegment] {
    try segmentRows("ORDER BY segment.id", []).map(\.segment)
  }

  /// Returns a dossier's segments without their bytes, in the order in which they were kept.
  public func segments(of dossier: DossierID) throws(StoreError) -> [StoredSegment] {
    // By its logs, or SQLite would look at all segments, which are in order already.
    var rows: [(row: Int64, segment: StoredSegment)] = []
    for log in try logsOfDossiers()[dossier] ?? [] {
      rows += try segmentRows("WHERE log.name = ?", [.blob(log.bytes)])
    }
    return rows.sorted { $0.row < $1.row }.map(\.segment)
  }

  /// Returns the dossiers of which segments are held.
  public func dossiersWithSegments() throws(StoreError) -> Set<DossierID> {
    let names = try all(
      """
      SELECT name FROM dossier WHERE id IN (
        SELECT dossier FROM log WHERE EXISTS (SELECT 1 FROM segment WHERE segment.log = log.id))
      """
    ) { DossierID(bytes: $0.blob(0)) }
    return Set(names.compactMap { $0 })
  }

  private func segmentRows(
    _ condition: String, _ values: [SQLiteValue]
  ) throws(StoreError) -> [(row: Int64, segment: StoredSegment)] {
    try all(
      """
      SELECT log.name, segment.first, segment.last, segment.size, length(segment.body),
        segment.hash, log.forked, dossier.name, segment.id
      FROM segment JOIN log ON log.id = segment.log JOIN dossier ON dossier.id = log.dossier
      \(condition)
      """, values
    ) { row -> (row: Int64, segment: StoredSegment)? in
      guard let run = Self.run(row), let dossier = DossierID(bytes: row.blob(7)) else { return nil }
      let segment = StoredSegment(
        run: run, hash: row.blob(5), isForked: row.integer(6) == 1, dossier: dossier,
        sizeBytes: Int(row.integer(3)), packedBytes: Int(row.integer(4)))
      return (row.integer(8), segment)
    }.compactMap { $0 }
  }

  /// Returns the bundles that this device wrote with their contents, oldest first.
  public func outgoingBundles() throws(StoreError) -> [(note: BundleNote, contents: [Run])] {
    let contents = try all("SELECT contents FROM bundle WHERE outgoing = 1 ORDER BY id") {
      self.codec.unpack($0.blob(0)).flatMap(Self.json)?.array?.compactMap(Run.init(json:)) ?? []
    }
    return Array(zip(try bundleNotes().filter(\.isOutgoing), contents))
  }

  /// Returns which devices have written something that counts, or is not signed yet, in which
  /// dossier.
  public func authors() throws(StoreError) -> [(dossier: DossierID, device: DeviceID)] {
    try all(
      """
      SELECT DISTINCT dossier.name, log.device FROM log JOIN dossier ON dossier.id = log.dossier
      WHERE EXISTS (SELECT 1 FROM segment WHERE segment.log = log.id)
        OR EXISTS (SELECT 1 FROM pending WHERE pending.log = log.id)
      """
    ) { row -> (dossier: DossierID, device: DeviceID)? in
      guard let dossier = DossierID(bytes: row.blob(0)),
        let device = DeviceID(publicKey: row.blob(1))
      else { return nil }
      return (dossier, device)
    }.compactMap { $0 }
  }

  /// Returns which device writes each known log, or wrote a branch of one that was forked.
  public func devicesOfLogs() throws(StoreError) -> [LogID: DeviceID] {
    let sql = """
      SELECT name, device FROM log
      UNION ALL SELECT branch.name, log.device FROM branch JOIN log ON log.id = branch.log
      """
    var devices: [LogID: DeviceID] = [:]
    for (log, device) in try all(sql, [], { ($0.blob(0), $0.blob(1)) }) {
      if let log = LogID(bytes: log) { devices[log] = DeviceID(publicKey: device) }
    }
    return devices
  }

  /// Reads JSON that this store wrote itself.
  static func json(_ bytes: [UInt8]) -> JSONValue? {
    try? JSONValue.parse(bytes, limits: JSONLimits(maximumBytes: .max, maximumItems: .max))
  }

  /// Returns the exact bytes of a segment, also of one that is set aside.
  public func bytes(of segment: StoredSegment) throws(StoreError) -> [UInt8] {
    let body = try first(
      """
      SELECT segment.body FROM segment JOIN log ON log.id = segment.log
      WHERE log.name = ?1 AND segment.first = ?2 AND segment.hash = ?3
      UNION ALL SELECT body FROM quarantine WHERE hash = ?3 AND dropped IS NULL
      """,
      [
        .blob(segment.run.log.bytes), .integer(Int64(segment.run.numbers.lowerBound)),
        .blob(segment.hash),
      ]
    ) { $0.blob(0) }
    guard let body, let bytes = codec.unpack(body) else {
      throw .damaged(Phrase("a segment of log \(segment.run.log.hex)"))
    }
    return bytes
  }
}

extension LocalStore {
  /// Returns the next running number of this device's bundles, from 1; none is given out twice.
  public func takeBundleNumber() throws(StoreError) -> UInt64 {
    try transaction(wrapping: { $0 }) { () throws(StoreError) in
      let last = try meta("bundle-number").map { $0.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
      let next = (last ?? 0) + 1
      try setMeta(
        "bundle-number",
        stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: next >> $0) })
      return next
    }
  }
}

extension LocalStore {
  /// Of how many logs it is asked one by one what is held.
  private static let fewLogs = 256

  /// Returns which operations of some dossiers are held.
  public func have(of dossiers: Set<DossierID>) throws(StoreError) -> Have {
    let logs = try logsOfDossiers()
    return try have(of: dossiers.flatMap { logs[$0] ?? [] })
  }

  /// Returns which operations of a device's logs are held.
  public func have(of device: DeviceID) throws(StoreError) -> Have {
    let logs = try all("SELECT name FROM log WHERE device = ?", [.blob(device.publicKey)]) {
      LogID(bytes: $0.blob(0))
    }
    return try have(of: logs.compactMap { $0 })
  }

  private func have(of logs: [LogID]) throws(StoreError) -> Have {
    // Of many, all is read at once.
    if logs.count > Self.fewLogs { _ = try have() }
    var some = Have()
    for log in logs { some.insert(try held(of: log), of: log) }
    return some
  }
}
