import Bundles
import LocalStore
import Merging

/// Which dossiers a bundle speaks of: those of its segments, and those of which its readers would
/// otherwise not know what is held here.
///
/// What is said of a dossier is remembered as a mark (`WordMark`); where that is in doubt, it is
/// said again.
struct Speech {
  /// The dossiers.
  let about: Set<DossierID>
  /// How many bundles, the last of them this one, follow one that spoke of all.
  let partialCount: Int

  /// After how many bundles all is said again, whatever is known.
  static let maximumPartial = 31
  /// Of nothing.
  static let silent = Speech(about: [], partialCount: 0)
}

extension Engine {
  /// What is said of some dossiers: what is held of them, and which blobs are wanted.
  struct Word {
    let have: Have
    let forks: [LogID: [[UInt8]]]
    let blobs: [BlobID]
  }

  /// What is to be said of some dossiers now.
  func word(of scope: Set<DossierID>) throws(EngineError) -> Word {
    let blobs = try wantedBlobs(in: scope)
    return try engine { () throws(StoreError) in
      let forks = try store.forks(of: scope).filter { !$0.segments.isEmpty }
      return Word(
        have: try store.have(of: scope),
        forks: Dictionary(
          forks.map { ($0.log, $0.segments.map(\.hash)) }, uniquingKeysWith: { one, _ in one }),
        blobs: blobs)
    }
  }

  /// What a manifest says of its dossiers; nothing where it tells of logs that nobody knows here,
  /// since those may belong to any of them.
  func marks(of manifest: Manifest) throws(EngineError) -> [DossierID: WordMark] {
    let known = try engine { () throws(StoreError) in try store.dossiersOfLogs() }
    guard manifest.have.logs.keys.allSatisfy({ known[$0] != nil }) else { return [:] }
    return try marks(
      of: Set(manifest.digests.keys),
      Word(have: manifest.have, forks: manifest.forks, blobs: manifest.blobs))
  }

  func marks(
    of scope: Set<DossierID>, _ word: Word
  ) throws(EngineError) -> [DossierID: WordMark] {
    let wanted = Set(word.blobs)
    return try engine { () throws(StoreError) in
      let logs = try store.logsOfDossiers()
      let uses = wanted.isEmpty ? [] : try store.blobUses().filter { wanted.contains($0.blob) }
      let blobs = Dictionary(grouping: uses, by: \.dossier).mapValues {
        Set($0.map(\.blob)).sorted()
      }
      var marks: [DossierID: WordMark] = [:]
      for dossier in scope {
        let held = (logs[dossier] ?? []).filter { word.have.logs[$0] != nil }
        marks[dossier] = WordMark(
          held.map { ($0, word.have[$0], word.forks[$0] ?? []) }, wanted: blobs[dossier] ?? [])
      }
      return marks
    }
  }

  /// Returns those of some dossiers of which something else was said last, or nothing.
  func unsaid(
    of scope: Set<DossierID>, _ said: (DossierID) -> WordMark?
  ) throws(EngineError) -> Set<DossierID> {
    let word = try word(of: scope)
    let marks = try marks(of: scope, word)
    let unsaid = scope.filter { said($0) == nil || said($0) != marks[$0] }
    // Where not all that is wanted can be said at once, what is said depends on all of them.
    return unsaid.isEmpty || word.blobs.count < BundleLimits.blobs ? unsaid : scope
  }

  /// Makes out of which dossiers the next bundle for a group speaks in a folder; nil where there is
  /// nothing to write.
  ///
  /// `newest` are this device's newest bundles there about each dossier. What some of them alone
  /// say is said anew with the rest where it is little: so there are never many of them, and each
  /// dossier is spoken of again only a few times.
  func speech(
    to group: Audiences.Group, _ needed: [StoredSegment], asked: [DeviceID: Set<DossierID>],
    isLacked: Bool, after newest: [DossierID: Letter]
  ) throws(EngineError) -> Speech? {
    let scope = group.dossiers.union([.directory])
    var about = try unsaid(of: scope) { newest[$0]?.marks[$0] }
    for reader in group.readers { about.formUnion(asked[reader]?.intersection(scope) ?? []) }
    guard isLacked || !about.isEmpty else { return nil }
    about.formUnion(needed.map(\.dossier))
    about.insert(.directory)
    let others = Dictionary(grouping: scope.subtracting(about)) { newest[$0]?.number ?? 0 }
    for said in others.values.sorted(by: { $0.count < $1.count })
    where said.count <= about.count * 2 {
      about.formUnion(said)
    }
    let count = (newest.values.max { $0.number < $1.number }?.partialCount ?? 0) + 1
    return about == scope || count > Speech.maximumPartial
      ? Speech(about: scope, partialCount: 0) : Speech(about: about, partialCount: count)
  }

  /// The dossiers of which devices have sent what is held here already: they seem not to know that.
  func asked(by intakes: [Intake]) throws(EngineError) -> [DeviceID: Set<DossierID>] {
    let dossiers = try engine { () throws(StoreError) in try store.dossiersOfLogs() }
    var asked: [DeviceID: Set<DossierID>] = [:]
    for intake in intakes where intake.report.knownSegments == intake.manifest.contents.count {
      asked[intake.manifest.sender, default: []].formUnion(
        intake.manifest.contents.compactMap { dossiers[$0.run.log] })
    }
    return asked
  }

  /// Returns the segments of some dossiers of which not all readers are known to hold everything,
  /// in order.
  ///
  /// Nearly always they do, and the segments of a whole store are too many to look at each. Of
  /// forked logs `have` says too little.
  func segments(
    of dossiers: Set<DossierID>, lackedBy readers: [Peer]
  ) throws(EngineError) -> [StoredSegment] {
    try engine { () throws(StoreError) in
      guard !readers.isEmpty else { return try segments(of: dossiers) }
      let (have, logs) = (try store.have(), try store.logsOfDossiers())
      let forked = try store.dossiersWithForks()
      let lacked = dossiers.filter { dossier in
        forked.contains(dossier)
          || (logs[dossier] ?? []).contains { log in
            readers.contains { !$0.have.contains(have[log], of: log) }
          }
      }
      return try segments(of: lacked)
    }
  }

  private func segments(of dossiers: Set<DossierID>) throws(StoreError) -> [StoredSegment] {
    var segments: [StoredSegment] = []
    // Of many, all is read at once.
    guard dossiers.count <= 64 else {
      let all = Dictionary(grouping: try store.segments(), by: \.dossier)
      return dossiers.sorted().flatMap { all[$0] ?? [] }
    }
    for dossier in dossiers.sorted() { segments += try store.segments(of: dossier) }
    return segments
  }
}
