/// How the dates of a column are written, decided for the column as a whole.
public enum DateForm: String, Hashable, Sendable {
  /// `2023-03-14`.
  case iso = "y-m-d"
  /// `14.03.2023`.
  case dotted = "d.m.y"
  /// `14/03/2023`.
  case dayFirst = "d/m/y"
  /// `3/14/2023`.
  case monthFirst = "m/d/y"
  /// `4/3/2023`, and no date of the column tells whether the day or the month is first.
  case undecided = "?/?/y"
  /// Some of its dates can only have the day first, and some only the month.
  case mixed = "mixed"

  /// Decides the form of a column: its slashes first, else what most of its dates have.
  public static func decide(_ texts: some Sequence<String>) -> DateForm {
    var (isDayFirst, isMonthFirst, isSlashed, dots, others) = (false, false, false, 0, 0)
    for text in texts {
      let day = withoutTime(text)
      if let slashed = DateParts.numbers(day, "/") ?? yearLast(day) {
        isSlashed = true
        isDayFirst = isDayFirst || slashed[0] > 12
        isMonthFirst = isMonthFirst || slashed[1] > 12
      } else if DateParts.numbers(day, ".") != nil {
        dots += 1
      } else {
        others += 1
      }
    }
    guard isSlashed else { return dots > others ? .dotted : .iso }
    if isDayFirst, isMonthFirst { return .mixed }
    return isDayFirst ? .dayFirst : isMonthFirst ? .monthFirst : .undecided
  }

  /// Returns a date as it is recorded: `2023-03-14`, `2023-03` or `2023`.
  public func read(_ text: String) -> Result<String, Problem> {
    let day = Self.withoutTime(Text.trimmed(text))
    if CalendarDate.isDate(day) { return .success(day) }
    if let parts = DateParts.numbers(day, ".") {
      return Self.date(day: parts[0], month: parts[1], year: parts[2])
    }
    if let parts = DateParts.numbers(day, "/") ?? Self.yearLast(day) { return slashed(parts) }
    if let (month, year) = DateParts.month(day) { return Self.date(month: month, year: year) }
    if let words = DateParts.words(day) {
      guard let number = words.day else { return Self.date(month: words.month, year: words.year) }
      return Self.date(day: number, month: words.month, year: words.year)
    }
    return .failure(.notADate)
  }

  /// Why a cell is not a date of the column.
  public enum Problem: Error, Hashable, Sendable {
    /// A date that has its day or its month first.
    case ambiguous
    /// Not a date at all, or one that no calendar has.
    case notADate
  }

  private func slashed(_ parts: [Int]) -> Result<String, Problem> {
    let isDayFirst = parts[0] > 12 || self == .dayFirst
    let isMonthFirst = parts[1] > 12 || self == .monthFirst
    guard isDayFirst || isMonthFirst || parts[0] == parts[1] else { return .failure(.ambiguous) }
    guard isDayFirst != isMonthFirst || parts[0] == parts[1] else { return .failure(.notADate) }
    let (day, month) = isDayFirst ? (parts[0], parts[1]) : (parts[1], parts[0])
    return Self.date(day: day, month: month, year: parts[2])
  }

  /// Returns a recorded date in this form; months and years as they are recorded.
  public func write(_ date: String) -> String {
    let parts = date.split(separator: "-").map(String.init)
    guard parts.count == 3 else { return date }
    return switch self {
    case .dotted: "\(parts[2]).\(parts[1]).\(parts[0])"
    case .dayFirst: "\(parts[2])/\(parts[1])/\(parts[0])"
    case .monthFirst: "\(parts[1])/\(parts[2])/\(parts[0])"
    case .iso, .undecided, .mixed: date
    }
  }

  private static func date(
    day: Int? = nil, month: Int, year: Int
  ) -> Result<String, Problem> {
    let year = year >= 100 ? year : year + (year < 70 ? 2_000 : 1_900)
    let parts = [month, day].compactMap(\.self).map { $0 < 10 ? "-0\($0)" : "-\($0)" }
    let text = "\(year)" + parts.joined()
    return CalendarDate.isDate(text) ? .success(text) : .failure(.notADate)
  }

  /// `14-03-2023`: as with slashes.
  private static func yearLast(_ text: String) -> [Int]? {
    guard let parts = DateParts.numbers(text, "-"), text.split(separator: "-")[0].count <= 2 else {
      return nil
    }
    return parts
  }

  /// A date without the time of day that programs put after it.
  private static func withoutTime(_ text: String) -> String {
    guard let space = text.lastIndex(where: { $0 == " " || $0 == "T" }) else { return text }
    let time = text[text.index(after: space)...]
    let isTime = time.contains(":") && time.allSatisfy { $0.isNumber || ":.Z".contains($0) }
    return isTime ? Text.trimmed(String(text[..<space])) : text
  }
}
