import Glibc

/// A regular file open for reading; links, pipes and devices are refused, nothing waits.
public struct FileReader: ~Copyable {
  /// The size when it was opened, in bytes.
  public let sizeBytes: Int
  private let descriptor: Int32
  private let path: String
  private var position = 0

  /// Opens a file.
  public init(_ path: String) throws(FileError) {
    try self.init(Location(path))
  }

  init(_ location: Location) throws(FileError) {
    let path = location.path
    let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    let descriptor = openat(location.folder, location.name, flags)
    guard descriptor >= 0 else {
      throw errno == ELOOP ? FileError(.notRegular, path) : FileError(.open, path)
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw FileError(.notRegular, path, code: 0)
    }
    self.descriptor = descriptor
    self.path = path
    sizeBytes = Int(status.st_size)
  }

  deinit {
    close(descriptor)
  }

  /// Returns the next bytes, at most `count`; empty at the end.
  public mutating func read(upTo count: Int) throws(FileError) -> [UInt8] {
    var problem: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = Glibc.read(descriptor, buffer.baseAddress?.advanced(by: filled), count - filled)
        if got < 0, errno == EINTR { continue }
        if got < 0 { problem = errno }
        if got <= 0 { break }
        filled += got
      }
    }
    guard problem == 0 else { throw FileError(.read, path, code: problem) }
    position += bytes.count
    let ended = bytes.count < count
    guard position <= sizeBytes, !ended || position == sizeBytes else {
      throw FileError(.changed, path, code: 0)
    }
    return bytes
  }
}
