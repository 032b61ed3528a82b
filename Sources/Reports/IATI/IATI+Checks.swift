extension IATI.Activity {
  /// Throws where the schema or the standard's rules would refuse the activity.
  func check() throws(ReportsError) {
    try checkIdentifiers()
    try checkTexts()
    try checkDates()
    try checkMoney()
  }

  private func malformed(_ what: String, _ text: String) -> ReportsError {
    .malformed(activity: identifier, what: what, text: text)
  }

  private func demand(_ isThere: Bool, _ what: String) throws(ReportsError) {
    guard isThere else { throw .missing(activity: identifier, what: what) }
  }

  private func checkIdentifiers() throws(ReportsError) {
    try demand(reporting.ref != nil, "reporting organisation's identifier")
    try demand(reporting.type != nil, "reporting organisation's type")
    let organisations =
      [reporting] + participants.map(\.organisation)
      + transactions.flatMap { [$0.provider, $0.receiver].compactMap { $0 } }
    for text in [identifier] + organisations.compactMap(\.ref) {
      guard Self.isIdentifier(text) else { throw malformed("identifier", text) }
    }
  }

  /// Whether the text is no blank and has none of the characters that the standard forbids.
  private static func isIdentifier(_ text: String) -> Bool {
    !text.isEmpty
      && text.unicodeScalars.allSatisfy { scalar in
        !scalar.properties.isWhitespace && !["/", "&", "|", "?"].contains(scalar)
          && scalar.properties.generalCategory != .control
      }
  }

  private func checkTexts() throws(ReportsError) {
    try demand(title.isThere, "title")
    try demand(!descriptions.isEmpty && descriptions.allSatisfy(\.isThere), "description")
    try demand(!participants.isEmpty, "participating organisations")
    try demand(reporting.name.isThere, "reporting organisation's name")
    try demand(!sectors.isEmpty, "sector")
    let named = locations.compactMap(\.name) + transactions.compactMap(\.description)
    try demand(named.allSatisfy(\.isThere), "names of places and descriptions of transactions")
  }

  private func checkDates() throws(ReportsError) {
    try demand(
      dates.contains { [.plannedStart, .actualStart].contains($0.kind) },
      "planned or actual start")
    let money = budgets.map(\.value) + transactions.map(\.value)
    let days =
      dates.map(\.day) + budgets.flatMap { [$0.start, $0.end] } + transactions.map(\.date)
      + money.map(\.valueDate)
    for day in days {
      guard CalendarDay.isDay(day) else { throw malformed("date", day) }
    }
  }

  private func checkMoney() throws(ReportsError) {
    for value in budgets.map(\.value) + transactions.map(\.value) {
      let code = value.currency.utf8
      guard code.count == 3, code.allSatisfy({ (0x41...0x5A).contains($0) }) else {
        throw malformed("currency", value.currency)
      }
    }
  }
}

extension IATI.Narrative {
  /// Whether there is a text, and none of them is empty.
  fileprivate var isThere: Bool { !texts.isEmpty && texts.allSatisfy { !$0.text.isEmpty } }
}
