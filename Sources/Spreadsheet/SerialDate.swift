/// Days as a spreadsheet counts them (ECMA-376, part 1, 18.17.4.1).
///
/// In the system of 1900, day 1 is 1900-01-01 and day 60 is 1900-02-29, which never was.
enum SerialDate {
  /// Returns `YYYY-MM-DD` of a day, or nil where a spreadsheet has no date for it.
  static func text(day: Int, from1904: Bool) -> String? {
    let day = from1904 ? day + daysBefore1904 : day
    guard (1...lastDay).contains(day) else { return nil }
    return day == leapDay1900 ? "1900-02-29" : text(daysSince1970: day - offset(day))
  }

  /// Returns the day of a date in the system of 1900, or nil where the text is no `YYYY-MM-DD` from
  /// 1900 to 9999 that the calendar has.
  static func day(_ text: String) -> Int? {
    let units = Array(text.utf8)
    guard units.count == 10, units[4] == 0x2D, units[7] == 0x2D,
      let year = number(units[0..<4]), let month = number(units[5..<7]),
      let day = number(units[8..<10]), (1900...9999).contains(year), (1...12).contains(month),
      (1...daysIn(month, of: year)).contains(day)
    else { return nil }
    let days = daysSince1970(year: year, month: month, day: day)
    return days + (days < daysSince1970(year: 1900, month: 3, day: 1) ? 25_568 : 25_569)
  }

  private static let leapDay1900 = 60
  /// The day of 9999-12-31.
  private static let lastDay = 2_958_465
  private static let daysBefore1904 = 1_462

  /// How many days 1970-01-01 is after day 0.
  private static func offset(_ day: Int) -> Int { day < leapDay1900 ? 25_568 : 25_569 }

  private static func number(_ units: ArraySlice<UInt8>) -> Int? {
    units.allSatisfy { (0x30...0x39).contains($0) }
      ? units.reduce(0) { $0 * 10 + Int($1 - 0x30) } : nil
  }

  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  private static func daysIn(_ month: Int, of year: Int) -> Int {
    month == 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let before = year - 1
    let leaps = before / 4 - before / 100 + before / 400
    let months = (1..<month).reduce(0) { $0 + daysIn($1, of: year) }
    return before * 365 + leaps + months + day - 1 - 719_162
  }

  private static func text(daysSince1970 days: Int) -> String {
    // At or before the year, for any day from 1900-01-01, which is 25,567 days before 1970.
    var year = 1900 + (days + 25_567) / 366
    while daysSince1970(year: year + 1, month: 1, day: 1) <= days { year += 1 }
    var rest = days - daysSince1970(year: year, month: 1, day: 1)
    var month = 1
    while rest >= daysIn(month, of: year) {
      rest -= daysIn(month, of: year)
      month += 1
    }
    return "\(year)-\(twoDigits(month))-\(twoDigits(rest + 1))"
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }

  /// Returns `HH:MM:SS` of days and the decimals of a day; hours may exceed 24.
  static func time(days: Int, decimals: String) -> String {
    let billionths = number(Array((decimals + "000000000").utf8)[..<9]) ?? 0
    let seconds = days * 86_400 + (billionths * 86_400 + 500_000_000) / 1_000_000_000
    let parts = [seconds / 3_600, seconds / 60 % 60, seconds % 60]
    return parts.map(twoDigits).joined(separator: ":")
  }
}
