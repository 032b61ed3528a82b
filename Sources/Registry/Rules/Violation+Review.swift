import Language
import Merging
import Wire

extension Violation {
  /// Partnerships that are suspended or ended, although a review or an extension is dated later.
  ///
  /// Who entered that may not have known of the other; a person must say which of them holds.
  static func outdated(_ view: RecordView) -> [Violation] {
    guard view.key.type == "partnership", let status = view.value("status")?.string,
      let end = ["suspended": "suspension", "ended": "ending"][status],
      let since = view.value(end), let start = since["date"]?.string
    else { return [] }
    return ["review", "extension"].compactMap { name -> Violation? in
      guard let later = view.value(name), let date = later["date"]?.string,
        date.prefix(start.utf8.count) > start.prefix(date.utf8.count)
      else { return nil }
      return Violation(
        rule: "status-outdated", subject: view.id, detail: name,
        message: Phrase(
          """
          the status is '\(status)' (\(facts(of: since))), but '\(name)' is later \
          (\(facts(of: later)))
          """))
    }
  }

  /// The date, the document and who it was, as they were entered.
  private static func facts(of milestone: JSONValue) -> String {
    ["date", "document", "by"].compactMap { milestone[$0]?.string }.joined(separator: ", ")
  }
}
