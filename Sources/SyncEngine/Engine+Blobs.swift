import Bundles
import FolderExchange
import Language
import LocalStore
import Merging
import Sodium

/// What a round with a shared folder exchanged of attachments and personal data.
public struct BlobReport: Hashable, Sendable {
  /// How many were taken in.
  public var taken = 0
  /// How many were written, for however many devices.
  public var written = 0
  /// How many bytes those have.
  public var writtenBytes = 0
  /// How many that others lack were left for the next time, because of the limit.
  public var left = 0
  /// How many are still not here.
  public var wanted = 0
}

/// A bundle of blobs in a folder.
struct BlobBundle {
  let place: BundlePlace
  let carrier: BlobCarrier
}

/// A blob to which records refer.
private struct SharedBlob {
  let blob: BlobID
  let sizeBytes: Int?
  /// The devices that may have it.
  let readers: Set<DeviceID>
  /// Those that want it, or will as soon as they get the operation that refers to it.
  let needers: Set<DeviceID>
}

extension Engine {
  /// How many bytes of blobs one round with a folder writes, unless it is told otherwise.
  public static let blobLimitBytes = 268_435_456
  /// How many bytes of blobs a bundle gathers.
  static let blobBundleBytes = 16_777_216

  /// The blobs that some dossiers' records, or all, refer to, and that are neither here nor erased.
  func wantedBlobs(in scope: Set<DossierID>?) throws(EngineError) -> [BlobID] {
    let uses = try engine { () throws(StoreError) in try store.blobUses(wantedOnly: true) }
      .filter { scope?.contains($0.dossier) ?? true }
    return Array(Set(uses.map(\.blob)).sorted().prefix(BundleLimits.blobs))
  }

  /// Takes in the blobs in a folder that are wanted here; returns what lies there.
  ///
  /// Another's bundle that was looked at before is not read again until something in it is wanted.
  func readBlobs(
    _ listing: FolderListing, of folder: SharedFolder, into report: inout SyncReport
  ) throws(EngineError) -> [BlobBundle] {
    var wanted = try allWanted()
    var bundles: [BlobBundle] = []
    let places = listing.blobs + listing.ownBlobs
    for (index, place) in places.enumerated() {
      progress(Phrase("attachments"), index, places.count)
      do throws(EngineError) {
        let known = try engine { () throws(StoreError) in try store.carrier(place.hashPrefix) }
        let isOfUse = known?.blobs.contains { wanted.contains($0) } ?? true
        if let known, !isOfUse, place.device != device {
          bundles.append(BlobBundle(place: place, carrier: known))
          continue
        }
        let file = try shared { () throws(FolderError) in try folder.read(place) }
        let carrier =
          if let known, !isOfUse { known } else {
            try takeBlobs(file, place.path, place.hashPrefix, &wanted, into: &report)
          }
        bundles.append(BlobBundle(place: place, carrier: carrier))
      } catch {
        try skip(place, of: folder, because: error, into: &report)
      }
    }
    return bundles
  }

  private func skip(
    _ place: BundlePlace, of folder: SharedFolder, because error: EngineError,
    into report: inout SyncReport
  ) throws(EngineError) {
    switch error {
    case .folder(.gone): return
    case .bundle, .folder: report.skipped.append((place.path, error))
    default: throw error
    }
    // What a damaged one of our own held is written again.
    guard place.device == device, case .folder(.damaged) = error else { return }
    try shared { () throws(FolderError) in try folder.remove(place) }
  }

  /// Reads one bundle of blobs, from wherever, and takes in what of it is wanted here.
  public func readBlobs(_ path: String) throws(EngineError) -> BlobReport {
    let file = try Self.bytes(of: path)
    var report = SyncReport(folder: path)
    var wanted = try allWanted()
    let hash = Array(BundleFile.hash(file).prefix(16))
    _ = try takeBlobs(file, path, hash, &wanted, into: &report)
    guard report.sealedForOthers == 0 else { throw .bundle(path: path, .sealedToOthers) }
    report.blobs.wanted = wanted.count
    return report.blobs
  }

