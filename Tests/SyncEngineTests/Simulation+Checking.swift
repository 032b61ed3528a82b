@testable import LocalStore
import TestSupport
import Merging
import Registry
@testable import SyncEngine
import Testing

extension Simulation {
  /// The most rounds with a clean stick until nobody has news, the silent one included.
  static let mostRounds = 6

  /// All devices use one clean stick until nobody has news; returns how many rounds that took.
  func meet(_ stick: String) throws -> Int {
    try makeFolder(stick)
    for round in 1...Self.mostRounds {
      var isNews = false
      for place in users {
        let report = try sync(place, with: stick)
        isNews = isNews || !report.written.isEmpty || !report.read.isEmpty
        isNews = isNews || report.blobs.taken + report.blobs.written > 0
      }
      if !isNews { return round }
    }
    Issue.record("\(seed): still news after \(Self.mostRounds) rounds")
    return Self.mostRounds
  }

  /// Everybody holds and shows the same, and nothing that anybody entered is lost.
  func expectAgreement() throws {
    let segments = try expectSameSegments()
    try expectNothingLost(segments)
    try expectBlobs()
    for place in users.dropFirst() {
      let dossiers = try dossiers(of: place)
      #expect(
        try Picture(engine(place), of: dossiers) == Picture(engine(0), of: dossiers),
        "\(seed): device \(place) differs")
    }
    for place in users {
      let report = try engine(place).rebuild()
      #expect(report.isUnchanged, "\(seed): rebuilt, device \(place) differs")
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
    for place in users.dropFirst() {
      let dossiers = try dossiers(of: place)
      let theirs = try bytes(place).filter { dossiers.contains($0.value.dossier) }
      let ours = first.filter { dossiers.contains($0.value.dossier) }
      #expect(
        theirs.mapValues(\.bytes) == ours.mapValues(\.bytes),
        "\(seed): segments of device \(place) differ")
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
      #expect(held.isDisjoint(with: lacks), "\(seed): device \(place) lacks blobs")
    }
  }

  private func expectNothingLost(_ segments: [Segment]) throws {
    // The rogue's letters may have come to nobody who is still there.
    let gaps = try engine(0).store.have().gaps.filter { rogue?.have[$0.log].isEmpty ?? true }
    #expect(gaps.isEmpty, "\(seed)")
    let operations = segments.flatMap { $0.commits.flatMap(\.operations) }
    let values = Set(operations.map(Entered.init))
    for lost in entered.subtracting(values) {
      Issue.record("\(seed): \(lost.register) = \(lost.value) is in nobody's history")
    }
    // What a forked log's operations are called is defined elsewhere.
    guard try engine(0).store.forks().isEmpty else { return }
    let trust = try engine(0).store.trust()
    let commits = segments.flatMap { segment in
      segment.commits.map { (segment.header.log, $0, trust.roles(of: segment.header.device)) }
    }
    let definition = Definition(commits)
    for place in users {
      // What it may not read any more, it does not get any more.
      let dossiers = try dossiers(of: place)
      for record in try engine(place).records() where dossiers.contains(record.dossier) {
        let heads = record.view.state.registers.mapValues { Set($0.heads.map(\.id)) }
        #expect(
          heads.filter { !$0.value.isEmpty } == definition.heads(of: record.view.state.key),
          "\(seed): device \(place) shows other heads than the history has")
      }
    }
    try expectHistory(definition)
  }

  /// The history that a person is shown has every operation, of one record on one device.
  private func expectHistory(_ definition: Definition) throws {
    let place = users.randomElement(using: &generator) ?? 0
    let dossiers = try dossiers(of: place)
    let engine = try engine(place)
    let records = try engine.records().filter { dossiers.contains($0.dossier) }
    guard let record = records.randomElement(using: &generator) else { return }
    let shown = try engine.history(of: record)
    let written = definition.operations.filter { $0.operation.record == record.view.state.key }
    #expect(
      Dictionary(uniqueKeysWithValues: shown.map { ($0.id, $0.operation) })
        == Dictionary(uniqueKeysWithValues: written.map { ($0.id, $0.operation) }), "\(seed)")
  }

  /// The centre decides every conflict; one more meeting, and nobody has any.
  func resolveAll() throws {
    for open in try engine(0).conflicts() {
      // A decision on one field may be made on a record that has changed by the one before.
      let record = try engine(0).find(open.record.id.hex, type: open.record.typeName)
      try engine(0).resolve(record, field: open.fieldName, .take(1), why: "decided", seen: nil)
    }
    _ = try meet(folder.file("last-stick"))
    for place in users {
      let dossiers = try dossiers(of: place)
      let open = try engine(place).conflicts().filter { dossiers.contains($0.record.dossier) }
        .map(\.fieldName)
      #expect(open.isEmpty, "\(seed): device \(place) still has conflicts in \(open)")
    }
  }
}

extension Simulation.Entered {
  init(_ operation: Merging.Operation) {
    self.init(
      record: operation.record.id, register: operation.register, value: operation.value)
  }
}

/// What the heads must be by definition, from all operations at once: those that none replaced.
private struct Definition {
  let operations: [(id: OperationID, operation: Merging.Operation)]
  private var withoutEffect: Set<OperationID> = []
  private let byRecord: [RecordKey: [(id: OperationID, operation: Merging.Operation)]]

  init(_ commits: [(log: LogID, commit: Commit, roles: Set<Role>)]) {
    var all: [(id: OperationID, operation: Merging.Operation)] = []
    for (log, commit, roles) in commits {
      for (index, operation) in commit.operations.enumerated() {
        let id = OperationID(log: log, number: commit.first + UInt64(index))
        all.append((id, operation))
        if !operation.isPermitted(to: roles) { withoutEffect.insert(id) }
      }
    }
    operations = all
    byRecord = Dictionary(grouping: operations, by: \.operation.record)
  }

  func heads(of key: RecordKey) -> [String: Set<OperationID>] {
    var heads: [String: Set<OperationID>] = [:]
    var replaced: [String: Set<OperationID>] = [:]
    for (id, operation) in byRecord[key] ?? [] where !withoutEffect.contains(id) {
      replaced[operation.register, default: []].formUnion(operation.replaced)
      if operation.kind != .remove { heads[operation.register, default: []].insert(id) }
    }
    for (name, ids) in replaced { heads[name]?.subtract(ids) }
    return heads.filter { !$0.value.isEmpty }
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
    violations = Violation.all(in: records.map(\.view))
    let consolidation = Consolidation(records.map(\.view))
    rows = consolidation.rows
    accounts = consolidation.accounts
    leftOut = consolidation.leftOut
  }
}
