import Bundles
import Merging
import Sodium
import Wire

/// A small real bundle: one device, one log, two segments of two commits each.
final class SampleBundle {
  let key: SigningKey
  let device: DeviceID
  let network: NetworkID
  private(set) var segments: [Segment] = []

  init() throws {
    guard let key = SigningKey(seed: [UInt8](repeating: 7, count: 32)) else { throw Problem.seed }
    guard let device = DeviceID(publicKey: key.publicKey) else { throw Problem.seed }
    self.key = key
    self.device = device
    network = NetworkID(centre: device)
    segments.append(try segment(1...2, previous: nil))
    segments.append(try segment(3...4, previous: segments[0].hash))
  }

  enum Problem: Error { case seed }

  func segment(_ numbers: ClosedRange<UInt64>, previous: [UInt8]?) throws -> Segment {
    let epoch = EpochID(5)
    let log = LogID(network: network, device: device, epoch: epoch, dossier: .directory)
    let header = SegmentHeader(
      network: network, device: device, epoch: epoch, dossier: .directory, log: log,
      numbers: numbers, commits: numbers.count, previous: previous, office: "DE/Duisburg")
    let lines = numbers.map { number in
      let record = RecordKey(type: "office", id: RecordID(high: 0, low: number))
      return Commit(
        first: number, lamport: number, claimedSeconds: 1_700_000_000, author: "O. Koval",
        reason: nil,
        operations: [
          Operation(.set, record: record, register: "name", value: CanonicalJSON("Дуйсбург"))
        ]
      ).line(in: log)
    }
    return try Segment.sealed(header, commitLines: lines, by: key)
  }

  var manifest: Manifest {
    var have = Have()
    for segment in segments { have.insert(segment.header.run) }
    return Manifest(
      network: network, sender: device, office: "DE/Duisburg", label: "laptop", epoch: EpochID(5),
      number: 3,
      createdSeconds: 1_700_000_000, contents: segments.map { Content($0.header.run) }, have: have)
  }

  func file() -> [UInt8] { file(manifest, segments.map(\.bytes)) }

  func file(_ manifest: Manifest, _ segments: [[UInt8]]) -> [UInt8] {
    var writer = BundleWriter(manifest)
    for segment in segments { writer.add(segment) }
    return writer.finish(by: key)
  }
}
