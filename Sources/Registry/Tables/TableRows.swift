/// Tells the rows of a table apart: headings, data, and what only looks like data.
public enum TableRows {
  /// How many rows may stand above the headings.
  public static let titleRows = 30

  /// Returns the place of the row of headings: the first of those most of which is understood.
  public static func headingRow(of rows: [[String]], types: [RecordType]) -> Int {
    var best = (place: 0, weight: 0)
    for (place, cells) in rows.prefix(titleRows).enumerated() where cells.count <= 200 {
      let weight = MappingGuess.weight(of: cells.map(heading), types: types)
      if weight > best.weight { best = (place, weight) }
    }
    return best.place
  }

  /// Returns a heading on one line, its spaces single.
  public static func heading(_ cell: String) -> String {
    cell.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Returns headings of which no two are alike: the second `Дата` becomes `Дата #2`.
  public static func unique(_ headings: [String]) -> [String] {
    var counts: [String: Int] = [:]
    return headings.map { heading in
      counts[heading, default: 0] += 1
      let count = counts[heading] ?? 1
      return count == 1 || heading.isEmpty ? heading : "\(heading) #\(count)"
    }
  }

  /// Tells whether a row only sums others up: its first word says so.
  public static func isTotal(_ cells: [String]) -> Bool {
    guard let first = cells.first(where: { !Text.trimmed($0).isEmpty }) else { return false }
    let words = HeadingText.plain(first).split(separator: " ").map(String.init)
    guard let word = words.first, words.count <= 4 else { return false }
    return totals.contains(word)
  }

  private static let totals: Set<String> = [
    "разом", "усього", "всього", "підсумок", "total", "totals", "sum", "summe", "gesamt",
    "gesamtsumme", "insgesamt", "zwischensumme",
  ]
}
