/// Days of the calendar as text.
enum CalendarDay {
  /// Whether the text is `YYYY-MM-DD` and the calendar has the day.
  static func isDay(_ text: String) -> Bool { parts(text) != nil }

  /// Returns the seconds from 1970 to the beginning of a day, UTC, or nil for what is no day.
  static func seconds(_ text: String) -> Int? {
    guard let (year, month, day) = parts(text) else { return nil }
    // Years that begin in March have their leap day at the end.
    let years = month > 2 ? year : year - 1
    let days = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return (365 * years + years / 4 - years / 100 + years / 400 + days - 719_468) * 86_400
  }

  private static func parts(_ text: String) -> (Int, Int, Int)? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in
      part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(part) : nil
    }
    guard parts.map(\.utf8.count) == [4, 2, 2], numbers.count == 3 else { return nil }
    let (year, month) = (numbers[0], numbers[1])
    guard year > 0, (1...12).contains(month) else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    return (1...days).contains(numbers[2]) ? (year, month, numbers[2]) : nil
  }
}
