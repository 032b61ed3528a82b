/// The parts of a date as people write it.
enum DateParts {
  /// Three numbers, the last a year of two or four digits.
  static func numbers(_ text: String, _ separator: Character) -> [Int]? {
    var text = text[...]
    for end in ["р.", "р", "г."] where text.hasSuffix(end) { text = text.dropLast(end.count) }
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
      .map { Text.trimmed(String($0)) }
    guard parts.count == 3, (1...2).contains(parts[0].count), (1...2).contains(parts[1].count),
      [2, 4].contains(parts[2].count), parts.allSatisfy(isDigits)
    else { return nil }
    return parts.compactMap { Int($0) }
  }

  /// A month and a year: `03.2023` or `03/2023`.
  static func month(_ text: String) -> (month: Int, year: Int)? {
    let parts = text.split { $0 == "." || $0 == "/" }.map(String.init)
    guard parts.count == 2, parts[0].count <= 2, parts[1].count == 4, parts.allSatisfy(isDigits),
      let month = Int(parts[0]), let year = Int(parts[1])
    else { return nil }
    return (month, year)
  }

  /// A month in words and a year, with or without a day: `14 березня 2023 р.`, `March 14, 2023`.
  static func words(_ text: String) -> (day: Int?, month: Int, year: Int)? {
    let pieces = HeadingText.plain(text).split(separator: " ").map(String.init)
      .filter { !["р", "року", "рік", "the", "of"].contains($0) }
    let months = pieces.compactMap(monthNumber)
    let numbers = pieces.filter(isDigits)
    guard months.count == 1, numbers.count + 1 == pieces.count, (1...2).contains(numbers.count),
      let last = numbers.last, last.count == 4, let year = Int(last)
    else { return nil }
    if numbers.count == 1 { return (nil, months[0], year) }
    guard numbers[0].count <= 2, let day = Int(numbers[0]) else { return nil }
    return (day, months[0], year)
  }

  private static func isDigits(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func monthNumber(_ word: String) -> Int? {
    months.firstIndex { names in names.contains(word) }.map { $0 + 1 }
  }

  /// By month: Ukrainian in two cases, German, English, and how each is cut short.
  private static let months: [[String]] = [
    "січень січня січ january januar jänner jan", "лютий лютого лют february februar feb",
    "березень березня бер march märz maerz mar mär", "квітень квітня кві april apr",
    "травень травня тра may mai", "червень червня чер june juni jun",
    "липень липня лип july juli jul", "серпень серпня сер august aug",
    "вересень вересня вер september sep sept", "жовтень жовтня жов october oktober oct okt",
    "листопад листопада лис november nov", "грудень грудня гру december dezember dec dez",
  ].map { $0.split(separator: " ").map(String.init) }
}
