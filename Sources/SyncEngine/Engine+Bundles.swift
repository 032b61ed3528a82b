public import Bundles
import Files
import Language
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

extension WrittenBundle {
  init(path: String, _ manifest: Manifest, sizeBytes: Int) {
    self.init(
      path: path, number: manifest.number, operations: manifest.operationCount,
      sizeBytes: sizeBytes)
  }
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
  /// hold, or everything, of what they may read; without recipients it is for everybody.
  ///
  /// It is sealed to them, unless it is to be plain: then only what all of them may read is in it,
  /// and anybody can. More than one bundle holds, or what is for some of them only, goes into
  /// further files, named `…-2`, `…-3`.
  public func writeBundle(
    to path: String, for recipients: [DeviceID] = [], everything: Bool = false,
    isPlain: Bool = false
  ) throws(EngineError) -> [WrittenBundle] {
    try checkMember()
    try seal()
    let chosen = try engine { () throws(StoreError) in
      try store.peers(recipients.isEmpty ? nil : Set(recipients))
    }
    for recipient in recipients where !chosen.contains(where: { $0.device == recipient }) {
      throw .notAMember(recipient)
    }
    let audiences = try audiences()
    let devices = Set(chosen.map(\.device)).union(recipients.isEmpty ? [device] : [])
    let dossiers = try engine { () throws(StoreError) in try store.dossiersWithSegments() }
    let groups = audiences.groups(of: dossiers.union([.directory]), among: devices)
    var letters: [SingleLetter] = []
    for group in groups where !isPlain || group.readers == devices {
      letters += [
        try single(group, chosen, everything: everything, isFresh: everything || isPlain)
      ].compactMap { $0 }
    }
    let parts = letters.flatMap { letter in packing.parts(letter.segments).map { (letter, $0) } }
    let names = parts.indices.map { Self.numbered(path, $0 + 1) }
    try Self.checkFree(names)
    var written: [WrittenBundle] = []
    for (name, (letter, part)) in zip(names, parts) {
      progress(Phrase("writing"), written.count, parts.count)
      written.append(
        try write(
          part, about: letter.about, for: isPlain ? [] : letter.group.readers, audiences.boxes,
          place: name
        ) { file, _ throws(EngineError) in
          do throws(FileError) { try File.writeDurably(file, to: name) } catch {
            throw .file(error)
          }
          return name
        })
    }
    if !isPlain { try note(letters, to: chosen.map(\.device), of: groups) }
    progress(Phrase("writing"), written.count, parts.count)
    return written
  }

  /// The name of one of several files: the first has the path as it is.
  static func numbered(_ path: String, _ number: Int) -> String {
    guard number > 1 else { return path }
    let ending = BundleForm.allCases.map(\.ending).first { path.hasSuffix($0) } ?? ""
    return "\(path.dropLast(ending.count))-\(number)\(ending)"
  }

  /// Refuses to write files of which one exists, before the first is written.
  static func checkFree(_ paths: [String]) throws(EngineError) {
    for path in paths where File.exists(path) {
      throw .file(FileError(.exists, path, code: 0))
    }
  }

  /// Reads and merges one bundle's file, or tells what that would do.
  public func readBundle(_ path: String, dryRun: Bool = false) throws(EngineError) -> Intake {
    let file = try Self.bytes(of: path)
    guard dryRun else { return try takeIn(file, path, from: path) }
    return try rehearse { () throws(EngineError) in try takeIn(file, path, from: path) }
  }

  /// Reads and merges some bundles' files, in their order; hands over what each did.
  public func readBundles(
    _ paths: [String], _ body: (Intake) -> Void
  ) throws(EngineError) {
    try takeIn(paths, from: nil) { index throws(EngineError) in
      try Self.bytes(of: paths[index])
    } then: { _, intake throws(EngineError) in
      body(try intake.get())
    }
  }

  /// Writes the plain gzip file of a bundle that is sealed to this device.
  public func openBundle(_ path: String, to plainPath: String) throws(EngineError) {
    let file = try Self.bytes(of: path)
    _ = try Self.verifyBundle(path, by: self)
    let plain = try bundle(at: path) { () throws(BundleError) in
      try BundleFile.unseal(file, network: network, open: opener)
    }
    do throws(FileError) { try File.writeDurably(plain, to: plainPath) } catch {
      throw .file(error)
    }
  }

  /// Tells whether a file begins as a sealed bundle does.
  public static func isSealed(_ path: String) -> Bool {
    guard var reader = try? FileReader(path), let start = try? reader.read(upTo: 16) else {
      return false
    }
    return BundleForm(of: start) == .sealed
  }

  /// Does something and undoes it.
  func rehearse<T>(_ body: () throws(EngineError) -> T) throws(EngineError) -> T {
    isRehearsing = true
    defer { isRehearsing = false }
    return try store.rehearse(wrapping: EngineError.store, body)
  }

