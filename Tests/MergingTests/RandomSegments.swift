import Merging
import TestSupport
import Testing
import Wire

/// Segments of one log whose device was copied: histories that part, are cut in different ways, and
/// of which some pieces are missing.
struct RandomSegments {
  let log = LogID(high: 1, low: 2)
  private(set) var segments: [Segment] = []

  init(_ generator: inout SeededGenerator) throws {
    var histories: [[Commit]] = [[]]
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      var history = histories.random(&generator) ?? []
      history = Array(history.prefix(Int.random(in: 0...4, using: &generator)))
      for _ in 0..<Int.random(in: 1...5, using: &generator) {
        history.append(commit(after: history, &generator))
      }
      histories.append(history)
    }
    var all: [Segment] = []
    for history in histories.dropFirst() {
      for _ in 0..<2 { all += try cut(history, &generator) }
    }
    var seen: Set<[UInt8]> = []
    segments = all.filter { seen.insert($0.hash).inserted && !generator.chance(oneIn: 4) }
  }

  private func commit(after history: [Commit], _ generator: inout SeededGenerator) -> Commit {
    let first = (history.last?.numbers.upperBound ?? 0) + 1
    let operations = (0..<UInt64.random(in: 1...2, using: &generator)).map { offset in
      let replaced = (0..<2).filter { _ in first > 1 && generator.chance(oneIn: 2) }.map { _ in
        OperationID(log: log, number: UInt64.random(in: 1..<first, using: &generator))
      }
      return Operation(
        .set, record: RecordKey(type: "aid", id: RecordID(high: 1, low: 1)), register: "title",
        value: CanonicalJSON(.integer(Int64.random(in: 0...1, using: &generator) + Int64(offset))),
        replaced: replaced)
    }
    return Commit(
      first: first, lamport: 1, claimedSeconds: 1, author: nil, reason: nil,
      operations: operations)
  }

  private func cut(_ history: [Commit], _ generator: inout SeededGenerator) throws -> [Segment] {
    var (segments, part, previous): ([Segment], [Commit], [UInt8]?) = ([], [], nil)
    for (index, commit) in history.enumerated() {
      part.append(commit)
      guard index == history.count - 1 || generator.chance(oneIn: 2) else { continue }
      let segment = try Self.segment(part, in: log, after: previous)
      segments.append(segment)
      (part, previous) = ([], segment.hash)
    }
    return segments
  }

  static func segment(
    _ commits: [Commit], in log: LogID, after previous: [UInt8]?
  ) throws -> Segment {
    let device = try device(3)
    let first = try #require(commits.first)
    let last = try #require(commits.last)
    let header = SegmentHeader(
      network: NetworkID(high: 1, low: 1), device: device, epoch: EpochID(1),
      dossier: .directory, log: log, numbers: first.first...last.numbers.upperBound,
      commits: commits.count, previous: previous, office: nil)
    let text = Segment.unsignedBytes(header: header, commitLines: commits.map { $0.line(in: log) })
    let line = Segment.signatureLine(hash: toyHash(text), signature: Array(repeating: 0, count: 64))
    return try Segment(startOf: (text + line)[...])
  }

  func branches(_ order: [Segment]? = nil) -> Branches {
    Branches(log: log, order ?? segments, hash: toyHash)
  }
}

/// Scatters bytes over 32: no hash for anything but tests.
func toyHash(_ bytes: [UInt8]) -> [UInt8] {
  var state: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in bytes { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
  var generator = SeededGenerator(seed: state)
  return (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
}

/// The law's section "Branches" word by word: a commit is the path that leads to it.
struct NaiveBranches {
  struct Place: Hashable {
    /// The missing forerunner from which the path begins; nil for the log's beginning.
    var missing: [UInt8]?
    var lines: [[UInt8]] = []
    var parent: Place { Place(missing: missing, lines: Array(lines.dropLast())) }
  }

  let log: LogID
  let segments: [Segment]
  private(set) var commits: [Place: Commit] = [:]
  private(set) var apart: Set<[UInt8]> = []

  init(_ history: RandomSegments) {
    log = history.log
    segments = history.segments
    for segment in segments {
      var place = start(of: segment)
      for commit in segment.commits {
        place.lines.append(commit.line(in: log))
        commits[place] = commit
      }
    }
    let missing = Dictionary(
      grouping: segments.filter { start(of: $0).lines.isEmpty && start(of: $0).missing != nil }
    ) { $0.header.previous ?? [] }
    func first(_ segments: [Segment]) -> UInt64 {
      segments.map(\.header.numbers.lowerBound).min() ?? 0
    }
    for (hash, named) in missing.sorted(by: { first($0.value) < first($1.value) }) {
      let isBelow = commits.contains { place, commit in
        commit.first < first(named) && name(place) != log
      }
      let isBeside = commits.contains { place, commit in
        place.missing != hash
          && named.contains { $0.header.numbers.overlaps(commit.numbers) }
      }
      if isBelow || isBeside { apart.insert(hash) }
    }
  }

  private func start(of segment: Segment) -> Place {
    guard let previous = segment.header.previous else { return Place() }
    let before = segments.first {
      $0.hash == previous && $0.header.numbers.upperBound + 1 == segment.header.numbers.lowerBound
    }
    guard let before else { return Place(missing: previous) }
    var place = start(of: before)
    place.lines += before.commits.map { $0.line(in: log) }
    return place
  }

  func name(_ place: Place) -> LogID {
    guard let line = place.lines.last else {
      guard let missing = place.missing, apart.contains(missing) else { return log }
      return branch(log, missing)
    }
    let parent = place.parent
    let isAlone = !commits.keys.contains { $0 != place && !$0.lines.isEmpty && $0.parent == parent }
    return isAlone ? name(parent) : branch(name(parent), line)
  }

  private func branch(_ parent: LogID, _ start: [UInt8]) -> LogID {
    LogID(bytes: toyHash(Array("pobratym branch 1\n".utf8) + parent.bytes + start).prefix(16))
      ?? log
  }

  /// The lowest number that has another name than the log's.
  var parted: UInt64? {
    commits.filter { name($0.key) != log }.map(\.value.first).min()
  }

  /// What a number of the own log names in a commit; nil for nothing.
  func meaning(of number: UInt64, in place: Place) -> OperationID? {
    var path = place
    while !path.lines.isEmpty {
      if commits[path]?.numbers.contains(number) == true {
        return OperationID(log: name(path), number: number)
      }
      path = path.parent
    }
    if let parted, number >= parted { return nil }
    return OperationID(log: log, number: number)
  }
}
