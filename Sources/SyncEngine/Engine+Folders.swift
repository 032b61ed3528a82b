public import Bundles
public import FolderExchange
import Language
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
  /// How many bundles are sealed to others.
  public var sealedForOthers = 0
  /// The bundles that could not be read, with the reason; they are tried again next time.
  public var skipped: [(path: String, problem: EngineError)] = []
  /// The requests for admission of devices that are not admitted, with the paths of their files.
  public var requests: [(path: String, request: AdmissionRequest)] = []
  /// The path of this device's own request, while it is not admitted.
  public var ownRequest: String?
  /// The bundles that another device is writing, or was when it was stopped.
  public var unfinished: [BundlePart] = []
  /// What else lies in the network's folder.
  public var ignored: [IgnoredEntry] = []
  /// The bundles that this device wrote.
  public var written: [WrittenBundle] = []
  /// The names of this device's bundles that everyone holds and that were removed.
  public var removed: [String] = []
  /// What was exchanged of attachments and personal data.
  public var blobs = BlobReport()
  /// What this device may do, after all was read.
  public var membership = Membership.stranger
  /// Why the database began a new life, where it did.
  public var newLife: NewLife?
}

extension Engine {
  /// Reads what others left in a folder, writes what they lack, and removes what everyone has.
  ///
  /// A file that is half copied, damaged or of something else is reported and left alone; the
  /// others are read. While this device is not admitted, it leaves its request and nothing else. In
  /// a dry run all of that is undone at the end, nothing is written, and blobs are left alone.
  public func sync(
    _ path: String, dryRun: Bool = false, blobLimitBytes: Int = Engine.blobLimitBytes
  ) throws(EngineError) -> SyncReport {
    guard dryRun else {
      return try exchange(path, dryRun: false, blobLimitBytes: blobLimitBytes)
    }
    return try rehearse { () throws(EngineError) in
      try exchange(path, dryRun: true, blobLimitBytes: 0)
    }
  }

  private func exchange(
    _ path: String, dryRun: Bool, blobLimitBytes: Int
  ) throws(EngineError) -> SyncReport {
    let folder = SharedFolder(path: path, network: network, device: device)
    var report = SyncReport(folder: path)
    var stock = FolderStock(owner: device)
    let listing = try shared { () throws(FolderError) in try folder.list() }
    report.ignored = listing.ignored
    report.unfinished = listing.parts.filter { $0.device != device }
    let looked = toLookAt(listing.others).union(toLookAt(listing.own))
    var new: [BundlePlace] = []
    for (index, place) in listing.others.enumerated() {
      progress(Phrase("reading"), index, listing.others.count)
      let isLookedAt = looked.contains(place)
      let isKnown = try isKnown(place, looking: isLookedAt, in: folder, into: &report, &stock)
      if !isKnown { new.append(place) }
    }
    try read(new, of: folder, into: &report, &stock)
    for place in listing.own {
      try look(
        at: place, looking: looked.contains(place), in: folder, dryRun: dryRun, into: &report,
        &stock)
    }
    report.membership = try membership()
    report.newLife = newLife
    var lost = try hear(listing.requests, of: folder, into: &report)
    // Who shows another state of the same operations may have another history of a log.
    lost.formUnion(report.read.filter { !$0.alarms.isEmpty }.map(\.manifest.sender))
    guard !dryRun else { return report }
    let carriers = try readBlobs(listing, of: folder, into: &report)
    _ = try shared { () throws(FolderError) in try folder.removeStaleParts() }
    try seal()
    switch report.membership {
    case .stranger: try ask(in: folder, into: &report)
    case .retired: try writeLastWords(to: folder, into: &report, stock)
    case .member:
      if listing.ownRequest != nil {
        try shared { () throws(FolderError) in try folder.removeRequest() }
      }
      try writeLacking(to: folder, into: &report, stock, lost)
      try writeNotices(to: folder, for: Set(listing.others.map(\.device)), into: &report, stock)
      try writeBlobs(to: folder, carriers, limitBytes: blobLimitBytes, into: &report)
    }
    report.blobs.wanted = try wantedBlobs(in: nil).count
    return report
  }

