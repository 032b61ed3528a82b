import Language
public import Merging

/// Looks for things that were entered twice.
public enum Duplicates {
  /// From which score a pair is shown where nobody asks for another.
  public static let usualMinimum = 55

  /// Returns the pairs that may be one thing, the likeliest first.
  ///
  /// Aid entries, consignments, items and partnerships are compared. `offices` are those of the
  /// logs' devices. Pairs that are joined, or of which somebody said that they are not the same,
  /// are left out. Only records that share a paper's number, an amount, or a party and a month are
  /// compared, so that the time grows with their number and not with its square.
  public static func candidates(
    _ views: [RecordView], codes: Codes = .standard, offices: [LogID: String] = [:],
    minimum: Int = usualMinimum
  ) -> [Candidate] {
    let sameness = Sameness(views)
    let lexicon = Lexicon(codes)
    var traits = views.filter { !$0.isWithdrawn }
      .compactMap { Traits($0, sameness, lexicon, offices) }
    traits.sort { $0.key < $1.key }
    var found: [Candidate] = []
    for pair in Blocks(traits).pairs {
      let (one, other) = (traits[pair.one], traits[pair.other])
      guard !sameness.areJoined(one.key, other.key), !sameness.areApart(one.key, other.key) else {
        continue
      }
      guard Candidate(one.key, other.key, one.reasons(against: other)).score >= minimum else {
        continue
      }
      var telling = one
      telling.isTelling = true
      found.append(Candidate(one.key, other.key, telling.reasons(against: other)))
    }
    return withoutRivals(found).filter { $0.score >= minimum }.sorted {
      ($1.score, $0.one, $0.other) < ($0.score, $1.one, $1.other)
    }
  }

  /// By how much a rival must be better for a pair to lose points.
  private static let clearly = 8

  /// Lowers pairs of a record that makes a clearly better pair with another.
  private static func withoutRivals(_ candidates: [Candidate]) -> [Candidate] {
    var best: [RecordKey: Int] = [:]
    for candidate in candidates {
      for key in [candidate.one, candidate.other] {
        best[key] = max(best[key] ?? 0, candidate.points)
      }
    }
    return candidates.map { candidate in
      let rival = max(best[candidate.one] ?? 0, best[candidate.other] ?? 0)
      guard rival >= candidate.points + clearly else { return candidate }
      return candidate.adding(
        Candidate.Reason(
          rule: "rival", points: -18, phrase: Phrase("one of them fits another better")))
    }
  }
}

extension Candidate {
  /// The points without the limits of the score.
  fileprivate var points: Int { reasons.reduce(0) { $0 + $1.points } }
}

/// Which records are compared at all: those that share something telling.
struct Blocks {
  struct Pair: Hashable {
    let one: Int
    let other: Int
  }

  private(set) var pairs: Set<Pair> = []
  /// With how many of its neighbours in a block, by date, a record is compared.
  private static let neighbours = 24

  init(_ traits: [Traits]) {
    var blocks: [String: [Int]] = [:]
    for (index, record) in traits.enumerated() {
      for name in Set(record.blocks) {
        blocks["\(record.key.type) \(name)", default: []].append(index)
      }
    }
    for members in blocks.values where members.count > 1 {
      let members =
        members.count <= Self.neighbours
        ? members : members.sorted { (traits[$0].day, $0) < (traits[$1].day, $1) }
      for (place, one) in members.enumerated() {
        for other in members[(place + 1)...].prefix(Self.neighbours) {
          pairs.insert(Pair(one: min(one, other), other: max(one, other)))
        }
      }
    }
  }
}

extension Traits {
  /// The earliest day, for the order within a block.
  fileprivate var day: Int { days.values.min() ?? 0 }

  /// The names of the blocks in which the record is.
  fileprivate var blocks: [String] {
    var names = papers.filter { $0.key != "uktzed" }.map { "\($0.key) \($0.value)" }
    let places = [owner.map(\.hex), recipient, donor].compactMap { $0 }
    // A month and the halves beside it, so that the 31st and the 1st meet.
    let halves = Set(days.values.flatMap { [$0 / 15, $0 / 15 + 1] })
    for place in places {
      for half in halves { names.append("\(place) \(kind ?? "") \(half)") }
      for thing in things { names.append("\(place) \(thing)") }
      for amount in quantities.union(values) { names.append("\(place) \(amount.text)") }
      if key.type == "item" { names += words.map { "\(place) \($0)" } }
    }
    for thing in things {
      names += quantities.map { "\(thing) \($0.text)" }
      names += halves.map { "\(thing) \($0)" }
    }
    if !parties.isEmpty { names.append(parties.sorted().joined(separator: " ")) }
    return names
  }
}
