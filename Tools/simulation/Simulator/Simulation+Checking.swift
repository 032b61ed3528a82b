import LocalStore
import Merging
import Registry
import SyncEngine
import TestSupport

/// What must hold at every moment, and what must hold when all have met.
extension Simulation {
  /// What decides a dossier's digest: what is held of it, and who counts.
  struct Known: Hashable {
    let dossier: DossierID
    let have: Have
    let trust: Trust
    /// The segments, where a log may have another history that is not known yet.
    let segments: Set<[UInt8]>
  }

  /// A device shows what follows from the operations that it has, and has what was entered there.
  func check(_ place: Int) throws {
    guard !devices[place].isRetired else { return }
    let engine = try engine(place)
    try engine.seal()
    let model = try Model(of: engine)
    let missing = (enteredAt[place] ?? []).subtracting(
      model.operations.map { Entered($0.operation) })
    if let lost = missing.first {
      throw Broken("\(lost.register) = \(lost.value) was confirmed and is gone")
    }
    let held = Set(try engine.store.segments().map(\.hash))
    try expect(held.isDisjoint(with: forged), "a segment counts that its device has not signed")
    try expectShown(model, at: place, in: nil)
    try expectDigests(of: place)
  }

  /// Records, conflicts and books are what the model has; of some dossiers, or of all.
  private func expectShown(_ model: Model, at place: Int, in dossiers: Set<DossierID>?) throws {
    let engine = try engine(place)
    // What a forked log's operations are called is defined elsewhere.
    guard try engine.store.forks().isEmpty else { return }
    let records = try engine.records().filter { dossiers?.contains($0.dossier) ?? true }
    for record in records {
      let shown = Dictionary(
        uniqueKeysWithValues: record.view.state.registers.map {
          ($0.key, Set($0.value.heads.map(\.id)))
        })
      let heads = model.heads(of: record.view.state.key)
      try expect(
        shown.filter { !$0.value.isEmpty } == heads,
        "\(record.typeName) \(record.id.hex) shows other heads than its operations have")
    }
    let open = try engine.conflicts().filter { dossiers?.contains($0.record.dossier) ?? true }
    let contradictions = model.contradictions(in: records.map(\.view))
    let shown = Set(
      open.filter { $0.conflict.register != Operation.voidRegister }.map {
        Contradiction(
          record: $0.record.id, register: $0.conflict.register,
          values: Set($0.conflict.alternatives.map(\.value)))
      })
    try expect(
      shown == contradictions,
      "other conflicts are shown than there are: \(shown.symmetricDifference(contradictions))")
    let views = records.map(\.view)
    guard let books = model.books(views) else { return }
    let accounts = Consolidation(views).accounts.map {
      Book($0)
    }
    try expect(Set(accounts) == books, "other sums are shown than the ledger has")
  }

  /// Whoever holds the same of a dossier, and knows the same of who counts, has the same digest.
  private func expectDigests(of place: Int) throws {
    let engine = try engine(place)
    guard try engine.store.forks().isEmpty else { return }
    let trust = try engine.store.trust()
    for (dossier, digest) in try engine.digests() {
      let segments = hasTwins ? Set(try engine.store.segments(of: dossier).map(\.hash)) : []
      let known = try Known(
        dossier: dossier, have: engine.have(of: [dossier]), trust: trust, segments: segments)
      let other = digests.updateValue(digest, forKey: known)
      try expect(
        other ?? digest == digest, "\(dossier.hex) has two digests for the same operations")
    }
  }

  /// The most rounds with a clean stick until nobody has news, the silent one included.
  private static let mostRounds = 6

  /// All devices use one clean stick until nobody has news.
  func meet(_ stick: String) throws {
    try makeFolder(stick)
    for _ in 1...Self.mostRounds {
      var isNews = false
      for place in users {
        let report = try sync(place, with: stick)
        isNews = isNews || !report.written.isEmpty || !report.read.isEmpty
        isNews = isNews || report.blobs.taken + report.blobs.written > 0
      }
      if !isNews { return }
    }
    throw Broken("still news after \(Self.mostRounds) rounds")
  }

  /// Everybody holds and shows the same, and nothing that anybody entered is lost.
  func expectAgreement() throws {
    let segments = try expectSameSegments()
    try expectNothingLost(segments)
    try expectBlobs()
    for place in users {
      try expectDigests(of: place)
      let dossiers = try dossiers(of: place)
      try expect(
        Picture(engine(place), of: dossiers) == Picture(engine(0), of: dossiers),
        "\(devices[place].name) shows something else than the centre")
    }
    for place in users {
      let report = try engine(place).rebuild()
      try expect(report.isUnchanged, "rebuilt, \(devices[place].name) differs")
    }
  }

  /// The dossiers that a device may read, as the centre sees it.
  private func dossiers(of place: Int) throws -> Set<DossierID> {
    let device = try engine(place).device
    let audiences = try engine(0).audiences()
    return Set(try engine(0).digests().keys.filter { audiences.mayRead(device, $0) })
  }

