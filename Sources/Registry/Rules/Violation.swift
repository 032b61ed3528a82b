public import Language
public import Merging

/// A rule that merged records break: shown to people, never refused, never a conflict.
///
/// It is a fact that follows from the records, and the same on every device that holds them.
public struct Violation: Hashable, Sendable {
  /// The rule's stable name; `Rule.all` explains it.
  public let rule: String
  /// The record that it is about, and with which an acceptance of it is kept.
  public let subject: RecordID
  /// What tells it from another break of the rule by the record: a field, a unit; or empty.
  public let detail: String
  /// The records that break it, sorted; the subject is one of them.
  public let records: [RecordID]
  /// What is wrong, in one line.
  public let message: Phrase

  /// Creates a violation.
  public init(
    rule: String, subject: RecordID, detail: String = "", causes: [RecordID] = [], message: Phrase
  ) {
    self.rule = rule
    self.subject = subject
    self.detail = detail
    self.records = Set(causes + [subject]).sorted()
    self.message = message
  }

  /// What it is, whatever its causes are by now: its rule, subject and detail.
  public var identity: String { "\(rule) \(subject.hex) \(detail)" }

  /// All of which an acceptance speaks: the identity, the causes and what is wrong, in English.
  public var facts: String {
    ([identity] + records.map(\.hex) + [message.description]).joined(separator: "\n")
  }

  /// Orders by rule, subject and detail.
  static func precedes(_ left: Self, _ right: Self) -> Bool {
    let (one, other) = (
      (left.rule, left.subject, left.detail), (right.rule, right.subject, right.detail)
    )
    return one == other
      ? left.message.description < right.message.description : one < other
  }

  /// The register in which acceptances are kept: a set, with the record that they are about.
  public static let acceptedRegister = "accepted-violations"
}
