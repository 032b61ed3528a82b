public import SQLite

/// Why the store could not do what was asked; nothing of it has then been done.
public enum StoreError: Error, Hashable, Sendable, CustomStringConvertible {
  /// SQLite refused.
  case database(SQLiteError)
  /// The file is a database of something else.
  case notAStore
  /// The file is the store of another network or laptop.
  case notOurs
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
    case .notOurs: "the store is another laptop's"
    case .newerStore(let version): "a newer program has written the store (version \(version))"
    case .damaged(let what): "the store is damaged: \(what)"
    case .draftTooLarge(let bytes, let operations):
      "too much in one step (\(bytes) bytes, \(operations) changes)"
    }
  }
}

extension StoreError {
  /// What stands in the way, where it is something outside the program.
  public enum Cause: Hashable, Sendable {
    /// The disk is full.
    case full
    /// The file may not be read or written.
    case forbidden
    /// Another program has the file open.
    case inUse
    /// The disk does not read or write.
    case failing
    /// The file is damaged, or was never a database.
    case notADatabase
    /// None of these.
    case other
  }

  /// What stands in the way: by SQLite's primary result codes.
  public var cause: Cause {
    guard case .database(let error) = self else { return .other }
    // The file of shared memory beside the store cannot grow.
    if error.code == 4_874 { return .full }
    return switch error.code & 0xFF {
    case 13: .full
    case 8, 14, 23: .forbidden
    case 5, 6: .inUse
    case 10: .failing
    case 11, 26: .notADatabase
    default: .other
    }
  }
}
