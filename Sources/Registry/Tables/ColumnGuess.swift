/// What one column of a table is taken for.
public struct ColumnGuess: Hashable, Sendable {
  /// Its place in the table, from 0.
  public let column: Int
  /// Its heading, on one line.
  public let heading: String
  /// Where its cells go; nil where nobody knows.
  public internal(set) var place: FieldPlace?
  /// How sure that is: 100 for a field's own name, at least 40; 0 where nobody knows.
  public internal(set) var score = 0
  /// The code of the unit or currency that the heading names, for cells that name none.
  public internal(set) var unit: String?
  /// Why its cells are not read; nil where they are.
  public internal(set) var reason: Reason?

  init(column: Int, heading: String) {
    self.column = column
    self.heading = heading
  }

  /// Why a column is not read.
  public enum Reason: String, Hashable, Sendable {
    /// Nothing is known by this heading.
    case notUnderstood = "not understood"
    /// It only numbers the rows.
    case rowNumbers = "row numbers"
    /// A person said so.
    case ignored = "ignored"
    /// Its values are in thousands or millions.
    case multiples = "in thousands or millions: write the whole amounts"
    /// Its weights are not in kilograms.
    case otherUnit = "the field is in kg"
    /// Its field is taken from another column.
    case taken = "another column is nearer to its field"
  }
}
