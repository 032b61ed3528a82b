public import Language

/// One column of a table.
public struct Column: Hashable, Sendable {
  /// The name that programs use, such as `received-value`: small letters, digits and hyphens.
  public var key: String
  /// What is above it.
  public var heading: Words
  /// What its cells hold.
  public var kind: Kind
  /// The tag of the Humanitarian Exchange Language, such as `#value+usd`; nil leaves the column
  /// out there.
  public var hashtag: String?

  /// What the cells of a column hold.
  public enum Kind: Hashable, Sendable {
    /// Words to read.
    case text
    /// A code, as it is.
    case code
    /// A date, a month or a year.
    case date
    /// A number of things, without a unit.
    case count
    /// An exact decimal that is no money.
    case amount
    /// Money.
    case money(Currency)
    /// Hundredths of a whole: 12.5 is an eighth.
    case share
  }

  /// The currency of a column of money.
  public enum Currency: Hashable, Sendable {
    /// The same in every row: its ISO 4217 code.
    case fixed(String)
    /// What the row has in the column of this key.
    case column(String)
  }

  /// Creates a column.
  public init(_ key: String, _ heading: Words, _ kind: Kind, hashtag: String? = nil) {
    self.key = key
    self.heading = heading
    self.kind = kind
    self.hashtag = hashtag
  }

  /// Whether its cells are set to the right.
  var isNumeric: Bool {
    switch kind {
    case .text, .code, .date: false
    case .count, .amount, .money, .share: true
    }
  }
}
