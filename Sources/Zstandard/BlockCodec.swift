import CZstd

/// Packs blocks as frames of Zstandard (RFC 8878), with a dictionary that all of them share.
///
/// May be used from several threads at once, since it never changes.
public struct BlockCodec: ~Copyable, @unchecked Sendable {
  private let packing: OpaquePointer
  private let unpacking: OpaquePointer

  /// Creates a codec of a level, from 1 to 19, the fastest first.
  ///
  /// The dictionary is text that blocks begin with or repeat; what is packed with it can only be
  /// unpacked with it.
  public init(level: Int32, dictionary: [UInt8]) {
    guard let packing = ZSTD_createCDict(dictionary, dictionary.count, level),
      let unpacking = ZSTD_createDDict(dictionary, dictionary.count)
    else { preconditionFailure("Zstandard refuses the dictionary, or memory is exhausted") }
    self.packing = packing
    self.unpacking = unpacking
  }

  deinit {
    ZSTD_freeCDict(packing)
    ZSTD_freeDDict(unpacking)
  }

  /// Tells whether bytes begin as a packed block does.
  public static func isPacked(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD])
  }

  /// Returns the packed block, which knows its content's size and a checksum of it.
  public borrowing func pack(_ bytes: [UInt8]) -> [UInt8] {
    guard let context = ZSTD_createCCtx() else { preconditionFailure("memory is exhausted") }
    defer { ZSTD_freeCCtx(context) }
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
    ZSTD_CCtx_refCDict(context, packing)
    let room = ZSTD_compressBound(bytes.count)
    return [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      count = ZSTD_compress2(context, buffer.baseAddress, room, bytes, bytes.count)
      precondition(ZSTD_isError(count) == 0, "compressBound promises that this fits")
    }
  }

  /// Returns the content of a block, or nil where that is damaged or has more than `maximumBytes`.
  public borrowing func unpack(_ bytes: [UInt8], maximumBytes: Int) -> [UInt8]? {
    // What is no frame, or does not tell its size, has one beyond every limit.
    let size = ZSTD_getFrameContentSize(bytes, bytes.count)
    guard size <= maximumBytes, ZSTD_findFrameCompressedSize(bytes, bytes.count) == bytes.count,
      let context = ZSTD_createDCtx()
    else { return nil }
    defer { ZSTD_freeDCtx(context) }
    var isWhole = false
    let content = [UInt8](unsafeUninitializedCapacity: Int(size)) { buffer, count in
      let written = ZSTD_decompress_usingDDict(
        context, buffer.baseAddress, Int(size), bytes, bytes.count, unpacking)
      isWhole = written == Int(size)
      count = isWhole ? written : 0
    }
    return isWhole ? content : nil
  }
}
