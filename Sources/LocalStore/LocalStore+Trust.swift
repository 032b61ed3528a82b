import Language
public import Merging
import SQLite
import Wire

extension RecordID {
  /// The record that statements on a device are about.
  public init(device: DeviceID, hash: ([UInt8]) -> [UInt8]) {
    let bytes = hash(Array("pobratym device 1\n".utf8) + device.publicKey)
    self = RecordID(bytes: bytes.prefix(16)) ?? RecordID(high: 0, low: 0)
  }
}

extension LocalStore {
  /// The roles by which a device's operations are judged.
  func roles(of device: DeviceID) throws(StoreError) -> Set<Role> {
    owner.isRoot(device) ? [.centre] : try trust().roles(of: device)
  }

  /// Tells whether a segment counts here: by the statements, or because it is this device's own.
  func standing(of segment: SegmentMark, by device: DeviceID) throws(StoreError) -> SegmentStanding
  {
    if device == owner.device || owner.isRoot(device) { return .counts }
    return try trust().standing(of: device, segment)
  }

  /// Judges all statements that are held, also those of segments that are set aside.
  func judge() throws(StoreError) -> Trust {
    let rows = try all(
      "SELECT segment, number, device, log, first, last, lamport, kind, body FROM statement"
    ) { row -> Trust.Stated? in
      guard let device = DeviceID(publicKey: row.blob(2)), let log = LogID(bytes: row.blob(3))
      else { return nil }
      return self.stated(row, by: device, in: log)
    }
    let stated = rows.compactMap { $0 }
    let forerunners = stated.contains(where: \.retires) ? try forerunners() : [:]
    return Trust(isRoot: owner.isRoot, stated) { forerunners[$0] }
  }

  /// The hash before each held segment, by the segment's hash.
  private func forerunners() throws(StoreError) -> [[UInt8]: [UInt8]] {
    let links = try all(
      """
      SELECT hash, previous FROM segment WHERE previous IS NOT NULL
      UNION SELECT hash, previous FROM quarantine WHERE previous IS NOT NULL
      """
    ) { ($0.blob(0), $0.blob(1)) }
    return Dictionary(links, uniquingKeysWith: { one, _ in one })
  }

  /// The last segments of a device's logs that are held and count, one or more a log.
  public func ends(of device: DeviceID) throws(StoreError) -> [LogID: Set<[UInt8]>] {
    let rows = try all(
      """
      SELECT log.name, segment.hash FROM segment JOIN log ON log.id = segment.log
      WHERE log.device = ? AND NOT EXISTS (
        SELECT 1 FROM segment later
        WHERE later.log = segment.log AND later.first = segment.last + 1
          AND later.previous = segment.hash)
      """, [.blob(device.publicKey)]
    ) { (LogID(bytes: $0.blob(0)), $0.blob(1)) }
    var ends: [LogID: Set<[UInt8]>] = [:]
    for case let (log?, hash) in rows { ends[log, default: []].insert(hash) }
    return ends
  }

  /// Forgets who counts where a segment that came lets those before it count: it is accepted of a
  /// retired device, and they were not known to be.
  func forgetTrust(after segment: Segment) throws(StoreError) {
    guard let previous = segment.header.previous else { return }
    let fillsGap = try trust().words.values.contains { word in
      word.kept.map { $0.contains(segment.hash) && !$0.contains(previous) } ?? false
    }
    if fillsGap { forgetTrust() }
  }

  private func stated(_ row: Row, by device: DeviceID, in log: LogID) -> Trust.Stated? {
    guard let value = try? JSONValue.parse(row.blob(8)),
      let statement = Statement(kind: row.text(7), value)
    else { return nil }
    let run = Run(log: log, numbers: UInt64(row.integer(4))...UInt64(row.integer(5)))
    return Trust.Stated(
      statement, id: OperationID(log: log, number: UInt64(row.integer(1))),
      lamport: UInt64(row.integer(6)), author: device,
      segment: SegmentMark(hash: row.blob(0), run: run))
  }

  /// Keeps the statements that a segment makes, whether it counts or not.
  func keepStatements(of segment: Segment) throws(StoreError) {
    guard segment.header.dossier == .directory else { return }
    for commit in segment.commits {
      for (index, operation) in commit.operations.enumerated() {
        guard let statement = Statement(operation),
          RecordID(device: statement.device, hash: codec.hash) == operation.record.id
        else { continue }
        try run(
          "INSERT OR IGNORE INTO statement VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
          [
            .blob(segment.hash), .integer(Int64(commit.first) + Int64(index)),
            .blob(segment.header.device.publicKey), .blob(segment.header.log.bytes),
            .integer(Int64(segment.header.numbers.lowerBound)),
            .integer(Int64(segment.header.numbers.upperBound)), .integer(Int64(commit.lamport)),
            .text(operation.kind.name), .blob(Array(operation.value.bytes)),
          ])
        forgetTrust()
      }
    }
  }

  /// Looks for the statements again in all that is held.
  func extractStatements() throws(StoreError) {
    // What was dropped cannot be looked through again.
    try run(
      """
      DELETE FROM statement
      WHERE segment NOT IN (SELECT hash FROM quarantine WHERE dropped IS NOT NULL)
      """)
    let sql = """
      SELECT body FROM (SELECT log, body FROM segment UNION ALL SELECT log, body FROM quarantine)
      JOIN log ON log.id = log WHERE log.dossier =
        (SELECT id FROM dossier WHERE name = ?)
      """
    let bodies = try all(sql, [.blob(DossierID.directory.bytes)]) { $0.blob(0) }
    for body in bodies where !body.isEmpty { try keepStatements(of: segment(body)) }
    forgetTrust()
  }

