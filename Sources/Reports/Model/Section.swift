public import Language

/// One part of a report: a table, what it shows, and perhaps a picture of it.
public struct Section: Hashable, Sendable {
  /// The name that commands and files use, such as `by-kind`: small letters, digits and hyphens.
  public var key: String
  /// What it is called; a spreadsheet shows the first 31 characters as the name of its sheet.
  public var title: Words
  /// What is counted, and what is not.
  public var explanation: Words?
  /// The figures.
  public var table: ReportTable
  /// The picture of the figures, where there is one.
  public var chart: Chart?

  /// Creates a section.
  public init(
    key: String, title: Words, explanation: Words? = nil, table: ReportTable, chart: Chart? = nil
  ) {
    self.key = key
    self.title = title
    self.explanation = explanation
    self.table = table
    self.chart = chart
  }
}
