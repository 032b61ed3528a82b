import Merging

/// Operations gathered by record, so that each record is read and written once a batch.
struct FoldBatch {
  struct Key: Hashable, Comparable {
    let dossier: DossierID
    let record: RecordKey

    static func < (left: Self, right: Self) -> Bool {
      left.dossier == right.dossier ? left.record < right.record : left.dossier < right.dossier
    }
  }

  /// Operations of one commit on one record that follow each other.
  struct Piece {
    let key: Key
    let stamp: CommitStamp
    /// The number of the first of them.
    let number: UInt64
    let operations: ArraySlice<Operation>
    let roles: Set<Role>
  }

  private var pieces: [Piece] = []
  private(set) var lamports: [DossierID: UInt64] = [:]
  private(set) var count = 0

  /// How many operations are gathered before their records are written.
  static let windowOperations = 65_536

  /// Adds a commit whose author has these roles.
  mutating func add(
    _ commit: Commit, of log: LogID, in dossier: DossierID, by roles: Set<Role>
  ) {
    let stamp = commit.stamp(log: log)
    if commit.lamport > lamports[dossier] ?? 0 { lamports[dossier] = commit.lamport }
    let operations = commit.operations
    count += operations.count
    var start = 0
    while start < operations.count {
      let record = operations[start].record
      var end = start + 1
      while end < operations.count, operations[end].record == record { end += 1 }
      pieces.append(
        Piece(
          key: Key(dossier: dossier, record: record), stamp: stamp,
          number: commit.first + UInt64(start), operations: operations[start..<end], roles: roles))
      start = end
    }
  }

  /// Returns the pieces of each record, in the order of their keys and then as they were added.
  func byRecord() -> [ArraySlice<Piece>] {
    let order = pieces.indices.sorted {
      pieces[$0].key == pieces[$1].key ? $0 < $1 : pieces[$0].key < pieces[$1].key
    }
    let sorted = order.map { pieces[$0] }
    var records: [ArraySlice<Piece>] = []
    var start = 0
    for end in sorted.indices.dropFirst() where sorted[end].key != sorted[start].key {
      records.append(sorted[start..<end])
      start = end
    }
    if start < sorted.count { records.append(sorted[start...]) }
    return records
  }
}
