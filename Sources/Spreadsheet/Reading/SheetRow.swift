/// A row of a sheet that holds something.
public struct SheetRow: Hashable, Sendable {
  /// Its number, counted from 1, as a spreadsheet program shows it.
  public let number: Int
  /// The texts of its cells from the first column to the last that holds something.
  public let cells: [String]

  /// Creates a row.
  public init(number: Int, cells: [String]) {
    self.number = number
    self.cells = cells
  }
}
