import Bundles
import Merging
import Sodium
@testable import SyncEngine

/// The devices of the vectors, whose keys everybody knows: `Protocol/README.md`, section Vectors.
enum TestKeys {
  private static let names = [
    "centre", "duisburg", "kryvyi-rih", "lviv", "other", "auditor", "stranger", "third centre",
  ]

  static func seed(_ name: String) -> [UInt8] { hash("key", name) }

  static func boxSeed(_ name: String) -> [UInt8] { hash("box", name) }

  private static func hash(_ kind: String, _ name: String) -> [UInt8] {
    BLAKE2b.hash(Array("pobratym test vector \(kind)\n\(name)".utf8))
  }

  private static let seeds: [DeviceID: [UInt8]] = Dictionary(
    names.compactMap { name in
      guard let key = SigningKey(seed: seed(name)), let id = DeviceID(publicKey: key.publicKey)
      else { return nil }
      return (id, seed(name))
    }, uniquingKeysWith: { one, _ in one })

  /// Returns a device's signature, or zeros for a device whose key is not known.
  static func sign(_ message: [UInt8], by device: DeviceID?) -> [UInt8] {
    guard let seed = device.flatMap({ seeds[$0] }), let key = SigningKey(seed: seed) else {
      return [UInt8](repeating: 0, count: 64)
    }
    return key.sign(message)
  }

  /// Opens what was sealed to any of them.
  @Sendable static func open(_ device: DeviceID, _ sealed: [UInt8]) -> [UInt8]? {
    names.lazy.compactMap { BoxKey(seed: boxSeed($0))?.open(sealed) }.first
  }

  /// The public key of the root.
  static let centre = SigningKey(seed: seed("centre"))?.publicKey ?? []

  /// The network of all vectors.
  static let network = DeviceID(publicKey: centre).map { NetworkID(centre: $0) }
}