  /// Returns the hashes of the segments in which statements stand.
  public func segmentsWithStatements() throws(StoreError) -> Set<[UInt8]> {
    Set(try all("SELECT DISTINCT segment FROM statement") { $0.blob(0) })
  }

  func segment(_ body: [UInt8]) throws(StoreError) -> Segment {
    guard let bytes = codec.unpack(body), let segment = try? Segment(startOf: bytes[...]) else {
      throw .damaged(Phrase("a segment"))
    }
    return segment
  }

  /// Brings segments and records in line with the statements, where those have changed.
  ///
  /// Of some devices segments were taken in when the statements said neither what they did before
  /// nor what they do now. Of the others, those after a row were judged by what they say now.
  func settle(
    from before: Trust, _ between: Set<DeviceID> = [], and others: Set<DossierID> = [],
    upTo row: Int64 = .max, observe: (RecordChange) -> Void
  ) throws(StoreError) {
    let after = try trust()
    let devices = Set(before.words.keys).union(after.words.keys)
      .filter { before.words[$0] != after.words[$0] }.union(between)
    var dossiers = others
    if !devices.isEmpty { dossiers.formUnion(try moveSegments(of: devices)) }
    for device in devices {
      if between.contains(device) {
        dossiers.formUnion(try self.dossiers(of: device, upTo: .max))
      } else if before.roles(of: device) != after.roles(of: device) {
        dossiers.formUnion(try self.dossiers(of: device, upTo: row))
      }
    }
    try refold(dossiers.sorted(), observe: observe)
  }

  /// Sets aside what no longer counts, of some devices or all, and takes back what counts now;
  /// returns the dossiers that this changes.
  func moveSegments(of devices: Set<DeviceID>?) throws(StoreError) -> Set<DossierID> {
    var changed: Set<DossierID> = []
    for table in ["segment", "quarantine"] {
      for kept in try marks(in: table, of: devices) {
        let standing = try standing(of: kept.mark, by: kept.device)
        if kept.isDropped {
          // It counts now: wherever it still lies, it is to be taken in.
          if standing == .counts { try run("UPDATE bundle SET whole = 0 WHERE outgoing = 0") }
          continue
        }
        if table == "quarantine", standing != .counts {
          try run(
            "UPDATE quarantine SET reason = ? WHERE id = ? AND reason <> ?",
            [.text(standing.rawValue), .integer(kept.row), .text(standing.rawValue)])
        }
        guard (standing == .counts) != (table == "segment") else { continue }
        if table == "segment" {
          try run(
            """
            INSERT OR IGNORE INTO quarantine
              (hash, log, first, last, previous, reason, bundle, seen, size, body)
            SELECT hash, log, first, last, previous, ?, bundle, seen, size, body
            FROM segment WHERE id = ?
            """, [.text(standing.rawValue), .integer(kept.row)])
        } else {
          _ = try place(try segment(kept.row), log: kept.log, bundle: kept.bundle, seen: kept.seen)
        }
        try run("DELETE FROM \(table) WHERE id = ?", [.integer(kept.row)])
        // What is taken back afterwards is compared with what is held then.
        if table == "segment" { forgetHave() }
        changed.insert(kept.dossier)
      }
    }
    if !changed.isEmpty {
      forgetHave()
      noteAside(nil)
    }
    return changed
  }

  private func segment(_ row: Int64) throws(StoreError) -> Segment {
    let body = try first("SELECT body FROM quarantine WHERE id = ?", [.integer(row)]) { $0.blob(0) }
    return try segment(body ?? [])
  }

  private struct Kept {
    let row: Int64
    let device: DeviceID
    let dossier: DossierID
    let isDropped: Bool
    let log: Int64
    let bundle: Int64?
    let seen: Int64
    let mark: SegmentMark
  }

  private func marks(in table: String, of devices: Set<DeviceID>?) throws(StoreError) -> [Kept] {
    let isDropped = table == "segment" ? "0" : "part.dropped IS NOT NULL"
    return try all(
      """
      SELECT part.id, log.device, dossier.name, log.id, part.bundle, part.seen, part.hash, log.name,
        part.first, part.last, \(isDropped)
      FROM \(table) part JOIN log ON log.id = part.log JOIN dossier ON dossier.id = log.dossier
      ORDER BY part.id
      """
    ) { row -> Kept? in
      guard let device = DeviceID(publicKey: row.blob(1)), devices?.contains(device) ?? true,
        let dossier = DossierID(bytes: row.blob(2)), let log = LogID(bytes: row.blob(7))
      else { return nil }
      let run = Run(log: log, numbers: UInt64(row.integer(8))...UInt64(row.integer(9)))
      return Kept(
        row: row.integer(0), device: device, dossier: dossier, isDropped: row.integer(10) == 1,
        log: row.integer(3),
        bundle: row.isNull(4) ? nil : row.integer(4), seen: row.integer(5),
        mark: SegmentMark(hash: row.blob(6), run: run))
    }.compactMap { $0 }
  }

  /// The dossiers in which a device's segments up to a row are, or what is not signed yet.
  private func dossiers(of device: DeviceID, upTo row: Int64) throws(StoreError) -> [DossierID] {
    try all(
      """
      SELECT DISTINCT dossier.name FROM log JOIN dossier ON dossier.id = log.dossier
      WHERE log.device = ? AND (
        EXISTS (SELECT 1 FROM segment WHERE segment.log = log.id AND segment.id <= ?)
        OR EXISTS (SELECT 1 FROM pending WHERE pending.log = log.id))
      """, [.blob(device.publicKey), .integer(row)]
    ) { DossierID(bytes: $0.blob(0)) }.compactMap { $0 }
  }
}

extension Trust.Stated {
  /// Whether it retires a device.
  fileprivate var retires: Bool { if case .retire = statement { true } else { false } }
}
