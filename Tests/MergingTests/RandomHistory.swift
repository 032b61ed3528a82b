import Merging
import TestSupport
import Wire

/// A history of commits that several devices made, each seeing only part of the others' work.
struct RandomHistory {
  var commits: [(log: LogID, commit: Commit)] = []
  let records: [RecordKey]

  init(_ generator: inout SeededGenerator, devices: Int = 4, steps: Int = 60) {
    records = (1...3).map { RecordKey(type: "aid", id: RecordID(high: 7, low: $0)) }
    let logs = (1...devices).map { LogID(high: 9, low: UInt64($0)) }
    var seenBy = Array(repeating: Set<Int>(), count: devices)
    var next = Array(repeating: UInt64(1), count: devices)
    for step in 0..<steps {
      let device = Int.random(in: 0..<devices, using: &generator)
      for other in 0..<commits.count where generator.chance(oneIn: 6) {
        seenBy[device].insert(other)
      }
      let known = seenBy[device].sorted().map { commits[$0] }
      let operations = Self.operations(records, known, step: step, &generator)
      let commit = Commit(
        first: next[device], lamport: UInt64.random(in: 1...9, using: &generator),
        claimedSeconds: Int64(step), author: nil, reason: "because", operations: operations)
      next[device] += UInt64(operations.count)
      seenBy[device].insert(commits.count)
      commits.append((logs[device], commit))
    }
  }

  /// Makes up what a clerk does to a record as far as the device knows it.
  private static func operations(
    _ records: [RecordKey], _ known: [(log: LogID, commit: Commit)], step: Int,
    _ generator: inout SeededGenerator
  ) -> [Operation] {
    (1...Int.random(in: 1...3, using: &generator)).map { _ in
      let key = records.randomElement(using: &generator) ?? records[0]
      var state = RecordState(key: key)
      for (log, commit) in known { state.apply(commit, of: log) }
      let register = ["amount", "note", "tags"].randomElement(using: &generator) ?? "amount"
      let heads = state[register].heads
      let value = CanonicalJSON(.integer(Int64.random(in: 0..<4, using: &generator)))
      switch Int.random(in: 0..<8, using: &generator) {
      case 0: return Operation(.add, record: key, register: "tags", value: value)
      case 1:
        let gone = state["tags"].heads.filter { $0.value == value }.map(\.id)
        return Operation(.remove, record: key, register: "tags", value: value, replaced: gone)
      case 2:
        return Operation(
          .resolve, record: key, register: register, value: value, replaced: heads.map(\.id))
      case 3:
        return Operation(
          .void, record: key, register: "@void", value: CanonicalJSON(true),
          replaced: state["@void"].heads.map(\.id),
          seen: state.registers.values.flatMap(\.heads).map(\.id))
      case 4:
        return Operation(.entry, record: key, register: "entry", value: value)
      default:
        let one = heads.randomElement(using: &generator).map { [$0.id] } ?? []
        return Operation(.set, record: key, register: register, value: value, replaced: one)
      }
    }
  }

  /// Folds commits in the order given.
  func states(_ order: [Int]) -> [RecordState] {
    records.map { key in
      var state = RecordState(key: key)
      for index in order { state.apply(commits[index].commit, of: commits[index].log) }
      return state
    }
  }

  /// The heads by definition, from the whole set at once: operations minus all replaced ones.
  func headsByDefinition(of key: RecordKey) -> [String: Set<OperationID>] {
    var heads: [String: Set<OperationID>] = [:]
    var replaced: [String: Set<OperationID>] = [:]
    for (log, commit) in commits {
      for (index, operation) in commit.operations.enumerated() where operation.record == key {
        let id = OperationID(log: log, number: commit.first + UInt64(index))
        replaced[operation.register, default: []].formUnion(operation.replaced)
        if operation.kind != .remove { heads[operation.register, default: []].insert(id) }
      }
    }
    for (name, ids) in replaced where name != "entry" { heads[name]?.subtract(ids) }
    return heads.filter { !$0.value.isEmpty }
  }
}
