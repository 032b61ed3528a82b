public import Merging
import SQLite

/// The log that this device writes in one dossier.
public struct OwnLog: Sendable {
  /// The log's name.
  public let log: LogID
  /// The dossier.
  public let dossier: DossierID
  /// The device.
  public let device: DeviceID
  /// The device's present epoch.
  public let epoch: EpochID
  /// The office, as the device says.
  public let office: String?

  /// Creates one.
  public init(log: LogID, dossier: DossierID, device: DeviceID, epoch: EpochID, office: String?) {
    self.log = log
    self.dossier = dossier
    self.device = device
    self.epoch = epoch
    self.office = office
  }
}

/// What a person did, before it has a number: the store gives it number and Lamport number.
public struct Draft: Sendable {
  /// The claimed time in seconds since 1970, UTC.
  public var claimedSeconds: Int64
  /// The person.
  public var author: String?
  /// The reason.
  public var reason: String?
  /// The operations.
  public var operations: [Operation]

  /// Creates a draft.
  public init(
    claimedSeconds: Int64, author: String?, reason: String?, operations: [Operation]
  ) {
    self.claimedSeconds = claimedSeconds
    self.author = author
    self.reason = reason
    self.operations = operations
  }
}

extension LocalStore {
  /// Appends drafts to the device's own logs, applies them, and makes them durable together with
  /// the blobs to which they refer.
  @discardableResult
  public func append(
    _ drafts: [(log: OwnLog, draft: Draft)], blobs: [Blob] = []
  ) throws(StoreError) -> [Commit] {
    try transaction(wrapping: { $0 }) { () throws(StoreError) in
      for blob in blobs { try keep(blob, seenSeconds: drafts.first?.draft.claimedSeconds ?? 0) }
      var batch = FoldBatch()
      let roles = try roles(of: owner.device)
      var commits: [Commit] = []
      var ends: [LogID: (row: Int64, last: UInt64)] = [:]
      var lamports: [DossierID: UInt64] = [:]
      for (own, draft) in drafts {
        if ends[own.log] == nil {
          ends[own.log] = (try entry(of: own).row, try held(of: own.log).last ?? 0)
        }
        if lamports[own.dossier] == nil { lamports[own.dossier] = try lamport(of: own.dossier) }
        guard let end = ends[own.log], let lamport = lamports[own.dossier] else { continue }
        let commit = Commit(
          first: end.last + 1, lamport: min(lamport + 1, UInt64(Limits.largestInteger)),
          claimedSeconds: draft.claimedSeconds, author: draft.author, reason: draft.reason,
          operations: draft.operations)
        try keep(commit, in: own.log, row: end.row)
        batch.add(
          commit.exact(try ambiguous(in: own.dossier)), of: own.log, in: own.dossier, by: roles)
        ends[own.log] = (end.row, commit.numbers.upperBound)
        lamports[own.dossier] = commit.lamport
        commits.append(commit)
      }
      try fold(batch) { _ in }
      return commits
    }
  }

  private func keep(_ commit: Commit, in log: LogID, row: Int64) throws(StoreError) {
    let line = commit.line(in: log)
    guard line.count <= Limits.lineBytes, commit.operations.count <= Limits.operationsPerCommit
    else { throw .draftTooLarge(bytes: line.count, operations: commit.operations.count) }
    try run(
      "INSERT INTO pending VALUES(?, ?, ?, ?, ?)",
      [
        .integer(row), .integer(Int64(commit.numbers.lowerBound)),
        .integer(Int64(commit.numbers.upperBound)), .integer(commit.claimedSeconds),
        .blob(line),
      ])
    note(Run(log: log, numbers: commit.numbers))
  }

  /// Returns the entry of a log, making one where there is none.
  func entry(of own: OwnLog) throws(StoreError) -> LogEntry {
    if let entry = try entry(of: own.log) { return entry }
    let dossier = try dossierRow(own.dossier)
    try run(
      "INSERT INTO log(name, dossier, device, epoch, office) VALUES(?, ?, ?, ?, ?)",
      [
        .blob(own.log.bytes), .integer(dossier), .blob(own.device.publicKey),
        .blob(own.epoch.bytes), own.office.map(SQLiteValue.text) ?? .null,
      ])
    note(own.log, in: own.dossier)
    return LogEntry(row: connection.lastInsertRowID, isForked: false)
  }

  private func lamport(of dossier: DossierID) throws(StoreError) -> UInt64 {
    let number = try first("SELECT lamport FROM dossier WHERE name = ?", [.blob(dossier.bytes)]) {
      $0.integer(0)
    }
    return UInt64(number ?? 0)
  }

