import Glibc

/// Whole files: read with a limit, written durably, never overwritten by accident.
public enum File {
  /// What the name of a file ends in while it is being written.
  public static let partSuffix = ".part"

  /// Returns a regular file's bytes, of which there may be at most `maximumBytes`.
  public static func read(_ path: String, maximumBytes: Int) throws(FileError) -> [UInt8] {
    var reader = try FileReader(path)
    guard reader.sizeBytes <= maximumBytes else { throw FileError(.tooLarge, path, code: 0) }
    return try reader.read(upTo: reader.sizeBytes + 1)
  }

  /// Writes a new file so that it is either there whole and durable, or not at all.
  ///
  /// It is written as `path.part`, synced, read back, compared and renamed. A file that is at
  /// `path` already is left as it is, with the error `exists`.
  public static func writeDurably(_ bytes: [UInt8], to path: String) throws(FileError) {
    let part = path + partSuffix
    try writePart(bytes, to: part, permissions: 0o644)
    guard try read(part, maximumBytes: bytes.count) == bytes else {
      unlink(part)
      throw FileError(.damaged, part, code: 0)
    }
    try renameKeeping(part, to: path)
    try syncFolder(of: path)
  }

  /// Replaces a small file of our own durably: the old one or the new one is there, never half.
  public static func replaceDurably(
    _ bytes: [UInt8], at path: String, permissions: UInt32 = 0o600
  ) throws(FileError) {
    let part = path + partSuffix
    try writePart(bytes, to: part, permissions: permissions)
    guard rename(part, path) == 0 else { throw FileError(.rename, path) }
    try syncFolder(of: path)
  }

  /// Removes a file.
  public static func remove(_ path: String) throws(FileError) {
    guard unlink(path) == 0 else { throw FileError(.remove, path) }
  }

  /// Tells whether something, of whatever kind, is at the path.
  public static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  private static func writePart(
    _ bytes: [UInt8], to part: String, permissions: UInt32
  ) throws(FileError) {
    unlink(part)
    let descriptor = open(part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, permissions)
    guard descriptor >= 0 else { throw FileError(.create, part) }
    defer { close(descriptor) }
    guard Standard.write(bytes, to: descriptor) else {
      let code = errno
      unlink(part)
      throw FileError(.write, part, code: code)
    }
    guard fsync(descriptor) == 0 else { throw FileError(.sync, part) }
    posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
  }

  /// Gives the part its name without ever replacing what has that name already.
  private static func renameKeeping(_ part: String, to path: String) throws(FileError) {
    defer { unlink(part) }
    if link(part, path) == 0 { return }
    let code = errno
    guard code != EEXIST else { throw FileError(.exists, path, code: 0) }
    // File systems such as exFAT have no hard links; there the check comes first.
    guard !exists(path) else { throw FileError(.exists, path, code: 0) }
    guard rename(part, path) == 0 else { throw FileError(.rename, path) }
  }

  private static func syncFolder(of path: String) throws(FileError) {
    let folder = Path.parent(of: path)
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(.sync, folder) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw FileError(.sync, folder) }
  }
}