  /// Reads the requests for admission; a centre's person decides on them.
  ///
  /// Returns the devices that ask although they are admitted: they have lost word of that, and
  /// perhaps all that they once held.
  private func hear(
    _ places: [RequestPlace], of folder: SharedFolder, into report: inout SyncReport
  ) throws(EngineError) -> Set<DeviceID> {
    let trust = try engine { () throws(StoreError) in try store.trust() }
    var lost: Set<DeviceID> = []
    for place in places {
      let request: AdmissionRequest
      do throws(EngineError) {
        let line = try shared { () throws(FolderError) in try folder.read(place) }
        request = try self.request(line, at: place.path)
        guard request.device == place.device else {
          throw .request(place.path, .malformed("device"))
        }
      } catch .folder(.gone) {
        continue
      } catch {
        report.skipped.append((place.path, error))
        continue
      }
      if trust.words[place.device]?.isActive == true {
        lost.insert(place.device)
      } else {
        report.requests.append((place.path, request))
      }
    }
    return lost
  }

  /// Leaves this device's request for admission.
  private func ask(in folder: SharedFolder, into report: inout SyncReport) throws(EngineError) {
    let line = try request().line
    report.ownRequest = try shared { () throws(FolderError) in try folder.putRequest(line) }.path
  }

  /// Writes for each audience what somebody in it lacks, or word of what is held here.
  private func writeLacking(
    to folder: SharedFolder, into report: inout SyncReport, _ stock: FolderStock,
    _ lost: Set<DeviceID>
  ) throws(EngineError) {
    let asked = try asked(by: report.read)
    let peers = try engine { () throws(StoreError) in try store.peers() }
      .map { lost.contains($0.device) ? $0.emptied : $0 }
    let audiences = try audiences()
    let peersByDevice = Dictionary(
      peers.map { ($0.device, $0) }, uniquingKeysWith: { one, _ in one })
    var written: [(about: Set<DossierID>, readers: Set<DeviceID>)] = []
    let others = Set(peers.map(\.device)).union([device])
    let dossiers = try engine { () throws(StoreError) in try store.dossiersWithSegments() }
    for group in audiences.groups(of: dossiers.union([.directory]), among: others) {
      let readers = group.readers.compactMap { peersByDevice[$0] }
      guard !readers.isEmpty || group.dossiers.contains(.directory) else { continue }
      let needed = try segments(of: group.dossiers, lackedBy: readers).filter { segment in
        readers.isEmpty
          || readers.contains {
            !$0.holds(segment) && !stock.holds(segment, for: $0.device, from: others)
          }
      }
      // The newest bundles also tell the others what this device holds, and which blobs it wants.
      let speech = try speech(
        to: group, needed, asked: asked, isLacked: !needed.isEmpty && !readers.isEmpty,
        after: stock.newest(of: life.epoch, for: group.readers))
      guard let speech else { continue }
      try put(needed, speech, for: group.readers, audiences.boxes, in: folder, into: &report, stock)
      written.append((speech.about, group.readers))
    }
    try removeHeld(from: folder, peersByDevice, audiences, into: &report, stock, written)
  }

  private func put(
    _ segments: [StoredSegment], _ speech: Speech, for readers: Set<DeviceID>,
    _ boxes: [DeviceID: [UInt8]], in folder: SharedFolder, into report: inout SyncReport,
    _ stock: FolderStock
  ) throws(EngineError) {
    let receipts = stock.receipts(for: readers)
    for part in packing.parts(segments) {
      let bundle = try write(
        part, about: speech.about, for: readers, boxes, receipts: receipts,
        partialCount: speech.partialCount, place: folder.path
      ) { file, number throws(EngineError) in
        try shared { () throws(FolderError) in try folder.put(file, number: number) }.path
      }
      report.written.append(bundle)
    }
  }

