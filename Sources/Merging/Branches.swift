/// The histories of a log of which its device, or a copy of it, has written more than one.
///
/// The commits form a tree: what is the same in two histories is there once, and from where they
/// part each has operations of its own, under a name of its own (`Protocol/`, section Branches).
/// A pure function of the log's segments.
public struct Branches: Sendable {
  /// A commit under its branch's name, its references made exact.
  public struct Piece: Sendable {
    /// The log's own name before the histories part, the branch's after.
    public let name: LogID
    /// The commit.
    public let commit: Commit
    /// The hash of a segment that it is in.
    public let segment: [UInt8]
  }

  /// Every commit, once, those before others first.
  public private(set) var pieces: [Piece] = []
  /// The lowest number at which histories part, or nil where there is only one.
  ///
  /// From there on a reference to the log's own name, by another log, could mean either.
  public private(set) var parted: UInt64?
  /// Whether two segments have a number in common, or one is not the forerunner of the next.
  public let isForked: Bool

  /// Makes out the branches of a log from its segments.
  public init(log: LogID, _ segments: [Segment], hash: ([UInt8]) -> [UInt8]) {
    var tree = CommitTree(log)
    let segments = segments.sorted(by: Self.precedes)
    for segment in segments { tree.add(segment) }
    // Sorted by their first numbers, those that break the order are beside each other.
    isForked = zip(segments, segments.dropFirst()).contains { one, next in
      let (end, start) = (one.header.numbers.upperBound, next.header.numbers.lowerBound)
      return end >= start || (end + 1 == start && next.header.previous != one.hash)
    }
    tree.name(hash)
    parted = tree.parted
    pieces = tree.pieces
  }

  private static func precedes(_ left: Segment, _ right: Segment) -> Bool {
    let (one, other) = (left.header.numbers.lowerBound, right.header.numbers.lowerBound)
    return one == other ? left.hash.lexicographicallyPrecedes(right.hash) : one < other
  }
}

extension Commit {
  /// Returns the commit with its references made exact: what `rename` gives, or without those for
  /// which it gives nil.
  public func resolving(_ rename: (OperationID) -> OperationID?) -> Commit {
    Commit(
      first: first, lamport: lamport, claimedSeconds: claimedSeconds, author: author,
      reason: reason,
      operations: operations.map { operation in
        Operation(
          operation.kind, record: operation.record, register: operation.register,
          value: operation.value, replaced: operation.replaced.compactMap(rename),
          seen: operation.seen.compactMap(rename))
      })
  }
}

private struct CommitTree {
  struct Node {
    let parent: Int?
    /// The number after which it ends: of a commit its last, of a beginning the one before.
    let end: UInt64
    let line: [UInt8]
    let commit: Commit?
    let segment: [UInt8]
    /// The beginning from which it can be reached.
    let beginning: Int
    var name: LogID
    /// From which number on its path has which name.
    var names: [(first: UInt64, name: LogID)] = []
  }

  private let log: LogID
  private var nodes: [Node]
  private var children: [Int: [[UInt8]: Int]] = [:]
  private var ends: [[UInt8]: Int] = [:]
  /// By the hash that is missing: where it is in the tree, and the numbers that follow it.
  private var beginnings: [[UInt8]: (place: Int, numbers: IntervalSet)] = [:]
  private(set) var parted: UInt64?

  init(_ log: LogID) {
    self.log = log
    nodes = [
      Node(parent: nil, end: 0, line: [], commit: nil, segment: [], beginning: 0, name: log)
    ]
  }

  mutating func add(_ segment: Segment) {
    var place = beginning(of: segment)
    let lines = segment.bytes.prefix(segment.signedByteCount).split(separator: 0x0A).dropFirst()
    for (line, commit) in zip(lines, segment.commits) {
      let line = Array(line)
      if let known = children[place]?[line] {
        place = known
        continue
      }
      nodes.append(
        Node(
          parent: place, end: commit.numbers.upperBound, line: line, commit: commit,
          segment: segment.hash, beginning: nodes[place].beginning, name: log))
      children[place, default: [:]][line] = nodes.count - 1
      place = nodes.count - 1
    }
    ends[segment.hash] = place
  }

  /// Where a segment goes on; one whose forerunner is not here begins apart.
  private mutating func beginning(of segment: Segment) -> Int {
    guard let previous = segment.header.previous else { return 0 }
    let end = segment.header.numbers.lowerBound - 1
    if let place = ends[previous], nodes[place].end == end { return place }
    let place = beginnings[previous]?.place ?? nodes.count
    if place == nodes.count {
      nodes.append(
        Node(
          parent: nil, end: end, line: previous, commit: nil, segment: [], beginning: place,
          name: log))
    }
    beginnings[previous, default: (place, IntervalSet())].numbers.insert(segment.header.numbers)
    return place
  }

  /// Gives every commit its branch's name.
  mutating func name(_ hash: ([UInt8]) -> [UInt8]) {
    parted = children.filter { $0.value.count > 1 }.keys.map { nodes[$0].end + 1 }.min()
    let apart = partedBeginnings()
    guard parted != nil else { return }
    for index in nodes.indices {
      let node = nodes[index]
      let start: [UInt8]?
      if let parent = node.parent {
        nodes[index].name = nodes[parent].name
        nodes[index].names = nodes[parent].names
        start = (children[parent]?.count ?? 0) > 1 ? node.line : nil
      } else {
        start = apart.contains(index) ? node.line : nil
      }
      guard let start else { continue }
      let text = Array("pobratym branch 1\n".utf8) + nodes[index].name.bytes + start
      nodes[index].name = LogID(bytes: hash(text).prefix(16)) ?? log
      let first = node.commit?.first ?? node.end + 1
      nodes[index].names.append((first, nodes[index].name))
    }
  }

  /// The beginnings whose commits cannot simply be what comes later in the only history.
  private mutating func partedBeginnings() -> Set<Int> {
    var apart: Set<Int> = []
    for (place, numbers) in beginnings.values.sorted(by: {
      nodes[$0.place].end < nodes[$1.place].end
    }) {
      let first = nodes[place].end + 1
      let isOverlapping = nodes.contains { node in
        guard let commit = node.commit, node.beginning != place else { return false }
        return numbers.overlaps(commit.numbers)
      }
      guard isOverlapping || parted.map({ $0 < first }) ?? false else { continue }
      apart.insert(place)
      parted = min(parted ?? first, first)
    }
    return apart
  }

  var pieces: [Branches.Piece] {
    nodes.compactMap { node in
      guard let commit = node.commit else { return nil }
      let exact =
        parted == nil
        ? commit
        : commit.resolving { id in
          guard id.log == log else { return id }
          // What is not held on the way there could be of any history, as it is to other logs.
          let isHeld = id.number > nodes[node.beginning].end
          if !isHeld, let parted, id.number >= parted { return nil }
          let name = node.names.last { $0.first <= id.number }?.name ?? log
          return OperationID(log: name, number: id.number)
        }
      return Branches.Piece(name: node.name, commit: exact, segment: node.segment)
    }
  }
}
