import Language
import Merging
import Wire

extension Violation {
  /// Returns the rules that records break, in an order that is the same on every device.
  ///
  /// Withdrawn records are left out.
  public static func all(
    in all: [RecordView], _ circumstances: Circumstances = Circumstances()
  ) -> [Violation] {
    var circumstances = circumstances
    circumstances.settings = Settings(all)
    let sameness = Sameness(all)
    let views = all.filter { !$0.isWithdrawn }
    let byID = Dictionary(grouping: views, by: \.id)
    let documents = documents(in: views, byID)
    var found = views.flatMap { [circumstances] view -> [Violation] in
      [
        unfitting(view), missing(view), strayReferences(view, byID),
        lifecycle(view, documents: documents, circumstances), overdue(view, circumstances),
        outdated(view),
      ].flatMap(\.self)
    }
    let books = Ledger(views, sameness)
    found += books.violations + MoneyBooks(views, sameness).violations
    found += contradictions(views, books, sameness) + repeatedEntries(books.entries)
    found += sentOtherwise(views, books, sameness, circumstances)
    found += sameness.differences(views)
    return found.sorted(by: precedes)
  }

  /// The documents about each record: those that it names; of a partnership, its dossier's.
  private static func documents(
    in views: [RecordView], _ byID: [RecordID: [RecordView]]
  ) -> [RecordID: [RecordView]] {
    var documents: [RecordID: [RecordView]] = [:]
    for view in views {
      if view.state.key.type == "document", let partnership = view.reference("partnership") {
        documents[partnership, default: []].append(view)
      }
      let named = view.elements("documents").compactMap { $0.string.flatMap(RecordID.init(hex:)) }
      if !named.isEmpty { documents[view.id, default: []] += named.flatMap { byID[$0] ?? [] } }
    }
    return documents
  }

  private static func unfitting(_ view: RecordView) -> [Violation] {
    let own = view.fields.flatMap { field in field.problems.map { (field.name, $0) } }
    let setting = view.settingProblem.map { [("official-value", $0)] } ?? []
    return (own + setting).map { name, problem in
      Violation(rule: "field-unfitting", subject: view.id, detail: name, message: problem)
    }
  }

  private static func missing(_ view: RecordView) -> [Violation] {
    guard let type = view.type, !type.isLedger else { return [] }
    return type.lacking { view.field($0) != nil }.map {
      Violation(
        rule: "field-missing", subject: view.id, detail: $0.name,
        message: Phrase("a record of type '\(type.name)' has no '\($0.name)'"))
    }
  }

  private static func strayReferences(
    _ view: RecordView, _ byID: [RecordID: [RecordView]]
  ) -> [Violation] {
    // A ledger entry's references have rules of their own.
    guard let type = view.type, !type.isLedger else { return [] }
    return type.fields.flatMap { field -> [Violation] in
      guard case .reference(let type) = field.kind else { return [] }
      let values =
        field.rule == .set ? view.elements(field.name) : [view.value(field.name)].compactMap { $0 }
      return values.compactMap { $0.string.flatMap(RecordID.init(hex:)) }.filter { target in
        byID[target]?.contains { $0.state.key.type == type } != true
      }.map {
        Violation(
          rule: "reference-missing", subject: view.id, detail: "\(field.name) \($0.hex)",
          message: Phrase("\(field.name): no '\(type)' with the id \($0.hex) is here"))
      }
    }
  }

  /// A consignment that has been on its way too long.
  private static func overdue(
    _ view: RecordView, _ circumstances: Circumstances
  ) -> [Violation] {
    guard view.state.key.type == "consignment", view.isOverdue(circumstances),
      let departed = view.value("departed")?.string
    else { return [] }
    return [
      Violation(
        rule: "not-received", subject: view.id,
        message: Phrase(
          """
          it departed on \(departed) and has not arrived within \
          \(count: circumstances.settings.transitDays, "day", "days")
          """))
    ]
  }
}

extension RecordView {
  /// What is wrong with the value of a setting; nil for other records.
  fileprivate var settingProblem: Phrase? {
    guard state.key.type == "setting", let name = value("official-name")?.string,
      let text = value("official-value")?.string
    else { return nil }
    return Settings.problem(name, text)
  }

  /// Whether a consignment is on its way no more: it arrived, or will not.
  public var hasArrived: Bool {
    ["arrived", "accepted"].contains { field($0) != nil }
      || ["arrived", "accepted", "closed", "refused", "lost"].contains(
        value("status")?.string ?? "")
  }

  /// Whether a consignment departed longer ago than it may be on its way.
  func isOverdue(_ circumstances: Circumstances) -> Bool {
    !hasArrived && (value("departed")?.string).map(circumstances.isOverdue(since:)) ?? false
  }
}
