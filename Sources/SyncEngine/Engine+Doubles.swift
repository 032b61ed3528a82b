import LocalStore
public import Merging
public import Registry

/// Two records that may be one thing.
public struct FoundCandidate: Sendable {
  /// The record with the smaller id.
  public let one: FoundRecord
  /// The other.
  public let other: FoundRecord
  /// The score and its reasons.
  public let candidate: Candidate
}

extension Engine {
  /// Returns the pairs of records that may be one thing, entered twice, the likeliest first.
  public func duplicates(
    minimum: Int = Duplicates.usualMinimum
  ) throws(EngineError) -> [FoundCandidate] {
    try duplicates(among: records(), minimum: minimum)
  }

  func duplicates(
    among records: [FoundRecord], minimum: Int = Duplicates.usualMinimum
  ) throws(EngineError) -> [FoundCandidate] {
    let offices = try officesOfLogs()
    let byKey = Dictionary(
      records.map { ($0.view.key, $0) }, uniquingKeysWith: { one, _ in one })
    return Duplicates.candidates(
      records.map(\.view), codes: try schema.codes, offices: offices, minimum: minimum
    ).compactMap { candidate in
      guard let one = byKey[candidate.one], let other = byKey[candidate.other] else { return nil }
      return FoundCandidate(one: one, other: other, candidate: candidate)
    }
  }

  /// Returns the office of each log's device, as the device says.
  public func officesOfLogs() throws(EngineError) -> [LogID: String] {
    try engine { () throws(StoreError) in try store.officesOfLogs() }
  }
}
