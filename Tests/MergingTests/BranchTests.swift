import Merging
import TestSupport
import Testing
import Wire

private struct Named: Hashable {
  let name: LogID
  let first: UInt64
  let replaced: [[OperationID]]

  init(_ name: LogID, _ commit: Commit, _ replaced: [[OperationID]]) {
    self.name = name
    first = commit.first
    self.replaced = replaced
  }
}

/// The branches of a log that has more than one history.
@Suite struct BranchTests {
  @Test func `branches, names and references are what the law says word by word`() throws {
    var (forked, beside) = (0, 0)
    for seed in Seeds.all(400) {
      var generator = SeededGenerator(seed: seed)
      let history = try RandomSegments(&generator)
      let (branches, naive) = (history.branches(), NaiveBranches(history))
      #expect(branches.parted == naive.parted, "\(generator)")
      let found = branches.pieces.map {
        Named($0.name, $0.commit, $0.commit.operations.map(\.replaced))
      }
      let expected = naive.commits.map { place, commit in
        Named(
          naive.name(place), commit,
          commit.operations.map { operation in
            operation.replaced.compactMap { naive.meaning(of: $0.number, in: place) }
          })
      }
      #expect(found.count == expected.count, "\(generator)")
      #expect(Set(found) == Set(expected), "\(generator)")
      forked += branches.parted == nil ? 0 : 1
      beside += naive.apart.isEmpty ? 0 : 1
    }
    #expect(min(forked, beside) > 50, "the histories reach everything")
  }

  @Test func `the order of segments changes nothing`() throws {
    for seed in Seeds.all(100) {
      var generator = SeededGenerator(seed: seed)
      let history = try RandomSegments(&generator)
      let one = history.branches()
      let other = history.branches(history.segments.shuffled(using: &generator))
      #expect(one.isForked == other.isForked && one.parted == other.parted, "\(generator)")
      let names = { (branches: Branches) in
        branches.pieces.map { Named($0.name, $0.commit, $0.commit.operations.map(\.replaced)) }
      }
      #expect(Set(names(one)) == Set(names(other)), "\(generator)")
    }
  }

  @Test func `a log with gaps, or cut anew, is no branch`() throws {
    let log = LogID(high: 1, low: 2)
    let commits = (1...6).map { number in
      Commit(
        first: UInt64(number), lamport: 1, claimedSeconds: 1, author: nil, reason: nil,
        operations: [
          Operation(
            .set, record: RecordKey(type: "aid", id: RecordID(high: 1, low: 1)), register: "title",
            value: CanonicalJSON(.integer(Int64(number))))
        ])
    }
    func cut(_ parts: [Range<Int>]) throws -> [Segment] {
      var segments: [Segment] = []
      for part in parts {
        segments.append(
          try RandomSegments.segment(
            Array(commits[part]), in: log, after: segments.last?.hash))
      }
      return segments
    }
    let whole = try cut([0..<2, 2..<4, 4..<6])
    for kept in [[0, 1, 2], [0, 2], [2], [1]] {
      let branches = Branches(log: log, kept.map { whole[$0] }, hash: toyHash)
      #expect(branches.parted == nil && !branches.isForked)
      #expect(branches.pieces.allSatisfy { $0.name == log })
    }
    let anew = try cut([0..<3, 3..<6])
    let branches = Branches(log: log, whole + anew, hash: toyHash)
    #expect(branches.isForked && branches.parted == nil, "two histories of the same commits")
    #expect(branches.pieces.map(\.commit.first) == [1, 2, 3, 4, 5, 6])
  }
}
