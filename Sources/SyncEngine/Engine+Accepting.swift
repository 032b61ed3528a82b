import LocalStore
public import Merging
public import Registry
import Sodium
import Wire

/// A violation, and what an officer has said about it.
public struct FoundViolation: Sendable {
  /// The violation.
  public let violation: Violation
  /// Eight digits that stand for it and for all that causes it.
  public let token: String
  /// The record that it is about; nil where it is not here.
  public let subject: RecordView?
  /// The other records that cause it, by their dates and ids.
  public let causes: [RecordView]
  /// Who accepted it as it is now, and why; nil where nobody has.
  public let acceptance: CommitStamp?
  /// Whether somebody accepted it before it became what it is now.
  public let wasAccepted: Bool
}

extension Engine {
  /// Returns the rules that the merged records break, or those that concern one record.
  ///
  /// Terms that are over are looked at for `day`, `YYYY-MM-DD`; by default for none.
  public func violations(
    of record: FoundRecord? = nil, on day: String? = nil
  ) throws(EngineError) -> [FoundViolation] {
    try violations(of: record.map { [$0.id] }, on: day)
  }

  func violations(
    of records: Set<RecordID>?, on day: String? = nil
  ) throws(EngineError) -> [FoundViolation] {
    let circumstances = try circumstances(on: day)
    let found = try brokenRules(circumstances).filter { violation in
      records.map { !$0.isDisjoint(with: violation.records) } ?? true
    }
    let concerned = Set(found.flatMap(\.records))
    var views: [RecordID: RecordView] = [:]
    try forEachRecord { record in
      if concerned.contains(record.id), views[record.id] == nil { views[record.id] = record.view }
    }
    return found.map { violation in
      let subject = views[violation.subject]
      let accepted = subject.map { acceptances(of: violation, in: $0.state, circumstances) }
      let causes = violation.records.filter { $0 != violation.subject }.compactMap { views[$0] }
      return FoundViolation(
        violation: violation, token: String(facts(of: violation).prefix(8)), subject: subject,
        causes: causes.sorted {
          ($0.sortKey("date"), $0.id) < ($1.sortKey("date"), $1.id)
        }, acceptance: accepted?.now, wasAccepted: accepted?.before ?? false)
    }
  }

  /// Returns the rules that the merged records break, and which of these breaks an officer has
  /// accepted as they are.
  public func brokenRules(
    on day: String? = nil
  ) throws(EngineError) -> (all: [Violation], accepted: Set<Violation>) {
    let circumstances = try circumstances(on: day)
    let all = try brokenRules(circumstances)
    var spokenOf: Set<RecordID> = []
    try forEachRecord { record in
      if record.view.state.registers[Violation.acceptedRegister] != nil {
        spokenOf.insert(record.id)
      }
    }
    var views: [RecordID: RecordView] = [:]
    for id in spokenOf.sorted() {
      let records = try engine { () throws(StoreError) in try store.records(ids: id...id) }
      views[id] = try records.map(found).first(where: \.isForPeople)?.view
    }
    let accepted = all.filter { violation in
      views[violation.subject].map {
        acceptances(of: violation, in: $0.state, circumstances).now != nil
      } ?? false
    }
    return (all, Set(accepted))
  }

  private func brokenRules(_ circumstances: Circumstances) throws(EngineError) -> [Violation] {
    let (others, sameness) = try allButLast()
    var inspection = Inspection(others, sameness, circumstances)
    try forEachRecord(type: Inspection.last) { inspection.look(at: $0.view) }
    return inspection.violations()
  }

  /// Returns the records at which the rules look together, and which records are the same.
  func allButLast() throws(EngineError) -> (others: [RecordView], sameness: Sameness) {
    let others = try records(except: Inspection.last).map(\.view)
    let joined = try joinedRecords(type: Inspection.last).map(\.view)
    return (others, Sameness(others + joined))
  }

