import Glibc

/// A folder held open: what is reached through it is in it, whatever others do meanwhile.
///
/// Names are single names. Symbolic links are never followed, neither to a folder nor to a file;
/// nothing waits for a pipe.
///
///     let folder = try OpenFolder("/media/stick")
///     let bytes = try folder.folder("inbox").read("letter", maximumBytes: 4_096)
public struct OpenFolder: ~Copyable {
  /// The path it was opened by.
  public let path: String
  private let descriptor: Int32

  /// Opens a folder that the caller names; a link to one is followed.
  public init(_ path: String) throws(FileError) {
    try self.init(Location(path), flags: 0)
  }

  private init(_ location: Location, flags: Int32) throws(FileError) {
    let flags = flags | O_RDONLY | O_DIRECTORY | O_CLOEXEC
    descriptor = openat(location.folder, location.name, flags)
    path = location.path
    guard descriptor >= 0 else { throw FileError(.open, path) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Opens a folder in this one.
  public func folder(_ name: String) throws(FileError) -> OpenFolder {
    try OpenFolder(location(name), flags: O_NOFOLLOW)
  }

  /// Makes a folder in this one where it is not there, and opens it.
  public func makeFolder(_ name: String) throws(FileError) -> OpenFolder {
    let place = location(name)
    if mkdirat(descriptor, name, 0o755) == 0 {
      try sync()
    } else if errno != EEXIST {
      throw FileError(.create, place.path)
    }
    return try folder(name)
  }

  /// Returns a regular file's bytes, of which there may be at most `maximumBytes`.
  public func read(_ name: String, maximumBytes: Int) throws(FileError) -> [UInt8] {
    try location(name).read(maximumBytes: maximumBytes)
  }

  /// Writes a new file as ``File/writeDurably(_:to:)`` does.
  public func writeDurably(_ bytes: [UInt8], as name: String) throws(FileError) {
    try location(name).writeDurably(bytes)
    try sync()
  }

  /// Replaces a small file of our own as ``File/replaceDurably(_:at:permissions:)`` does.
  public func replaceDurably(
    _ bytes: [UInt8], as name: String, permissions: UInt32 = 0o644
  ) throws(FileError) {
    try location(name).replaceDurably(bytes, permissions: permissions)
    try sync()
  }

  /// Removes a file or link.
  public func remove(_ name: String) throws(FileError) {
    let place = location(name)
    guard place.unlink() else { throw FileError(.remove, place.path) }
  }

  /// Makes the folder's names durable.
  func sync() throws(FileError) {
    // Some file systems cannot sync a folder and say so.
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw FileError(.sync, path) }
  }

  /// Finds a single name in the folder.
  func location(_ name: String) -> Location {
    precondition(name != ".." && !name.utf8.contains(0x2F), "a single name, not a path")
    return Location(in: descriptor, name: name, path: Path.join(path, name))
  }
}
