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
/// document is made of its present state; none is where it has changed since. Records up to a row
/// have been indexed, but for those that have changed since and stand in the table `unindexed`: so
/// a merge into a store in which nobody looks for anything does nothing for the index. Documents of
/// former states stay, name no record any more, and go when the index is made again.
extension LocalStore {
  /// How many records are read at once while the index is made.
  private static let windowRecords: Int64 = 2_048

  /// The last row up to which records have been indexed.
  private func lastIndexedRow() throws(StoreError) -> Int64 {
    if let row = cachedIndexedRow { return row }
    let row = try meta("indexed").map { Int64(bitPattern: $0.reduce(0) { $0 << 8 | UInt64($1) }) }
    cachedIndexedRow = row ?? 0
    return row ?? 0
  }

  private func setLastIndexedRow(_ row: Int64) throws(StoreError) {
    try setMeta(
      "indexed",
      stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: row >> $0) })
    cachedIndexedRow = row
  }

  /// Notes that a record has changed, or is new in a row that another had.
  func noteUnindexed(_ row: Int64) throws(StoreError) {
    guard try row <= lastIndexedRow() else { return }
    try run("INSERT OR IGNORE INTO unindexed VALUES(?)", [.integer(row)])
  }

  /// Brings the index up to date.
  func indexWords() throws(StoreError) {
    let last = try lastIndexedRow()
    let isStale = try first(
      """
      SELECT EXISTS (SELECT 1 FROM unindexed) OR EXISTS (SELECT 1 FROM record WHERE id > ?)
      """, [.integer(last)]
    ) { $0.integer(0) == 1 }
    guard isStale == true else { return }
    // Not by `transaction`: to look for something changes nothing that others could see.
    try connection.transaction(
      { () throws(StoreError) in
        try dropOldWords()
        try indexChanged()
        try indexNew()
      }, wrapping: StoreError.database)
  }

  private func indexChanged() throws(StoreError) {
    while true {
      let rows = try all("SELECT record FROM unindexed LIMIT \(Self.windowRecords)") {
        $0.integer(0)
      }
      guard !rows.isEmpty else { return }
      for row in rows {
        try index(storedStates("id = ?", [.integer(row)]))
        try run("DELETE FROM unindexed WHERE record = ?", [.integer(row)])
      }
    }
  }

  private func indexNew() throws(StoreError) {
    var last = try lastIndexedRow()
    let end = try first("SELECT max(id) FROM record") { $0.integer(0) } ?? 0
    while last < end {
      progress(Int(last), Int(end))
      let next = min(last + Self.windowRecords, end)
      try index(storedStates("id > ? AND id <= ?", [.integer(last), .integer(next)]))
      last = next
    }
    try setLastIndexedRow(max(last, end))
  }

  private func index(_ records: [(row: Int64, state: RecordState?)]) throws(StoreError) {
    for (row, state) in records {
      // A damaged one is left out: `rebuild` makes it again.
      let words = state.map(codec.words) ?? ""
      try run("INSERT INTO words(text) VALUES(?)", [.text(words)])
      let document = SQLiteValue.integer(connection.lastInsertRowID)
      try run("UPDATE record SET words = ? WHERE id = ?", [document, .integer(row)])
    }
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
    try run("DELETE FROM unindexed")
    try setLastIndexedRow(0)
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
    _ condition: String, _ values: [SQLiteValue]
  ) throws(StoreError) -> [(row: Int64, state: RecordState?)] {
    let rows = try all("SELECT id, type, name, state FROM record WHERE \(condition)", values) {
      (row: $0.integer(0), type: $0.text(1), name: RecordID(bytes: $0.blob(2)), state: $0.blob(3))
    }
    return try rows.map { row throws(StoreError) in
      guard let id = row.name else { return (row.row, nil) }
      let key = RecordKey(type: row.type, id: id)
      return (row.row, try self.state(key, row.state))
    }
  }
}
