import CSQLite

/// The current row of a query, valid only while it is handed over.
///
/// Columns count from 0.
public struct Row {
  let statement: OpaquePointer

  /// Returns an integer column; NULL is 0.
  public func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

  /// Returns a text column; NULL is empty.
  public func text(_ column: Int32) -> String {
    String(decoding: blob(column), as: UTF8.self)
  }

  /// Returns a column's bytes; NULL is empty.
  public func blob(_ column: Int32) -> [UInt8] {
    guard let start = sqlite3_column_blob(statement, column) else { return [] }
    let count = Int(sqlite3_column_bytes(statement, column))
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// Tells whether a column is NULL.
  public func isNull(_ column: Int32) -> Bool {
    sqlite3_column_type(statement, column) == SQLITE_NULL
  }
}
