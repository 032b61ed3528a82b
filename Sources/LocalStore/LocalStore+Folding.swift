import Language
public import Merging
import SQLite

/// A record's change by a merge: its state before, where there was one, and after.
public struct RecordChange: Sendable {
  /// The dossier.
  public let dossier: DossierID
  /// The state before, or nil for a new record.
  public let before: RecordState?
  /// The state after.
  public let after: RecordState
}

extension LocalStore {
  /// Folds a batch into the records, in the order of their keys; each is read and written once.
  func fold(
    _ batch: FoldBatch, observe: (RecordChange) -> Void
  ) throws(StoreError) {
    var digests: [DossierID: StateDigest] = [:]
    var rows: [DossierID: Int64] = [:]
    try batch.forEachRecord { place, count, key, pieces throws(StoreError) in
      if place % 512 == 0 { progress(place, count) }
      let dossier = if let row = rows[key.dossier] { row } else { try dossierRow(key.dossier) }
      rows[key.dossier] = dossier
      let old = try storedRecord(dossier, key.record)
      var state = old?.state ?? RecordState(key: key.record)
      for piece in pieces { try apply(piece, to: &state) }
      let hash = codec.hash(state.digestInput(dossier: key.dossier))
      var digest = try digest(of: key.dossier, in: digests)
      if let old { digest.subtract(old.hash) }
      digest.add(hash)
      digests[key.dossier] = digest
      let row = try save(state, hash: hash, dossier: dossier, row: old?.row)
      try saveReferences(of: state, before: old?.state, row: row)
      observe(RecordChange(dossier: key.dossier, before: old?.state, after: state))
    }
    for (dossier, lamport) in batch.lamports {
      let digest = try digest(of: dossier, in: digests)
      try run(
        "UPDATE dossier SET lamport = max(lamport, ?), digest = ? WHERE name = ?",
        [.integer(Int64(lamport)), .blob(digest.bytes), .blob(dossier.bytes)])
    }
  }

  private func apply(
    _ piece: FoldBatch.Piece, to state: inout RecordState
  ) throws(StoreError) {
    var number = piece.number
    for operation in piece.operations {
      let hasEffect = operation.isPermitted(to: piece.roles)
      state.apply(operation, number: number, of: piece.stamp, hasEffect: hasEffect)
      if hasEffect, let erasure = Erasure(operation) { try erase(erasure.blob) }
      number += 1
    }
  }

  private func digest(
    of dossier: DossierID, in changed: [DossierID: StateDigest]
  ) throws(StoreError) -> StateDigest {
    if let digest = changed[dossier] { return digest }
    return try digest(of: dossier)
  }

  /// Writes a record's state to its row, or to a new one; returns that.
  private func save(
    _ state: RecordState, hash: [UInt8], dossier: Int64, row: Int64?
  ) throws(StoreError) -> Int64 {
    let values: [SQLiteValue] = [
      .integer(state.isContested ? 1 : 0), .blob(hash), .blob(try encoded(state)),
    ]
    if let row {
      try run(
        "UPDATE record SET contested = ?, hash = ?, state = ?, words = NULL WHERE id = ?",
        values + [.integer(row)])
      return row
    }
    try run(
      "INSERT INTO record(contested, hash, state, dossier, name, type) VALUES(?, ?, ?, ?, ?, ?)",
      values + [.integer(dossier), .blob(state.key.id.bytes), .text(state.key.type)])
    return connection.lastInsertRowID
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
  ) throws(StoreError) -> (state: RecordState, hash: [UInt8], row: Int64)? {
    let row = try first(
      "SELECT state, hash, id FROM record WHERE dossier = ? AND name = ? AND type = ?",
      [.integer(dossier), .blob(key.id.bytes), .text(key.type)]
    ) { ($0.blob(0), $0.blob(1), $0.integer(2)) }
    guard let row else { return nil }
    guard let state = try self.state(key, row.0) else {
      throw .damaged(Phrase("record \(key.id.hex); 'pobratym rebuild' makes it again"))
    }
    return (state, row.1, row.2)
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