  /// Seals all commits that are not in a segment yet, by a closure that hashes and signs.
  ///
  /// The closure gets the log, the operations' numbers, the hash of the log's segment before and
  /// the commit lines, in order and within the limits of one segment.
  public func sealPending(
    _ seal: (OwnLog, ClosedRange<UInt64>, [UInt8]?, [[UInt8]]) throws(StoreError) -> Segment
  ) throws(StoreError) {
    let logs = try pendingLogs()
    guard !logs.isEmpty else { return }
    try transaction(wrapping: { $0 }) { () throws(StoreError) in
      let before = try trust()
      for (row, own) in logs {
        var run: [(first: UInt64, last: UInt64, seen: Int64, line: [UInt8])] = []
        var size = 0
        for commit in try pendingCommits(row) {
          let count = commit.last - (run.first?.first ?? commit.first) + 1
          if size + commit.line.count + 1 > Self.sealBytes
            || count > UInt64(Limits.operationsPerSegment)
          {
            try sealRun(run, row, own, seal)
            run = []
            size = 0
          }
          run.append(commit)
          size += commit.line.count + 1
        }
        try sealRun(run, row, own, seal)
      }
      try settle(from: before) { _ in }
    }
  }

  /// How many bytes of lines a segment gathers: the limit less room for header and signature.
  private static let sealBytes = Limits.segmentBytes - 4_096

  func pendingLogs() throws(StoreError) -> [(row: Int64, own: OwnLog)] {
    try all(
      """
      SELECT log.id, log.name, dossier.name, log.device, log.epoch, log.office
      FROM log JOIN dossier ON dossier.id = log.dossier
      WHERE log.id IN (SELECT log FROM pending) ORDER BY log.id
      """
    ) { row -> (row: Int64, own: OwnLog)? in
      guard let log = LogID(bytes: row.blob(1)), let dossier = DossierID(bytes: row.blob(2)),
        let device = DeviceID(publicKey: row.blob(3)),
        let epoch = EpochID(hex: Hex.text(row.blob(4)))
      else { return nil }
      let office = row.isNull(5) ? nil : row.text(5)
      let own = OwnLog(log: log, dossier: dossier, device: device, epoch: epoch, office: office)
      return (row.integer(0), own)
    }.compactMap { $0 }
  }

  func pendingCommits(
    _ log: Int64
  ) throws(StoreError) -> [(first: UInt64, last: UInt64, seen: Int64, line: [UInt8])] {
    try all(
      "SELECT first, last, seen, line FROM pending WHERE log = ? ORDER BY first", [.integer(log)]
    ) { (UInt64($0.integer(0)), UInt64($0.integer(1)), $0.integer(2), $0.blob(3)) }
  }

  private func sealRun(
    _ run: [(first: UInt64, last: UInt64, seen: Int64, line: [UInt8])], _ row: Int64, _ own: OwnLog,
    _ seal: (OwnLog, ClosedRange<UInt64>, [UInt8]?, [[UInt8]]) throws(StoreError) -> Segment
  ) throws(StoreError) {
    guard let first = run.first, let last = run.last else { return }
    let previous = try self.first(
      "SELECT hash FROM segment WHERE log = ? AND last = ?",
      [.integer(row), .integer(Int64(first.first) - 1)]
    ) { $0.blob(0) }
    let segment = try seal(own, first.first...last.last, previous, run.map(\.line))
    try insert(segment, log: row, bundle: nil, seen: first.seen)
    try self.run(
      "DELETE FROM pending WHERE log = ? AND first BETWEEN ? AND ?",
      [.integer(row), .integer(Int64(first.first)), .integer(Int64(last.last))])
  }

  func insert(
    _ segment: Segment, packed: [UInt8]? = nil, log: Int64, bundle: Int64?, seen: Int64
  ) throws(StoreError) {
    try run(
      """
      INSERT INTO segment(log, first, last, hash, previous, bundle, seen, size, body)
      VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .integer(log), .integer(Int64(segment.header.numbers.lowerBound)),
        .integer(Int64(segment.header.numbers.upperBound)), .blob(segment.hash),
        segment.header.previous.map(SQLiteValue.blob) ?? .null,
        bundle.map(SQLiteValue.integer) ?? .null, .integer(seen),
        .integer(Int64(segment.bytes.count)), .blob(packed ?? codec.pack(segment.bytes)),
      ])
    note(segment.header.run)
    noteTail(of: segment)
    try keepStatements(of: segment)
  }
}
