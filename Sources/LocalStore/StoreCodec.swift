public import Merging

/// What the store needs of rooms it does not know: a hash, a compressor, and a record's words.
public struct StoreCodec: Sendable {
  /// Returns the 32-byte hash of a record's digest input.
  public let hash: @Sendable ([UInt8]) -> [UInt8]
  /// Compresses a segment for keeping.
  public let pack: @Sendable ([UInt8]) -> [UInt8]
  /// Returns a kept segment's exact bytes, or nil where they are damaged.
  public let unpack: @Sendable ([UInt8]) -> [UInt8]?
  /// Tells whether a record says that others are the same thing.
  public let isJoining: @Sendable (RecordState) -> Bool
  /// Returns the words by which a record is found, separated by spaces; empty for none.
  ///
  /// The same state always has the same words.
  public let words: @Sendable (RecordState) -> String
  /// Tells one way to make words from another: when it changes, the index is made again.
  public let wordsVersion: String

  /// Creates a codec.
  public init(
    hash: @escaping @Sendable ([UInt8]) -> [UInt8], pack: @escaping @Sendable ([UInt8]) -> [UInt8],
    unpack: @escaping @Sendable ([UInt8]) -> [UInt8]?,
    isJoining: @escaping @Sendable (RecordState) -> Bool = { _ in false },
    words: @escaping @Sendable (RecordState) -> String = { _ in "" }, wordsVersion: String = ""
  ) {
    self.hash = hash
    self.pack = pack
    self.unpack = unpack
    self.isJoining = isJoining
    self.words = words
    self.wordsVersion = wordsVersion
  }
}
