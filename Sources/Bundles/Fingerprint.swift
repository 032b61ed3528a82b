public import Merging
import Sodium

/// Thirty digits that two people read to each other, to be sure that they mean the same keys.
public struct Fingerprint: Hashable, Sendable, CustomStringConvertible {
  /// Six groups of five decimal digits, a space between two.
  public let description: String

  /// Derives the fingerprint of a device's keys in a network.
  public init(network: NetworkID, device: DeviceID, boxPublicKey: [UInt8]) {
    let domain = Array("pobratym fingerprint 1\n".utf8)
    let hash = BLAKE2b.hash(
      domain + network.bytes + device.publicKey + boxPublicKey, length: 64)
    description = (0..<6).map { group in
      let number = hash[(5 * group)..<(5 * group + 5)].reduce(0) { $0 << 8 | UInt64($1) }
      return String(String(100_000 + number % 100_000).dropFirst())
    }.joined(separator: " ")
  }

  /// Tells whether a person typed these digits, with or without the spaces.
  public func matches(_ typed: String) -> Bool {
    typed.filter { $0 != " " } == description.filter { $0 != " " }
  }
}