  /// All devices hold the same bytes of what they may read; returns all segments.
  private func expectSameSegments() throws -> [Segment] {
    func bytes(_ place: Int) throws -> [[UInt8]: (dossier: DossierID, bytes: [UInt8])] {
      let store = try engine(place).store
      let all = try store.segments().map { ($0.hash, ($0.dossier, try store.bytes(of: $0))) }
      return Dictionary(uniqueKeysWithValues: all)
    }
    let first = try bytes(0)
    try expect(
      forged.isDisjoint(with: first.keys), "a segment counts that its device has not signed")
    for place in users.dropFirst() {
      let dossiers = try dossiers(of: place)
      let theirs = try bytes(place).filter { dossiers.contains($0.value.dossier) }
      let ours = first.filter { dossiers.contains($0.value.dossier) }
      try expect(
        theirs.mapValues(\.bytes) == ours.mapValues(\.bytes),
        "\(devices[place].name) holds other segments than the centre")
    }
    return try first.values.map { try Segment(startOf: $0.bytes[...]) }
  }

  /// Nobody lacks a blob that somebody has, and that it may have.
  private func expectBlobs() throws {
    let all = try users.map { try engine($0).store.blobUses() }
    let held = Set(all.joined().filter { $0.sizeBytes != nil }.map(\.blob))
    for (place, uses) in zip(users, all) {
      let dossiers = try dossiers(of: place)
      let lacks = uses.filter { $0.isWanted && dossiers.contains($0.dossier) }.map(\.blob)
      try expect(held.isDisjoint(with: lacks), "\(devices[place].name) lacks attachments")
    }
  }

  private func expectNothingLost(_ segments: [Segment]) throws {
    // The rogue's letters may have come to nobody who is still there.
    let gaps = try engine(0).store.have().gaps.filter { rogue?.have[$0.log].isEmpty ?? true }
    try expect(gaps.isEmpty, "operations are missing: \(gaps)")
    let model = Model(segments, try engine(0).store.trust())
    let lost = entered.subtracting(model.operations.map { Entered($0.operation) })
    if let lost = lost.first {
      throw Broken("\(lost.register) = \(lost.value) is in nobody's history")
    }
    for place in users {
      // What it may not read any more, it does not get any more.
      try expectShown(model, at: place, in: dossiers(of: place))
    }
    try expectHistory(model)
  }

  /// The history that a person is shown has every operation, of one record on one device.
  private func expectHistory(_ model: Model) throws {
    let place = users.random(&generator)
    let engine = try engine(place)
    guard try engine.store.forks().isEmpty else { return }
    let dossiers = try dossiers(of: place)
    let records = try engine.records().filter { dossiers.contains($0.dossier) }
    guard let record = records.randomElement(using: &generator) else { return }
    let shown = try engine.history(of: record)
    let written = model.operations.filter { $0.operation.record == record.view.state.key }
    try expect(
      Dictionary(uniqueKeysWithValues: shown.map { ($0.id, $0.operation) })
        == Dictionary(uniqueKeysWithValues: written.map { ($0.id, $0.operation) }),
      "the history of \(record.typeName) \(record.id.hex) is not what was written")
  }

  /// The centre decides every conflict; one more meeting, and nobody has any.
  func resolveAll() throws {
    for open in try engine(0).conflicts() {
      // A decision on one field may be made on a record that has changed by the one before.
      let record = try engine(0).find(open.record.id.hex, type: open.record.typeName)
      try engine(0).resolve(record, field: open.fieldName, .take(1), why: "decided", seen: nil)
    }
    try meet(folder.file("last-stick"))
    for place in users {
      let dossiers = try dossiers(of: place)
      let open = try engine(place).conflicts().filter { dossiers.contains($0.record.dossier) }
        .map(\.fieldName)
      try expect(open.isEmpty, "\(devices[place].name) still has conflicts in \(open)")
    }
  }
}

extension Simulation.Entered {
  init(_ operation: Merging.Operation) {
    self.init(
      record: operation.record.id, register: operation.register, value: operation.value)
  }
}

/// All that a device shows to people.
private struct Picture: Equatable {
  struct Open: Hashable {
    let record: RecordID
    let register: String
    let values: [CanonicalJSON]
    let token: String
  }

  let digests: [DossierID: StateDigest]
  let states: [RecordState]
  let conflicts: [Open]
  let violations: [Violation]
  let rows: [Consolidation.Row]
  let accounts: [Consolidation.Account]
  let leftOut: [Consolidation.LeftOut]

  /// What is shown of some dossiers.
  init(_ engine: Engine, of dossiers: Set<DossierID>) throws {
    digests = try engine.digests().filter { dossiers.contains($0.key) }
    let records = try engine.records().filter { dossiers.contains($0.dossier) }
    states = records.map(\.view.state)
    conflicts = try engine.conflicts().filter { dossiers.contains($0.record.dossier) }.map { open in
      Open(
        record: open.record.id, register: open.conflict.register,
        values: open.conflict.alternatives.map(\.value), token: open.token)
    }
    let consolidation = Consolidation(records.map(\.view))
    violations = consolidation.violations
    rows = consolidation.rows
    accounts = consolidation.accounts
    leftOut = consolidation.leftOut
  }
}
