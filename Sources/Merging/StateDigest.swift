import Wire

/// The digest of a dossier's state: the sum of its records' hashes.
///
/// Four big-endian 64-bit words, each summed modulo 2^64, so that a merge updates it record by
/// record. It is an alarm for defects, not a proof against forgery: the signatures are that.
public struct StateDigest: Hashable, Sendable, CustomStringConvertible {
  private var words: [UInt64] = [0, 0, 0, 0]

  /// Creates the digest of no records.
  public init() {}

  /// Creates a digest from its 32 bytes, or nil.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    words = stride(from: 0, to: 32, by: 8).map { bigEndian(bytes[$0..<($0 + 8)]) }
  }

  /// Creates a digest from 64 lower-case hexadecimal digits, or nil.
  public init?(hex: String) {
    guard let bytes = Hex.bytes(hex, count: 32) else { return nil }
    self.init(bytes: bytes)
  }

  /// The 32 bytes.
  public var bytes: [UInt8] { words.flatMap { bigEndianBytes($0) } }

  /// The 64 lower-case hexadecimal digits.
  public var hex: String { Hex.text(bytes) }

  /// The same as ``hex``.
  public var description: String { hex }

  /// Adds a record's hash of 32 bytes.
  public mutating func add(_ hash: [UInt8]) { combine(hash, &+) }

  /// Takes a record's hash of 32 bytes out again.
  public mutating func subtract(_ hash: [UInt8]) { combine(hash, &-) }

  private mutating func combine(_ hash: [UInt8], _ operate: (UInt64, UInt64) -> UInt64) {
    precondition(hash.count == 32, "a record's hash has 32 bytes")
    for index in words.indices {
      words[index] = operate(words[index], bigEndian(hash[(index * 8)..<(index * 8 + 8)]))
    }
  }

  /// Returns the text that is hashed for the digest of a whole store.
  public static func networkInput(_ dossiers: [DossierID: StateDigest]) -> [UInt8] {
    JSONValue.array(
      dossiers.sorted { $0.key < $1.key }.map {
        .array([.string($0.key.hex), .string($0.value.hex)])
      }
    ).canonicalBytes
  }
}
