@testable import LocalStore
import TestSupport
import Merging
import Registry
@testable import SyncEngine
import Testing

extension Simulation {
  /// The most rounds with a clean stick until nobody has news, the silent one included.
  static let mostRounds = 4

  /// All devices use one clean stick until nobody has news; returns how many rounds that took.
  func meet(_ stick: String) throws -> Int {
    try makeFolder(stick)
    for round in 1...Self.mostRounds {
      var isNews = false
      for place in devices.indices {
        let report = try sync(place, with: stick)
        isNews = isNews || !report.written.isEmpty || !report.read.isEmpty
      }
      if !isNews { return round }
    }
    Issue.record("\(seed): still news after \(Self.mostRounds) rounds")
    return Self.mostRounds
  }

  /// Everybody holds and shows the same, and nothing that anybody entered is lost.
  func expectAgreement() throws {
    let commits = try expectSameSegments()
    try expectNothingLost(commits)
    let first = try Picture(engine(0))
    for place in devices.indices.dropFirst() {
      #expect(try Picture(engine(place)) == first, "\(seed): device \(place) differs")
    }
    for place in devices.indices {
      let report = try engine(place).rebuild()
      #expect(report.isUnchanged, "\(seed): rebuilt, device \(place) differs")
      #expect(try engine(place).digest() == first.digest, "\(seed)")
    }
  }

  /// All devices hold the same bytes; returns what is in them.
  private func expectSameSegments() throws -> [(log: LogID, commit: Commit)] {
    let bytes = try devices.indices.map { place in
      let store = try engine(place).store
      let segments = try store.segments().map { ($0.run, try store.bytes(of: $0)) }
      return Dictionary(uniqueKeysWithValues: segments)
    }
    for other in bytes.dropFirst() { #expect(other == bytes[0], "\(seed): segments differ") }
    let segments = try bytes[0].values.map { try Segment(startOf: $0[...]) }
    return segments.flatMap { segment in segment.commits.map { (segment.header.log, $0) } }
  }

  private func expectNothingLost(_ commits: [(log: LogID, commit: Commit)]) throws {
    for place in devices.indices {
      let own = try engine(0).store.have(of: engine(place).device)
      #expect(own.count == written[place], "\(seed): device \(place) wrote more or less")
      #expect(try engine(0).store.have().gaps.isEmpty, "\(seed)")
    }
    let definition = Definition(commits)
    let values = Set(definition.operations.map { Entered($0.operation) })
    for lost in entered.subtracting(values) {
      Issue.record("\(seed): \(lost.register) = \(lost.value) is in nobody's history")
    }
    for place in devices.indices {
      for record in try engine(place).records() {
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
    let engine = try engine(devices.indices.randomElement(using: &generator) ?? 0)
    guard let record = try engine.records().randomElement(using: &generator) else { return }
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
    written[0] = try engine(0).store.have(of: engine(0).device).count
    _ = try meet(folder.file("last-stick"))
    for place in devices.indices {
      let open = try engine(place).conflicts().map(\.fieldName)
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
  private let byRecord: [RecordKey: [(id: OperationID, operation: Merging.Operation)]]

  init(_ commits: [(log: LogID, commit: Commit)]) {
    operations = commits.flatMap { log, commit in
      commit.operations.enumerated().map { index, operation in
        (OperationID(log: log, number: commit.first + UInt64(index)), operation)
      }
    }
    byRecord = Dictionary(grouping: operations, by: \.operation.record)
  }

  func heads(of key: RecordKey) -> [String: Set<OperationID>] {
    var heads: [String: Set<OperationID>] = [:]
    var replaced: [String: Set<OperationID>] = [:]
    for (id, operation) in byRecord[key] ?? [] {
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

  let digest: StateDigest
  let have: Have
  let states: [RecordState]
  let conflicts: [Open]
  let violations: [Violation]
  let rows: [Consolidation.Row]
  let accounts: [Consolidation.Account]
  let leftOut: [Consolidation.LeftOut]

  init(_ engine: Engine) throws {
    digest = try engine.digest()
    have = try engine.store.have()
    states = try engine.records().map(\.view.state)
    conflicts = try engine.conflicts().map { open in
      Open(
        record: open.record.id, register: open.conflict.register,
        values: open.conflict.alternatives.map(\.value), token: open.token)
    }
    violations = try engine.violations()
    let consolidation = try engine.consolidate()
    rows = consolidation.rows
    accounts = consolidation.accounts
    leftOut = consolidation.leftOut
  }
}
