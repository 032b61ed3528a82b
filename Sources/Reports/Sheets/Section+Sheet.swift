import Language
import Spreadsheet
import Wire

extension Section {
  /// Returns the section's table as a sheet, with the figures' names in the last column.
  func sheet(in language: Language) -> Sheet {
    let headings =
      table.columns.map { $0.headingWithCurrency(in: language) }
      + (table.hasFigures ? [ReportText.figure[language]] : [])
    let rows = table.rows.map { table.sheetRow($0, in: language) }
    let totals = table.totals.map { table.sheetRow($0, in: language) }
    let columns = headings.enumerated().map { place, heading in
      let longest = (rows + totals).map { $0[place].shown.count }.max() ?? 0
      // Grouped digits need room for the groups' marks.
      let word = heading.split(separator: " ").map(\.count).max() ?? 0
      let width = min(max(longest * 4 / 3, heading.count / 2, word * 5 / 4, 8) + 2, 60)
      return Spreadsheet.Column(SheetText.line(heading), widthCharacters: width)
    }
    return Sheet(
      title: title[language], columns: columns, rows: rows, totals: totals,
      chart: chart.flatMap { table.sheetChart($0, in: language) })
  }
}

extension ReportTable {
  fileprivate func sheetRow(_ row: Row, in language: Language) -> [Spreadsheet.Cell] {
    row.cells.map { $0.sheetCell(in: language) }
      + (hasFigures ? [.text(SheetText.line(row.figure ?? ""))] : [])
  }

  /// The chart of the first rows, or nil where none has a figure.
  ///
  /// A chart is drawn from rows that stand together: where rows of the same currency follow further
  /// down it would show only some of them, so there is none.
  fileprivate func sheetChart(_ chart: Chart, in language: Language) -> BarChart? {
    let places = chart.values.compactMap(index)
    guard let label = index(of: chart.labels), let first = places.first, !rows.isEmpty else {
      return nil
    }
    let currency = currency(of: rows[0], column: first, in: language)
    let same = rows.prefix { self.currency(of: $0, column: first, in: language) == currency }
    guard same.contains(where: { row in places.contains { row.cells[$0].number != nil } }),
      !rows[same.count...].contains(where: {
        self.currency(of: $0, column: first, in: language) == currency
      })
    else { return nil }
    let kind = (chart.kinds?.column).flatMap(index)
    let title = chart.caption[language] + (currency.map { ", \($0)" } ?? "")
    return BarChart(
      title: SafeText.oneLine(title),
      categoryColumns: label...(kind == label + 1 ? label + 1 : label), valueColumns: places,
      rows: 0..<same.count, isLying: true)
  }
}

extension Cell {
  fileprivate func sheetCell(in language: Language) -> Spreadsheet.Cell {
    switch self {
    case .empty: .empty
    case .count(let count): .count(count)
    case .amount(let amount, let decimals): .number(amount.description, decimals: decimals)
    case .date(let day): .date(day)
    case .text, .words: .text(SheetText.line(plain(in: language)))
    }
  }
}

extension Spreadsheet.Cell {
  /// The text whose length tells how wide a column must be.
  fileprivate var shown: String {
    switch self {
    case .empty: ""
    case .text(let text), .date(let text): text
    case .count(let count): String(count)
    case .number(let text, let decimals): text + String(repeating: "0", count: max(0, decimals))
    }
  }
}
