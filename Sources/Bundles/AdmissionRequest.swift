public import Merging
public import Sodium
import Wire

/// A device's request to be admitted to a network, or to be admitted in place of an earlier device
/// that renews its keys.
///
/// One that exists is signed by its device and, where it renews, by the device that it replaces.
/// Who the device belongs to, only people can tell: by its ``fingerprint``.
public struct AdmissionRequest: Hashable, Sendable {
  /// The network.
  public let network: NetworkID
  /// The device that asks.
  public let device: DeviceID
  /// The public key to which bundles are to be sealed for it, 32 bytes.
  public let boxPublicKey: [UInt8]
  /// The office that it says it belongs to.
  public let office: String
  /// Its name for itself.
  public let label: String
  /// The person who asks.
  public let person: String
  /// The device that it replaces.
  public let renewal: Renewal?
  /// The request as a file's bytes: one line, its line feed included.
  public let line: [UInt8]

  /// The earlier device of which a request renews the keys.
  public struct Renewal: Hashable, Sendable {
    /// The earlier device.
    public let replaced: DeviceID
    /// The hash, 32 bytes, of the last segment that counts of each of its logs.
    public let last: [LogID: [UInt8]]
  }

  /// What the device's people and their network will read to each other.
  public var fingerprint: Fingerprint {
    Fingerprint(network: network, device: device, boxPublicKey: boxPublicKey)
  }

  private static let domain = Array("pobratym request 1\n".utf8)
  private static let renewalDomain = Array("pobratym renewal 1\n".utf8)
}

extension AdmissionRequest {
  /// Makes a request, signed by the device's key.
  public init(
    network: NetworkID, office: String, label: String, person: String, boxPublicKey: [UInt8],
    by key: borrowing SigningKey
  ) throws(RequestError) {
    let members = Self.members(network, key.publicKey, boxPublicKey, (office, label, person))
    try self.init(line: Self.signed(members, by: key), network: network)
  }

  /// Makes a request to be admitted in place of an earlier device, signed by both keys.
  public init(
    network: NetworkID, office: String, label: String, person: String, boxPublicKey: [UInt8],
    by key: borrowing SigningKey, replacing former: borrowing SigningKey, last: [LogID: [UInt8]]
  ) throws(RequestError) {
    var members = Self.members(network, key.publicKey, boxPublicKey, (office, label, person))
    members += Self.members(replacing: former.publicKey, last)
    let signature = former.sign(Self.renewalDomain + BLAKE2b.hash(Self.opened(members)))
    members.append(JSONMember("former", .string(Hex.text(signature))))
    try self.init(line: Self.signed(members, by: key), network: network)
  }

  private static func members(
    _ network: NetworkID, _ device: [UInt8], _ box: [UInt8],
    _ names: (office: String, label: String, person: String)
  ) -> [JSONMember] {
    [
      JSONMember("request", 1), JSONMember("network", .string(network.hex)),
      JSONMember("device", .string(Hex.text(device))), JSONMember("box", .string(Hex.text(box))),
      JSONMember("office", .string(names.office)), JSONMember("label", .string(names.label)),
      JSONMember("person", .string(names.person)),
    ]
  }

  private static func members(
    replacing device: [UInt8], _ last: [LogID: [UInt8]]
  ) -> [JSONMember] {
    let numbers = last.sorted { $0.key < $1.key }
      .map { JSONMember($0.key.hex, .string(Hex.text($0.value))) }
    return [
      JSONMember("replaces", .string(Hex.text(device))),
      JSONMember("last", .object(JSONObject(numbers))),
    ]
  }

  /// The text of an object up to where its next member's comma stands.
  private static func opened(_ members: [JSONMember]) -> [UInt8] {
    var bytes: [UInt8] = []
    JSONValue.object(JSONObject(members)).write(into: &bytes)
    return bytes.dropLast()
  }

  private static func signed(
    _ members: [JSONMember], by key: borrowing SigningKey
  ) -> [UInt8] {
    let signature = key.sign(domain + BLAKE2b.hash(opened(members)))
    return line(members, signature: signature)
  }

  private static func line(_ members: [JSONMember], signature: [UInt8]) -> [UInt8] {
    opened(members + [JSONMember("signature", .string(Hex.text(signature)))]) + Array("}\n".utf8)
  }
}

extension AdmissionRequest {
  /// Reads and verifies a request's file, for `network`, or for any network where that is nil.
  public init(line: [UInt8], network expected: NetworkID?) throws(RequestError) {
    guard line.count <= BundleLimits.requestBytes else { throw .tooLarge }
    let limits = JSONLimits(maximumBytes: BundleLimits.requestBytes, maximumDepth: 16)
    guard let json = try? JSONValue.parse(line, limits: limits),
      let version = json["request"]?.integer, version >= 1
    else { throw .malformed("request") }
    guard version == 1 else { throw .newerFormat(version) }
    func need<T>(_ name: String, _ make: (String) -> T?) throws(RequestError) -> T {
      guard let value = json[name]?.string.flatMap(make) else { throw .malformed(name) }
      return value
    }
    func text(_ name: String, limit: Int) throws(RequestError) -> String {
      try need(name) { $0.utf8.count <= limit ? $0 : nil }
    }
    network = try need("network", NetworkID.init(hex:))
    if let expected, network != expected { throw .wrongNetwork(network) }
    device = try need("device", DeviceID.init(hex:))
    boxPublicKey = try need("box") { Hex.bytes($0, count: 32) }
    office = try text("office", limit: BundleLimits.nameBytes)
    label = try text("label", limit: BundleLimits.nameBytes)
    person = try text("person", limit: Limits.authorBytes)
    let signature = try need("signature") { Hex.bytes($0, count: 64) }
    self.line = line
    var members = Self.members(
      network, device.publicKey, boxPublicKey, (office, label, person))
    renewal = try json["replaces"].map { _ throws(RequestError) in
      Renewal(replaced: try need("replaces", DeviceID.init(hex:)), last: try Self.last(json))
    }
    if let renewal {
      guard renewal.replaced != device else { throw .malformed("replaces") }
      members += Self.members(replacing: renewal.replaced.publicKey, renewal.last)
      let unsigned = members
      let former = try need("former") { Hex.bytes($0, count: 64) }
      members.append(JSONMember("former", .string(Hex.text(former))))
      // There is one line for one request.
      guard line == Self.line(members, signature: signature) else { throw .malformed("request") }
      try Self.check(
        former, Self.renewalDomain, unsigned, by: renewal.replaced, or: .formerSignature)
    }
    guard line == Self.line(members, signature: signature) else { throw .malformed("request") }
    try Self.check(signature, Self.domain, members, by: device, or: .signature)
  }

  private static func check(
    _ signature: [UInt8], _ domain: [UInt8], _ members: [JSONMember], by device: DeviceID,
    or error: RequestError
  ) throws(RequestError) {
    let message = domain + BLAKE2b.hash(opened(members))
    guard
      Ed25519.verify(signature: signature, message: message, publicKey: device.publicKey)
    else { throw error }
  }

  private static func last(_ json: JSONValue) throws(RequestError) -> [LogID: [UInt8]] {
    var last: [LogID: [UInt8]] = [:]
    guard let members = json["last"]?.object?.members else { throw .malformed("last") }
    for member in members {
      guard let log = LogID(hex: member.key),
        let hash = member.value.string.flatMap({ Hex.bytes($0, count: 32) })
      else { throw .malformed("last") }
      last[log] = hash
    }
    return last
  }
}
