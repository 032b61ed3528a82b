import Merging
public import Wire

extension Manifest {
  /// The manifest's line, without a line feed.
  var line: [UInt8] {
    var members = [
      JSONMember("bundle", 1), JSONMember("network", .string(network.hex)),
      JSONMember("from", .string(sender.hex)),
    ]
    if let office { members.append(JSONMember("office", .string(office))) }
    if let label { members.append(JSONMember("label", .string(label))) }
    let forks = forks.sorted { $0.key < $1.key }.map { log, hashes in
      JSONMember(log.hex, .array(hashes.map { Hex.text($0) }.sorted().map(JSONValue.string)))
    }
    let digests = digests.sorted { $0.key < $1.key }
      .map { JSONMember($0.key.hex, .string($0.value.hex)) }
    members += [
      JSONMember("epoch", .string(epoch.hex)),
      JSONMember("former", .array(former.map { .string($0.hex) })),
      JSONMember("number", .integer(Int64(number))),
      JSONMember("created", .integer(createdSeconds)),
      JSONMember("for", .array(recipients.map { .string($0.hex) })),
      JSONMember("contents", .array(contents.map(\.json))), JSONMember("have", have.json),
      JSONMember("forks", .object(JSONObject(forks))),
      JSONMember("digests", .object(JSONObject(digests))),
      JSONMember("receipts", .array(receipts.map { .string(Hex.text($0)) })),
      JSONMember("wants", .array(wants.map(\.json))),
    ]
    if !blobs.isEmpty {
      members.append(JSONMember("blobs", .array(blobs.map { .string($0.hex) })))
    }
    var bytes: [UInt8] = []
    JSONValue.object(JSONObject(members)).write(into: &bytes)
    return bytes
  }

  /// Reads a manifest's line of a bundle for `network`, or of any network where that is nil.
  init(line: ArraySlice<UInt8>, network expected: NetworkID?) throws(BundleError) {
    let limits = JSONLimits(
      maximumBytes: BundleLimits.manifestBytes, maximumDepth: 16,
      maximumStringBytes: 65_536, maximumItems: 1_000_000)
    guard let json = try? JSONValue.parse(line, limits: limits), json.object != nil else {
      throw .manifest("{")
    }
    guard let version = json["bundle"]?.integer, version >= 1 else { throw .manifest("bundle") }
    guard version == 1 else { throw .newerFormat(version) }
    func need<T>(_ name: String, _ make: (JSONValue) -> T?) throws(BundleError) -> T {
      guard let member = json[name], let value = make(member) else { throw .manifest(name) }
      return value
    }
    func list<T>(_ name: String, _ make: (JSONValue) -> T?) throws(BundleError) -> [T] {
      try need(name) { member in
        guard let items = member.array else { return nil }
        let made = items.compactMap(make)
        return made.count == items.count ? made : nil
      }
    }
    func name(_ member: String) throws(BundleError) -> String? {
      guard let value = json[member] else { return nil }
      guard let text = value.string, text.utf8.count <= BundleLimits.nameBytes else {
        throw .manifest(member)
      }
      return text
    }
    network = try need("network") { $0.string.flatMap(NetworkID.init(hex:)) }
    if let expected, network != expected { throw .wrongNetwork(network) }
    sender = try need("from") { $0.string.flatMap(DeviceID.init(hex:)) }
    office = try name("office")
    label = try name("label")
    epoch = try need("epoch") { $0.string.flatMap(EpochID.init(hex:)) }
    former = try list("former") { $0.string.flatMap(EpochID.init(hex:)) }
    guard former.count <= BundleLimits.formerEpochs else { throw .manifest("former") }
    number = try need("number") { $0.integer.flatMap { $0 >= 1 ? UInt64($0) : nil } }
    createdSeconds = try need("created") { $0.integer }
    recipients = try list("for") { $0.string.flatMap(DeviceID.init(hex:)) }
    contents = try list("contents", Content.init(json:))
    guard contents.count <= BundleLimits.segments else { throw .manifest("contents") }
    have = try need("have", Have.init(json:))
    forks = try need("forks", Self.forks)
    digests = try need("digests", Self.digests)
    receipts = try list("receipts") { $0.string.flatMap { Hex.bytes($0, count: 32) } }
    wants = try list("wants", Run.init(json:))
    let hasBlobs = json["blobs"] != nil
    blobs = hasBlobs ? try list("blobs") { $0.string.flatMap(BlobID.init(hex:)) } : []
    guard blobs.count <= BundleLimits.blobs else { throw .manifest("blobs") }
  }

  private static func forks(_ json: JSONValue) -> [LogID: [[UInt8]]]? {
    guard let members = json.object?.members else { return nil }
    var forks: [LogID: [[UInt8]]] = [:]
    for member in members {
      guard let log = LogID(hex: member.key), let list = member.value.array else { return nil }
      let hashes = list.compactMap { $0.string.flatMap { Hex.bytes($0, count: 32) } }
      guard !hashes.isEmpty, hashes.count == list.count,
        zip(hashes, hashes.dropFirst()).allSatisfy({ $0.lexicographicallyPrecedes($1) })
      else { return nil }
      forks[log] = hashes
    }
    return forks
  }

  private static func digests(_ json: JSONValue) -> [DossierID: StateDigest]? {
    guard let members = json.object?.members else { return nil }
    var digests: [DossierID: StateDigest] = [:]
    for member in members {
      guard let dossier = DossierID(hex: member.key), let text = member.value.string,
        let digest = StateDigest(hex: text)
      else { return nil }
      digests[dossier] = digest
    }
    return digests
  }
}

extension Content {
  /// The JSON form: `[log, first, last]`, and maybe the hash.
  public var json: JSONValue {
    guard let hash else { return run.json }
    return .array((run.json.array ?? []) + [.string(Hex.text(hash))])
  }

  /// Reads the JSON form, or returns nil.
  public init?(json: JSONValue) {
    guard let parts = json.array, let run = Run(json: .array(Array(parts.prefix(3)))) else {
      return nil
    }
    switch parts.count {
    case 3: self.init(run)
    case 4:
      guard let hash = parts[3].string.flatMap({ Hex.bytes($0, count: 32) }) else { return nil }
      self.init(run, hash: hash)
    default: return nil
    }
  }
}
