extension Language {
  /// Writes a date `2023-02-09`, a month `2023-02` or a year `2023`.
  ///
  /// English `9 February 2023`, Ukrainian `9 лютого 2023 р.`, German `9. Februar 2023`. What is no
  /// date is returned as it is.
  public func date(_ text: String) -> String {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.allSatisfy(Digits.areDigits), let year = parts.first, year.count == 4 else {
      return text
    }
    switch (parts.count, parts.dropFirst().compactMap { $0.count == 2 ? Int($0) : nil }) {
    case (2, let rest) where rest.count == 1 && (1...12).contains(rest[0]):
      return month(rest[0] - 1) + " " + inMonth(year)
    case (3, let rest)
    where rest.count == 2 && (1...12).contains(rest[0])
      && (1...31).contains(rest[1]):
      return day(rest[1]) + " " + monthOfDay(rest[0] - 1) + " " + inMonth(year)
    default: return text
    }
  }

  /// Writes a time such as `2023-02-09 10:00 UTC` briefly: Ukrainian and German with the date as
  /// `09.02.2023`, English as it is.
  ///
  /// What does not begin with a date is returned as it is.
  public func time(_ text: String) -> String {
    let date = text.prefix { $0 != " " }
    let parts = date.split(separator: "-", omittingEmptySubsequences: false)
    guard self != .english, parts.count == 3, parts.allSatisfy(Digits.areDigits) else {
      return text
    }
    return parts.reversed().joined(separator: ".") + text[date.endIndex...]
  }

  private func day(_ number: Int) -> String { self == .german ? "\(number)." : "\(number)" }

  private func inMonth(_ year: Substring) -> String {
    self == .ukrainian ? year + " р." : String(year)
  }

  private func month(_ index: Int) -> String {
    switch self {
    case .english: Self.englishMonths[index]
    case .ukrainian: Self.ukrainianMonths[index]
    case .german: Self.germanMonths[index]
    }
  }

  private func monthOfDay(_ index: Int) -> String {
    self == .ukrainian ? Self.ukrainianMonthsOfDays[index] : month(index)
  }

  private static let englishMonths = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  private static let ukrainianMonths = [
    "січень", "лютий", "березень", "квітень", "травень", "червень", "липень", "серпень",
    "вересень", "жовтень", "листопад", "грудень",
  ]
  private static let ukrainianMonthsOfDays = [
    "січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня",
    "жовтня", "листопада", "грудня",
  ]
  private static let germanMonths = [
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
    "November", "Dezember",
  ]
}
