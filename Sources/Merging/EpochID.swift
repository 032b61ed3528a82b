/// One unbroken life of a device's database: a random 64-bit number.
public struct EpochID: Hashable, Sendable, CustomStringConvertible {
  /// The number.
  public let number: UInt64

  /// Creates an epoch from its number.
  public init(_ number: UInt64) {
    self.number = number
  }

  /// Creates an epoch from 16 lower-case hexadecimal digits, or nil.
  public init?(hex: String) {
    guard let bytes = Hex.bytes(hex, count: 8) else { return nil }
    self.number = bigEndian(bytes)
  }

  /// The eight bytes, most significant first.
  public var bytes: [UInt8] { bigEndianBytes(number) }

  /// The 16 lower-case hexadecimal digits.
  public var hex: String { Hex.text(bytes) }

  /// The same as ``hex``.
  public var description: String { hex }
}
