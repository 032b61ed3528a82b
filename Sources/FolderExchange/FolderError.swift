public import Files
public import Language

/// Why a shared folder, or a file in it, could not be used; always one clear line.
public enum FolderError: Error, Hashable, Sendable, Spoken {
  /// The folder is not there: a stick that is not plugged in, a share that is not connected.
  case missing(String)
  /// Something other than a folder is in its place, a link perhaps.
  case notAFolder(String)
  /// Nothing may be written there.
  case readOnly(String)
  /// No space is left.
  case full(String)
  /// More networks or names than one folder may hold.
  case tooManyEntries(String)
  /// The bytes are not those that the name stands for.
  case damaged(String)
  /// Larger than a bundle, or a request, may be.
  case tooLarge(String)
  /// Removed since it was listed, by the device that put it there.
  case gone(String)
  /// Another device's file, which only that device removes.
  case notOurs(String)
  /// Anything else that the system refuses.
  case file(FileError)

  /// One clear line with the path.
  public var phrase: Phrase {
    switch self {
    case .missing(let path):
      Phrase("\(path) is not there (is the stick plugged in, the share connected?)")
    case .notAFolder(let path): Phrase("\(path) is not a folder (links are not followed)")
    case .readOnly(let path): Phrase("\(path) cannot be written to (read-only, or not permitted)")
    case .full(let path): Phrase("\(path) has no space left")
    case .tooManyEntries(let path): Phrase("\(path) holds more names than are looked at")
    case .damaged(let path): Phrase("\(path) is cut short, damaged or still being copied")
    case .tooLarge(let path): Phrase("\(path) is larger than such a file may be")
    case .gone(let path): Phrase("\(path) has been removed since it was listed")
    case .notOurs(let path): Phrase("\(path) is another device's, which alone may remove it")
    case .file(let error): error.phrase
    }
  }
}

/// Runs a body and says in this room's words why it failed.
func explaining<T: ~Copyable>(
  _ explain: (FileError) -> FolderError, _ body: () throws(FileError) -> T
) throws(FolderError) -> T {
  do throws(FileError) { return try body() } catch { throw explain(error) }
}
