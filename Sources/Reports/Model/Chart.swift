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
  /// What tells bars of one name apart; nil where each bar has a name of its own.
  public var kinds: Kinds?

  /// A column that tells bars of one name apart, such as a stage, and all that it can say, in the
  /// order of the fillings, so that each has the same in every picture.
  public struct Kinds: Hashable, Sendable {
    /// The key of the column.
    public let column: String
    /// What it can say.
    public let names: [Words]

    /// Creates kinds.
    public init(column: String, names: [Words]) {
      self.column = column
      self.names = names
    }
  }

  /// Creates a chart.
  public init(caption: Words, labels: String, values: [String], kinds: Kinds? = nil) {
    self.caption = caption
    self.labels = labels
    self.values = values
    self.kinds = kinds
  }
}
