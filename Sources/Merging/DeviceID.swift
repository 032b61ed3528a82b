/// A device, named by its Ed25519 public key of 32 bytes.
public struct DeviceID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Numbers rather than an array, since devices are the keys of many tables.
  private let first: UInt64
  private let second: UInt64
  private let third: UInt64
  private let fourth: UInt64

  /// The public key, exactly 32 bytes.
  public var publicKey: [UInt8] { bigEndianBytes(first, second, third, fourth) }

  /// Creates a device id from exactly 32 bytes, or nil.
  public init?(publicKey: some Collection<UInt8>) {
    guard publicKey.count == 32 else { return nil }
    let bytes = [UInt8](publicKey)
    first = bigEndian(bytes[..<8])
    second = bigEndian(bytes[8..<16])
    third = bigEndian(bytes[16..<24])
    fourth = bigEndian(bytes[24...])
  }

  /// Creates a device id from 64 lower-case hexadecimal digits, or nil.
  public init?(hex: String) {
    guard let bytes = Hex.bytes(hex, count: 32) else { return nil }
    self.init(publicKey: bytes)
  }

  /// The 64 lower-case hexadecimal digits.
  public var hex: String { Hex.text(publicKey) }

  /// The first eight digits, enough for people to tell devices apart on a screen.
  public var short: String { String(hex.prefix(8)) }

  /// The same as ``hex``.
  public var description: String { hex }

  /// Orders devices as their keys are ordered.
  public static func < (left: Self, right: Self) -> Bool {
    (left.first, left.second, left.third, left.fourth)
      < (right.first, right.second, right.third, right.fourth)
  }
}
