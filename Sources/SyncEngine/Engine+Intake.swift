public import Bundles
import Language
public import LocalStore
public import Merging
import Registry
import Sodium

/// What a bundle changed, or would change, in one record.
public struct RecordOutcome: Hashable, Sendable {
  /// The dossier.
  public let dossier: DossierID
  /// The record's type and id.
  public let key: RecordKey
  /// What names it to a person, after the merge.
  public let title: String
  /// Whether it was not here before.
  public let isNew: Bool
  /// The registers with conflicts that were not there before; `@void` for a disputed withdrawal.
  public let opened: [String]
  /// How many conflicts there were that are closed now.
  public let closedCount: Int
}

/// A bundle that was taken in, or would be.
public struct Intake: Sendable {
  /// Where it was read.
  public let place: String
  /// Its manifest.
  public let manifest: Manifest
  /// What is kept of its file.
  let letter: Letter
  /// Whether it had been taken in before; then nothing was done.
  public let isKnown: Bool
  /// What the merge did.
  public let report: MergeReport
  /// The records that changed, sorted by dossier, type and title: all in which conflicts opened or
  /// closed, and of others so many that all are at least ``toldRecords``, or as many as there are.
  public let records: [RecordOutcome]
  /// How many records were not here before.
  public let newCount: Int
  /// How many records were here before and changed.
  public let changedCount: Int
  /// Dossiers in which sender and this device hold the same, but show different states: an alarm.
  public let alarms: [DossierID]

  /// How many records are told one by one, where nobody needs to decide anything.
  public static let toldRecords = 1_000
}

/// The records that a merge has changed so far: what each was before, and is after.
///
/// Memory is bounded by those with a conflict, a few others, and a number for each of the rest.
private final class OutcomeCollector {
  private struct Key: Hashable {
    let dossier: DossierID
    let record: RecordKey
  }
  private struct Change {
    let key: Key
    let isNew: Bool
    let before: [String]
    var after: [String]
    var title: String
  }
  private let schema: Schema
  private var changes: [Change] = []
  private var places: [Key: Int] = [:]
  /// The hash values of all keys: enough to count them by.
  private var seen: Set<Int> = []
  private(set) var newCount = 0
  var changedCount: Int { seen.count - newCount }

  init(schema: Schema) {
    self.schema = schema
  }

  func observe(_ change: RecordChange) {
    let key = Key(dossier: change.dossier, record: change.after.key)
    if seen.insert(key.hashValue).inserted, change.before == nil { newCount += 1 }
    let place = places[key]
    // Where nobody contradicts anybody there is no conflict: of most nothing more is to be told.
    guard place != nil || change.isContested || changes.count < Intake.toldRecords else { return }
    let view = RecordView(change.after, schema: schema)
    let after = view.conflicts.map(\.register)
    if let place {
      changes[place].after = after
      changes[place].title = view.title
      return
    }
    let before = change.before.map { RecordView($0, schema: schema).conflicts.map(\.register) }
    let concernsPeople = !after.isEmpty || before?.isEmpty == false
    guard concernsPeople || changes.count < Intake.toldRecords else { return }
    places[key] = changes.count
    changes.append(
      Change(
        key: key, isNew: before == nil, before: before ?? [], after: after, title: view.title))
  }

  var outcomes: [RecordOutcome] {
    changes.map { change in
      RecordOutcome(
        dossier: change.key.dossier, key: change.key.record, title: change.title,
        isNew: change.isNew, opened: change.after.filter { !change.before.contains($0) },
        closedCount: change.before.count { !change.after.contains($0) })
    }.sorted { left, right in
      if left.dossier != right.dossier { return left.dossier < right.dossier }
      return (left.key.type, left.title, left.key.id) < (right.key.type, right.title, right.key.id)
    }
  }
}

/// A bundle's file that is being read, on another thread where that is worth it.
private final class Arrival {
  let file: [UInt8]
  let path: String
  let hash: [UInt8]
  let place: String
  var reader: BundleReadAhead

