public import Merging
import Sodium

extension LogID {
  /// Derives a log's name: the first 16 bytes of a BLAKE2b-256 hash (`Protocol/`, section Log).
  public init(network: NetworkID, device: DeviceID, epoch: EpochID, dossier: DossierID) {
    let text = Array("pobratym log 1\n".utf8)
    let hash = BLAKE2b.hash(
      text + network.bytes + device.publicKey + epoch.bytes + dossier.bytes)
    self.init(high: hash.prefix(8).number, low: hash[8..<16].number)
  }
}

extension NetworkID {
  /// Derives a network's name from its centre's public key.
  public init(centre: DeviceID) {
    let hash = BLAKE2b.hash(Array("pobratym network 1\n".utf8) + centre.publicKey)
    self.init(high: hash.prefix(8).number, low: hash[8..<16].number)
  }
}

extension Collection<UInt8> {
  fileprivate var number: UInt64 { reduce(0) { $0 << 8 | UInt64($1) } }
}