  private func allWanted() throws(EngineError) -> Set<BlobID> {
    let uses = try engine { () throws(StoreError) in try store.blobUses(wantedOnly: true) }
    return Set(uses.map(\.blob))
  }

  /// Takes in what is wanted of one bundle, in one transaction, and notes what is in it.
  private func takeBlobs(
    _ file: [UInt8], _ path: String, _ hash: [UInt8], _ wanted: inout Set<BlobID>,
    into report: inout SyncReport
  ) throws(EngineError) -> BlobCarrier {
    let devices = Self.recipients(in: try? SealedBundleHeader(startOf: file))
    var all: [BlobID] = []
    let before = wanted
    do throws(EngineError) {
      try store.transaction(wrapping: EngineError.store) { () throws(EngineError) in
        var reader = BlobBundleReader(file, network: network, open: opener)
        while let blob = try bundle(at: path, { () throws(BundleError) in try reader.next() }) {
          all.append(blob.id)
          guard wanted.remove(blob.id) != nil else { continue }
          try engine { () throws(StoreError) in
            try store.keep(blob, seenSeconds: surroundings.nowSeconds())
          }
        }
        let carrier = BlobCarrier(blobs: all, devices: devices)
        try engine { () throws(StoreError) in try store.keep(carrier, hash: hash) }
      }
    } catch {
      wanted = before
      guard case .bundle(_, .sealedToOthers) = error else { throw error }
      // It will never be this device's to open.
      report.sealedForOthers += 1
      all = []
      let carrier = BlobCarrier(blobs: [], devices: devices)
      try engine { () throws(StoreError) in try store.keep(carrier, hash: hash) }
    }
    report.blobs.taken += before.count - wanted.count
    return BlobCarrier(blobs: all, devices: devices)
  }
}

extension Engine {
  /// Removes this device's bundles of blobs that nobody needs any more, or that hold something
  /// erased, and writes what others need and the folder lacks: what most of them need first.
  func writeBlobs(
    to folder: SharedFolder, _ bundles: [BlobBundle], limitBytes: Int, into report: inout SyncReport
  ) throws(EngineError) {
    let audiences = try audiences()
    let blobs = try sharedBlobs(audiences)
    let lying = try removeNeedless(from: folder, bundles, blobs, into: &report)
    let needed = blobs.values.compactMap {
      blob -> (blob: SharedBlob, count: Int, sizeBytes: Int)? in
      let count = blob.needers.count { lying[$0]?.contains(blob.blob) != true }
      guard let size = blob.sizeBytes, count > 0 else { return nil }
      return (blob, count, size)
    }.sorted { ($1.count, $0.sizeBytes, $0.blob.blob) < ($0.count, $1.sizeBytes, $1.blob.blob) }
    var open: [Set<DeviceID>: (blobs: [BlobID], sizeBytes: Int)] = [:]
    for (blob, _, size) in needed {
      guard report.blobs.writtenBytes + size <= limitBytes else {
        report.blobs.left += 1
        continue
      }
      report.blobs.written += 1
      report.blobs.writtenBytes += size
      if let full = open[blob.readers],
        full.sizeBytes + size > Self.blobBundleBytes || full.blobs.count == BundleLimits.blobs
      {
        try write(full.blobs, for: blob.readers, audiences, to: folder)
        open[blob.readers] = nil
      }
      open[blob.readers, default: ([], 0)].blobs.append(blob.blob)
      open[blob.readers, default: ([], 0)].sizeBytes += size
    }
    for (readers, gathered) in open.sorted(by: { $0.value.blobs[0] < $1.value.blobs[0] }) {
      try write(gathered.blobs, for: readers, audiences, to: folder)
    }
  }

