/// A device, named by its Ed25519 public key of 32 bytes.
public struct DeviceID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The public key, exactly 32 bytes.
  public let publicKey: [UInt8]

  /// Creates a device id from exactly 32 bytes, or nil.
  public init?(publicKey: some Collection<UInt8>) {
    guard publicKey.count == 32 else { return nil }
    self.publicKey = Array(publicKey)
  }

  /// Creates a device id from 64 lower-case hexadecimal digits, or nil.
  public init?(hex: String) {
    guard let bytes = Hex.bytes(hex, count: 32) else { return nil }
    self.publicKey = bytes
  }

  /// The 64 lower-case hexadecimal digits.
  public var hex: String { Hex.text(publicKey) }

  /// The first eight digits, enough for people to tell devices apart on a screen.
  public var short: String { String(hex.prefix(8)) }

  /// The same as ``hex``.
  public var description: String { hex }

  /// Orders devices as their keys are ordered.
  public static func < (left: Self, right: Self) -> Bool {
    left.publicKey.lexicographicallyPrecedes(right.publicKey)
  }
}
