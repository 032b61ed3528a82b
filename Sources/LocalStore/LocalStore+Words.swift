import Merging
import SQLite

/// One way to say a word that is looked for.
public struct WordChoice: Hashable, Sendable {
  /// The words that must all be there: letters and digits only.
  public let words: [String]
  /// Whether each may be the beginning of a longer one.
  public let isPrefix: Bool

  /// Creates a choice.
  public init(_ words: [String], isPrefix: Bool = false) {
    self.words = words
    self.isPrefix = isPrefix
  }

  /// As the index reads it.
  var query: String {
    let words = words.map { word in
      "\"" + word.filter { $0.isLetter || $0.isNumber } + "\"" + (isPrefix ? "*" : "")
    }
    return "(" + words.joined(separator: " AND ") + ")"
  }
}

/// The index of words: a cache of the records, brought up to date before it is asked.
///
/// It keeps no text, only which word is in which document. A record's column `words` says which
/// document is made of its present state; none is where it has changed since. Documents of former
/// states stay, name no record any more, and go when the index is made again.
extension LocalStore {
  /// How many records are read at once while the index is made.
  private static let windowRecords = 2_048

  /// Brings the index up to date.
  func indexWords() throws(StoreError) {
    let isStale = "SELECT EXISTS (SELECT 1 FROM record WHERE words IS NULL)"
    guard try first(isStale, [], { $0.integer(0) }) == 1 else { return }
    // Not by `transaction`: to look for something changes nothing that others could see.
    try connection.transaction(
      { () throws(StoreError) in
        try dropOldWords()
        let total = try first("SELECT count(*) FROM record WHERE words IS NULL") { $0.integer(0) }
        var done = 0
        while true {
          let stale = try storedStates("words IS NULL LIMIT \(Self.windowRecords)")
          guard !stale.isEmpty else { break }
          for (row, state) in stale { try index(state, row: row) }
          done += stale.count
          progress(done, Int(total ?? 0))
        }
      }, wrapping: StoreError.database)
  }

  private func index(_ state: RecordState?, row: Int64) throws(StoreError) {
    // A damaged one is left out: `rebuild` makes it again.
    let words = state.map(codec.words) ?? ""
    try run("INSERT INTO words(text) VALUES(?)", [.text(words)])
    let document = SQLiteValue.integer(connection.lastInsertRowID)
    try run("UPDATE record SET words = ? WHERE id = ?", [document, .integer(row)])
  }

  /// Empties the index where more than half of it is of former states.
  private func dropOldWords() throws(StoreError) {
    let last = try first("SELECT rowid FROM words ORDER BY rowid DESC LIMIT 1") { $0.integer(0) }
    let records = try first("SELECT count(*) FROM record") { $0.integer(0) }
    if let last, let records, last > 2 * records + 10_000 { try removeAllWords() }
  }

  func removeAllWords() throws(StoreError) {
    try run("INSERT INTO words(words) VALUES('delete-all')")
    try run("UPDATE record SET words = NULL WHERE words IS NOT NULL")
  }

  /// Empties the index where another version of the program made it.
  func renewWords() throws(StoreError) {
    let version = Array(codec.wordsVersion.utf8)
    guard try meta("words") ?? [] != version else { return }
    // Not by `transaction`: to open a store changes nothing of it that others could see.
    try connection.transaction(
      { () throws(StoreError) in
        try removeAllWords()
        try setMeta("words", version)
      }, wrapping: StoreError.database)
  }

  /// The rows of records with their states; nil is a damaged one.
  private func storedStates(
    _ condition: String
  ) throws(StoreError) -> [(row: Int64, state: RecordState?)] {
    let rows = try all("SELECT id, type, name, state FROM record WHERE \(condition)") {
      (row: $0.integer(0), type: $0.text(1), name: RecordID(bytes: $0.blob(2)), state: $0.blob(3))
    }
    return try rows.map { row throws(StoreError) in
      guard let id = row.name else { return (row.row, nil) }
      let key = RecordKey(type: row.type, id: id)
      return (row.row, try self.state(key, row.state))
    }
  }
}
