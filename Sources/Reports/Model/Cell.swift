public import Language
public import Wire

/// What one cell of a table holds.
public enum Cell: Hashable, Sendable {
  /// Nothing: there is no figure. A zero is a figure.
  case empty
  /// Text from the records, the same in every language.
  case text(String)
  /// Words of the program.
  case words(Words)
  /// A number of things.
  case count(Int)
  /// An exact decimal, shown with at least so many digits after the point.
  case amount(ExactDecimal, decimals: Int = 0)
  /// A date, month or year: `2023-02-09`, `2023-02`, `2023`.
  case date(String)

  /// The number, where it is one.
  var number: ExactDecimal? {
    switch self {
    case .count(let count): ExactDecimal(count)
    case .amount(let amount, _): amount
    case .empty, .text, .words, .date: nil
    }
  }

  /// Returns the cell for programs: plain decimals without needless zeros, dates as they are.
  func plain(in language: Language) -> String {
    switch self {
    case .empty: ""
    case .text(let text), .date(let text): text
    case .words(let words): words[language]
    case .count(let count): String(count)
    case .amount(let amount, _): amount.description
    }
  }

  /// Returns the cell for people, as its column's kind is written in the language.
  func shown(in language: Language, as kind: Column.Kind) -> String {
    let text =
      switch self {
      case .count(let count): language.number(String(count))
      case .amount(let amount, let decimals):
        language.number(amount.description, decimals: decimals)
      case .date(let date): language.date(date)
      case .empty, .text, .words: plain(in: language)
      }
    return kind == .share && number != nil ? text + "\u{A0}%" : text
  }
}
