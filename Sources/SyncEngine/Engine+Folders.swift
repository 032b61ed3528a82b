import Bundles
public import FolderExchange
import LocalStore
import Merging

/// What one round with a shared folder did, or would do.
public struct SyncReport: Sendable {
  /// The folder.
  public var folder: String
  /// The bundles that were taken in, in the order in which they were read.
  public var read: [Intake] = []
  /// How many bundles had been taken in before.
  public var knownCount = 0
  /// The bundles that could not be read, with the reason; they are tried again next time.
  public var skipped: [(path: String, problem: EngineError)] = []
  /// The bundles that another device is writing, or was when it was stopped.
  public var unfinished: [BundlePart] = []
  /// What else lies in the network's folder.
  public var ignored: [IgnoredEntry] = []
  /// The bundles that this device wrote.
  public var written: [WrittenBundle] = []
  /// The names of this device's bundles that everyone holds and that were removed.
  public var removed: [String] = []
}

/// The bundles that are whole in a folder, and what they hold.
private struct FolderStock {
  private var available = Have()
  private var availableForks: Set<[UInt8]> = []
  var own: [(place: BundlePlace, manifest: Manifest)] = []
  var receipts: [[UInt8]] = []

  mutating func add(_ manifest: Manifest) {
    for content in manifest.contents {
      if let hash = content.hash { availableForks.insert(hash) }
      available.insert(content.run)
    }
  }

  func holds(_ segment: StoredSegment) -> Bool {
    segment.isForked
      ? availableForks.contains(segment.hash) : available.contains(segment.run)
  }
}

extension Engine {
  /// Reads what others left in a folder, writes what they lack, and removes what everyone has.
  ///
  /// A file that is half copied, damaged or of something else is reported and left alone; the
  /// others are read. In a dry run all of that is undone at the end, and nothing is written.
  public func sync(_ path: String, dryRun: Bool = false) throws(EngineError) -> SyncReport {
    guard dryRun else { return try exchange(path, dryRun: false) }
    return try rehearse { () throws(EngineError) in try exchange(path, dryRun: true) }
  }

  private func exchange(_ path: String, dryRun: Bool) throws(EngineError) -> SyncReport {
    let folder = SharedFolder(path: path, network: network, device: device)
    var report = SyncReport(folder: path)
    var stock = FolderStock()
    let listing = try shared { () throws(FolderError) in try folder.list() }
    report.ignored = listing.ignored
    report.unfinished = listing.parts.filter { $0.device != device }
    for (index, place) in listing.others.enumerated() {
      progress("reading", index, listing.others.count)
      try read(place, of: folder, into: &report, &stock)
    }
    guard !dryRun else { return report }
    _ = try shared { () throws(FolderError) in try folder.removeStaleParts() }
    for place in listing.own { try look(at: place, of: folder, into: &report, &stock) }
    try writeLacking(to: folder, path: path, into: &report, &stock)
    try removeHeld(from: folder, into: &report, stock)
    return report
  }

  /// Takes in another device's bundle, unless that has been done.
  private func read(
    _ place: BundlePlace, of folder: SharedFolder, into report: inout SyncReport,
    _ stock: inout FolderStock
  ) throws(EngineError) {
    do throws(EngineError) {
      let file = try shared { () throws(FolderError) in try folder.read(place) }
      let intake = try takeIn(file, place.path, from: folder.path)
      stock.add(intake.manifest)
      stock.receipts.append(BundleFile.hash(file))
      if intake.isKnown { report.knownCount += 1 } else { report.read.append(intake) }
    } catch {
      // What is wrong with one file must not keep the others away; what is wrong here must.
      switch error {
      case .folder(.gone): break
      case .bundle, .folder: report.skipped.append((place.path, error))
      default: throw error
      }
    }
  }

  /// Checks a bundle of this device; a damaged one is removed, and what it held written again.
  ///
  /// What was not written here is taken in like any other.
  private func look(
    at place: BundlePlace, of folder: SharedFolder, into report: inout SyncReport,
    _ stock: inout FolderStock
  ) throws(EngineError) {
    do throws(EngineError) {
      let file = try shared { () throws(FolderError) in try folder.read(place) }
      let manifest = try manifest(of: file, at: place.path)
      let isWrittenHere = try engine { () throws(StoreError) in
        try store.hasWritten(BundleFile.hash(file))
      }
      // Another device's that a person has copied here, or one that a copy of this device wrote.
      guard isWrittenHere else { return try read(place, of: folder, into: &report, &stock) }
      stock.add(manifest)
      stock.own.append((place, manifest))
    } catch {
      report.skipped.append((place.path, error))
      guard case .folder(.damaged) = error else { return }
      try shared { () throws(FolderError) in try folder.remove(place) }
    }
  }

  private func writeLacking(
    to folder: SharedFolder, path: String, into report: inout SyncReport,
    _ stock: inout FolderStock
  ) throws(EngineError) {
    try seal()
    let peers = try engine { () throws(StoreError) in try store.peers() }
    let needed = try lacking(peers).filter { !stock.holds($0) }
    let newest = stock.own.max { $0.manifest.number < $1.manifest.number }
    let have = try engine { () throws(StoreError) in try store.have() }
    // The newest bundle also tells the others what this device holds.
    guard !needed.isEmpty || newest?.manifest.have != have else { return }
    let parts = packing.parts(needed)
    for (index, part) in parts.enumerated() {
      progress("writing", index, parts.count)
      let bundle = try write(
        part, for: peers.map(\.device), receipts: stock.receipts, place: path
      ) { file, number throws(EngineError) in
        try shared { () throws(FolderError) in try folder.put(file, number: number) }.path
      }
      report.written.append(bundle)
    }
  }

  /// Removes this device's bundles whose operations every known device has shown that it holds.
  ///
  /// The newest always stays: it is the acknowledgement of what this device holds.
  private func removeHeld(
    from folder: SharedFolder, into report: inout SyncReport, _ stock: FolderStock
  ) throws(EngineError) {
    let peers = try engine { () throws(StoreError) in try store.peers() }
    let newest = report.written.last?.number ?? stock.own.map(\.manifest.number).max()
    for (place, manifest) in stock.own where manifest.number != newest {
      let isHeld = manifest.contents.allSatisfy { content in
        !peers.isEmpty && peers.allSatisfy { $0.holds(content) }
      }
      guard isHeld else { continue }
      try shared { () throws(FolderError) in try folder.remove(place) }
      report.removed.append(place.name)
    }
  }
}

extension Peer {
  fileprivate func holds(_ content: Content) -> Bool {
    if let hash = content.hash { forks.contains(hash) } else { have.contains(content.run) }
  }
}

/// Runs a step of a shared folder and wraps its error.
private func shared<T>(_ step: () throws(FolderError) -> T) throws(EngineError) -> T {
  do throws(FolderError) { return try step() } catch { throw .folder(error) }
}
