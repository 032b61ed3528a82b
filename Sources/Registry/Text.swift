@_spi(_Unicode) import Swift

/// How entered text is made canonical.
public enum Text {
  /// The most bytes of a text field.
  public static let maximumBytes = 16_384

  /// Returns the text in Unicode form NFC without white space at its ends.
  public static func trimmed(_ text: String) -> String {
    var normal = String.UnicodeScalarView()
    for scalar in text._nfc { normal.append(scalar) }
    let characters = String(normal).drop { $0.isWhitespace }
    let end = characters.lastIndex { !$0.isWhitespace }
    return end.map { String(characters[...$0]) } ?? ""
  }

  /// Tells whether the text is a KATOTTG code, or a country and a name such as `DE/Duisburg`.
  public static func isOffice(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    if bytes.count == 19, bytes.starts(with: "UA".utf8) {
      return bytes.dropFirst(2).allSatisfy { (0x30...0x39).contains($0) }
    }
    return bytes.count >= 4 && bytes.count <= 200 && bytes[2] == 0x2F && !bytes.contains(0)
      && bytes.prefix(2).allSatisfy { (0x41...0x5A).contains($0) }
  }
}

/// Dates as they are recorded: a day, a month or a year.
public enum CalendarDate {
  /// Tells whether the text is `YYYY-MM-DD`, `YYYY-MM` or `YYYY` of a real calendar.
  public static func isDate(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let widths = [4, 2, 2]
    guard (1...3).contains(parts.count),
      zip(parts, widths).allSatisfy({ $0.utf8.count == $1 && $0.utf8.allSatisfy(isDigit) })
    else { return false }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count, numbers[0] >= 1900 else { return false }
    guard numbers.count > 1 else { return true }
    guard (1...12).contains(numbers[1]) else { return false }
    return numbers.count == 2
      || (1...days(month: numbers[1], year: numbers[0])).contains(numbers[2])
  }

  private static func isDigit(_ unit: UInt8) -> Bool { (0x30...0x39).contains(unit) }

  private static func days(month: Int, year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }
}

extension CalendarDate {
  /// Returns when a day such as `2026-12-31` begins, in seconds since 1970, UTC, or nil.
  public static func seconds(_ text: String) -> Int64? {
    let parts = text.split(separator: "-").compactMap { Int64($0) }
    guard isDate(text), parts.count == 3 else { return nil }
    // Years that begin in March put the leap day last (as `text` does).
    let year = parts[1] > 2 ? parts[0] : parts[0] - 1
    let month = (parts[1] + 9) % 12
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + parts[2]
    return (days - 719_469) * 86_400
  }

  /// Returns seconds since 1970 as `YYYY-MM-DD HH:MM UTC`.
  ///
  /// The days are counted from 1 March of year 0 in eras of 400 years, so that leap days come last.
  public static func text(seconds: Int64) -> String {
    let (days, second) = (floor(seconds, 86_400), seconds - floor(seconds, 86_400) * 86_400)
    let shifted = days + 719_468
    let era = floor(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let year =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * year + year / 4 - year / 100)
    let month = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * month + 2) / 5 + 1
    let calendarMonth = month < 10 ? month + 3 : month - 9
    let calendarYear = year + era * 400 + (calendarMonth <= 2 ? 1 : 0)
    return "\(padded(calendarYear, 4))-\(padded(calendarMonth, 2))-\(padded(day, 2))"
      + " \(padded(second / 3_600, 2)):\(padded(second / 60 % 60, 2)) UTC"
  }

  private static func floor(_ number: Int64, _ divisor: Int64) -> Int64 {
    number / divisor - (number % divisor < 0 ? 1 : 0)
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
