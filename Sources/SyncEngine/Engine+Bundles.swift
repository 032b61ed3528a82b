public import Bundles
import Files
import LocalStore
public import Merging
import Sodium

/// A bundle that this device wrote.
public struct WrittenBundle: Hashable, Sendable {
  /// The path of its file.
  public let path: String
  /// The running number.
  public let number: UInt64
  /// How many operations it carries.
  public let operations: UInt64
  /// The size of its file in bytes.
  public let sizeBytes: Int
}

/// A bundle's file, looked at without taking it in.
public struct BundleFacts: Sendable {
  /// The manifest.
  public let manifest: Manifest
  /// The file's hash, 32 bytes.
  public let hash: [UInt8]
  /// The size of the file in bytes.
  public let sizeBytes: Int
  /// The header of every segment that was verified, in their order.
  public let segments: [SegmentHeader]
}

extension Engine {
  /// Writes a bundle for e-mail or another single journey: what the recipients are not known to
  /// hold, or everything.
  ///
  /// More than one bundle holds goes into further files, named `…-2`, `…-3`.
  public func writeBundle(
    to path: String, for recipients: [DeviceID] = [], everything: Bool = false
  ) throws(EngineError) -> [WrittenBundle] {
    try seal()
    let peers = try engine { () throws(StoreError) in try store.peers() }
    let chosen = peers.filter { recipients.isEmpty || recipients.contains($0.device) }
    // A recipient that has not been heard of may lack everything.
    let isKnown = recipients.allSatisfy { recipient in peers.contains { $0.device == recipient } }
    let segments = everything || !isKnown ? try allSegments() : try lacking(chosen)
    let parts = packing.parts(segments)
    var written: [WrittenBundle] = []
    for (index, part) in parts.enumerated() {
      let name = index == 0 ? path : Self.numbered(path, index + 1)
      written.append(
        try write(part, for: recipients, place: name) { file, _ throws(EngineError) in
          do throws(FileError) { try File.writeDurably(file, to: name) } catch {
            throw .file(error)
          }
          return name
        })
      progress("writing", index + 1, parts.count)
    }
    return written
  }

  private static func numbered(_ path: String, _ number: Int) -> String {
    let ending = ".jsonl.gz"
    return path.hasSuffix(ending)
      ? "\(path.dropLast(ending.count))-\(number)\(ending)" : "\(path)-\(number)"
  }

  /// Reads and merges one bundle's file, or tells what that would do.
  public func readBundle(_ path: String, dryRun: Bool = false) throws(EngineError) -> Intake {
    let file = try Self.bytes(of: path)
    guard dryRun else { return try takeIn(file, path, from: path) }
    return try rehearse { () throws(EngineError) in try takeIn(file, path, from: path) }
  }

  /// Does something and undoes it.
  func rehearse<T>(_ body: () throws(EngineError) -> T) throws(EngineError) -> T {
    isRehearsing = true
    defer { isRehearsing = false }
    return try store.rehearse(wrapping: EngineError.store, body)
  }

  /// Verifies a bundle's file wholly, of any network, without taking it in.
  public static func verifyBundle(_ path: String) throws(EngineError) -> BundleFacts {
    let file = try bytes(of: path)
    var segments: [SegmentHeader] = []
    let manifest = try bundle(at: path) { () throws(BundleError) in
      try BundleFile.read(file, network: nil) { segments.append($0.header) }
    }
    return BundleFacts(
      manifest: manifest, hash: BundleFile.hash(file), sizeBytes: file.count, segments: segments)
  }

  private static func bytes(of path: String) throws(EngineError) -> [UInt8] {
    do throws(FileError) {
      return try File.read(path, maximumBytes: BundleLimits.fileBytes)
    } catch { throw .file(error) }
  }

  /// Signs all commits that are in no segment yet.
  func seal() throws(EngineError) {
    try engine { () throws(StoreError) in
      try store.sealPending { own, numbers, previous, lines throws(StoreError) in
        let header = SegmentHeader(
          network: network, device: own.device, epoch: own.epoch, dossier: own.dossier,
          log: own.log, numbers: numbers, commits: lines.count, previous: previous,
          office: own.office)
        do throws(MergingError) {
          return try Segment.sealed(header, commitLines: lines, by: identity.key)
        } catch { throw .damaged("an edit that cannot be signed: \(error)") }
      }
    }
  }

  /// The segments held here that at least one of these is not known to hold; all, where there is
  /// nobody.
  func lacking(_ peers: [Peer]) throws(EngineError) -> [StoredSegment] {
    let all = try allSegments()
    return peers.isEmpty ? all : all.filter { segment in !peers.allSatisfy { $0.holds(segment) } }
  }

  func allSegments() throws(EngineError) -> [StoredSegment] {
    try engine { () throws(StoreError) in try store.segments() }
  }

  /// Makes one bundle, puts it where `put` says, and notes that.
  func write(
    _ part: [StoredSegment], for recipients: [DeviceID], receipts: [[UInt8]] = [], place: String,
    put: (_ file: [UInt8], _ number: UInt64) throws(EngineError) -> String
  ) throws(EngineError) -> WrittenBundle {
    let contents = part.map { Content($0.run, hash: $0.isForked ? $0.hash : nil) }
    let manifest = try nextManifest(contents, for: recipients, receipts)
    var writer = BundleWriter(manifest)
    for segment in part {
      writer.add(try engine { () throws(StoreError) in try store.bytes(of: segment) })
    }
    let file = writer.finish(by: identity.key)
    let path = try put(file, manifest.number)
    let note = note(manifest, BundleFile.hash(file), at: place, isOutgoing: true)
    try engine { () throws(StoreError) in try store.keep(note, contents: part.map(\.run)) }
    return WrittenBundle(
      path: path, number: manifest.number, operations: manifest.operationCount,
      sizeBytes: file.count)
  }

  private func nextManifest(
    _ contents: [Content], for recipients: [DeviceID], _ receipts: [[UInt8]]
  ) throws(EngineError) -> Manifest {
    try engine { () throws(StoreError) in
      let have = try store.have()
      return Manifest(
        network: network, sender: device, office: profile.office, label: profile.label,
        epoch: life.epoch, former: life.former, number: try store.takeBundleNumber(), createdSeconds: surroundings.nowSeconds(),
        recipients: recipients, contents: contents, have: have,
        forks: Dictionary(
          grouping: try store.segments().filter(\.isForked), by: \.run.log
        ).mapValues { $0.map(\.hash) },
        digests: try store.digests().merging([.directory: StateDigest()]) { known, _ in known },
        receipts: receipts, wants: have.gaps)
    }
  }
}
