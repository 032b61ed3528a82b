public import Merging
import SQLite

extension LocalStore {
  /// Judges every segment again, makes the state again from those that count, and returns the
  /// digests before and after.
  ///
  /// One transaction: a rebuild that fails leaves everything as it was.
  @discardableResult
  public func rebuild() throws(StoreError) -> (
    before: [DossierID: StateDigest], after: [DossierID: StateDigest]
  ) {
    let before = try digests()
    var after: [DossierID: StateDigest] = [:]
    try transaction(wrapping: { $0 }) { () throws(StoreError) in
      try extractStatements()
      _ = try moveSegments(of: nil)
      try removeAllWords()
      try run("DELETE FROM record")
      try run("UPDATE dossier SET lamport = 0, digest = ?", [.blob(StateDigest().bytes)])
      try foldAll(in: nil)
      after = try digests()
    }
    return (before, after)
  }

  /// Makes the records where a new layout has emptied their table.
  func renewRecords() throws(StoreError) {
    guard try meta("stale") != nil else { return }
    try transaction(wrapping: { $0 }) { () throws(StoreError) in
      try rebuild()
      try run("DELETE FROM meta WHERE key = 'stale'")
    }
  }

  /// Folds all segments and commits of a dossier, or of all, into records that are not there.
  func foldAll(in dossier: DossierID?) throws(StoreError) {
    var batch = FoldBatch()
    let pieces = try branchPieces(in: dossier)
    for piece in pieces {
      batch.add(
        piece.commit.exact(try ambiguous(in: piece.dossier), but: piece.log), of: piece.name,
        in: piece.dossier,
        by: try roles(of: piece.device))
    }
    let parts = try rebuildParts(in: dossier)
    for (index, part) in parts.enumerated() {
      progress(index, parts.count)
      let roles = try roles(of: part.device)
      let ambiguous = try ambiguous(in: part.dossier)
      for commit in try commits(part) {
        batch.add(commit.exact(ambiguous), of: part.log, in: part.dossier, by: roles)
      }
      if batch.count >= FoldBatch.windowOperations {
        try fold(batch) { _ in }
        batch = FoldBatch()
      }
    }
    try fold(batch) { _ in }
  }

  /// Returns the dossiers whose digest or records are not what their segments make.
  ///
  /// Changes nothing. The digests alone do not tell: one is kept beside its records, and can be
  /// right where a record's state, hash or mark is not.
  public func differingDossiers() throws(StoreError) -> Set<DossierID> {
    try transaction(undone: true, wrapping: { $0 }) { () throws(StoreError) in
      try run("CREATE TEMP TABLE kept AS SELECT \(Self.recordColumns) FROM record")
      let unreadable = try unreadableDossiers()
      let digests = try rebuild()
      let sql = """
        SELECT name FROM dossier WHERE id IN (SELECT dossier FROM
          (SELECT * FROM temp.kept EXCEPT SELECT \(Self.recordColumns) FROM record)
          UNION SELECT dossier FROM
          (SELECT \(Self.recordColumns) FROM record EXCEPT SELECT * FROM temp.kept))
        """
      let records = try all(sql) { DossierID(bytes: $0.blob(0)) }.compactMap { $0 }
      return Set(digests.before.filter { digests.after[$0.key] != $0.value }.keys)
        .union(records).union(unreadable)
    }
  }

  /// The dossiers with a record that cannot be read.
  ///
  /// That its bytes are those of a rebuild does not show that it can: a rebuild gives symbols that
  /// are missing their numbers again.
  private func unreadableDossiers() throws(StoreError) -> Set<DossierID> {
    let sql = """
      SELECT d.name, r.type, r.name, r.state FROM record r JOIN dossier d ON d.id = r.dossier
      """
    let dossiers = try all(sql) { row -> DossierID? in
      let state = RecordID(bytes: row.blob(2)).flatMap {
        let key = RecordKey(type: row.text(1), id: $0)
        return RecordState(key: key, encoded: row.blob(3), with: symbols.table)
      }
      return state == nil ? DossierID(bytes: row.blob(0)) : nil
    }
    try symbols.check()
    return Set(dossiers.compactMap { $0 })
  }

  private static let recordColumns = "dossier, name, type, contested, hash, state, joining"

  private struct Part {
    let log: LogID
    let dossier: DossierID
    let device: DeviceID
    let isPending: Bool
    let row: Int64
    let first: Int64
  }

  private func rebuildParts(in dossier: DossierID?) throws(StoreError) -> [Part] {
    let condition =
      "WHERE (log.forked = 0 OR run.isPending)" + (dossier == nil ? "" : " AND dossier.name = ?")
    return try all(
      """
      SELECT log.name, dossier.name, log.device, run.isPending, run.row, run.first FROM
        (SELECT 0 AS isPending, id AS row, log, first FROM segment UNION ALL
         SELECT 1, log, log, first FROM pending) run
        JOIN log ON log.id = run.log JOIN dossier ON dossier.id = log.dossier
      \(condition) ORDER BY run.log, run.first
      """, dossier.map { [.blob($0.bytes)] } ?? []
    ) { row -> Part? in
      guard let log = LogID(bytes: row.blob(0)), let dossier = DossierID(bytes: row.blob(1)),
        let device = DeviceID(publicKey: row.blob(2))
      else { return nil }
      return Part(
        log: log, dossier: dossier, device: device, isPending: row.integer(3) == 1,
        row: row.integer(4), first: row.integer(5))
    }.compactMap { $0 }
  }

  private func commits(_ part: Part) throws(StoreError) -> [Commit] {
    let body =
      part.isPending
      ? try first(
        "SELECT line FROM pending WHERE log = ? AND first = ?",
        [.integer(part.row), .integer(part.first)]
      ) { $0.blob(0) }
      : try first("SELECT body FROM segment WHERE id = ?", [.integer(part.row)]) { $0.blob(0) }
    return try commits(body ?? [], isPending: part.isPending, of: part.log)
  }

  /// Returns what SQLite finds wrong with the file and its references; empty is good.
  public func integrityProblems() throws(StoreError) -> [String] {
    let checks = try all("PRAGMA integrity_check") { $0.text(0) }.filter { $0 != "ok" }
    let references = try all("PRAGMA foreign_key_check") { "reference from \($0.text(0))" }
    return checks + references
  }
}
