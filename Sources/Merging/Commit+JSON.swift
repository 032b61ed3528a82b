import Language
import Wire

extension Commit {
  /// Returns the commit's line, without a line feed.
  public func line(in log: LogID) -> [UInt8] {
    var members = [
      JSONMember("n", .integer(Int64(first))), JSONMember("l", .integer(Int64(lamport))),
      JSONMember("t", .integer(claimedSeconds)),
    ]
    if let author { members.append(JSONMember("by", .string(author))) }
    if let reason { members.append(JSONMember("why", .string(reason))) }
    var previous: Operation?
    let list = operations.map { operation in
      defer { previous = operation }
      return operation.json(in: log, after: previous)
    }
    members.append(JSONMember("ops", .array(list)))
    var bytes: [UInt8] = []
    JSONValue.object(JSONObject(members)).write(into: &bytes)
    return bytes
  }

  /// Reads a commit's line; `number` is the line's place in its segment, for messages.
  public init(line bytes: ArraySlice<UInt8>, in log: LogID, number: Int) throws(MergingError) {
    let fields = try LineFields(bytes, number: number)
    first = try fields.positive("n")
    lamport = try fields.positive("l")
    claimedSeconds = try fields.integer("t")
    author = try fields.text("by", atMost: Limits.authorBytes)
    reason = try fields.text("why", atMost: Limits.reasonBytes)
    guard let list = fields.object["ops"]?.array, !list.isEmpty else {
      throw fields.invalid("ops")
    }
    guard list.count <= Limits.operationsPerCommit,
      first <= UInt64(Limits.largestInteger) - UInt64(list.count)
    else { throw .limit(line: number, Phrase("operations of one commit")) }
    var operations: [Operation] = []
    operations.reserveCapacity(list.count)
    for item in list {
      let own = OperationID(log: log, number: first + UInt64(operations.count))
      operations.append(try Operation(item, named: own, after: operations.last, in: fields))
    }
    self.operations = operations
    if reason?.isEmpty ?? true, operations.contains(where: { $0.kind.needsReason }) {
      throw fields.invalid("why")
    }
  }
}

extension Operation {
  fileprivate func json(in log: LogID, after previous: Operation?) -> JSONValue {
    if case .unknown = kind { return value.value }
    var members: [JSONMember] = []
    if kind != .set { members.append(JSONMember("k", .string(kind.name))) }
    if record.type != previous?.record.type {
      members.append(JSONMember("y", .string(record.type)))
    }
    if record.id != previous?.record.id { members.append(JSONMember("r", .string(record.id.hex))) }
    if register != kind.defaultRegister { members.append(JSONMember("f", .string(register))) }
    members.append(JSONMember("v", value.value))
    for (name, list) in [("x", replaced), ("s", seen)] where !list.isEmpty {
      members.append(JSONMember(name, .array(list.map { $0.json(in: log) })))
    }
    return .object(JSONObject(members))
  }

  fileprivate init(
    _ json: JSONValue, named own: OperationID, after previous: Operation?, in line: LineFields
  ) throws(MergingError) {
    guard json.object != nil else { throw line.invalid("ops") }
    let kind = OperationKind(name: try line.name("k", of: json) ?? "set")
    guard let type = try line.name("y", of: json) ?? previous?.record.type else {
      throw line.invalid("y")
    }
    guard let id = try line.record(of: json) ?? previous?.record.id else {
      throw line.invalid("r")
    }
    let register = try line.name("f", of: json) ?? kind.defaultRegister
    let value: JSONValue
    if case .unknown = kind {
      value = json
    } else {
      guard let given = json["v"] else { throw line.invalid("v") }
      value = given
    }
    let isWithdrawal = register == Operation.voidRegister
    switch kind {
    case .unknown: break
    case .void:
      guard isWithdrawal, value == true || value == .null else { throw line.invalid("v") }
    default:
      // Otherwise an ordinary edit would withdraw a record without a reason.
      guard !isWithdrawal else { throw line.invalid("f") }
    }
    self.init(
      kind, record: RecordKey(type: type, id: id), register: register,
      value: CanonicalJSON(value),
      replaced: try line.references("x", of: json, before: own),
      seen: try line.references("s", of: json, before: own))
  }
}
