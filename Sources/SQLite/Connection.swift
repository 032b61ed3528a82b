import CSQLite

/// One connection to one database file; statements are prepared once and kept.
///
/// Not for use from several threads at once: one actor or one command owns it.
public final class Connection {
  /// How a file is opened.
  public enum Mode: Sendable {
    /// Reads and writes; made where it is missing.
    case create
    /// Reads and writes a file that is there.
    case readWrite
    /// Only reads a file that is there.
    case readOnly
  }

  private let handle: Handle
  private var statements: [String: OpaquePointer] = [:]

  /// Opens a database with foreign keys on and untrusted schemas off.
  public init(path: String, mode: Mode) throws(SQLiteError) {
    handle = try Handle(path: path, mode: mode)
    sqlite3_busy_timeout(handle.pointer, 10_000)
    _ = shim_defensive(handle.pointer)
    try execute("PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;")
  }

  deinit {
    for statement in statements.values { sqlite3_finalize(statement) }
  }

  /// Runs any number of statements that take no values and return no rows.
  public func execute(_ sql: String) throws(SQLiteError) {
    guard sqlite3_exec(handle.pointer, sql, nil, nil, nil) == SQLITE_OK else {
      throw handle.error(sql)
    }
  }

  /// Runs one statement with values bound to its parameters in order.
  public func run(_ sql: String, _ values: [SQLiteValue] = []) throws(SQLiteError) {
    try rows(sql, values) { _ in }
  }

  /// Runs one statement and hands over each of its rows.
  public func rows(
    _ sql: String, _ values: [SQLiteValue] = [], _ body: (Row) throws(SQLiteError) -> Void
  ) throws(SQLiteError) {
    let statement = try prepared(sql)
    defer {
      sqlite3_reset(statement)
      sqlite3_clear_bindings(statement)
    }
    for (index, value) in values.enumerated() {
      guard bind(value, at: Int32(index + 1), of: statement) == SQLITE_OK else {
        throw handle.error(sql)
      }
    }
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: try body(Row(statement: statement))
      case SQLITE_DONE: return
      default: throw handle.error(sql)
      }
    }
  }

  /// Returns what `make` makes of the first row, or nil where there is none.
  public func first<T>(
    _ sql: String, _ values: [SQLiteValue] = [], _ make: (Row) throws(SQLiteError) -> T
  ) throws(SQLiteError) -> T? {
    var result: T?
    try rows(sql, values) { row throws(SQLiteError) in
      if result == nil { result = try make(row) }
    }
    return result
  }

  /// Runs the body in one transaction: all of it happens, or, when it throws or is to be undone,
  /// nothing.
  ///
  /// Within another transaction it is a part of that one, undone by itself.
  public func transaction<T, Failure: Error>(
    undone: Bool = false, _ body: () throws(Failure) -> T, wrapping wrap: (SQLiteError) -> Failure
  ) throws(Failure) -> T {
    let isPart = isInTransaction
    let begin = isPart ? "SAVEPOINT part" : "BEGIN IMMEDIATE"
    let undo = isPart ? "ROLLBACK TO part; RELEASE part" : "ROLLBACK"
    do throws(SQLiteError) { try run(begin) } catch { throw wrap(error) }
    do throws(Failure) {
      let result = try body()
      let end = undone ? undo : isPart ? "RELEASE part" : "COMMIT"
      do throws(SQLiteError) { undone && isPart ? try execute(end) : try run(end) } catch {
        throw wrap(error)
      }
      return result
    } catch {
      // A failed statement may have rolled back already; then this one has nothing to do.
      if isInTransaction {
        sqlite3_exec(handle.pointer, undo, nil, nil, nil)
      }
      throw error
    }
  }

  /// Whether a transaction has begun that has not ended.
  public var isInTransaction: Bool { sqlite3_get_autocommit(handle.pointer) == 0 }

  /// The key of the row inserted last.
  public var lastInsertRowID: Int64 { sqlite3_last_insert_rowid(handle.pointer) }

  /// How many rows the last statement changed.
  public var changes: Int { Int(sqlite3_changes64(handle.pointer)) }

  /// How many rows were changed since the connection was opened, those included that were undone.
  public var totalChanges: Int { Int(sqlite3_total_changes64(handle.pointer)) }

  private func prepared(_ sql: String) throws(SQLiteError) -> OpaquePointer {
    if let statement = statements[sql] { return statement }
    var statement: OpaquePointer?
    let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
    guard sqlite3_prepare_v3(handle.pointer, sql, -1, flags, &statement, nil) == SQLITE_OK,
      let statement
    else { throw handle.error(sql) }
    statements[sql] = statement
    return statement
  }

  private func bind(_ value: SQLiteValue, at index: Int32, of statement: OpaquePointer) -> Int32 {
    switch value {
    case .integer(let number): return sqlite3_bind_int64(statement, index, number)
    case .null: return sqlite3_bind_null(statement, index)
    case .blob(let bytes): return shim_bind_blob(statement, index, bytes, UInt64(bytes.count))
    case .text(let text):
      var text = text
      return text.withUTF8 {
        $0.withMemoryRebound(to: CChar.self) {
          shim_bind_text(statement, index, $0.baseAddress ?? nil, UInt64($0.count))
        }
      }
    }
  }
}

/// The C connection, closed when it goes away.
private struct Handle: ~Copyable {
  let pointer: OpaquePointer

  init(path: String, mode: Connection.Mode) throws(SQLiteError) {
    let flags =
      switch mode {
      case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
      case .readWrite: SQLITE_OPEN_READWRITE
      case .readOnly: SQLITE_OPEN_READONLY
      }
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(
      path, &opened, flags | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOFOLLOW, nil)
    guard code == SQLITE_OK, let opened else {
      sqlite3_close_v2(opened)
      throw SQLiteError(code: code, message: String(cString: sqlite3_errstr(code)))
    }
    pointer = opened
  }

  deinit {
    sqlite3_close_v2(pointer)
  }

  func error(_ sql: String) -> SQLiteError {
    SQLiteError(
      code: sqlite3_extended_errcode(pointer), message: String(cString: sqlite3_errmsg(pointer)),
      sql: sql)
  }
}
