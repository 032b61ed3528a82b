/// Rows of figures under headings.
public struct ReportTable: Hashable, Sendable {
  /// The columns; their keys differ.
  public let columns: [Column]
  /// The rows, each with a cell for each column.
  public let rows: [Row]
  /// The totals: one row a currency where there are several, since they are never added up.
  public let totals: [Row]

  /// One row of a table.
  public struct Row: Hashable, Sendable {
    /// The name by which a reader asks which records are behind the row.
    public let figure: String?
    /// The cells, one for each column.
    public let cells: [Cell]

    /// Creates a row.
    public init(figure: String? = nil, _ cells: [Cell]) {
      self.figure = figure
      self.cells = cells
    }
  }

  /// Creates a table; every row must have as many cells as there are columns, and no
  /// figure occurs twice.
  public init(columns: [Column], rows: [Row], totals: [Row] = []) {
    precondition(
      (rows + totals).allSatisfy { $0.cells.count == columns.count },
      "every row has a cell for each column")
    let figures = (rows + totals).compactMap(\.figure)
    precondition(Set(figures).count == figures.count, "the rows' figures differ")
    precondition(Set(columns.map(\.key)).count == columns.count, "the columns' keys differ")
    self.columns = columns
    self.rows = rows
    self.totals = totals
  }

  /// Whether any row says what is behind it.
  ///
  /// Asked of every row, so it looks no further than the first that has one.
  var hasFigures: Bool {
    rows.contains { $0.figure != nil } || totals.contains { $0.figure != nil }
  }

  /// The place of a column.
  func index(of key: String) -> Int? { columns.firstIndex { $0.key == key } }
}