  init(
    _ file: [UInt8], _ path: String, from place: String, by engine: Engine, isEarly: Bool = false
  ) {
    self.file = file
    self.path = path
    self.place = place
    hash = BundleFile.hash(file)
    let codec = Engine.codec
    reader = BundleReadAhead(
      file, network: engine.network, early: isEarly, open: engine.opener
    ) { codec.pack($0.bytes) }
  }

  func letter(_ manifest: Manifest, readers: Set<DeviceID>) -> Letter {
    Letter(manifest, readers: readers, hash: hash, sizeBytes: file.count)
  }
}

extension Engine {
  /// Verifies a bundle's file and merges it in one transaction.
  ///
  /// `path` names the file in errors, `place` is where a person says it came from.
  func takeIn(
    _ file: [UInt8], _ path: String, from place: String
  ) throws(EngineError) -> Intake {
    try takeIn(Arrival(file, path, from: place, by: self))
  }

  /// Takes in bundles one after the other, each in a transaction of its own; while one is merged,
  /// the next is read already.
  ///
  /// `load` gives the bytes of the file at a place of `paths`, `then` gets what came of it.
  func takeIn(
    _ paths: [String], from place: String?, load: (Int) throws(EngineError) -> [UInt8],
    then: (Int, Result<Intake, EngineError>) throws(EngineError) -> Void
  ) throws(EngineError) {
    func arrival(_ index: Int) -> Result<Arrival, EngineError>? {
      guard index < paths.count else { return nil }
      do throws(EngineError) {
        let file = try load(index)
        let path = paths[index]
        return .success(Arrival(file, path, from: place ?? path, by: self, isEarly: index > 0))
      } catch { return .failure(error) }
    }
    var next = arrival(0)
    for index in paths.indices {
      guard let present = next else { return }
      next = arrival(index + 1)
      let intake: Result<Intake, EngineError>
      do throws(EngineError) { intake = .success(try takeIn(present.get())) } catch {
        intake = .failure(error)
      }
      try then(index, intake)
    }
  }

  private func takeIn(_ arrival: Arrival) throws(EngineError) -> Intake {
    let (path, place) = (arrival.path, arrival.place)
    if try engine({ () throws(StoreError) in try store.hasTakenIn(arrival.hash) }) {
      let (manifest, readers) = try start(of: arrival.file, at: path)
      let letter = arrival.letter(manifest, readers: readers)
      return Intake(
        place: place, manifest: manifest, letter: letter, isKnown: true,
        report: MergeReport(), records: [], newCount: 0, changedCount: 0, alarms: [])
    }
    let collector = OutcomeCollector(schema: try schema)
    var start: (manifest: Manifest, letter: Letter)?
    let report = try store.merge(
      observe: collector.observe, wrapping: EngineError.store
    ) { session throws(EngineError) in
      start = try merge(arrival, into: session)
    }
    guard let (manifest, letter) = start else { throw .bundle(path: path, .manifest("{")) }
    return Intake(
      place: place, manifest: manifest, letter: letter, isKnown: false,
      report: report, records: collector.outcomes, newCount: collector.newCount,
      changedCount: collector.changedCount, alarms: try alarms(manifest))
  }

  /// Reads a bundle in chunks into a merge; a fault anywhere undoes all of it.
  private func merge(
    _ arrival: Arrival, into session: MergeSession
  ) throws(EngineError) -> (Manifest, Letter)? {
    var start: (manifest: Manifest, letter: Letter)?
    while true {
      let next = try bundle(at: arrival.path) { () throws(BundleError) in
        try arrival.reader.next()
      }
      guard let part = next else { break }
      if start == nil, let manifest = part.manifest {
        let letter = arrival.letter(manifest, readers: Self.recipients(in: part.header))
        start = (manifest, letter)
        try engine { () throws(StoreError) in
          try session.begin(
            note(manifest, arrival.hash, at: arrival.place, isOutgoing: false),
            contents: manifest.contents.map(\.run), letter: letter.bytes)
        }
      }
      try engine { () throws(StoreError) in
        for (segment, packed) in part.segments { try session.take(segment, packed: packed) }
        for defect in part.defects {
          try session.setAside(
            defect.bytes, claiming: defect.header, stage: defect.error.stage)
        }
      }
      progress(Phrase("merging"), part.bytesRead, arrival.file.count)
    }
    // A copy has gone on in this life, or says that it has left it.
    let isLeft =
      start.map { $0.manifest.sender == device && $0.manifest.former.contains(life.epoch) } ?? false
    if isLeft || session.ownEpochs.contains(life.epoch), !isRehearsing {
      try beginLife(.elsewhere)
      try engine { () throws(StoreError) in
        try session.enterLife(life.epoch, former: life.former) { ownLog(in: $0) }
      }
    }
    try engine { () throws(StoreError) in try session.finish() }
    if let start { try believe(start.manifest, from: arrival.place) }
    return start
  }

