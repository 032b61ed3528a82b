import CZlib

/// Gzip files (RFC 1952) of one or more members, each with one fixed header of ten bytes.
public enum Gzip {
  /// The only header that is written and, by default, read: no name, no time, no system.
  static let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]

  /// Returns one member; equal input gives equal bytes with one version of zlib.
  public static func compress(_ bytes: [UInt8], level: Int32 = 6) -> [UInt8] {
    var member = header
    member.append(contentsOf: Zlib.deflate(bytes, level: level, windowBits: -15))
    let checksum = UInt32(truncatingIfNeeded: crc32_z(0, bytes, bytes.count))
    for number in [checksum, UInt32(truncatingIfNeeded: bytes.count)] {
      for shift in stride(from: UInt32(0), to: 32, by: 8) {
        member.append(UInt8(truncatingIfNeeded: number >> shift))
      }
    }
    return member
  }

  /// Returns what all members of a whole file hold.
  public static func decompress(
    _ bytes: [UInt8], limits: GzipLimits
  ) throws(DeflateError) -> [UInt8] {
    var reader = GzipReader(limits: limits)
    var result: [UInt8] = []
    var position = 0
    while position < bytes.count {
      let end = min(position + GzipReader.chunkBytes, bytes.count)
      result += try reader.read(bytes[position..<end])
      position = end
    }
    try reader.finish()
    return result
  }
}

/// What a reader of gzip refuses.
public struct GzipLimits: Hashable, Sendable {
  /// The most bytes that may come out.
  public var maximumBytes: Int
  /// The most bytes that may come out of one byte, once more than 1 MiB has come out.
  public var maximumRatio: Int

  /// Creates limits.
  public init(maximumBytes: Int, maximumRatio: Int) {
    self.maximumBytes = maximumBytes
    self.maximumRatio = maximumRatio
  }
}
