import Glibc

/// Whole files: read with a limit, written durably, never overwritten by accident.
public enum File {
  /// Returns a regular file's bytes, of which there may be at most `maximumBytes`.
  public static func read(_ path: String, maximumBytes: Int) throws(FileError) -> [UInt8] {
    try Location(path).read(maximumBytes: maximumBytes)
  }

  /// Writes a new file so that it is either there whole and durable, or not at all.
  ///
  /// It is written as `path.part`, synced, read back, compared and renamed. A file that is at
  /// `path` already is left as it is, with the error `exists`.
  public static func writeDurably(_ bytes: [UInt8], to path: String) throws(FileError) {
    try Location(path).writeDurably(bytes)
    try OpenFolder(Path.parent(of: path)).sync()
  }

  /// Replaces a small file of our own durably: the old one or the new one is there, never half.
  public static func replaceDurably(
    _ bytes: [UInt8], at path: String, permissions: UInt32 = 0o600
  ) throws(FileError) {
    try Location(path).replaceDurably(bytes, permissions: permissions)
    try OpenFolder(Path.parent(of: path)).sync()
  }

  /// Removes a file.
  public static func remove(_ path: String) throws(FileError) {
    guard Location(path).unlink() else { throw FileError(.remove, path) }
  }

  /// Gives a file of our own another name in its folder, durably; what has that name already stays.
  public static func move(_ path: String, to place: String) throws(FileError) {
    try Location(path).renameKeeping(to: Location(place))
    try OpenFolder(Path.parent(of: place)).sync()
  }

  /// Tells whether something, of whatever kind, is at the path.
  public static func exists(_ path: String) -> Bool { Location(path).exists }
}
