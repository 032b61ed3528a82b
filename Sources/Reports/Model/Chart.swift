public import Language

/// The picture of a table: a bar for each row, with the exact figure beside it.
///
/// Where a column of money has its currency in another column, each currency gets a picture of its
/// own. Rows without a figure have no bar; one below zero is written but not drawn.
public struct Chart: Hashable, Sendable {
  /// What it shows: stands under it, and is read out in its place.
  public var caption: Words
  /// The key of the column that names the bars, such as a month.
  public var labels: String
  /// The keys of the columns that are drawn; several are the parts of one bar, so they must be of
  /// one kind and one currency.
  public var values: [String]
  /// The key of the column that tells bars of one name apart, such as a stage; nil where each bar
  /// has a name of its own.
  public var kinds: String?

  /// Creates a chart.
  public init(caption: Words, labels: String, values: [String], kinds: String? = nil) {
    self.caption = caption
    self.labels = labels
    self.values = values
    self.kinds = kinds
  }
}
