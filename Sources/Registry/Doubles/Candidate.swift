public import Language
public import Merging

/// Two records that may be one thing, entered twice: a proposal, which a person decides.
public struct Candidate: Hashable, Sendable {
  /// Why the score is what it is.
  public struct Reason: Hashable, Sendable {
    /// The rule's stable name.
    public let rule: String
    /// What it adds to the score, or takes from it.
    public let points: Int
    /// What was compared, in a few words; nil while only points are wanted.
    public let phrase: Phrase?
  }

  /// The record with the smaller id.
  public let one: RecordKey
  /// The other.
  public let other: RecordKey
  /// How likely it is, from 0 to 100.
  public let score: Int
  /// Why; the points add up to the score, but for its limits.
  public let reasons: [Reason]

  init(_ one: RecordKey, _ other: RecordKey, _ reasons: [Reason]) {
    self.one = min(one, other)
    self.other = max(one, other)
    self.reasons = reasons
    score = min(100, max(0, reasons.reduce(0) { $0 + $1.points }))
  }

  func adding(_ reason: Reason) -> Candidate { Candidate(one, other, reasons + [reason]) }
}
