import CXlsxWriter

/// A file in memory that a C library can open by its path and that goes away with this value.
struct MemoryFile: ~Copyable {
  private let descriptor: Int32

  private init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  static func make() throws(SpreadsheetError) -> MemoryFile {
    let descriptor = shim_memory_file()
    guard descriptor >= 0 else { throw SpreadsheetError(.notWritten(reason: "no memory file")) }
    return MemoryFile(descriptor: descriptor)
  }

  deinit {
    shim_close(descriptor)
  }

  var path: String { "/proc/self/fd/\(descriptor)" }

  /// Returns all that was written.
  func bytes() throws(SpreadsheetError) -> [UInt8] {
    let size = shim_size(descriptor)
    var bytes = [UInt8](repeating: 0, count: max(0, size))
    var position = 0
    while position < size {
      let count = bytes.withUnsafeMutableBytes { buffer in
        shim_read(descriptor, buffer.baseAddress.map { $0 + position }, size - position, position)
      }
      guard count > 0 else { throw SpreadsheetError(.notWritten(reason: "it cannot be read back")) }
      position += count
    }
    return bytes
  }
}