  /// What the rules need to know beside the records.
  public func circumstances(on day: String? = nil) throws(EngineError) -> Circumstances {
    var circumstances = Circumstances()
    circumstances.day = day
    let trust = try engine { () throws(StoreError) in try store.trust() }
    let devices = try devicesOfLogs()
    let officers = Set(
      devices.filter { trust.roles(of: $0.value).contains(where: \.mayResolve) }.keys)
    circumstances.mayDecide = { officers.contains($0) }
    return circumstances
  }

  /// Returns which device writes each known log, or wrote a branch of one that was forked.
  public func devicesOfLogs() throws(EngineError) -> [LogID: DeviceID] {
    try engine { () throws(StoreError) in try store.devicesOfLogs() }
  }

  /// Accepts a violation as it is, with a reason; it is named by its token.
  public func accept(_ token: String, why: String) throws(EngineError) {
    let why = try reason(why)
    let found = try violation(token)
    guard found.acceptance == nil else { return }
    let subject = try subject(of: found.violation)
    let key = subject.view.key
    try checkDeciding(key)
    let operation = Operation(
      .add, record: key, register: Violation.acceptedRegister,
      value: CanonicalJSON(acceptance(of: found.violation)))
    try append([operation], in: subject.dossier, why: why)
  }

  /// Takes an acceptance back, with a reason.
  public func unaccept(_ token: String, why: String) throws(EngineError) {
    let why = try reason(why)
    let found = try violation(token)
    let subject = try subject(of: found.violation)
    let key = subject.view.key
    try checkDeciding(key)
    let value = CanonicalJSON(acceptance(of: found.violation))
    let heads = subject.view.state[Violation.acceptedRegister].heads.filter { $0.value == value }
    guard !heads.isEmpty else { throw .noViolation(token) }
    let operation = Operation(
      .remove, record: key, register: Violation.acceptedRegister, value: value,
      replaced: heads.map(\.id))
    try append([operation], in: subject.dossier, why: why)
  }

  private func violation(_ token: String) throws(EngineError) -> FoundViolation {
    // A term that is over does not need a date to be accepted.
    let day = CalendarDate.text(seconds: surroundings.nowSeconds()).prefix(10)
    let found = try violations(on: String(day)).filter { $0.token == token.lowercased() }
    guard found.count == 1 else { throw .noViolation(token) }
    return found[0]
  }

  private func subject(of violation: Violation) throws(EngineError) -> FoundRecord {
    try find(violation.subject.hex)
  }

  /// Refuses what only those may do who may decide.
  func checkDeciding(_ key: RecordKey) throws(EngineError) {
    try checkPermission([Operation(.resolve, record: key, register: "", value: .null)])
  }

  private func facts(of violation: Violation) -> String {
    Hex.text(BLAKE2b.hash(Array(violation.facts.utf8)).prefix(16))
  }

  private func acceptance(of violation: Violation) -> JSONValue {
    ["violation": .string(violation.identity), "facts": .string(facts(of: violation))]
  }

  /// The acceptance of a violation by somebody who may decide, as it is now or was before.
  private func acceptances(
    of violation: Violation, in state: RecordState, _ circumstances: Circumstances
  ) -> (now: CommitStamp?, before: Bool) {
    let wanted = CanonicalJSON(acceptance(of: violation))
    let heads = state[Violation.acceptedRegister].heads.filter {
      $0.kind == .add && circumstances.mayDecide($0.stamp.log)
    }
    let isEarlier = heads.contains {
      $0.value.value["violation"]?.string == violation.identity && $0.value != wanted
    }
    return (heads.first { $0.value == wanted }?.stamp, isEarlier)
  }
}

extension Engine {
  /// Refuses a step that a lifecycle does not allow, or that is another role's to take.
  func checkStep(_ operations: [Operation], of record: FoundRecord) throws(EngineError) {
    guard let cycle = Lifecycle.of(record.typeName),
      let step = operations.first(where: { $0.register == cycle.field })?.value.value.string
    else { return }
    let now = record.view.state[cycle.field].alternatives.compactMap(\.value.value.string)
    guard now.isEmpty || now.contains(where: { cycle.allows(from: $0, to: step) }) else {
      let next = now.flatMap(cycle.next).joined(separator: ", ")
      throw .step(from: now.joined(separator: ", "), to: step, next: next)
    }
  }
}
