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
}

/// A record that operations were folded into, before it is written.
private struct FoldedRecord: Sendable {
  let dossier: DossierID
  let dossierRow: Int64
  let old: StoredState?
  let state: RecordState
  let bytes: [UInt8]
}

/// What is kept of a record.
struct StoredState: Sendable {
  var state: RecordState
  let hash: [UInt8]
  let row: Int64
  let isContested: Bool
  /// Whether the index of words is of this state.
  let isIndexed: Bool
  let isJoining: Bool
}

/// Records that are read, folded and written one after the other, while another thread hashes them.
private struct FoldedChunk {
  let records: [FoldedRecord]
  let hashes: Later<[[UInt8]]>?

  /// How many records are hashed at once; fewer are hashed where they are written.
  static let count = 256
  static let least = 32
}

extension LocalStore {
  /// Folds a batch into the records, in the order of their keys; each is read and written once.
  func fold(
    _ batch: FoldBatch, observe: (RecordChange) -> Void
  ) throws(StoreError) {
    var digests: [DossierID: StateDigest] = [:]
    var rows: [DossierID: Int64] = [:]
    let records = batch.byRecord()
    var unwritten: FoldedChunk?
    for start in stride(from: 0, to: records.count, by: FoldedChunk.count) {
      progress(start, records.count)
      let part = records[start..<min(start + FoldedChunk.count, records.count)]
      let chunk = try folded(part, &rows)
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

  /// Reads some records and folds operations into them.
  private func folded(
    _ records: ArraySlice<[FoldBatch.Piece]>, _ rows: inout [DossierID: Int64]
  ) throws(StoreError) -> FoldedChunk {
    var folded: [FoldedRecord] = []
    folded.reserveCapacity(records.count)
    for pieces in records {
      guard let key = pieces.first?.key else { continue }
      let dossier = if let row = rows[key.dossier] { row } else { try dossierRow(key.dossier) }
      rows[key.dossier] = dossier
      let old = try storedRecord(dossier, key.record)
      var state = old?.state ?? RecordState(key: key.record)
      for piece in pieces { try apply(piece, to: &state) }
      folded.append(
        FoldedRecord(
          dossier: key.dossier, dossierRow: dossier, old: old, state: state,
          bytes: try encoded(state)))
    }
    guard folded.count >= FoldedChunk.least else {
      return FoldedChunk(records: folded, hashes: nil)
    }
    let hashes = Later { [codec, folded] in
      folded.map { codec.hash($0.state.digestInput(dossier: $0.dossier)) }
    }
    return FoldedChunk(records: folded, hashes: hashes)
  }

  private func write(
    _ chunk: FoldedChunk, _ digests: inout [DossierID: StateDigest],
    _ observe: (RecordChange) -> Void
  ) throws(StoreError) {
    let hashes = chunk.hashes?.value
    for (index, record) in chunk.records.enumerated() {
      let hash =
        hashes?[index] ?? codec.hash(record.state.digestInput(dossier: record.dossier))
      var digest = try digest(of: record.dossier, in: digests)
      if let old = record.old { digest.subtract(old.hash) }
      digest.add(hash)
      digests[record.dossier] = digest
      let row = try save(record, hash: hash)
      try saveReferences(of: record.state, before: record.old?.state, row: row)
      observe(
        RecordChange(
          dossier: record.dossier, before: record.old?.state, after: record.state))
    }
  }

  private func apply(
    _ piece: FoldBatch.Piece, to state: inout RecordState
  ) throws(StoreError) {
    state.apply(piece.operations, from: piece.number, of: piece.stamp) {
      $0.isPermitted(to: piece.roles)
    }
    for operation in piece.operations {
      if let erasure = Erasure(operation), operation.isPermitted(to: piece.roles) {
        try erase(erasure.blob)
      }
    }
  }

  private func digest(
    of dossier: DossierID, in changed: [DossierID: StateDigest]
  ) throws(StoreError) -> StateDigest {
    if let digest = changed[dossier] { return digest }
    return try digest(of: dossier)
  }

  /// Writes a record's state to its row, or to a new one; returns that.
  private func save(_ record: FoldedRecord, hash: [UInt8]) throws(StoreError) -> Int64 {
    let isContested = record.state.isContested
    let isJoining = codec.isJoining(record.state)
    let marks: [SQLiteValue] = [.integer(isContested ? 1 : 0), .integer(isJoining ? 1 : 0)]
    let values: [SQLiteValue] = [.blob(hash), .blob(record.bytes)]
    if let old = record.old {
      try run("UPDATE record SET hash = ?, state = ? WHERE id = ?", values + [.integer(old.row)])
      // Apart, since these columns have indexes, which hardly ever change.
      if old.isContested != isContested || old.isJoining != isJoining || old.isIndexed {
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
        observe(RecordChange(dossier: dossier, before: before[state.key], after: state))
      }
      let left = Set(after.map(\.key))
      for (key, state) in before.sorted(by: { $0.key < $1.key }) where !left.contains(key) {
        let gone = RecordState(key: key)
        observe(RecordChange(dossier: dossier, before: state, after: gone))
      }
    }
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
