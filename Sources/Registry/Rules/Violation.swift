public import Language
public import Merging

/// A rule that merged records break: shown to people, never refused, never a conflict.
///
/// It is a fact that follows from the records, and the same on every device that holds them.
public struct Violation: Hashable, Sendable {
  /// The record that it is about, and with which an acceptance of it is kept.
  public let subject: RecordID
  private let breach: Breach

  /// Creates a violation.
  public init(
    rule: String, subject: RecordID, detail: String = "", causes: [RecordID] = [], message: Phrase
  ) {
    let others = causes.isEmpty ? [] : Set(causes).subtracting([subject]).sorted()
    self.init(subject, Breach(rule: rule, detail: detail, others: others, message: message))
  }

  init(_ subject: RecordID, _ breach: Breach) {
    self.subject = subject
    self.breach = breach
  }

  /// The rule's stable name; `Rule.all` explains it.
  public var rule: String { breach.rule }

  /// What tells it from another break of the rule by the record: a field, a unit; or empty.
  public var detail: String { breach.detail }

  /// The records that break it, sorted; the subject is one of them.
  public var records: [RecordID] { (breach.others + [subject]).sorted() }

  /// What is wrong, in one line.
  public var message: Phrase { breach.message }

  /// What it is, whatever its causes are by now: its rule, subject and detail.
  public var identity: String { "\(rule) \(subject.hex) \(detail)" }

  /// All of which an acceptance speaks: the identity, the causes and what is wrong, in English.
  public var facts: String {
    ([identity] + records.map(\.hex) + [message.description]).joined(separator: "\n")
  }

  /// Orders by rule, subject and detail.
  static func precedes(_ left: Self, _ right: Self) -> Bool {
    if left.breach === right.breach { return left.subject < right.subject }
    let (one, other) = (
      (left.rule, left.subject, left.detail), (right.rule, right.subject, right.detail)
    )
    return one == other
      ? left.message.description < right.message.description : one < other
  }

  /// The register in which acceptances are kept: a set, with the record that they are about.
  public static let acceptedRegister = "accepted-violations"
}

/// What is wrong with a record; where the same is wrong with very many, it is kept once.
final class Breach: Hashable, Sendable {
  let rule: String
  let detail: String
  /// The records that break the rule beside the one that it is about, sorted.
  let others: [RecordID]
  let message: Phrase

  init(rule: String, detail: String, others: [RecordID] = [], message: Phrase) {
    self.rule = rule
    self.detail = detail
    self.others = others
    self.message = message
  }

  static func == (left: Breach, right: Breach) -> Bool {
    left === right
      || (left.rule == right.rule && left.detail == right.detail && left.others == right.others
        && left.message == right.message)
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(rule)
    hasher.combine(detail)
  }
}
