public import Files

/// Why a shared folder could not be used.
public enum FolderError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is nothing at the path: a stick that is not plugged in, or a share that is not there.
  case missing(String)
  /// The path is not a folder, or it is a link in a place where links are not followed.
  case notAFolder(String)
  /// The file's hash is not the one in its name.
  case damaged(String)
  /// The file is another device's.
  case notOurs(String)
  /// The system refused.
  case file(FileError)

  /// One clear line with the path.
  public var description: String {
    switch self {
    case .missing(let path): "\(path) is not there"
    case .notAFolder(let path): "\(path) is not a folder"
    case .damaged(let path): "\(path) is cut short, damaged or still being copied"
    case .notOurs(let path): "\(path) belongs to another device"
    case .file(let error): error.description
    }
  }
}
