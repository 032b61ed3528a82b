/// A chart of upright or lying bars below a table, drawn from its cells.
public struct BarChart: Hashable, Sendable {
  /// What stands above it.
  public var title: String
  /// The columns that name the bars, counted from 0; several are levels, the widest first.
  public var categoryColumns: ClosedRange<Int>
  /// The columns that have the bars' lengths, counted from 0; each is one colour.
  public var valueColumns: [Int]
  /// The rows shown, counted from 0 below the heading.
  public var rows: Range<Int>
  /// Whether the bars lie, which leaves room for long names.
  public var isLying: Bool

  /// Creates a chart.
  public init(
    title: String, categoryColumns: ClosedRange<Int>, valueColumns: [Int], rows: Range<Int>,
    isLying: Bool = false
  ) {
    self.title = title
    self.categoryColumns = categoryColumns
    self.valueColumns = valueColumns
    self.rows = rows
    self.isLying = isLying
  }
}
