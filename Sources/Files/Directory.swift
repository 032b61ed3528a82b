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
  /// The most names that are read of one folder.
  public static let maximumEntries = 100_000

  /// Returns what is in a folder, sorted by the names' bytes; names that are not UTF-8 are left out.
  ///
  /// A folder with more than ``maximumEntries`` names is refused.
  public static func list(_ path: String) throws(FileError) -> [DirectoryEntry] {
    guard let folder = opendir(path) else { throw FileError(.list, path) }
    defer { closedir(folder) }
    var entries: [DirectoryEntry] = []
    while let item = readdir(folder) {
      let name = withUnsafePointer(to: &item.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(validatingCString: $0) }
      }
      guard let name, name != ".", name != "..", let entry = entry(name, in: path) else { continue }
      guard entries.count < maximumEntries else { throw FileError(.tooLarge, path, code: 0) }
      entries.append(entry)
    }
    return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  private static func entry(_ name: String, in folder: String) -> DirectoryEntry? {
    var status = stat()
    guard lstat(Path.join(folder, name), &status) == 0 else { return nil }
    let kind: DirectoryEntry.Kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .regular
      case S_IFDIR: .directory
      default: .other
      }
    return DirectoryEntry(name: name, kind: kind, sizeBytes: Int(status.st_size))
  }

  /// Makes a folder and those above it, where they are not there.
  public static func create(_ path: String, permissions: UInt32 = 0o755) throws(FileError) {
    if mkdir(path, permissions) == 0 { return }
    if errno == ENOENT, Path.parent(of: path) != path {
      try create(Path.parent(of: path), permissions: permissions)
      guard mkdir(path, permissions) == 0 || errno == EEXIST else { throw FileError(.create, path) }
      return
    }
    guard errno == EEXIST, isFolder(path) else { throw FileError(.create, path) }
  }

  /// Makes one folder where there is none; something else of that name, a link too, is refused.
  public static func createNotFollowing(_ path: String) throws(FileError) {
    if mkdir(path, 0o755) == 0 { return }
    let code = errno
    var status = stat()
    guard code == EEXIST, lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw FileError(.create, path, code: code)
    }
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
