/// A value to bind to a statement.
public enum SQLiteValue: Hashable, Sendable, ExpressibleByStringLiteral,
  ExpressibleByIntegerLiteral,
  ExpressibleByNilLiteral
{
  /// A 64-bit integer.
  case integer(Int64)
  /// Text.
  case text(String)
  /// Bytes.
  case blob([UInt8])
  /// NULL.
  case null

  /// Creates text.
  public init(stringLiteral value: String) { self = .text(value) }
  /// Creates an integer.
  public init(integerLiteral value: Int64) { self = .integer(value) }
  /// Creates NULL.
  public init(nilLiteral: ()) { self = .null }
}
