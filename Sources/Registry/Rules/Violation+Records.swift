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
    let isAid = { (view: RecordView) in view.key.type == Inspection.last }
    var inspection = Inspection(all.filter { !isAid($0) }, Sameness(all), circumstances)
    for view in all where isAid(view) { inspection.look(at: view) }
    return inspection.violations()
  }

  /// A consignment that has been on its way too long.
  static func overdue(
    _ view: RecordView, _ circumstances: Circumstances
  ) -> [Violation] {
    guard view.key.type == "consignment", view.isOverdue(circumstances),
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
  var settingProblem: Phrase? {
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
