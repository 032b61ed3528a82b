public import Merging

/// A rule that merged records break: shown to people, never refused, never a conflict.
public struct Violation: Hashable, Sendable {
  /// The rule's stable name.
  public let rule: String
  /// The records that break it, sorted.
  public let records: [RecordID]
  /// What is wrong, in one line.
  public let message: String

  /// Creates a violation.
  public init(rule: String, records: [RecordID], message: String) {
    self.rule = rule
    self.records = records.sorted()
    self.message = message
  }
}
