/// What the store needs of rooms it does not know: a hash and a compressor.
public struct StoreCodec: Sendable {
  /// Returns the 32-byte hash of a record's digest input.
  public let hash: @Sendable ([UInt8]) -> [UInt8]
  /// Compresses a segment for keeping.
  public let pack: @Sendable ([UInt8]) -> [UInt8]
  /// Returns a kept segment's exact bytes, or nil where they are damaged.
  public let unpack: @Sendable ([UInt8]) -> [UInt8]?

  /// Creates a codec.
  public init(
    hash: @escaping @Sendable ([UInt8]) -> [UInt8], pack: @escaping @Sendable ([UInt8]) -> [UInt8],
    unpack: @escaping @Sendable ([UInt8]) -> [UInt8]?
  ) {
    self.hash = hash
    self.pack = pack
    self.unpack = unpack
  }
}
