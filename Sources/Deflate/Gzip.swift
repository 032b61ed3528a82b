import CZlib

/// Gzip files (RFC 1952) of one or more members, each with one fixed header of ten bytes.
public enum Gzip {
  /// The only header that is written and, by default, read: no name, no time, no system.
  static let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]

  /// Returns one member; equal input gives equal bytes with one version of zlib.
  ///
  /// Beyond level 8 files hardly become smaller; below they take a fiftieth more.
  public static func compress(_ bytes: [UInt8], level: Int32 = 8) -> [UInt8] {
    member(of: bytes, Zlib.deflate(bytes, level: level, windowBits: -15))
  }

  /// Returns one member of a single stored block: the only bytes of that form for this input.
  ///
  /// At most 65,535 bytes.
  public static func store(_ bytes: [UInt8]) -> [UInt8] {
    precondition(bytes.count <= 65_535, "a stored block holds at most 65,535 bytes")
    let count = UInt16(bytes.count)
    let sizes = littleEndian(count) + littleEndian(~count)
    return member(of: bytes, [1] + sizes + bytes)
  }

  private static func member(of bytes: [UInt8], _ blocks: [UInt8]) -> [UInt8] {
    let checksum = UInt32(truncatingIfNeeded: crc32_z(0, bytes, bytes.count))
    let trailer = littleEndian(checksum) + littleEndian(UInt32(truncatingIfNeeded: bytes.count))
    return header + blocks + trailer
  }

  /// Returns a number's bytes, least significant first.
  static func littleEndian<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    stride(from: 0, to: Number.bitWidth, by: 8).map { UInt8(truncatingIfNeeded: number >> $0) }
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
