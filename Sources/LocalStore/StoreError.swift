public import Language
public import SQLite

/// Why the store could not do what was asked; nothing of it has then been done.
public enum StoreError: Error, Hashable, Sendable, Spoken {
  /// SQLite refused.
  case database(SQLiteError)
  /// The file is a database of something else.
  case notAStore
  /// The file is the store of another network or laptop.
  case notOurs
  /// A newer program has written the file.
  case newerStore(version: Int64)
  /// Kept data is damaged; names what.
  case damaged(Phrase)
  /// One step of a person is more than the format allows in one commit.
  case draftTooLarge(bytes: Int, operations: Int)

  /// One clear phrase.
  public var phrase: Phrase {
    switch self {
    case .database(let error): Phrase("the database: \(reason(error)) (SQLite \(error.code))")
    case .notAStore: Phrase("the file is not a Pobratym store")
    case .notOurs: Phrase("the store is another laptop's")
    case .newerStore(let version):
      Phrase("a newer program has written the store (version \(version))")
    case .damaged(let what): Phrase("the store is damaged: \(what)")
    case .draftTooLarge(let bytes, let operations):
      Phrase(
        """
        too much in one step (\(Phrase("\(count: bytes, "byte", "bytes")")), \
        \(count: operations, "change", "changes"))
        """)
    }
  }

  private func reason(_ error: SQLiteError) -> Phrase {
    switch cause {
    case .full: Phrase("no space is left")
    case .forbidden: Phrase("it may not be read or written")
    case .inUse: Phrase("another program uses it")
    case .failing: Phrase("the disk does not read or write")
    case .notADatabase: Phrase("it is damaged, or no database")
    case .other: Phrase("SQLite says '\(error.message)'")
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
