import Language
import Merging
import Wire

extension Sameness {
  /// Returns the amounts in which joined records differ; the first record's count.
  public func differences(_ views: [RecordView]) -> [Violation] {
    let joined = views.filter { !$0.isWithdrawn && members($0.key).count > 1 }
    let byKey = Dictionary(joined.map { ($0.key, $0) }, uniquingKeysWith: { one, _ in one })
    return joined.flatMap { view -> [Violation] in
      let key = RecordKey(type: view.key.type, id: representative(view.key))
      guard key != view.key, let first = byKey[key] else { return [] }
      return Self.differences(first, view)
    }
  }

  private static func differences(_ first: RecordView, _ other: RecordView) -> [Violation] {
    (first.type?.fields ?? []).filter(\.holdsAmount).compactMap { field in
      guard let one = first.value(field.name), let two = other.value(field.name),
        amount(one) != amount(two)
      else { return nil }
      return Violation(
        rule: "same-differs", subject: first.id, detail: "\(field.name) \(other.id.hex)",
        causes: [other.id],
        message: Phrase(
          """
          \(field.name): '\(first.recordedTitle)' has \(field.entered(one)), \
          '\(other.recordedTitle)' \(field.entered(two)), though they are joined; the first counts
          """))
    }
  }

  /// The amount with its unit or currency; the date of a rate makes no difference.
  private static func amount(_ value: JSONValue) -> [String?] {
    [value["amount"]?.string ?? value.string, value["unit"]?.string, value["currency"]?.string]
  }
}

extension Field {
  fileprivate var holdsAmount: Bool {
    switch kind {
    case .quantity, .money, .valuation, .decimal: true
    default: false
    }
  }
}

extension RecordView {
  /// What names it, as it is recorded: a violation's facts are the same in every language.
  fileprivate var recordedTitle: String {
    type.flatMap { value($0.titleField)?.string } ?? String(id.hex.prefix(8))
  }
}
