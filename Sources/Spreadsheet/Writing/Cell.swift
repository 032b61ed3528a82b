/// What a cell of a written sheet holds.
public enum Cell: Hashable, Sendable {
  /// Nothing.
  case empty
  /// A text, never a formula, whatever it begins with.
  case text(String)
  /// A decimal, `-?digits[.digits]`, shown with at least so many decimals.
  ///
  /// What a spreadsheet would round, a decimal of more than 15 significant digits, is written as a
  /// text; so is what is no decimal.
  case number(String, decimals: Int)
  /// A whole number; written as a text beyond 15 digits.
  case count(Int)
  /// A day, `YYYY-MM-DD`; anything else, such as a month, is written as a text.
  case date(String)

  /// What a reader finds in the cell.
  var shown: String {
    switch self {
    case .empty: ""
    case .text(let text), .number(let text, _), .date(let text): text
    case .count(let number): String(number)
    }
  }
}
