import Bundles
import Language
import LocalStore
import Merging
import Sodium
import TestSupport
import Testing
import Wire
import Zstandard

/// A device with a real store and key, for tests.
final class Laptop {
  let store: LocalStore
  let key = SigningKey()
  let device: DeviceID
  let epoch = EpochID(1)
  static let network = NetworkID(high: 1, low: 1)
  private static let blocks = BlockCodec(level: 1, dictionary: [])
  private static let codec = StoreCodec(
    hash: { BLAKE2b.hash($0) }, pack: { blocks.pack($0) },
    unpack: { blocks.unpack($0, maximumBytes: 64_000_000) },
    words: { state in
      state.registers.flatMap(\.value.heads).compactMap(\.value.value.string)
        .joined(separator: " ")
    })

  init(_ path: String) throws {
    let device = try #require(DeviceID(publicKey: key.publicKey))
    self.device = device
    // Everybody is a root here: these tests are not about who counts.
    let owner = StoreOwner(device: device) { _ in true }
    store = try LocalStore(path: path, codec: Self.codec, owner: owner)
  }

  static func open(_ path: String) throws -> LocalStore {
    let device = try #require(DeviceID(publicKey: [UInt8](repeating: 1, count: 32)))
    return try LocalStore(
      path: path, codec: codec, owner: StoreOwner(device: device) { _ in true })
  }

  func own(_ dossier: DossierID) -> OwnLog {
    OwnLog(
      log: LogID(network: Self.network, device: device, epoch: epoch, dossier: dossier),
      dossier: dossier, device: device, epoch: epoch, office: "DE/Duisburg")
  }

  @discardableResult
  func edit(_ operations: [Operation], dossier: DossierID = .directory) throws -> Commit? {
    let draft = Draft(claimedSeconds: 5, author: "O", reason: "because", operations: operations)
    return try store.append([(own(dossier), draft)]).first
  }

  func seal() throws {
    try store.sealPending { own, numbers, previous, lines throws(StoreError) in
      let header = SegmentHeader(
        network: Self.network, device: own.device, epoch: own.epoch, dossier: own.dossier,
        log: own.log, numbers: numbers, commits: lines.count, previous: previous,
        office: own.office)
      do throws(MergingError) {
        return try Segment.sealed(header, commitLines: lines, by: key)
      } catch { throw .damaged(Phrase("\(error.description)")) }
    }
  }

  func segments() throws -> [Segment] {
    try store.segments().map { try Segment(startOf: store.bytes(of: $0)[...]) }
  }

  func take(
    _ segments: [Segment], dryRun: Bool = false
  ) throws -> (report: MergeReport, changes: [RecordChange]) {
    let note = BundleNote(
      hash: BLAKE2b.hash(segments.flatMap(\.hash)), isOutgoing: false, sender: device, number: 1,
      place: "stick", seenSeconds: 9)
    var changes: [RecordChange] = []
    func merge() throws(StoreError) -> MergeReport {
      try store.merge(observe: { changes.append($0) }, wrapping: { $0 }) {
        session throws(StoreError) in
        try session.begin(note, contents: segments.map(\.header.run))
        for segment in segments { try session.take(segment) }
        try session.finish()
      }
    }
    let report = dryRun ? try store.rehearse(wrapping: { $0 }, merge) : try merge()
    return (report, changes)
  }
}
