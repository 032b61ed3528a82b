import Merging
import Wire

extension Violation {
  /// Returns the rules that records break, sorted by rule and records; withdrawn ones are left out.
  public static func all(in views: [RecordView]) -> [Violation] {
    let views = views.filter { !$0.isWithdrawn }
    let byID = Dictionary(grouping: views, by: \.id)
    let own = views.flatMap { view in
      unfitting(view) + missing(view) + strayReferences(view, byID) + skippedMilestones(view)
    }
    return (own + Ledger(views).violations).sorted {
      ($0.rule, $0.records.first?.hex ?? "", $0.message)
        < ($1.rule, $1.records.first?.hex ?? "", $1.message)
    }
  }

  private static func unfitting(_ view: RecordView) -> [Violation] {
    view.fields.flatMap(\.problems).map {
      Violation(rule: "field-unfitting", records: [view.id], message: $0)
    }
  }

  private static func missing(_ view: RecordView) -> [Violation] {
    guard let type = view.type, !type.isLedger else { return [] }
    return type.fields.filter { $0.isRequired && view.field($0.name) == nil }.map {
      Violation(
        rule: "field-missing", records: [view.id],
        message: "a record of type '\(type.name)' has no '\($0.name)'")
    }
  }

  private static func strayReferences(
    _ view: RecordView, _ byID: [RecordID: [RecordView]]
  ) -> [Violation] {
    view.fields.compactMap { field in
      // A ledger entry's references have rules of their own.
      guard case .reference(let type) = field.field?.kind, view.type?.isLedger != true,
        let target = view.reference(field.name),
        byID[target]?.contains(where: { $0.state.key.type == type }) != true
      else { return nil }
      return Violation(
        rule: "reference-missing", records: [view.id],
        message: "\(field.name): no '\(type)' with the id \(target.hex) is here")
    }
  }

  /// Milestones that a partnership's status says it has passed, but that have no date.
  private static func skippedMilestones(_ view: RecordView) -> [Violation] {
    guard view.state.key.type == "partnership", let status = view.value("status")?.string else {
      return []
    }
    let decided = ["decided", "signed", "active"].contains(status)
    let signed = ["signed", "active"].contains(status)
    let hasDecision =
      view.field("council-decision-a") != nil || view.field("council-decision-b") != nil
    var skipped: [String] = []
    if decided, !hasDecision { skipped.append("a council decision") }
    if signed, view.field("signing") == nil { skipped.append("a signing") }
    return skipped.map {
      Violation(
        rule: "milestone-skipped", records: [view.id],
        message: "the status is '\(status)', but \($0) is not recorded")
    }
  }
}

extension Ledger {
  /// Computes the books from views; records of other types are left alone.
  public init(_ views: [RecordView]) {
    var items: [RecordID: String?] = [:]
    var entries: [RecordID: JSONValue] = [:]
    for view in views where !view.isWithdrawn {
      switch view.state.key.type {
      case "item": items[view.id] = .some(view.value("quantity")?["unit"]?.string)
      case "ledger":
        entries[view.id] = .object(
          JSONObject(view.fields.map { JSONMember($0.name, view.value($0.name) ?? .null) }))
      default: break
      }
    }
    self.init(items: items, entries: entries)
  }
}
