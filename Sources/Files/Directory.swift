import Glibc

/// One name in a folder.
public struct DirectoryEntry: Hashable, Sendable {
  /// What the name stands for, links not followed.
  public enum Kind: Hashable, Sendable {
    /// A regular file.
    case regular
    /// A folder.
    case directory
    /// A link, pipe, device or socket.
    case other
    /// What could not be looked at.
    case unknown
  }

  /// The name.
  public let name: String
  /// What it stands for.
  public let kind: Kind
  /// The size in bytes.
  public let sizeBytes: Int
}

/// Folders.
public enum Directory {
  /// Returns what is in a folder that the caller names, sorted by the names' bytes.
  public static func list(_ path: String) throws(FileError) -> [DirectoryEntry] {
    try OpenFolder(path).list().entries
  }

  /// Makes a folder and those above it durably, where they are not there.
  public static func create(_ path: String, permissions: UInt32 = 0o755) throws(FileError) {
    let parent = Path.parent(of: path)
    if mkdir(path, permissions) == 0 { return try OpenFolder(parent).sync() }
    if errno == ENOENT, parent != path {
      try create(parent, permissions: permissions)
      guard mkdir(path, permissions) == 0 || errno == EEXIST else { throw FileError(.create, path) }
      return try OpenFolder(parent).sync()
    }
    guard errno == EEXIST, isFolder(path) else { throw FileError(.create, path) }
  }

  /// Returns a text that tells a folder from its copies: the machine's id and the folder's number
  /// in its file system.
  public static func fingerprint(_ path: String) -> String {
    var status = stat()
    let number = stat(path, &status) == 0 ? UInt64(status.st_ino) : 0
    let machine = (try? File.read("/etc/machine-id", maximumBytes: 256)) ?? []
    let id = String(decoding: machine.filter { $0 > 0x20 && $0 < 0x7F }, as: UTF8.self)
    return "\(id)-\(number)"
  }

  /// Tells whether the path is a folder; a link to one counts only where the caller named it.
  public static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}

/// Paths as text.
public enum Path {
  /// Returns the path of a name in a folder.
  public static func join(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  /// Returns the last part.
  public static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// Returns the folder a path is in.
  public static func parent(of path: String) -> String {
    let parts = path.split(separator: "/").dropLast()
    let parent = parts.joined(separator: "/")
    return path.hasPrefix("/") ? "/" + parent : parent.isEmpty ? "." : parent
  }
}
