import Bundles
import Files
public import Language
import LocalStore
import Merging

/// What became of a restore.
public struct Restoration: Sendable {
  /// The backup's files, as they were taken in, and what could still be read of a damaged store.
  public let read: [Intake]
  /// Where the damaged store was moved; nil where there was none.
  public let movedAside: String?
  /// How many operations those who wrote the files had that none of the files has.
  public let missing: UInt64
}

extension Engine {
  /// Writes all that is kept, what is set aside too, into a file sealed to this device and to the
  /// centres; what is more than one file holds goes into further files, named `…-2`, `…-3`, and
  /// attachments and personal data into `…-1.blobs`, `…-2.blobs`.
  ///
  /// What is not signed yet is signed before. The identity is in none of them.
  public func backup(to path: String) throws(EngineError) -> [WrittenBundle] {
    try seal()
    let segments = try engine { () throws(StoreError) in
      try store.segments() + store.segmentsSetAside()
    }
    let audiences = try audiences()
    let scope = Set(segments.map(\.dossier)).union([.directory])
    let parts = packing.parts(segments)
    let names = parts.indices.map { Self.numbered(path, $0 + 1) }
    let blobParts = try blobParts()
    let ending = BundleForm.allCases.map(\.ending).first { path.hasSuffix($0) } ?? ""
    let blobNames = blobParts.indices.map {
      "\(path.dropLast(ending.count))-\($0 + 1)\(BundleForm.blobs.ending)"
    }
    try Self.checkFree(names + blobNames)
    var written: [WrittenBundle] = []
    do throws(EngineError) {
      for (name, part) in zip(names, parts) {
        progress(Phrase("writing"), written.count, parts.count)
        let (manifest, file) = try make(
          part, about: scope, for: audiences.centres.union([device]), audiences.boxes)
        do throws(FileError) { try File.writeDurably(file, to: name) } catch { throw .file(error) }
        written.append(WrittenBundle(path: name, manifest, sizeBytes: file.count))
      }
      for (name, part) in zip(blobNames, blobParts) {
        let readers = audiences.centres.union([device])
        guard let (manifest, file) = try make(part, for: readers, audiences) else { continue }
        do throws(FileError) { try File.writeDurably(file, to: name) } catch { throw .file(error) }
        written.append(
          WrittenBundle(
            path: name, number: manifest.number, operations: 0, sizeBytes: file.count))
      }
    } catch {
      for bundle in written { try? File.remove(bundle.path) }
      throw error
    }
    return written
  }

  /// Takes a backup into a home whose store is missing, damaged or behind, and begins a new life.
  ///
  /// All files are verified before anything is changed. A store that is sound only gets what it
  /// lacks; a damaged one is moved aside and made anew, with what can still be read of it. Where it
  /// stops halfway, it can be begun again; for what could be read of a damaged store, put that back
  /// before.
  public static func restore(
    home path: String, from files: [String], surroundings: Surroundings = .system,
    passphrase: PassphraseSource = { () throws(EngineError) in nil },
    progress: @escaping (_ what: Phrase, _ done: Int, _ total: Int) -> Void = { _, _, _ in }
  ) throws(EngineError) -> (engine: Engine, restoration: Restoration) {
    guard File.exists(Home.identity(in: path)) else { throw .identityLost(path) }
    let identity = try Identity.read(Home.identity(in: path), passphrase: passphrase)
    for (index, file) in files.enumerated() {
      progress(Phrase("verifying"), index, files.count)
      let bytes = try bytes(of: file)
      _ = try bundle(at: file) { () throws(BundleError) in
        guard !file.hasSuffix(BundleForm.blobs.ending) else {
          var reader = BlobBundleReader(bytes, network: identity.network, open: identity.opener)
          while try reader.next() != nil {}
          return
        }
        _ = try BundleFile.read(bytes, network: identity.network, open: identity.opener) { _ in }
      }
    }
    let rescued = try rescue(path, identity, surroundings)
    let home = try Home(existing: path)
    let aside = rescued == nil ? nil : try moveAside(home.storePath)
    let engine = try Engine(home, identity, surroundings)
    engine.progress = progress
    return (engine, try engine.takeBack(files, and: rescued ?? [], movedAside: aside))
  }

