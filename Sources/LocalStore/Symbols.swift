import Merging
import SQLite

/// The numbers by which the states in this store name what they repeat, in the table `symbol`.
///
/// They are looked up when they are met first, so that to open a large store costs nothing.
final class Symbols: SymbolTable {
  private enum Meaning {
    case text(String)
    case log(LogID)
  }

  private let connection: Connection
  private var meanings: [UInt64: Meaning] = [:]
  private var texts: [String: UInt64] = [:]
  private var logs: [LogID: UInt64] = [:]

  init(_ connection: Connection) {
    self.connection = connection
  }

  /// Forgets what was looked up, because numbers that were given have been undone.
  func forget() {
    meanings = [:]
    texts = [:]
    logs = [:]
  }

  func number(of text: String) throws(StoreError) -> UInt64 {
    if let number = texts[text] { return number }
    let number = try number(of: Array(text.utf8), isLog: false)
    texts[text] = number
    return number
  }

  func number(of log: LogID) throws(StoreError) -> UInt64 {
    if let number = logs[log] { return number }
    let number = try number(of: log.bytes, isLog: true)
    logs[log] = number
    return number
  }

  func text(_ number: UInt64) throws(StoreError) -> String? {
    guard case .text(let text) = try meaning(of: number) else { return nil }
    return text
  }

  func log(_ number: UInt64) throws(StoreError) -> LogID? {
    guard case .log(let log) = try meaning(of: number) else { return nil }
    return log
  }

  private func meaning(of number: UInt64) throws(StoreError) -> Meaning? {
    if let meaning = meanings[number] { return meaning }
    guard let row = Int64(exactly: number) else { return nil }
    let found = try wrapped { () throws(SQLiteError) in
      try connection.first("SELECT log, value FROM symbol WHERE id = ?", [.integer(row)]) {
        (isLog: $0.integer(0) == 1, value: $0.blob(1))
      }
    }
    guard let found else { return nil }
    let meaning =
      found.isLog
      ? LogID(bytes: found.value).map(Meaning.log)
      : String(validating: found.value, as: UTF8.self).map(Meaning.text)
    meanings[number] = meaning
    return meaning
  }

  private func number(of value: [UInt8], isLog: Bool) throws(StoreError) -> UInt64 {
    let values: [SQLiteValue] = [.integer(isLog ? 1 : 0), .blob(value)]
    return try wrapped { () throws(SQLiteError) in
      let known = try connection.first("SELECT id FROM symbol WHERE log = ? AND value = ?", values)
      {
        UInt64($0.integer(0))
      }
      if let known { return known }
      try connection.run("INSERT INTO symbol(log, value) VALUES(?, ?)", values)
      return UInt64(connection.lastInsertRowID)
    }
  }
}
