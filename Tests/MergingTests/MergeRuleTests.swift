import Merging
import Testing
import Wire

private let key = RecordKey(type: "aid", id: RecordID(high: 0, low: 1))

/// Applies one operation of a device as a commit of its own and returns its name.
@discardableResult
private func act(
  _ state: inout RecordState, _ device: UInt64, _ number: UInt64, lamport: UInt64 = 1,
  _ kind: OperationKind, _ register: String, _ value: JSONValue, replaced: [OperationID] = [],
  seen: [OperationID] = [], why: String? = nil
) -> OperationID {
  let log = LogID(high: 0, low: device)
  let operation = Operation(
    kind, record: key, register: register, value: CanonicalJSON(value), replaced: replaced,
    seen: seen)
  state.apply(
    Commit(
      first: number, lamport: lamport, claimedSeconds: 0, author: nil, reason: why,
      operations: [operation]), of: log)
  return OperationID(log: log, number: number)
}

private func values(_ shown: Shown) -> [JSONValue] {
  switch shown {
  case .empty: []
  case .value(let alternative): [alternative.value.value]
  case .conflict(let alternatives): alternatives.map(\.value.value)
  case .elements(let elements): elements.map(\.value)
  }
}

@Test func `two different values entered apart are a conflict that shows both`() {
  var state = RecordState(key: key)
  let base = act(&state, 1, 1, .set, "quantity", "12")
  act(&state, 1, 2, lamport: 2, .set, "quantity", "11", replaced: [base])
  act(&state, 2, 1, lamport: 2, .set, "quantity", "13", replaced: [base])
  #expect(values(state["quantity"].shown(by: .ask)) == ["11", "13"])
  #expect(state.isContested)
}

@Test func `equal values entered apart agree`() {
  var state = RecordState(key: key)
  act(&state, 1, 1, .set, "waybill", "CMR 7")
  act(&state, 2, 1, .set, "waybill", "CMR 7")
  #expect(state["waybill"].heads.count == 2)
  #expect(values(state["waybill"].shown(by: .ask)) == ["CMR 7"])
  #expect(!state.isContested)
}

@Test func `a resolved conflict reopens when a third value comes late, with the reason kept`() {
  var state = RecordState(key: key)
  let one = act(&state, 1, 1, .set, "quantity", "12")
  let two = act(&state, 2, 1, .set, "quantity", "11")
  act(&state, 3, 1, lamport: 2, .resolve, "quantity", "11", replaced: [one, two], why: "counted")
  #expect(values(state["quantity"].shown(by: .ask)) == ["11"])
  act(&state, 4, 1, .set, "quantity", "10")
  #expect(values(state["quantity"].shown(by: .ask)) == ["10", "11"])
  #expect(state["quantity"].heads.contains { $0.stamp.reason == "counted" })
}

@Test func `two people who resolve differently apart make a new conflict`() {
  var state = RecordState(key: key)
  let one = act(&state, 1, 1, .set, "quantity", "12")
  let two = act(&state, 2, 1, .set, "quantity", "11")
  act(&state, 3, 1, lamport: 2, .resolve, "quantity", "11", replaced: [one, two], why: "counted")
  act(&state, 4, 1, lamport: 2, .resolve, "quantity", "12", replaced: [one, two], why: "waybill")
  #expect(values(state["quantity"].shown(by: .ask)) == ["11", "12"])
}

@Test func `a replaced value that comes after its replacement is dead on arrival`() {
  var state = RecordState(key: key)
  let first = OperationID(log: LogID(high: 0, low: 1), number: 1)
  act(&state, 2, 1, lamport: 2, .set, "quantity", "11", replaced: [first])
  #expect(state.awaited == ["quantity": [first]])
  act(&state, 1, 1, .set, "quantity", "12")
  #expect(values(state["quantity"].shown(by: .ask)) == ["11"])
  #expect(state.awaited.isEmpty)
}

@Test func `the latest rule shows the highest Lamport number and keeps the other`() {
  var state = RecordState(key: key)
  act(&state, 2, 1, lamport: 5, .set, "note", "new")
  act(&state, 1, 1, lamport: 4, .set, "note", "old")
  #expect(values(state["note"].shown(by: .latest)) == ["new"])
  #expect(state["note"].heads.count == 2)
}

@Test func `an addition made apart from a removal wins`() {
  var state = RecordState(key: key)
  let seen = act(&state, 1, 1, .add, "tags", "winter")
  act(&state, 2, 1, .remove, "tags", "winter", replaced: [seen])
  #expect(values(state["tags"].shown(by: .set)) == [])
  act(&state, 3, 1, .add, "tags", "winter")
  #expect(values(state["tags"].shown(by: .set)) == ["winter"])
}

@Test func `a ledger entry cannot be replaced`() {
  var state = RecordState(key: key)
  let entry = act(&state, 1, 1, .entry, "entry", "8 blankets")
  act(&state, 2, 1, lamport: 2, .entry, "entry", "9 blankets", replaced: [entry])
  #expect(values(state["entry"].shown(by: .ledger)) == ["8 blankets"])
  #expect(state["entry"].heads.count == 2)
}

@Test func `an edit made apart from a withdrawal surfaces`() {
  var state = RecordState(key: key)
  let title = act(&state, 1, 1, .set, "title", "Blankets")
  act(&state, 1, 2, lamport: 2, .void, "@void", true, seen: [title], why: "entered twice")
  #expect(state.isVoid)
  #expect(state.editsApartFromVoid.isEmpty)
  let apart = act(&state, 2, 1, lamport: 2, .set, "act", "No. 4")
  #expect(state.editsApartFromVoid.map(\.id) == [apart])
  #expect(state.isContested)
}

@Test func `an operation of a newer kind is kept, counted and does not hide what is understood`()
  throws
{
  let log = LogID(high: 0, low: 5)
  let line = """
    {"n":1,"l":1,"t":0,"ops":[{"k":"stamp","y":"aid","r":"\(key.id.hex)","f":"title","ink":"red"}]}
    """
  let commit = try Commit(line: Array(line.utf8)[...], in: log, number: 2)
  var state = RecordState(key: key)
  state.apply(commit, of: log)
  act(&state, 1, 1, .set, "title", "Blankets")
  #expect(values(state["title"].shown(by: .ask)) == ["Blankets"])
  #expect(state["title"].notUnderstood.map(\.value.value["ink"]) == ["red"])
  #expect(state.operationCount == 2)
  #expect(String(decoding: commit.line(in: log), as: UTF8.self).contains("\"ink\":\"red\""))
}
