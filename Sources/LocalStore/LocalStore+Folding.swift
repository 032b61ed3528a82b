import Language
public import Merging
import SQLite
import Workers

/// A record's change by a merge: its state before, where there was one, and after.
public struct RecordChange: Sendable {
  /// The dossier.
  public let dossier: DossierID
  /// The state before, or nil for a new record.
  public let before: RecordState?
  /// The state after.
  public let after: RecordState
  /// Whether a person may have had to decide before, or may have to now.
  public let isContested: Bool
}

extension LocalStore {
  /// Folds a batch into the records, in the order of their keys; each is read and written once.
  func fold(
    _ batch: FoldBatch, observe: (RecordChange) -> Void
  ) throws(StoreError) {
    var digests: [DossierID: StateDigest] = [:]
    var rows: [DossierID: Int64] = [:]
    let (order, records) = batch.byRecord()
    var unwritten: FoldedChunk?
    for start in stride(from: 0, to: records.count, by: FoldedChunk.count) {
      progress(start, records.count)
      let part = records[start..<min(start + FoldedChunk.count, records.count)]
      let folded = try part.map { places throws(StoreError) in
        try self.folded(order[places], of: batch, &rows)
      }
      let chunk = FoldedChunk(folded, codec: codec, symbols: symbols.table)
      if let unwritten { try write(unwritten, &digests, observe) }
      unwritten = chunk
    }
    if let unwritten { try write(unwritten, &digests, observe) }
    for (dossier, lamport) in batch.lamports {
      let digest = try digest(of: dossier, in: digests)
      try run(
        "UPDATE dossier SET lamport = max(lamport, ?), digest = ? WHERE name = ?",
        [.integer(Int64(lamport)), .blob(digest.bytes), .blob(dossier.bytes)])
    }
  }

  /// Reads a record and folds its pieces of a batch into it.
  private func folded(
    _ places: ArraySlice<Int>, of batch: FoldBatch, _ rows: inout [DossierID: Int64]
  ) throws(StoreError) -> FoldedRecord {
    let key = batch.pieces[places[places.startIndex]].key
    let dossier = if let row = rows[key.dossier] { row } else { try dossierRow(key.dossier) }
    rows[key.dossier] = dossier
    let old = try storedRecord(dossier, key.record)
    var state = old?.state ?? RecordState(key: key.record)
    for place in places { try apply(batch, place, to: &state) }
    return FoldedRecord(dossier: key.dossier, dossierRow: dossier, old: old, state: state)
  }

  private func apply(
    _ batch: FoldBatch, _ place: Int, to state: inout RecordState
  ) throws(StoreError) {
    let operations = batch.pieces[place].operations
    let roles = batch.pieces[place].roles
    let stamp = batch.pieces[place].stamp
    symbols.table.number(of: .log(stamp.log))
    if let author = stamp.author { symbols.table.number(of: .text(author)) }
    state.apply(operations, from: batch.pieces[place].number, of: stamp) {
      $0.isPermitted(to: roles)
    }
    for index in operations.indices where operations[index].kind.isUnknown {
      let operation = operations[index]
      if let erasure = Erasure(operation), operation.isPermitted(to: roles) {
        try erase(erasure.blob)
      }
    }
  }

  private func write(
    _ chunk: FoldedChunk, _ digests: inout [DossierID: StateDigest],
    _ observe: (RecordChange) -> Void
  ) throws(StoreError) {
    for (record, finish) in zip(chunk.records, chunk.finished) {
      var digest = try digest(of: record.dossier, in: digests)
      if let old = record.old { digest.subtract(old.hash) }
      digest.add(finish.hash)
      digests[record.dossier] = digest
      let row = try save(record, finish)
      if let blobs = finish.newBlobs { try saveReferences(to: blobs, of: row) }
      observe(
        RecordChange(
          dossier: record.dossier, before: record.old?.state, after: record.state,
          isContested: finish.isContested || record.old?.isContested == true))
    }
  }

  private func digest(
    of dossier: DossierID, in changed: [DossierID: StateDigest]
  ) throws(StoreError) -> StateDigest {
    if let digest = changed[dossier] { return digest }
    return try digest(of: dossier)
  }

