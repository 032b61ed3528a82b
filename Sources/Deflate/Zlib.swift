import CZlib

/// Compressed blocks in zlib's own format (RFC 1950), as the first stores had them.
public enum Zlib {
  /// Returns the block's content of at most `maximumBytes`, packed with this dictionary or none.
  ///
  /// A dictionary of at most 32 KiB is text that such blocks begin with or repeat.
  public static func unpack(
    _ bytes: [UInt8], maximumBytes: Int, dictionary: [UInt8] = []
  ) throws(DeflateError) -> [UInt8] {
    guard !bytes.isEmpty else { throw .empty }
    var inflater = Inflater(windowBits: 15, dictionary: dictionary)
    var result: [UInt8] = []
    var rest = bytes[...]
    while true {
      let step = inflater.step(&rest, room: maximumBytes - result.count + 1)
      result += step.output
      guard result.count <= maximumBytes else { throw .tooLarge(limit: maximumBytes) }
      switch step.status {
      case .ended:
        guard rest.isEmpty else { throw .corrupt(offset: bytes.count - rest.count) }
        return result
      case .damaged: throw .corrupt(offset: bytes.count - rest.count)
      case .going:
        if rest.isEmpty, step.output.isEmpty { throw .truncated }
      }
    }
  }

  static func deflate(
    _ bytes: [UInt8], level: Int32, windowBits: Int32
  ) -> [UInt8] {
    var stream = z_stream()
    let version = zlibVersion()
    let size = Int32(MemoryLayout<z_stream>.size)
    guard
      deflateInit2_(&stream, level, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY, version, size)
        == Z_OK
    else { preconditionFailure("zlib refuses level \(level), or memory is exhausted") }
    defer { deflateEnd(&stream) }
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))) + 32)
    var input = bytes
    let count = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        let status = CZlib.deflate(&stream, Z_FINISH)
        precondition(status == Z_STREAM_END, "deflateBound is zlib's promise that this fits")
        return output.count - Int(stream.avail_out)
      }
    }
    output.removeSubrange(count...)
    return output
  }
}