  /// The blobs to which records refer, those erased left out.
  private func sharedBlobs(_ audiences: Audiences) throws(EngineError) -> [BlobID: SharedBlob] {
    let peers = try engine { () throws(StoreError) in try store.peers() }
    let logs = try engine { () throws(StoreError) in try store.dossiersOfLogs() }
    let uses = try engine { () throws(StoreError) in try store.blobUses() }.filter { !$0.isErased }
    var audience: [Set<DossierID>: (readers: Set<DeviceID>, peers: [Peer])] = [:]
    var blobs: [BlobID: SharedBlob] = [:]
    for (blob, uses) in Dictionary(grouping: uses, by: \.blob) {
      let dossiers = Set(uses.map(\.dossier))
      if audience[dossiers] == nil {
        let readers = dossiers.reduce(into: Set()) { $0.formUnion(audiences.readers(of: $1)) }
        audience[dossiers] = (readers, peers.filter { readers.contains($0.device) })
      }
      guard let (readers, peers) = audience[dossiers] else { continue }
      let needers = peers.filter { peer in
        peer.wants.contains(blob)
          || uses.contains { logs[$0.operation.log] != nil && !peer.have.contains($0.operation) }
      }
      blobs[blob] = SharedBlob(
        blob: blob, sizeBytes: uses.first?.sizeBytes, readers: readers,
        needers: Set(needers.map(\.device)))
    }
    return blobs
  }

  /// Removes this device's needless bundles; returns what is left in the folder for which device.
  private func removeNeedless(
    from folder: SharedFolder, _ bundles: [BlobBundle], _ blobs: [BlobID: SharedBlob],
    into report: inout SyncReport
  ) throws(EngineError) -> [DeviceID: Set<BlobID>] {
    let erased = try engine { () throws(StoreError) in try store.erased() }
    var lying: [DeviceID: Set<BlobID>] = [:]
    for bundle in bundles {
      let (ids, devices) = (bundle.carrier.blobs, bundle.carrier.devices)
      let isNeeded =
        erased.isDisjoint(with: ids)
        && ids.contains { blobs[$0]?.needers.isDisjoint(with: devices) == false }
      if bundle.place.device == device, !isNeeded {
        try shared { () throws(FolderError) in try folder.remove(bundle.place) }
        report.removed.append(bundle.place.name)
      } else {
        for device in devices { lying[device, default: []].formUnion(ids) }
      }
    }
    return lying
  }

  /// Writes one bundle of blobs into a folder.
  private func write(
    _ ids: [BlobID], for readers: Set<DeviceID>, _ audiences: Audiences, to folder: SharedFolder
  ) throws(EngineError) {
    guard let (manifest, file) = try make(ids, for: readers, audiences) else { return }
    let place = try shared { () throws(FolderError) in
      try folder.put(file, number: manifest.number, as: .blobs)
    }
    let carrier = BlobCarrier(
      blobs: manifest.contents.map(\.blob),
      devices: Self.recipients(in: try? SealedBundleHeader(startOf: file)))
    try engine { () throws(StoreError) in try store.keep(carrier, hash: place.hashPrefix) }
  }

  /// Makes one bundle of blobs, sealed to its readers and this device itself; nil where none of
  /// the blobs is here any more.
  func make(
    _ ids: [BlobID], for readers: Set<DeviceID>, _ audiences: Audiences
  ) throws(EngineError) -> (manifest: BlobManifest, file: [UInt8])? {
    var blobs: [Blob] = []
    for id in ids {
      let blob = try engine { () throws(StoreError) in try store.blob(id) }
      if let blob { blobs.append(blob) }
    }
    guard !blobs.isEmpty else { return nil }
    let number = try engine { () throws(StoreError) in try store.takeBundleNumber() }
    let manifest = BlobManifest(
      network: network, sender: device, number: number,
      createdSeconds: surroundings.nowSeconds(),
      contents: blobs.map { .init($0.id, sizeBytes: $0.bytes.count) })
    var writer = BlobBundleWriter(manifest)
    for blob in blobs { writer.add(blob) }
    let plain = writer.finish(by: identity.key)
    return (manifest, try sealed(plain, for: readers, audiences.boxes))
  }

  /// All blobs that are here, in parts that each fill a bundle.
  func blobParts() throws(EngineError) -> [[BlobID]] {
    var parts: [[BlobID]] = []
    var sum = Self.blobBundleBytes
    for (id, size) in try engine({ () throws(StoreError) in try store.blobs() }) {
      if sum + size > Self.blobBundleBytes || parts.last?.count == BundleLimits.blobs {
        parts.append([])
        sum = 0
      }
      parts[parts.count - 1].append(id)
      sum += size
    }
    return parts
  }
}