  /// Writes a record's state to its row, or to a new one; returns that.
  private func save(_ record: FoldedRecord, _ finish: RecordFinish) throws(StoreError) -> Int64 {
    let marks: [SQLiteValue] = [
      .integer(finish.isContested ? 1 : 0), .integer(finish.isJoining ? 1 : 0),
    ]
    let bytes = if let bytes = finish.bytes { bytes } else { try encoded(record.state) }
    let values: [SQLiteValue] = [.blob(finish.hash), .blob(bytes)]
    if let old = record.old {
      try run("UPDATE record SET hash = ?, state = ? WHERE id = ?", values + [.integer(old.row)])
      // Apart, since these columns have indexes, which hardly ever change.
      if old.isContested != finish.isContested || old.isJoining != finish.isJoining
        || old.isIndexed
      {
        try run(
          "UPDATE record SET contested = ?, joining = ?, words = NULL WHERE id = ?",
          marks + [.integer(old.row)])
        if old.isIndexed { try noteUnindexed(old.row) }
      }
      return old.row
    }
    try run(
      """
      INSERT INTO record(hash, state, contested, joining, dossier, name, type)
      VALUES(?, ?, ?, ?, ?, ?, ?)
      """,
      values + marks + [
        .integer(record.dossierRow), .blob(record.state.key.id.bytes),
        .text(record.state.key.type),
      ])
    let row = connection.lastInsertRowID
    try noteUnindexed(row)
    return row
  }

  /// Makes the records of dossiers again from what counts, because that has changed.
  func refold(_ dossiers: [DossierID], observe: (RecordChange) -> Void) throws(StoreError) {
    for dossier in dossiers {
      let row = try dossierRow(dossier)
      let before = Dictionary(
        try records(in: dossier).map { ($0.key, $0) }, uniquingKeysWith: { one, _ in one })
      try run("DELETE FROM record WHERE dossier = ?", [.integer(row)])
      try run(
        "UPDATE dossier SET digest = ? WHERE id = ?", [.blob(StateDigest().bytes), .integer(row)])
      try foldAll(in: dossier)
      let after = try records(in: dossier)
      for state in after where before[state.key] != state {
        observe(change(in: dossier, from: before[state.key], to: state))
      }
      let left = Set(after.map(\.key))
      for (key, state) in before.sorted(by: { $0.key < $1.key }) where !left.contains(key) {
        observe(change(in: dossier, from: state, to: RecordState(key: key)))
      }
    }
  }

  private func change(
    in dossier: DossierID, from before: RecordState?, to after: RecordState
  ) -> RecordChange {
    RecordChange(
      dossier: dossier, before: before, after: after,
      isContested: after.isContested || before?.isContested == true)
  }

  private func storedRecord(
    _ dossier: Int64, _ key: RecordKey
  ) throws(StoreError) -> StoredState? {
    let row = try first(
      """
      SELECT state, hash, id, contested, words IS NOT NULL, joining FROM record
      WHERE dossier = ? AND name = ? AND type = ?
      """, [.integer(dossier), .blob(key.id.bytes), .text(key.type)]
    ) { row in
      (
        bytes: row.blob(0),
        kept: StoredState(
          state: RecordState(key: key), hash: row.blob(1), row: row.integer(2),
          isContested: row.integer(3) == 1, isIndexed: row.integer(4) == 1,
          isJoining: row.integer(5) == 1)
      )
    }
    guard var kept = row?.kept, let bytes = row?.bytes else { return nil }
    guard let state = try self.state(key, bytes) else {
      throw .damaged(Phrase("record \(key.id.hex); 'pobratym rebuild' makes it again"))
    }
    kept.state = state
    return kept
  }

  /// Returns a dossier's row, making one where there is none.
  func dossierRow(_ dossier: DossierID) throws(StoreError) -> Int64 {
    let id = try first("SELECT id FROM dossier WHERE name = ?", [.blob(dossier.bytes)]) {
      $0.integer(0)
    }
    if let id { return id }
    try run(
      "INSERT INTO dossier(name, digest) VALUES(?, ?)",
      [.blob(dossier.bytes), .blob(StateDigest().bytes)])
    return connection.lastInsertRowID
  }

  /// Returns a dossier's digest; of one that nobody knows, the digest of no records.
  func digest(of dossier: DossierID) throws(StoreError) -> StateDigest {
    let bytes = try first("SELECT digest FROM dossier WHERE name = ?", [.blob(dossier.bytes)]) {
      $0.blob(0)
    }
    return bytes.flatMap(StateDigest.init(bytes:)) ?? StateDigest()
  }

  /// Returns the digests of some dossiers, those of unknown ones too.
  public func digests(
    of dossiers: some Sequence<DossierID>
  ) throws(StoreError) -> [DossierID: StateDigest] {
    var digests: [DossierID: StateDigest] = [:]
    for dossier in dossiers { digests[dossier] = try digest(of: dossier) }
    return digests
  }

  /// Returns the digests of all dossiers.
  public func digests() throws(StoreError) -> [DossierID: StateDigest] {
    let rows = try all("SELECT name, digest FROM dossier") { ($0.blob(0), $0.blob(1)) }
    var digests: [DossierID: StateDigest] = [:]
    for (name, digest) in rows {
      if let dossier = DossierID(bytes: name) { digests[dossier] = StateDigest(bytes: digest) }
    }
    return digests
  }
}