  /// Leaves what this device had entered before it learnt that it was retired, for the centres:
  /// they set it aside, and may release it.
  private func writeLastWords(
    to folder: SharedFolder, into report: inout SyncReport, _ stock: FolderStock
  ) throws(EngineError) {
    let audiences = try audiences()
    let peers = try engine { () throws(StoreError) in try store.peers() }
      .filter { audiences.centres.contains($0.device) && $0.device != device }
    let own = try engine { () throws(StoreError) in try store.have(of: device) }
    let writers = Set(peers.map(\.device)).union([device])
    let needed = try allSegments().filter { segment in
      own.contains(segment.run)
        && peers.contains {
          !$0.holds(segment) && !stock.holds(segment, for: $0.device, from: writers)
        }
    }
    guard !needed.isEmpty else { return }
    try put(
      needed, .silent, for: Set(peers.map(\.device)), audiences.boxes, in: folder, into: &report,
      stock)
  }

  /// Tells laptops that use this folder, and were retired, that they were: in bundles of their own
  /// that hold the statements, and nothing else than the directory's segments in which those stand.
  ///
  /// Nobody learns when they have read them; so these stay.
  private func writeNotices(
    to folder: SharedFolder, for users: Set<DeviceID>, into report: inout SyncReport,
    _ stock: FolderStock
  ) throws(EngineError) {
    let trust = try engine { () throws(StoreError) in try store.trust() }
    let retired = users.sorted().compactMap { user -> (DeviceID, box: [UInt8])? in
      guard let word = trust.words[user], word.kept != nil else { return nil }
      return word.admission.map { (user, $0.box) }
    }
    guard !retired.isEmpty else { return }
    let statements = try engine { () throws(StoreError) in
      let hashes = try store.segmentsWithStatements()
      return try store.segments(of: .directory).filter { hashes.contains($0.hash) }
    }
    let members = Set(trust.active.map(\.device))
    for (user, box) in retired {
      let needed = statements.filter { !stock.holds($0, for: user, from: members) }
      guard !needed.isEmpty else { continue }
      try put(needed, .silent, for: [user], [user: box], in: folder, into: &report, stock)
    }
  }

  /// Removes this device's bundles whose operations every device for which they are has shown that
  /// it holds.
  ///
  /// Who was admitted later cannot open it. The newest about each dossier stays: it is the
  /// acknowledgement of what this device holds.
  private func removeHeld(
    from folder: SharedFolder, _ peers: [DeviceID: Peer], _ audiences: Audiences,
    into report: inout SyncReport, _ stock: FolderStock,
    _ written: [(about: Set<DossierID>, readers: Set<DeviceID>)]
  ) throws(EngineError) {
    let dossiers = try engine { () throws(StoreError) in try store.dossiersOfLogs() }
    let members = Set(audiences.boxes.keys)
    for bundle in stock.own where stock.isSuperseded(bundle, in: life, by: written, audiences) {
      // What is for a retired laptop is left to it.
      let recipients = members.intersection(bundle.letter.recipients)
      guard !recipients.isEmpty else { continue }
      let isHeld = bundle.letter.contents.allSatisfy { content in
        guard let dossier = dossiers[content.run.log] else { return false }
        return !peers.isEmpty
          && audiences.readers(of: dossier).intersection(recipients)
            .allSatisfy { peers[$0]?.holds(content) ?? true }
      }
      guard isHeld else { continue }
      try shared { () throws(FolderError) in try folder.remove(bundle.place) }
      report.removed.append(bundle.place.name)
    }
  }
}

extension Peer {
  fileprivate func holds(_ content: Content) -> Bool {
    if let hash = content.hash { forks.contains(hash) } else { have.contains(content.run) }
  }
}

/// Runs a step of a shared folder and wraps its error.
func shared<T>(_ step: () throws(FolderError) -> T) throws(EngineError) -> T {
  do throws(FolderError) { return try step() } catch { throw .folder(error) }
}
