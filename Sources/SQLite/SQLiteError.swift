/// What SQLite reports, wrapped once.
public struct SQLiteError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The extended result code.
  public let code: Int32
  /// SQLite's own message; it names tables and columns, never values.
  public let message: String
  /// The statement, without values.
  public let sql: String?

  /// Creates an error.
  public init(code: Int32, message: String, sql: String? = nil) {
    self.code = code
    self.message = message
    self.sql = sql
  }

  /// SQLite's message and code.
  public var description: String { "\(message) (SQLite \(code))" }
}
