public import Merging
import SQLite

/// A segment that is set aside: kept whole, not merged, not passed on.
public struct QuarantinedSegment: Hashable, Sendable {
  /// What names it: its hash or, of one with a defect, that of all its bytes; 32 bytes.
  public let hash: [UInt8]
  /// Its operations.
  public let run: Run
  /// The dossier.
  public let dossier: DossierID
  /// The device that signed it.
  public let device: DeviceID
  /// The office that the device says it belongs to.
  public let office: String?
  /// Why it was set aside: `stranger`, `retired`, or the stage at which it fails.
  public let reason: String
  /// Whether it is not what its device signed; then all that it says of itself is unproven.
  public let isDefective: Bool
  /// Why a person dropped its content; nil while that is kept.
  public let dropped: String?
  /// The bundle that it came in.
  public let bundle: BundleNote?
  /// When it came, in seconds since 1970, UTC.
  public let seenSeconds: Int64
  /// Its size in bytes.
  public let sizeBytes: Int
}

extension LocalStore {
  /// How many bytes of segments are set aside at most; what is beyond is left where it was.
  public static let quarantineBytes = 268_435_456
  /// How many segments are set aside at most.
  public static let quarantineSegments = 100_000

  /// Sets aside what is not what its device signed; tells whether there was room.
  func setAside(
    _ bytes: [UInt8], claiming header: SegmentHeader, stage: String, bundle: Int64, seen: Int64
  ) throws(StoreError) -> Bool {
    let (hash, body) = (codec.hash(bytes), codec.pack(bytes))
    let isThere = try first("SELECT 1 FROM defect WHERE hash = ?", [.blob(hash)]) { _ in true }
    if isThere == true { return true }
    guard try roomAside() else { return false }
    try run(
      """
      INSERT INTO defect
        (hash, device, dossier, log, first, last, office, stage, bundle, seen, size, body)
      VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .blob(hash), .blob(header.device.publicKey), .blob(header.dossier.bytes),
        .blob(header.log.bytes), .integer(Int64(header.numbers.lowerBound)),
        .integer(Int64(header.numbers.upperBound)), header.office.map(SQLiteValue.text) ?? .null,
        .text(stage), .integer(bundle), .integer(seen), .integer(Int64(bytes.count)),
        .blob(body),
      ])
    noteAside(body.count)
    return true
  }

  /// Sets a segment aside; tells whether it is there now, for which there may be no more room.
  func setAside(
    _ segment: Segment, _ reason: SegmentStanding, bundle: Int64, seen: Int64
  ) throws(StoreError) -> Bool {
    let isThere = try first(
      "SELECT 1 FROM quarantine WHERE hash = ?", [.blob(segment.hash)]
    ) { _ in true }
    if isThere == true { return true }
    guard try roomAside() else { return false }
    let body = codec.pack(segment.bytes)
    try run(
      """
      INSERT INTO quarantine
        (hash, log, first, last, previous, reason, bundle, seen, size, body)
      VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .blob(segment.hash), .integer(try entry(of: segment.header).row),
        .integer(Int64(segment.header.numbers.lowerBound)),
        .integer(Int64(segment.header.numbers.upperBound)),
        segment.header.previous.map(SQLiteValue.blob) ?? .null, .text(reason.rawValue),
        .integer(bundle), .integer(seen), .integer(Int64(segment.bytes.count)),
        .blob(body),
      ])
    try keepStatements(of: segment)
    try forgetTrust(after: segment)
    noteAside(body.count)
    return true
  }

  /// Returns the segments that are set aside, oldest first.
  public func quarantine() throws(StoreError) -> [QuarantinedSegment] {
    let rows = try all(
      """
      SELECT part.hash, log.name, part.first, part.last, dossier.name, log.device, log.office,
        part.reason, part.dropped, part.bundle, part.seen, part.size, 0
      FROM quarantine part JOIN log ON log.id = part.log JOIN dossier ON dossier.id = log.dossier
      UNION ALL SELECT hash, log, first, last, dossier, device, office, stage, dropped, bundle,
        seen, size, 1 FROM defect
      ORDER BY 11, 1
      """
    ) { row -> (QuarantinedSegment, Int64?)? in
      guard let log = LogID(bytes: row.blob(1)), let dossier = DossierID(bytes: row.blob(4)),
        let device = DeviceID(publicKey: row.blob(5))
      else { return nil }
      let run = Run(log: log, numbers: UInt64(row.integer(2))...UInt64(row.integer(3)))
      let segment = QuarantinedSegment(
        hash: row.blob(0), run: run, dossier: dossier, device: device,
        office: row.isNull(6) ? nil : row.text(6), reason: row.text(7),
        isDefective: row.integer(12) == 1,
        dropped: row.isNull(8) ? nil : row.text(8), bundle: nil, seenSeconds: row.integer(10),
        sizeBytes: Int(row.integer(11)))
      return (segment, row.isNull(9) ? nil : row.integer(9))
    }
    var segments: [QuarantinedSegment] = []
    for case let (segment, bundle)? in rows {
      segments.append(segment.from(try bundle.map(bundleNote) ?? nil))
    }
    return segments
  }

  /// Returns the segments that are set aside without their bytes, those dropped left out.
  ///
  /// What counts may be of the same numbers, so that only the hash names them.
  public func segmentsSetAside() throws(StoreError) -> [StoredSegment] {
    try all(
      """
      SELECT log.name, part.first, part.last, part.size, length(part.body), part.hash, dossier.name
      FROM quarantine part JOIN log ON log.id = part.log JOIN dossier ON dossier.id = log.dossier
      WHERE part.dropped IS NULL ORDER BY part.id
      """
    ) { row -> StoredSegment? in
      guard let run = Self.run(row), let dossier = DossierID(bytes: row.blob(6)) else { return nil }
      return StoredSegment(
        run: run, hash: row.blob(5), isForked: true, dossier: dossier,
        sizeBytes: Int(row.integer(3)), packedBytes: Int(row.integer(4)))
    }.compactMap { $0 }
  }

  /// How many segments are set aside, those dropped not counted.
  public func quarantineCount() throws(StoreError) -> Int {
    Int(
      try first(
        """
        SELECT (SELECT count(*) FROM quarantine WHERE dropped IS NULL)
          + (SELECT count(*) FROM defect WHERE dropped IS NULL)
        """
      ) { $0.integer(0) } ?? 0)
  }

  /// Drops the content of segments that are set aside, with a reason.
  ///
  /// That they were there stays noted, and so do statements in them. Where one comes again and
  /// counts, it is taken in.
  public func drop(_ hashes: [[UInt8]], why: String) throws(StoreError) {
    try transaction(wrapping: { $0 }) { () throws(StoreError) in
      for table in ["quarantine", "defect"] {
        for hash in hashes {
          try run(
            "UPDATE \(table) SET dropped = ?, body = x'' WHERE hash = ? AND dropped IS NULL",
            [.text(why), .blob(hash)])
        }
      }
    }
    noteAside(nil)
  }

  /// Forgets that a segment was set aside, because it counts now and is being taken in.
  func takeBack(_ hash: [UInt8]) throws(StoreError) {
    guard try mayBeAside() else { return }
    try run("DELETE FROM quarantine WHERE hash = ?", [.blob(hash)])
    noteAside(nil)
  }
}

extension QuarantinedSegment {
  fileprivate func from(_ bundle: BundleNote?) -> Self {
    Self(
      hash: hash, run: run, dossier: dossier, device: device, office: office, reason: reason,
      isDefective: isDefective, dropped: dropped, bundle: bundle, seenSeconds: seenSeconds,
      sizeBytes: sizeBytes)
  }
}
