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

/// The index of words: a cache of the records, written with them.
///
/// It keeps no text, only which word is in which record; so a record's words are taken out by
/// naming them, as the codec makes them of the state before.
extension LocalStore {
  func saveWords(
    of state: RecordState, before: RecordState?, row: Int64
  ) throws(StoreError) {
    let words = codec.words(state)
    let old = before.map(codec.words) ?? ""
    guard words != old else { return }
    try removeWords(old, row: row)
    guard !words.isEmpty else { return }
    try run("INSERT INTO words(rowid, text) VALUES(?, ?)", [.integer(row), .text(words)])
  }

  private func removeWords(_ words: String, row: Int64) throws(StoreError) {
    guard !words.isEmpty else { return }
    try run(
      "INSERT INTO words(words, rowid, text) VALUES('delete', ?, ?)",
      [.integer(row), .text(words)])
  }

  /// Takes out the words of a dossier's records, before those are taken out.
  func removeWords(ofDossier dossier: Int64) throws(StoreError) {
    for (row, state) in try indexed("dossier = ?", [.integer(dossier)]) {
      try removeWords(codec.words(state), row: row)
    }
  }

  func removeAllWords() throws(StoreError) {
    try run("INSERT INTO words(words) VALUES('delete-all')")
  }

  /// Makes the index again where another version of the program made it.
  func renewWords() throws(StoreError) {
    let version = Array(codec.wordsVersion.utf8)
    guard try meta("words") ?? [] != version else { return }
    // Not by `transaction`: to open a store changes nothing of it that others could see.
    try connection.transaction(
      { () throws(StoreError) in
        try removeAllWords()
        for (row, state) in try indexed("1", []) { try saveWords(of: state, before: nil, row: row) }
        try setMeta("words", version)
      }, wrapping: StoreError.database)
  }

  /// The rows of records with their states; a damaged one is left out, `rebuild` makes it again.
  private func indexed(
    _ condition: String, _ values: [SQLiteValue]
  ) throws(StoreError) -> [(row: Int64, state: RecordState)] {
    try all("SELECT id, type, name, state FROM record WHERE \(condition)", values) { row in
      RecordID(bytes: row.blob(2)).flatMap { id in
        RecordState(key: RecordKey(type: row.text(1), id: id), encoded: row.blob(3))
      }.map { (row: row.integer(0), state: $0) }
    }.compactMap { $0 }
  }
}
