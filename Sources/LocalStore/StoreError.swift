public import SQLite

/// Why the store could not do what was asked; nothing of it has then been done.
public enum StoreError: Error, Hashable, Sendable, CustomStringConvertible {
  /// SQLite refused.
  case database(SQLiteError)
  /// The file is a database of something else.
  case notAStore
  /// A newer program has written the file.
  case newerStore(version: Int64)
  /// Kept data is damaged; names what.
  case damaged(String)
  /// One step of a person is more than the format allows in one commit.
  case draftTooLarge(bytes: Int, operations: Int)

  /// One clear phrase.
  public var description: String {
    switch self {
    case .database(let error): "the database: \(error)"
    case .notAStore: "the file is not a Pobratym store"
    case .newerStore(let version): "a newer program has written the store (version \(version))"
    case .damaged(let what): "the store is damaged: \(what)"
    case .draftTooLarge(let bytes, let operations):
      "too much in one step (\(bytes) bytes, \(operations) changes)"
    }
  }
}
