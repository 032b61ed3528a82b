import Bundles
package import Merging
package import Sodium
import SyncEngine

/// A device of the network that runs another program, and writes whatever it likes.
package final class Stranger {
  package let key: SigningKey
  package let device: DeviceID
  private let box: BoxKey
  private let network: NetworkID
  private var last: [LogID: (number: UInt64, hash: [UInt8])] = [:]
  private var bundles: UInt64 = 0
  package private(set) var have = Have()

  /// Draws its keys, or makes them from 32 bytes.
  package init(network: NetworkID, seed: [UInt8]? = nil) throws {
    if let seed, let key = SigningKey(seed: seed), let box = BoxKey(seed: BLAKE2b.hash(seed)) {
      self.key = key
      self.box = box
    } else {
      key = SigningKey()
      box = BoxKey()
    }
    guard let device = DeviceID(publicKey: key.publicKey) else { throw Broken("no device's key") }
    self.network = network
    self.device = device
  }

  /// Signs one commit with these operations, as JSON texts; forged, with a key that is not its own.
  package func segment(
    _ operations: [String], in dossier: DossierID, lamport: UInt64? = nil,
    isForged: Bool = false
  ) throws -> Segment {
    let epoch = EpochID(1)
    let log = LogID(network: network, device: device, epoch: epoch, dossier: dossier)
    let first = (last[log]?.number ?? 0) + 1
    let numbers = first...(first + UInt64(operations.count) - 1)
    let header = SegmentHeader(
      network: network, device: device, epoch: epoch, dossier: dossier, log: log,
      numbers: numbers, commits: 1, previous: last[log]?.hash, office: "PL/Rzeszow")
    let list = operations.joined(separator: ",")
    let stamp = "\"n\":\(first),\"l\":\(lamport ?? first),\"t\":5"
    let line = "{\(stamp),\"by\":\"J\",\"why\":\"so\",\"ops\":[\(list)]}"
    if isForged {
      return try Segment.sealed(header, commitLines: [Array(line.utf8)], by: SigningKey())
    }
    let segment = try Segment.sealed(header, commitLines: [Array(line.utf8)], by: key)
    last[log] = (numbers.upperBound, segment.hash)
    have.insert(segment.header.run)
    return segment
  }

  /// What an admission says of it.
  package func admission(_ role: Role = .officer, office: String = "PL/Rzeszow") -> Admission {
    Admission(device: device, box: box.publicKey, office: office, role: role, label: "other")
  }

  /// Begins its logs again from 1, as a copied laptop does.
  package func forget() {
    last = [:]
  }

  /// Writes a bundle of segments.
  package func bundle(
    _ segments: [Segment], have: Have? = nil, digests: [DossierID: StateDigest] = [:]
  ) -> [UInt8] {
    bundles += 1
    var writer = BundleWriter(
      Manifest(
        network: network, sender: device, office: "PL/Rzeszow", label: "other program",
        epoch: EpochID(1), number: bundles, createdSeconds: 5,
        contents: segments.map { Content($0.header.run) },
        have: have ?? self.have, digests: digests))
    for segment in segments { writer.add(segment.bytes) }
    return writer.finish(by: key)
  }
}
