import Glibc

/// A name in a folder held open, or a path from the working folder.
struct Location {
  /// The folder's descriptor.
  let folder: Int32
  /// The name in the folder, or the path.
  let name: String
  /// What messages call it.
  let path: String

  init(_ path: String) {
    self.init(in: AT_FDCWD, name: path, path: path)
  }

  init(in folder: Int32, name: String, path: String) {
    self.folder = folder
    self.name = name
    self.path = path
  }

  /// Where the file is written before it gets its name.
  var part: Location { Location(in: folder, name: name + ".part", path: path + ".part") }

  var exists: Bool {
    var status = stat()
    return fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0
  }

  /// Removes what has the name; tells whether something was removed.
  @discardableResult
  func unlink() -> Bool { unlinkat(folder, name, 0) == 0 }

  /// Writes a new file: its part is synced, read back, compared and renamed.
  func writeDurably(_ bytes: [UInt8]) throws(FileError) {
    let part = part
    defer { part.unlink() }
    try part.create(bytes, permissions: 0o644)
    try part.renameKeeping(to: self)
  }

  /// Replaces the file whole; what was there before stays until then.
  func replaceDurably(_ bytes: [UInt8], permissions: UInt32) throws(FileError) {
    let part = part
    defer { part.unlink() }
    try part.create(bytes, permissions: permissions)
    guard renameat(folder, part.name, folder, name) == 0 else { throw FileError(.rename, path) }
  }

  func read(maximumBytes: Int) throws(FileError) -> [UInt8] {
    var reader = try FileReader(self)
    guard reader.sizeBytes <= maximumBytes else { throw FileError(.tooLarge, path, code: 0) }
    return try reader.read(upTo: reader.sizeBytes + 1)
  }

  /// Creates the file, makes its bytes durable and reads them back; what a crash left under the
  /// name goes first.
  private func create(_ bytes: [UInt8], permissions: UInt32) throws(FileError) {
    unlink()
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let descriptor = openat(folder, name, flags, permissions)
    guard descriptor >= 0 else { throw FileError(.create, path) }
    defer { close(descriptor) }
    guard Standard.write(bytes, to: descriptor) else { throw FileError(.write, path) }
    guard fsync(descriptor) == 0 else { throw FileError(.sync, path) }
    posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
    guard try read(maximumBytes: bytes.count) == bytes else {
      throw FileError(.damaged, path, code: 0)
    }
  }

  /// Gives the file a name in the same folder without ever replacing what has that name already.
  func renameKeeping(to place: Location) throws(FileError) {
    if linkat(folder, name, folder, place.name, 0) == 0 {
      unlink()
      return
    }
    let code = errno
    // File systems such as exFAT have no hard links; there the check comes first.
    guard code != EEXIST, !place.exists else { throw FileError(.exists, place.path, code: 0) }
    guard renameat(folder, name, folder, place.name) == 0 else {
      throw FileError(.rename, place.path)
    }
  }
}
