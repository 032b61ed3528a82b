public import Wire

/// A centre's word on a device, made in the directory.
public enum Statement: Hashable, Sendable {
  /// Admits a device to the network.
  case admit(Admission)
  /// Ends a device's part: of each log only the segments with these hashes, and those that they
  /// continue, count.
  case retire(DeviceID, last: [LogID: Set<[UInt8]>])
  /// Lets segments of a device count that were set aside, by their hashes of 32 bytes.
  case release(DeviceID, segments: Set<[UInt8]>)

  /// The device that it is about.
  public var device: DeviceID {
    switch self {
    case .admit(let admission): admission.device
    case .retire(let device, _), .release(let device, _): device
    }
  }
}

/// What a centre says of a device that it admits.
public struct Admission: Hashable, Sendable {
  /// The device.
  public var device: DeviceID
  /// Its X25519 public key, 32 bytes: what is for it is sealed to this.
  public var box: [UInt8]
  /// Its office.
  public var office: String
  /// What it may do.
  public var role: Role
  /// Its name.
  public var label: String
  /// From when, in seconds since 1970, UTC; for people only.
  public var fromSeconds: Int64?
  /// Until when, in seconds since 1970, UTC; for people only, since time decides nothing.
  public var untilSeconds: Int64?
  /// The device whose keys these replace; for people only.
  public var replaces: DeviceID?

  /// Creates an admission.
  public init(
    device: DeviceID, box: [UInt8], office: String, role: Role, label: String,
    fromSeconds: Int64? = nil, untilSeconds: Int64? = nil, replaces: DeviceID? = nil
  ) {
    self.device = device
    self.box = box
    self.office = office
    self.role = role
    self.label = label
    self.fromSeconds = fromSeconds
    self.untilSeconds = untilSeconds
    self.replaces = replaces
  }
}

/// The kinds of operations that are statements.
///
/// To the state of records they are kinds like any other that it does not name.
public enum StatementKind: String, CaseIterable, Sendable {
  /// See ``Statement/admit(_:)``.
  case admit
  /// See ``Statement/retire(_:last:)``.
  case retire
  /// See ``Statement/release(_:segments:)``.
  case release

  /// The type of the records that statements are about.
  public static let recordType = "device"

  static let names = Set(allCases.map(\.rawValue))
}

extension Statement {
  /// Returns the operation that makes the statement, about the record of its device.
  public func operation(about record: RecordID) -> Operation {
    let key = RecordKey(type: StatementKind.recordType, id: record)
    let members = [
      JSONMember("k", .string(kind.rawValue)), JSONMember("y", .string(key.type)),
      JSONMember("r", .string(record.hex)), JSONMember("v", value),
    ]
    let kind = OperationKind(name: self.kind.rawValue)
    return Operation(
      kind, record: key, register: kind.defaultRegister,
      value: CanonicalJSON(.object(JSONObject(members))))
  }

  /// Reads the statement that an operation makes, or returns nil where it makes none.
  ///
  /// Whether the operation is about the record of that device is for the caller to check.
  public init?(_ operation: Operation) {
    guard operation.record.type == StatementKind.recordType,
      operation.register == operation.kind.defaultRegister
    else { return nil }
    self.init(kind: operation.kind.name, operation.value.value)
  }

  /// Reads the statement of an operation's kind and whole JSON object, or returns nil.
  public init?(kind: String, _ object: JSONValue) {
    guard let kind = StatementKind(rawValue: kind), let value = object["v"],
      let device = value["device"]?.string.flatMap(DeviceID.init(hex:))
    else { return nil }
    switch kind {
    case .admit:
      guard let admission = Admission(device, value) else { return nil }
      self = .admit(admission)
    case .retire:
      guard let last = Self.last(value["last"]) else { return nil }
      self = .retire(device, last: last)
    case .release:
      guard let hashes = Self.hashes(value["segments"]) else { return nil }
      self = .release(device, segments: hashes)
    }
  }

  private var kind: StatementKind {
    switch self {
    case .admit: .admit
    case .retire: .retire
    case .release: .release
    }
  }

  private var value: JSONValue {
    let named = JSONMember("device", .string(device.hex))
    switch self {
    case .admit(let admission): return admission.json
    case .retire(_, let last):
      let logs = last.sorted { $0.key < $1.key }.map { log, hashes in
        JSONMember(log.hex, Self.json(hashes))
      }
      return .object(JSONObject([named, JSONMember("last", .object(JSONObject(logs)))]))
    case .release(_, let segments):
      return .object(JSONObject([named, JSONMember("segments", Self.json(segments))]))
    }
  }

  private static func last(_ json: JSONValue?) -> [LogID: Set<[UInt8]>]? {
    guard let members = json?.object?.members else { return nil }
    var last: [LogID: Set<[UInt8]>] = [:]
    var count = 0
    for member in members {
      guard let log = LogID(hex: member.key), let hashes = hashes(member.value) else { return nil }
      count += member.value.array?.count ?? 0
      last[log] = hashes
    }
    return count <= Limits.statementItems ? last : nil
  }

  /// Reads a list of 1 to 2,048 hashes.
  private static func hashes(_ json: JSONValue?) -> Set<[UInt8]>? {
    guard let list = json?.array, (1...Limits.statementItems).contains(list.count) else {
      return nil
    }
    let hashes = list.compactMap { $0.string.flatMap { Hex.bytes($0, count: 32) } }
    return hashes.count == list.count ? Set(hashes) : nil
  }

  private static func json(_ hashes: Set<[UInt8]>) -> JSONValue {
    .array(hashes.map { Hex.text($0) }.sorted().map(JSONValue.string))
  }
}

extension Admission {
  fileprivate var json: JSONValue {
    var members = [
      JSONMember("device", .string(device.hex)), JSONMember("box", .string(Hex.text(box))),
      JSONMember("office", .string(office)), JSONMember("role", .string(role.name)),
      JSONMember("label", .string(label)),
    ]
    if let fromSeconds { members.append(JSONMember("from", .integer(fromSeconds))) }
    if let untilSeconds { members.append(JSONMember("until", .integer(untilSeconds))) }
    if let replaces { members.append(JSONMember("replaces", .string(replaces.hex))) }
    return .object(JSONObject(members))
  }

  fileprivate init?(_ device: DeviceID, _ value: JSONValue) {
    guard let box = value["box"]?.string.flatMap({ Hex.bytes($0, count: 32) }),
      let office = value["office"]?.string, office.utf8.count <= Limits.authorBytes,
      let label = value["label"]?.string, label.utf8.count <= Limits.authorBytes,
      let role = value["role"]?.string, role.utf8.count <= Limits.nameBytes
    else { return nil }
    let optional = { (name: String) in value[name].map { $0.integer } }
    let replaces = value["replaces"].map { $0.string.flatMap(DeviceID.init(hex:)) }
    // A member that is there and is not as specified makes the statement none.
    if case .some(nil) = optional("from") { return nil }
    if case .some(nil) = optional("until") { return nil }
    if case .some(nil) = replaces { return nil }
    self.init(
      device: device, box: box, office: office, role: Role(name: role), label: label,
      fromSeconds: optional("from") ?? nil, untilSeconds: optional("until") ?? nil,
      replaces: replaces ?? nil)
  }
}
