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

  private(set) var pieces: [Piece] = []
  private(set) var lamports: [DossierID: UInt64] = [:]
  private(set) var count = 0

  /// How many operations are gathered before their records are written.
  static let windowOperations = 32_768

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

  /// The places of the pieces by their records' keys, and as they were added; and which of those
  /// are of one record.
  func byRecord() -> (order: [Int], records: [Range<Int>]) {
    let order = pieces.indices.map {
      Place(dossier: pieces[$0].key.dossier, record: pieces[$0].key.record.id, index: $0)
    }.sorted { one, other in
      if one.dossier != other.dossier { return one.dossier < other.dossier }
      if one.record != other.record { return one.record < other.record }
      // Two types with one id are hardly ever met.
      let (key, otherKey) = (pieces[one.index].key, pieces[other.index].key)
      return key == otherKey ? one.index < other.index : key < otherKey
    }.map(\.index)
    var records: [Range<Int>] = []
    for place in order.indices {
      if place > 0, pieces[order[place - 1]].key == pieces[order[place]].key {
        records[records.count - 1] = records[records.count - 1].lowerBound..<(place + 1)
      } else {
        records.append(place..<(place + 1))
      }
    }
    return (order, records)
  }

  /// Where a piece is to stand: no more than is compared, since most of the work is comparing.
  private struct Place {
    let dossier: DossierID
    let record: RecordID
    let index: Int
  }
}
