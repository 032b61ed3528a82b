import Glibc

/// Why a file or folder could not be used.
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was being done, or what was found.
  public enum Problem: String, Hashable, Sendable {
    /// Opening failed.
    case open
    /// Reading failed.
    case read
    /// Writing failed.
    case write
    /// Making durable failed.
    case sync
    /// Renaming failed.
    case rename
    /// Removing failed.
    case remove
    /// Listing a folder failed.
    case list
    /// Making a file or folder failed.
    case create
    /// Another process holds the lock.
    case locked
    /// Not a regular file: a link, folder, pipe or device.
    case notRegular
    /// Larger than the limit; the code is 0.
    case tooLarge
    /// Changed while it was being read.
    case changed
    /// A file of that name exists already.
    case exists
    /// What was read back is not what was written.
    case damaged
  }

  /// What was being done, or what was found.
  public let problem: Problem
  /// The path.
  public let path: String
  /// The system's error number, or 0.
  public let code: Int32

  /// Creates an error with the system's last error number.
  init(_ problem: Problem, _ path: String) {
    self.init(problem, path, code: errno)
  }

  /// Creates an error.
  public init(_ problem: Problem, _ path: String, code: Int32) {
    self.problem = problem
    self.path = path
    self.code = code
  }

  /// One clear line with the path and the system's reason.
  public var description: String {
    let reason = code == 0 ? "" : ": \(systemReason)"
    return switch problem {
    case .notRegular: "\(path) is not a regular file (links, pipes and devices are not followed)"
    case .tooLarge: "\(path) is larger than allowed"
    case .changed: "\(path) changed while it was being read"
    case .exists: "\(path) exists already"
    case .damaged: "\(path) reads back differently from what was written"
    case .locked: "\(path) is in use by another pobratym"
    default: "cannot \(verb) \(path)\(reason)"
    }
  }

  /// The system's own words for its error number, in English.
  public var systemReason: String { String(cString: strerror(code)) }

  private var verb: String {
    switch problem {
    case .sync: "make durable"
    default: problem.rawValue
    }
  }
}

extension FileError {
  /// What lies behind the system's error number, as far as a person can help it.
  public enum Cause: Hashable, Sendable {
    /// Nothing has that name.
    case missing
    /// A part of the path is no folder, or is a link that is not followed.
    case notAFolder
    /// The file system is read-only, or the permissions forbid it.
    case forbidden
    /// No space is left, or the quota is used up.
    case full
    /// The disk does not read or write.
    case failing
    /// Anything else.
    case other
  }

  /// What lies behind the system's error number.
  public var cause: Cause {
    switch code {
    case ENOENT: .missing
    case ENOTDIR, ELOOP: .notAFolder
    case EROFS, EACCES, EPERM: .forbidden
    case ENOSPC, EDQUOT: .full
    case EIO: .failing
    default: .other
    }
  }
}
