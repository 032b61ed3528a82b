public import Merging
import SQLite

/// A log of which more than one history is held: its device was copied, put back or misused.
public struct ForkedLog: Sendable {
  /// The log.
  public let log: LogID
  /// The device that signed all of it.
  public let device: DeviceID
  /// The life of the device.
  public let epoch: EpochID
  /// The dossier.
  public let dossier: DossierID
  /// The number from which the histories differ; nil where only their cut into segments does.
  public let parted: UInt64?
  /// The signed segments: those of one number with different hashes are the proof.
  public let segments: [SegmentMark]
}

extension Commit {
  /// Returns the commit without references that could mean one of several histories.
  ///
  /// Those of a branch to its own log are exact already.
  func exact(_ ambiguous: [LogID: UInt64], but own: LogID? = nil) -> Commit {
    guard !ambiguous.isEmpty else { return self }
    return resolving { id in
      if id.log != own, let parted = ambiguous[id.log], id.number >= parted { nil } else { id }
    }
  }
}

/// A commit under its branch's name.
struct BranchPiece {
  let name: LogID
  let log: LogID
  let dossier: DossierID
  let device: DeviceID
  let commit: Commit
  let origin: (row: Int64, segment: [UInt8])
}

extension LocalStore {
  /// Keeps a segment that counts; tells whether it is of another history than what is here.
  func place(
    _ segment: Segment, packed: [UInt8]? = nil, log: Int64, bundle: Int64?, seen: Int64
  ) throws(StoreError) -> Bool {
    let run = segment.header.run
    var isFork = try held(of: run.log).overlaps(run.numbers)
    if !isFork, try !continuesTail(segment) { isFork = try breaksChain(segment) }
    try insert(segment, packed: packed, log: log, bundle: bundle, seen: seen)
    if isFork {
      try self.run("UPDATE log SET forked = 1 WHERE id = ?", [.integer(log)])
      forgetEntry(of: run.log)
    }
    return isFork
  }

  /// Notes whether more than one history of a log is held, and from which number they differ, once
  /// that has been made out.
  func setForked(
    _ isForked: Bool, from parted: UInt64? = nil, of log: LogID, _ row: Int64
  ) throws(StoreError) {
    try run(
      "UPDATE log SET forked = ?, parted = ? WHERE id = ?",
      [.integer(isForked ? 1 : 0), parted.map { .integer(Int64($0)) } ?? .null, .integer(row)])
    forgetEntry(of: log)
  }

  /// Makes out the branches of the forked logs of a dossier, or of all, and notes their names.
  func branchPieces(in dossier: DossierID?) throws(StoreError) -> [BranchPiece] {
    var pieces: [BranchPiece] = []
    for log in try forkedLogs(in: dossier) {
      let branches = try branches(of: log)
      try setForked(branches.isForked, from: branches.parted, of: log.name, log.row)
      try run("DELETE FROM branch WHERE log = ?", [.integer(log.row)])
      forgetAmbiguous()
      // What made it forked may have been set aside since.
      guard branches.isForked else { continue }
      for name in Set(branches.pieces.map(\.name)) where name != log.name {
        try run("INSERT INTO branch VALUES(?, ?)", [.blob(name.bytes), .integer(log.row)])
      }
      pieces += branches.pieces.map { piece in
        BranchPiece(
          name: piece.name, log: log.name, dossier: log.dossier, device: log.device,
          commit: piece.commit,
          origin: (log.row, piece.segment))
      }
    }
    return pieces
  }

  /// Returns the commits of a log or branch that has another history beside it, or nil where the
  /// name is that of a log of one history.
  func branchPieces(named name: LogID) throws(StoreError) -> [BranchPiece]? {
    let row = try first(
      """
      SELECT id FROM log WHERE name = ?1 AND forked = 1
      UNION ALL SELECT log FROM branch WHERE name = ?1
      """, [.blob(name.bytes)]
    ) { $0.integer(0) }
    guard let row, let log = try forkedLogs(in: nil).first(where: { $0.row == row }) else {
      return nil
    }
    return try branches(of: log).pieces.filter { $0.name == name }.map { piece in
      BranchPiece(
        name: name, log: log.name, dossier: log.dossier, device: log.device, commit: piece.commit,
        origin: (row, piece.segment))
    }
  }

  private struct LogRow {
    let row: Int64
    let name: LogID
    let dossier: DossierID
    let device: DeviceID
    let epoch: EpochID
    let parted: UInt64?
  }

  private func forkedLogs(in dossier: DossierID?) throws(StoreError) -> [LogRow] {
    try all(
      """
      SELECT log.id, log.name, dossier.name, log.device, log.epoch, log.parted FROM log
      JOIN dossier ON dossier.id = log.dossier
      WHERE log.forked = 1 \(dossier == nil ? "" : "AND dossier.name = ?") ORDER BY log.id
      """, dossier.map { [.blob($0.bytes)] } ?? []
    ) { row -> LogRow? in
      guard let name = LogID(bytes: row.blob(1)), let dossier = DossierID(bytes: row.blob(2)),
        let device = DeviceID(publicKey: row.blob(3)),
        let epoch = EpochID(hex: Hex.text(row.blob(4)))
      else { return nil }
      return LogRow(
        row: row.integer(0), name: name, dossier: dossier, device: device, epoch: epoch,
        parted: row.isNull(5) ? nil : UInt64(row.integer(5)))
    }.compactMap { $0 }
  }

  private func branches(of log: LogRow) throws(StoreError) -> Branches {
    let bodies = try all("SELECT body FROM segment WHERE log = ?", [.integer(log.row)]) {
      $0.blob(0)
    }
    var segments: [Segment] = []
    for body in bodies { segments.append(try segment(body)) }
    return Branches(log: log.name, segments, hash: codec.hash)
  }

  /// Returns the dossiers of logs of which more than one history is held.
  public func dossiersWithForks() throws(StoreError) -> Set<DossierID> {
    Set(try forkedLogs(in: nil).map(\.dossier))
  }

  /// Returns the logs of which more than one history is held, with the proof.
  ///
  /// Those of some dossiers only, where some are named.
  public func forks(of dossiers: Set<DossierID>? = nil) throws(StoreError) -> [ForkedLog] {
    var forks: [ForkedLog] = []
    for log in try forkedLogs(in: nil) where dossiers?.contains(log.dossier) ?? true {
      let marks = try all(
        "SELECT hash, first, last FROM segment WHERE log = ? ORDER BY first, hash",
        [.integer(log.row)]
      ) { row in
        SegmentMark(
          hash: row.blob(0),
          run: Run(log: log.name, numbers: UInt64(row.integer(1))...UInt64(row.integer(2))))
      }
      forks.append(
        ForkedLog(
          log: log.name, device: log.device, epoch: log.epoch, dossier: log.dossier,
          parted: log.parted, segments: marks))
    }
    return forks
  }
}
