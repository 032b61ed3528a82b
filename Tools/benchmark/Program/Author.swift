import Bundles
import Merging
import Sodium
import Wire

/// A device that signs what a workload tells it to, and keeps nothing but its logs.
///
/// What it writes is what a laptop with a store would have written.
final class Author {
  let device: DeviceID
  let office: String
  let box: BoxKey
  private let key: SigningKey
  private let network: NetworkID
  static let epoch = EpochID(1)
  /// The number of the bundle that it wrote last.
  var number: UInt64 = 0
  private var logs: [DossierID: Log] = [:]
  /// What this device has entered last in a field.
  private var latest: [Place: OperationID] = [:]

  private struct Place: Hashable {
    let record: RecordID
    let field: String
  }

  private struct Log {
    let id: LogID
    var last: UInt64 = 0
    var lamport: UInt64
    var previous: [UInt8]?
    var lines: [[UInt8]] = []
    var size = 0
    var first: UInt64 = 1
    var segments: [Segment] = []
  }

  init(_ index: Int, office: String, network: NetworkID) throws {
    // Keys follow from the number, so that each stage has the same.
    let seed = BLAKE2b.hash(Array("device \(index)".utf8))
    guard let key = SigningKey(seed: seed), let device = DeviceID(publicKey: key.publicKey),
      let box = BoxKey(seed: BLAKE2b.hash(seed))
    else { throw Problem("a key of 32 bytes is one") }
    self.key = key
    self.device = device
    self.box = box
    self.office = office
    self.network = network
  }

  /// The admission by which it takes part.
  func admission(_ role: Role) -> Admission {
    Admission(device: device, box: box.publicKey, office: office, role: role, label: office)
  }

  /// Enters values; where the record is not new, they replace what this device knows: what it
  /// remembers, or what everybody had before.
  func enter(
    _ event: Workload.Event, over base: Base? = nil, remembers: Bool = true
  ) throws {
    let key = RecordKey(type: "aid", id: event.record)
    let operations = event.values.map { field, value in
      let known =
        latest[Place(record: event.record, field: field)]
        ?? base?.head(of: field, in: event.record)
      return Operation(
        .set, record: key, register: field, value: CanonicalJSON(value),
        replaced: event.isNew ? [] : known.map { [$0] } ?? [])
    }
    let first = try append(
      operations, in: event.dossier, at: event.claimedSeconds, above: base?.lamport(event.dossier))
    guard remembers else { return }
    for (offset, (field, _)) in event.values.enumerated() {
      latest[Place(record: event.record, field: field)] =
        OperationID(log: first.log, number: first.number + UInt64(offset))
    }
  }

  /// Founds the partnership of a dossier.
  func found(_ dossier: DossierID, title: String, parties: [String]) throws {
    let key = RecordKey(type: "partnership", id: RecordID(high: dossier.high, low: dossier.low))
    let title = Operation(
      .set, record: key, register: "title", value: CanonicalJSON(.string(title)))
    let parties = parties.map {
      Operation(.add, record: key, register: "parties", value: CanonicalJSON(.string($0)))
    }
    _ = try append([title] + parties, in: dossier, at: 1_740_000_000, above: nil)
  }

  /// Appends a commit and returns its first operation.
  @discardableResult
  func append(
    _ operations: [Operation], in dossier: DossierID, at seconds: Int64, above lamport: UInt64?
  ) throws -> OperationID {
    var log =
      logs[dossier]
      ?? Log(
        id: self.log(in: dossier), lamport: lamport ?? 0)
    logs[dossier] = nil
    log.lamport += 1
    let commit = Commit(
      first: log.last + 1, lamport: log.lamport, claimedSeconds: seconds, author: office,
      reason: nil, operations: operations)
    let line = commit.line(in: log.id)
    let isFull = commit.numbers.upperBound - log.first >= UInt64(Limits.operationsPerSegment)
    if log.size + line.count > Limits.segmentBytes - 4_096 || isFull { try seal(&log, dossier) }
    log.lines.append(line)
    log.size += line.count + 1
    log.last = commit.numbers.upperBound
    logs[dossier] = log
    return OperationID(log: log.id, number: commit.first)
  }

  private func seal(_ log: inout Log, _ dossier: DossierID) throws {
    guard !log.lines.isEmpty else { return }
    let header = SegmentHeader(
      network: network, device: device, epoch: Self.epoch, dossier: dossier, log: log.id,
      numbers: log.first...log.last, commits: log.lines.count, previous: log.previous,
      office: office)
    let segment = try Segment.sealed(header, commitLines: log.lines, by: key)
    log.segments.append(segment)
    log.previous = segment.hash
    (log.lines, log.size, log.first) = ([], 0, log.last + 1)
  }

  /// The log that it writes in a dossier.
  func log(in dossier: DossierID) -> LogID {
    LogID(network: network, device: device, epoch: Self.epoch, dossier: dossier)
  }

  /// What its own logs hold.
  var have: Have { have(of: Set(logs.keys)) }

  /// What its own logs hold of some dossiers.
  func have(of dossiers: Set<DossierID>) -> Have {
    Have(
      logs.filter { dossiers.contains($0.key) }.values.map {
        Run(log: $0.id, numbers: 1...$0.last)
      })
  }

  /// Writes what was signed since the last time as bundles of at most so many bytes, sealed.
  func bundles(
    for readers: [DeviceID: [UInt8]], about digests: [DossierID: StateDigest], having have: Have,
    atMost limit: Int = .max
  ) throws -> [(plainBytes: Int, file: [UInt8])] {
    var segments: [Segment] = []
    for dossier in logs.keys.sorted() {
      guard var log = logs.removeValue(forKey: dossier) else { continue }
      try seal(&log, dossier)
      segments += log.segments
      log.segments = []
      logs[dossier] = log
    }
    var parts: [[Segment]] = [[]]
    var size = 0
    for segment in segments {
      if size + segment.bytes.count > limit {
        parts.append([])
        size = 0
      }
      parts[parts.count - 1].append(segment)
      size += segment.bytes.count
    }
    return try parts.map { try bundle($0, for: readers, about: digests, having: have) }
  }

  private func bundle(
    _ segments: [Segment], for readers: [DeviceID: [UInt8]],
    about digests: [DossierID: StateDigest], having have: Have
  ) throws -> (plainBytes: Int, file: [UInt8]) {
    number += 1
    let manifest = Manifest(
      network: network, sender: device, office: office, label: office, epoch: Self.epoch,
      number: number, createdSeconds: 1_750_000_000, recipients: readers.keys.sorted(),
      contents: segments.map { Content($0.header.run) }, have: have, digests: digests)
    var writer = BundleWriter(manifest)
    for segment in segments { writer.add(segment.bytes) }
    let file = writer.finish(by: key)
    guard
      let sealed = BundleFile.seal(
        file, network: network, sender: device, to: readers.merging([device: box.publicKey]) { $1 })
    else { throw Problem("nothing can be sealed to the readers' keys") }
    return (segments.reduce(0) { $0 + $1.bytes.count }, sealed)
  }
}
