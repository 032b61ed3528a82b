import Language
import Merging
import SQLite

/// The numbers by which the states in this store name what they repeat, in the table `symbol`.
///
/// They are looked up when they are met first, so that to open a large store costs nothing.
final class StoredSymbols {
  private let connection: Connection
  private var failure: SQLiteError?

  init(_ connection: Connection) {
    self.connection = connection
  }

  /// What states are written and read with.
  lazy var table = SymbolTable(
    assign: { [unowned self] in assign($0) }, find: { [unowned self] in find($0) })

  private var latest: (row: Int64, symbols: KnownSymbols)?

  /// Returns all symbols as they stand.
  func known() throws(StoreError) -> KnownSymbols {
    let last = try wrapped { () throws(SQLiteError) in
      try connection.first("SELECT max(id) FROM symbol") { $0.integer(0) } ?? 0
    }
    if let latest, latest.row == last { return latest.symbols }
    var all: [UInt64: SymbolTable.Symbol] = [:]
    try wrapped { () throws(SQLiteError) in
      try connection.rows("SELECT log, value, id FROM symbol") { row in
        if let number = UInt64(exactly: row.integer(2)) { all[number] = Self.symbol(row) }
      }
    }
    let symbols = KnownSymbols(all)
    latest = (last, symbols)
    return symbols
  }

  /// Forgets what it was told, because numbers that were assigned have been undone.
  func forget() {
    table.forget()
    latest = nil
  }

  private static func symbol(_ row: Row) -> SymbolTable.Symbol? {
    row.integer(0) == 1
      ? LogID(bytes: row.blob(1)).map { .log($0) }
      : String(validating: row.blob(1), as: UTF8.self).map { .text($0) }
  }

  /// Throws what kept a symbol from being read or kept, where something did.
  func check() throws(StoreError) {
    guard let failure else { return }
    self.failure = nil
    throw .database(failure)
  }

  private func attempt<T>(_ step: () throws(SQLiteError) -> T?) -> T? {
    do throws(SQLiteError) { return try step() } catch {
      failure = error
      return nil
    }
  }

  private func find(_ number: UInt64) -> SymbolTable.Symbol? {
    guard let row = Int64(exactly: number) else { return nil }
    return attempt { () throws(SQLiteError) in
      try connection.first(
        "SELECT log, value FROM symbol WHERE id = ?", [.integer(row)], Self.symbol) ?? nil
    }
  }

  private func assign(_ symbol: SymbolTable.Symbol) -> UInt64? {
    let values: [SQLiteValue] =
      switch symbol {
      case .text(let text): [.integer(0), .blob(Array(text.utf8))]
      case .log(let log): [.integer(1), .blob(log.bytes)]
      }
    return attempt { () throws(SQLiteError) in
      let known = try connection.first(
        "SELECT id FROM symbol WHERE log = ? AND value = ?", values
      ) { UInt64(exactly: $0.integer(0)) }
      if let known { return known }
      try connection.run("INSERT INTO symbol(log, value) VALUES(?, ?)", values)
      return UInt64(connection.lastInsertRowID)
    }
  }
}

extension LocalStore {
  /// Returns the bytes that keep a state.
  func encoded(_ state: RecordState) throws(StoreError) -> [UInt8] {
    if let bytes = state.encoded(with: symbols.table) { return bytes }
    try symbols.check()
    throw .damaged(Phrase("a record's state that cannot be written"))
  }

  /// Reads a state that is kept, or returns nil where its bytes are damaged.
  func state(_ key: RecordKey, _ bytes: [UInt8]) throws(StoreError) -> RecordState? {
    let state = RecordState(key: key, encoded: bytes, with: symbols.table)
    if state == nil { try symbols.check() }
    return state
  }
}
