import CZip

/// A zip file in memory, opened for reading.
struct ZipArchive: ~Copyable {
  private static let chunkBytes = 65_536

  private let bytes: UnsafeMutableRawBufferPointer
  private let archive: OpaquePointer
  private let limits: SpreadsheetLimits

  private init(
    bytes: UnsafeMutableRawBufferPointer, archive: OpaquePointer, limits: SpreadsheetLimits
  ) {
    self.bytes = bytes
    self.archive = archive
    self.limits = limits
  }

  /// Opens an archive and checks what its directory promises.
  static func open(
    _ file: [UInt8], limits: SpreadsheetLimits
  ) throws(SpreadsheetError) -> ZipArchive {
    guard countParts(file) <= SpreadsheetLimits.parts else {
      throw SpreadsheetError(.tooManyParts(limit: SpreadsheetLimits.parts))
    }
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: file.count, alignment: 1)
    bytes.copyBytes(from: file)
    guard let pointer = open(bytes) else {
      bytes.deallocate()
      throw SpreadsheetError(.damaged(part: "its directory"))
    }
    let archive = ZipArchive(bytes: bytes, archive: pointer, limits: limits)
    try archive.checkSizes()
    return archive
  }

  deinit {
    zip_discard(archive)
    bytes.deallocate()
  }

  /// Tells whether the archive has a part; capitals do not matter.
  func has(_ name: String) -> Bool { index(name) != nil }

  /// Hands over the bytes of a part in chunks; nothing of them outlives the call.
  func read(
    _ name: String, _ body: (UnsafeRawBufferPointer) throws(SpreadsheetError) -> Void
  ) throws(SpreadsheetError) {
    let damage = SpreadsheetError(.damaged(part: name))
    guard let index = index(name), let promised = stat(index) else { throw damage }
    guard promised.encryption_method == ZIP_EM_NONE else { throw SpreadsheetError(.encrypted) }
    guard let part = zip_fopen_index(archive, index, 0) else { throw damage }
    defer { zip_fclose(part) }
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.chunkBytes, alignment: 1)
    defer { chunk.deallocate() }
    var total: UInt64 = 0
    while true {
      let count = zip_fread(part, chunk.baseAddress, UInt64(chunk.count))
      guard count >= 0 else { throw damage }
      guard count > 0 else { break }
      total += UInt64(count)
      guard total <= promised.size else { throw damage }
      try body(UnsafeRawBufferPointer(rebasing: chunk[..<Int(count)]))
    }
    guard total == promised.size else { throw damage }
  }

  /// Counts the entries of the directory by their signature, before memory is taken for them.
  private static func countParts(_ file: [UInt8]) -> Int {
    file.withUnsafeBufferPointer { file in
      var count = 0
      var index = 0
      while index + 3 < file.count {
        if file[index] == 0x50, file[index + 1] == 0x4B, file[index + 2] == 1,
          file[index + 3] == 2
        {
          count += 1
        }
        index += 1
      }
      return count
    }
  }

  private static func open(_ bytes: UnsafeMutableRawBufferPointer) -> OpaquePointer? {
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    guard
      let source = zip_source_buffer_create(bytes.baseAddress, UInt64(bytes.count), 0, &error)
    else { return nil }
    guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
      zip_source_free(source)
      return nil
    }
    return archive
  }

  /// Checks the sizes before anything is inflated; `read` holds the parts to them.
  private func checkSizes() throws(SpreadsheetError) {
    var total: UInt64 = 0
    for index in 0..<UInt64(max(0, zip_get_num_entries(archive, 0))) {
      guard let size = stat(index)?.size else {
        throw SpreadsheetError(.damaged(part: "its directory"))
      }
      guard size <= limits.maximumPartBytes else {
        throw SpreadsheetError(.inflatesTooFar(limitBytes: limits.maximumPartBytes))
      }
      total += size
    }
    guard total <= limits.maximumInflatedBytes else {
      throw SpreadsheetError(.inflatesTooFar(limitBytes: limits.maximumInflatedBytes))
    }
  }

  private func index(_ name: String) -> UInt64? {
    let index = zip_name_locate(archive, name, zip_flags_t(ZIP_FL_NOCASE))
    return index < 0 ? nil : UInt64(index)
  }

  private func stat(_ index: UInt64) -> zip_stat_t? {
    var stat = zip_stat_t()
    let wanted = UInt64(ZIP_STAT_SIZE)
    guard zip_stat_index(archive, index, 0, &stat) == 0, stat.valid & wanted != 0 else {
      return nil
    }
    return stat
  }
}