  /// Keeps what a sender shows that it holds.
  ///
  /// The store believes only who takes part: others could make it believe that what they lack need
  /// not be sent, or kept, any more.
  private func believe(_ manifest: Manifest, from place: String) throws(EngineError) {
    guard manifest.sender != device || manifest.epoch != life.epoch else { return }
    let shown = Shown(
      device: manifest.sender, epoch: manifest.epoch, former: manifest.former,
      number: manifest.number, label: manifest.label, seenSeconds: surroundings.nowSeconds(),
      place: place, scope: Set(manifest.digests.keys), have: manifest.have,
      forks: Set(manifest.forks.values.joined()), wants: manifest.blobs)
    try engine { () throws(StoreError) in try store.keep(shown) }
  }

  func note(
    _ manifest: Manifest, _ hash: [UInt8], at place: String, isOutgoing: Bool
  ) -> BundleNote {
    BundleNote(
      hash: hash, isOutgoing: isOutgoing, sender: manifest.sender, number: manifest.number,
      place: place, seenSeconds: surroundings.nowSeconds())
  }

  /// Dossiers in which the sender holds just what this device holds, but shows another digest.
  private func alarms(_ manifest: Manifest) throws(EngineError) -> [DossierID] {
    try engine { () throws(StoreError) in
      let scope = Set(manifest.digests.keys)
      // Who counts depends on the directory: states may differ where that does.
      guard scope.contains(.directory) else { return [] }
      // A log that only the sender knows may belong to any dossier.
      let dossiers = try store.dossiersOfLogs()
      guard manifest.have.logs.keys.allSatisfy({ dossiers[$0] != nil }) else { return [] }
      let (have, logs) = (try store.have(of: scope), try store.logsOfDossiers())
      // Of a forked log `have` says too little, whoever of the two knows that it is forked.
      let forks = Dictionary(
        try store.forks(of: scope).map { ($0.log, Set($0.segments.map(\.hash))) },
        uniquingKeysWith: { one, _ in one })
      let equal = scope.filter { dossier in
        (logs[dossier] ?? []).allSatisfy { log in
          have[log] == manifest.have[log] && forks[log] ?? [] == Set(manifest.forks[log] ?? [])
        }
      }
      guard equal.contains(.directory) else { return [] }
      let digests = try store.digests(of: equal)
      return equal.filter { digests[$0] != manifest.digests[$0] }.sorted()
    }
  }

  /// Reads no more than a bundle's manifest, and to whom it is sealed.
  func start(
    of file: [UInt8], at place: String
  ) throws(EngineError) -> (manifest: Manifest, recipients: Set<DeviceID>) {
    let start = try bundle(at: place) { () throws(BundleError) in
      try BundleFile.start(of: file, network: network, open: opener)
    }
    return (start.manifest, Self.recipients(in: start.header))
  }

  /// The devices that a header names; none where there is none, of a plain bundle.
  static func recipients(in header: SealedBundleHeader?) -> Set<DeviceID> {
    Set(header?.keys.map(\.device) ?? [])
  }

  /// Opens keys that were sealed to this device, or to what it was before.
  package var opener: FileKeyOpener { identity.opener }
}

/// Runs a step of a bundle's reader and wraps its error with the place.
func bundle<T>(at place: String, _ step: () throws(BundleError) -> T) throws(EngineError) -> T {
  do throws(BundleError) { return try step() } catch { throw .bundle(path: place, error) }
}