  private func takeBack(
    _ files: [String], and rescued: [[UInt8]], movedAside: String?
  ) throws(EngineError) -> Restoration {
    if let found = Life(path: lifePath) { life = found }
    // The file comes first: what this device once signed is of a former life from now on.
    try beginLife(.restored)
    var read: [Intake] = []
    let isBlobs = { (file: String) in file.hasSuffix(BundleForm.blobs.ending) }
    try readBundles(files.filter { !isBlobs($0) }) { read.append($0) }
    let aside = movedAside ?? homePath
    for file in rescued { read.append(try takeIn(file, aside, from: aside)) }
    for file in files where isBlobs(file) { _ = try readBlobs(file) }
    let own = read.map(\.manifest).filter { $0.sender == device }
    try leaveLives(own.flatMap { $0.former + [$0.epoch] })
    var shown = Have()
    for intake in read { shown.formUnion(intake.manifest.have) }
    let have = try engine { () throws(StoreError) in try store.have() }
    return Restoration(
      read: read, movedAside: movedAside, missing: shown.subtracting(have).count)
  }

  /// Returns what can still be read of a store that is damaged or not there, as bundles; nil where
  /// it is sound.
  private static func rescue(
    _ path: String, _ identity: Identity, _ surroundings: Surroundings
  ) throws(EngineError) -> [[UInt8]]? {
    let home = try Home(existing: path)
    guard File.exists(home.storePath) else { return [] }
    if try isSound(home.storePath, of: identity) { return nil }
    let engine = try? Engine(home, identity, surroundings)
    return (try? engine?.rescued()) ?? []
  }

  /// Signs what is not signed yet and makes bundles of all segments that are whole; the store stays
  /// as it is.
  private func rescued() throws(EngineError) -> [[UInt8]] {
    if let found = Life(path: lifePath) { life = found }
    return try rehearse { () throws(EngineError) in
      try seal()
      let (all, trust) = try engine { () throws(StoreError) in
        (try store.segments() + store.segmentsSetAside(), try store.trust())
      }
      let segments = all.filter(isWhole)
      let scope = Set(segments.map(\.dossier)).union([.directory])
      let boxes = Audiences(trust, offices: [:], canSeal: canSeal).boxes
      var files: [[UInt8]] = []
      for part in packing.parts(segments) {
        files.append(try make(part, about: scope, for: [device], boxes).file)
      }
      return files
    }
  }

  private func isWhole(_ stored: StoredSegment) -> Bool {
    guard let bytes = try? store.bytes(of: stored),
      let segment = try? Segment(startOf: bytes[...]), segment.hash == stored.hash
    else { return false }
    return (try? segment.verify(in: network, place: 1)) != nil
  }

  /// Moves a store aside, whole, so that a new one can be made; tells where.
  private static func moveAside(_ path: String) throws(EngineError) -> String? {
    // Without its database a journal would be deleted, and what is in it lost.
    let endings = ["-shm", "-wal", ""].filter { File.exists(path + $0) }
    guard !endings.isEmpty else { return nil }
    var number = 1
    func aside(_ ending: String) -> String { "\(path).damaged-\(number)\(ending)" }
    while ["", "-wal", "-shm"].contains(where: { File.exists(aside($0)) }) { number += 1 }
    for ending in endings {
      do throws(FileError) { try File.move(path + ending, to: aside(ending)) } catch {
        throw .file(error)
      }
    }
    return aside("")
  }

  private static func isSound(
    _ path: String, of identity: Identity
  ) throws(EngineError) -> Bool {
    do throws(EngineError) {
      let store = try openStore(path, of: identity)
      let problems = try engine { () throws(StoreError) in
        try store.claim(for: identity.network, former: identity.former.map(\.device))
        return try store.integrityProblems()
      }
      guard problems.isEmpty else { return false }
      return try unsoundSegments(in: store, of: identity.network).isEmpty
    } catch {
      guard case .store(let problem) = error, problem.isDamage else { throw error }
      return false
    }
  }
}

extension StoreError {
  /// Whether the file is at fault, and not what is around it.
  fileprivate var isDamage: Bool {
    switch self {
    case .damaged, .notAStore, .notOurs: true
    case .database: cause == .notADatabase || cause == .other
    case .newerStore, .draftTooLarge: false
    }
  }
}
