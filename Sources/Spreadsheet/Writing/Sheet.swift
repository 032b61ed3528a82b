/// A sheet to be written: a table with a heading row, and what stands below it.
///
/// It prints on A4 across, one page wide, with the heading on every page, the title at the head and
/// the number of the page at the foot.
public struct Sheet: Hashable, Sendable {
  /// What stands at the head of the printed page; the name of its tab is made from it.
  public var title: String
  /// The columns, from the left.
  public var columns: [Column]
  /// The rows below the heading.
  public var rows: [[Cell]]
  /// The rows of totals below the rows: several where currencies are not added up.
  public var totals: [[Cell]]
  /// The chart below the table, or nil.
  public var chart: BarChart?

  /// Creates a sheet.
  public init(
    title: String, columns: [Column], rows: [[Cell]], totals: [[Cell]] = [], chart: BarChart? = nil
  ) {
    self.title = title
    self.columns = columns
    self.rows = rows
    self.totals = totals
    self.chart = chart
  }

  /// The rows that a reader finds: the heading, the rows and the totals.
  var shown: [[String]] {
    [columns.map(\.heading)] + (rows + totals).map { $0.map(\.shown) }
  }

  /// Tells whether a column has numbers below its heading.
  func hasNumbers(in column: Int) -> Bool {
    rows.contains { row in
      guard row.indices.contains(column) else { return false }
      switch row[column] {
      case .number, .count: return true
      case .empty, .text, .date: return false
      }
    }
  }

  /// Checks that the table fits a sheet and the chart its table.
  func check(name: String, limits: SpreadsheetLimits) throws(SpreadsheetError) {
    let widest = max(columns.count, (rows + totals).map(\.count).max() ?? 0)
    guard widest <= SpreadsheetLimits.columns,
      rows.count + max(1, totals.count) + 1 <= SpreadsheetLimits.rows
    else {
      throw SpreadsheetError(.outsideSheet, sheet: name)
    }
    let count = (rows + totals).reduce(columns.count) { $0 + $1.count }
    guard count <= limits.maximumCells else {
      throw SpreadsheetError(.tooManyCells(limit: limits.maximumCells), sheet: name)
    }
    guard let chart else { return }
    let shown = Array(chart.categoryColumns) + chart.valueColumns
    let isInside = shown.allSatisfy(columns.indices.contains)
    guard isInside, !chart.valueColumns.isEmpty, !chart.rows.isEmpty, chart.rows.lowerBound >= 0,
      chart.rows.upperBound <= rows.count
    else { throw SpreadsheetError(.noSuchRange, sheet: name) }
  }
}
