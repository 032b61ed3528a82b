import Bundles
import Merging
import Sodium
import Testing

/// A device of the network that runs another program, and writes whatever it likes.
final class Stranger {
  let key: SigningKey
  let device: DeviceID
  private let network: NetworkID
  private var last: [LogID: (number: UInt64, hash: [UInt8])] = [:]
  private var bundles: UInt64 = 0
  private(set) var have = Have()

  /// Draws a key, or takes that of 32 bytes.
  init(network: NetworkID, seed: [UInt8]? = nil) throws {
    if let seed, let key = SigningKey(seed: seed) {
      self.key = key
    } else {
      key = SigningKey()
    }
    self.network = network
    device = try #require(DeviceID(publicKey: key.publicKey))
  }

  /// Signs one commit with these operations, as JSON texts.
  func segment(_ operations: [String], in dossier: DossierID) throws -> Segment {
    let epoch = EpochID(1)
    let log = LogID(network: network, device: device, epoch: epoch, dossier: dossier)
    let first = (last[log]?.number ?? 0) + 1
    let numbers = first...(first + UInt64(operations.count) - 1)
    let header = SegmentHeader(
      network: network, device: device, epoch: epoch, dossier: dossier, log: log,
      numbers: numbers, commits: 1, previous: last[log]?.hash, office: "PL/Rzeszow")
    let list = operations.joined(separator: ",")
    let line =
      "{\"n\":\(first),\"l\":\(first),\"t\":5,\"by\":\"J\",\"why\":\"so\",\"ops\":[\(list)]}"
    let segment = try Segment.sealed(header, commitLines: [Array(line.utf8)], by: key)
    last[log] = (numbers.upperBound, segment.hash)
    have.insert(segment.header.run)
    return segment
  }

  /// What an admission says of it.
  func admission(_ role: Role = .officer, office: String = "PL/Rzeszow") -> Admission {
    Admission(
      device: device, box: BoxKey().publicKey, office: office, role: role, label: "other")
  }

  /// Begins its logs again from 1, as a copied laptop does.
  func forget() {
    last = [:]
  }

  /// Writes a bundle of segments.
  func bundle(_ segments: [Segment], have: Have? = nil) -> [UInt8] {
    bundles += 1
    var writer = BundleWriter(
      Manifest(
        network: network, sender: device, office: "PL/Rzeszow", label: "other program",
        epoch: EpochID(1), number: bundles, createdSeconds: 5,
        contents: segments.map { Content($0.header.run) },
        have: have ?? self.have))
    for segment in segments { writer.add(segment.bytes) }
    return writer.finish(by: key)
  }
}
