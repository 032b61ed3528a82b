import Glibc

/// An exclusive lock on a file, held by this process until it goes away.
public struct FileLock: ~Copyable {
  private let descriptor: Int32

  /// Takes the lock or throws `locked` at once.
  public init(_ path: String) throws(FileError) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileError(.open, path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      close(descriptor)
      throw FileError(.locked, path, code: code)
    }
    self.descriptor = descriptor
  }

  deinit {
    // Closing alone would leave it taken while a child, forked just now, still has the descriptor.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