  /// Verifies a bundle's file wholly, of any network, without taking it in.
  ///
  /// A sealed one can be verified with the keys of a device for which it is.
  public static func verifyBundle(
    _ path: String, by engine: Engine? = nil
  ) throws(EngineError) -> BundleFacts {
    let file = try bytes(of: path)
    var segments: [SegmentHeader] = []
    let open = engine?.opener ?? BundleFile.noKeys
    let manifest = try bundle(at: path) { () throws(BundleError) in
      try BundleFile.read(file, network: nil, open: open) { segments.append($0.header) }
    }
    return BundleFacts(
      manifest: manifest, hash: BundleFile.hash(file), sizeBytes: file.count, segments: segments)
  }

  static func bytes(of path: String) throws(EngineError) -> [UInt8] {
    do throws(FileError) {
      return try File.read(path, maximumBytes: BundleLimits.sealedFileBytes)
    } catch { throw .file(error) }
  }

  /// Signs all commits that are in no segment yet.
  package func seal() throws(EngineError) {
    try engine { () throws(StoreError) in
      try store.sealPending { own, numbers, previous, lines throws(StoreError) in
        let header = SegmentHeader(
          network: network, device: own.device, epoch: own.epoch, dossier: own.dossier,
          log: own.log, numbers: numbers, commits: lines.count, previous: previous,
          office: own.office)
        do throws(MergingError) {
          return try Segment.sealed(header, commitLines: lines, by: identity.key)
        } catch { throw .damaged(Phrase("an edit that cannot be signed: \(error)")) }
      }
    }
  }

  func allSegments() throws(EngineError) -> [StoredSegment] {
    try engine { () throws(StoreError) in try store.segments() }
  }

  /// Makes one bundle about some dossiers, puts it where `put` says, and notes that.
  func write(
    _ part: [StoredSegment], about scope: Set<DossierID>, for readers: Set<DeviceID>,
    _ boxes: [DeviceID: [UInt8]], receipts: [[UInt8]] = [], partialCount: Int = 0,
    place: String,
    put: (_ file: [UInt8], _ number: UInt64) throws(EngineError) -> String
  ) throws(EngineError) -> WrittenBundle {
    let (manifest, file) = try make(part, about: scope, for: readers, boxes, receipts: receipts)
    let path = try put(file, manifest.number)
    let hash = BundleFile.hash(file)
    let note = note(manifest, hash, at: place, isOutgoing: true)
    let letter = Letter(
      manifest, readers: Self.recipients(in: try? SealedBundleHeader(startOf: file)), hash: hash,
      sizeBytes: file.count, marks: try marks(of: manifest),
      partialCount: partialCount)
    try engine { () throws(StoreError) in
      try store.keep(note, contents: part.map(\.run), letter: letter.bytes)
    }
    return WrittenBundle(path: path, manifest, sizeBytes: file.count)
  }

  /// Makes one bundle about some dossiers, sealed to its readers and this device itself, or plain
  /// where there are none.
  func make(
    _ part: [StoredSegment], about scope: Set<DossierID>, for readers: Set<DeviceID>,
    _ boxes: [DeviceID: [UInt8]], receipts: [[UInt8]] = []
  ) throws(EngineError) -> (manifest: Manifest, file: [UInt8]) {
    let manifest = try nextManifest(part, about: scope, for: readers.sorted(), receipts)
    var writer = BundleWriter(manifest)
    for segment in part {
      writer.add(try engine { () throws(StoreError) in try store.bytes(of: segment) })
    }
    let file = writer.finish(by: identity.key)
    return (manifest, readers.isEmpty ? file : try sealed(file, for: readers, boxes))
  }

  /// Seals a finished file to its readers, and to this device itself, so that a store that was put
  /// back can take its own bundles in.
  func sealed(
    _ file: [UInt8], for readers: Set<DeviceID>, _ boxes: [DeviceID: [UInt8]]
  ) throws(EngineError) -> [UInt8] {
    var boxes = boxes.filter { readers.contains($0.key) }
    boxes[device] = identity.own.box.publicKey
    guard boxes.count <= BundleLimits.recipients else { throw .tooManyReaders(boxes.count) }
    guard let sealed = BundleFile.seal(file, network: network, sender: device, to: boxes) else {
      preconditionFailure("this device's own key can be sealed to")
    }
    return sealed
  }

  private func nextManifest(
    _ part: [StoredSegment], about scope: Set<DossierID>, for recipients: [DeviceID],
    _ receipts: [[UInt8]]
  ) throws(EngineError) -> Manifest {
    let word = try word(of: scope)
    return try engine { () throws(StoreError) in
      Manifest(
        network: network, sender: device, office: profile.office, label: profile.label,
        epoch: life.epoch, former: life.former, number: try store.takeBundleNumber(),
        createdSeconds: surroundings.nowSeconds(), recipients: recipients,
        contents: part.map { Content($0.run, hash: $0.isForked ? $0.hash : nil) }, have: word.have,
        forks: word.forks, digests: try store.digests(of: scope), receipts: receipts,
        wants: word.have.gaps, blobs: word.blobs)
    }
  }

  /// What is held here of some dossiers.
  package func have(of scope: Set<DossierID>) throws(EngineError) -> Have {
    try engine { () throws(StoreError) in try store.have(of: scope) }
  }
}
