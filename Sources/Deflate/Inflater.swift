import CZlib

/// One inflate stream of zlib's, stepped with bounded output.
///
/// Its one owner alone uses its memory, on whatever thread that is.
struct Inflater: ~Copyable, @unchecked Sendable {
  enum Status { case going, ended, damaged }

  private let stream: UnsafeMutablePointer<z_stream>
  private var lastByte: UInt8 = 0
  private var unusedBits: Int32 = 0
  private let dictionary: [UInt8]

  init(windowBits: Int32, dictionary: [UInt8] = []) {
    self.dictionary = dictionary
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = inflateInit2_(
      stream, windowBits, zlibVersion(), Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib refuses to start, or memory is exhausted")
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Begins a new stream of the same format.
  mutating func reset() {
    inflateReset(stream)
  }

  /// Inflates from the front of `input`, at most 64 KiB and at most `room` bytes.
  mutating func step(
    _ input: inout ArraySlice<UInt8>, room: Int
  ) -> (output: [UInt8], status: Status) {
    let most = max(1, min(room, 65_536))
    var status = Z_OK
    let output = [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
      input.withUnsafeMutableBufferPointer { source in
        stream.pointee.next_in = source.baseAddress
        stream.pointee.avail_in = UInt32(source.count)
        stream.pointee.next_out = buffer.baseAddress
        stream.pointee.avail_out = UInt32(most)
        status = inflate(stream, Z_BLOCK)
        if status == Z_NEED_DICT, !dictionary.isEmpty,
          inflateSetDictionary(stream, dictionary, UInt32(dictionary.count)) == Z_OK
        {
          status = inflate(stream, Z_BLOCK)
        }
        let taken = source.count - Int(stream.pointee.avail_in)
        if taken > 0 { lastByte = source[taken - 1] }
        if status == Z_OK, isAfterLastBlock {
          unusedBits = stream.pointee.data_type & 7
          status = inflate(stream, Z_BLOCK)
        }
        count = most - Int(stream.pointee.avail_out)
      }
    }
    input = input.suffix(Int(stream.pointee.avail_in))
    switch status {
    case Z_STREAM_END: return (output, hasCleanEnd ? .ended : .damaged)
    case Z_OK, Z_BUF_ERROR: return (output, .going)
    default: return (output, .damaged)
    }
  }

  /// Whether the stream stands between the end of its last block and the end of the byte.
  private var isAfterLastBlock: Bool { stream.pointee.data_type & 0xC0 == 0xC0 }

  /// Whether the bits after the end, which no checksum covers, are the zeros that were written.
  private var hasCleanEnd: Bool { unusedBits == 0 || lastByte >> (8 - unusedBits) == 0 }
}
