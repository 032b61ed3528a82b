import Bundles
import Foundation
@testable import LocalStore
import Merging
import SQLite
import Sodium
@testable import SyncEngine
import TestSupport
import Testing
import Wire

/// A golden vector of `Protocol/vectors`: files, and what a reader must make of them.
struct Vector: CustomStringConvertible {
  struct File {
    let path: String
    let bytes: [UInt8]
  }

  let name: String
  let files: [File]
  let network: NetworkID?
  let reader: Identity?
  let refused: String?
  let rules: [String: MergeRule]
  let expected: JSONValue

  var description: String { name }

  enum Problem: Error { case index }

  static func all() throws -> [Vector] {
    let index = try JSONValue.parse(
      Repository.bytes("Protocol/vectors/index.json"),
      limits: JSONLimits(maximumBytes: 67_108_864, maximumItems: 1_000_000))
    return try (index.array ?? []).map { entry in
      guard let name = entry["name"]?.string, let files = entry["files"]?.array else {
        throw Problem.index
      }
      let rules = entry["rules"]?.object?.members ?? []
      return Vector(
        name: name,
        files: try files.compactMap(\.string).map { path in
          File(path: path, bytes: try Repository.bytes("Protocol/vectors/" + path))
        },
        network: entry["network"]?.string.flatMap(NetworkID.init(hex:)),
        reader: try entry["reader"].map(identity), refused: entry["refused"]?.string,
        rules: Dictionary(
          uniqueKeysWithValues: rules.map {
            ($0.key, $0.value.string.flatMap(MergeRule.init) ?? .ask)
          }),
        expected: entry)
    }
  }

  private static func identity(_ json: JSONValue) throws -> Identity {
    guard let seed = json["seed"]?.string.flatMap({ Hex.bytes($0, count: 32) }),
      let box = json["box_seed"]?.string.flatMap({ Hex.bytes($0, count: 32) })
    else { throw Problem.index }
    return try Identity(seed: seed, box: box, network: network, profile: profile)
  }

  private static let profile = Profile(office: "DE/Duisburg", label: "reader", person: "O. Koval")

  /// The network of all vectors, named after the key that the law tells.
  static let network: NetworkID = {
    let seed = BLAKE2b.hash(Array("pobratym test vector key\ncentre".utf8))
    guard let key = SigningKey(seed: seed), let root = DeviceID(publicKey: key.publicKey) else {
      preconditionFailure("a hash is a seed")
    }
    return NetworkID(centre: root)
  }()

  /// Reads the only file as what its name says it is.
  func read() throws {
    let file = files[0]
    if file.path.hasSuffix(".json") {
      _ = try AdmissionRequest(line: file.bytes, network: network)
      return
    }
    let open: FileKeyOpener = { [owner = reader?.own] device, key in
      device == owner?.device ? owner?.box.open(key) : nil
    }
    guard file.path.hasSuffix(".blobs") else {
      _ = try BundleFile.read(file.bytes, network: network, open: open) { _ in }
      return
    }
    var blobs = BlobBundleReader(file.bytes, network: network, open: open)
    while try blobs.next() != nil {}
  }

  /// What a request says, in the form of the index.
  func requestFacts() throws -> JSONValue {
    let request = try AdmissionRequest(line: files[0].bytes, network: network)
    var members = [
      JSONMember("network", .string(request.network.hex)),
      JSONMember("device", .string(request.device.hex)),
      JSONMember("box", .string(Hex.text(request.boxPublicKey))),
      JSONMember("office", .string(request.office)), JSONMember("label", .string(request.label)),
      JSONMember("person", .string(request.person)),
      JSONMember("fingerprint", .string(request.fingerprint.description)),
    ]
    if let renewal = request.renewal {
      let last = renewal.last.map { JSONMember($0.key.hex, .string(Hex.text($0.value))) }
      members.append(JSONMember("replaces", .string(renewal.replaced.hex)))
      members.append(JSONMember("last", .object(JSONObject(last))))
    }
    return .object(JSONObject(members))
  }

  /// Makes a home of the vector's reader, or of a device that has written nothing.
  func engine(in folder: TemporaryFolder) throws -> Engine {
    let home = folder.file("home")
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    let identity =
      try reader
      ?? Identity(
        seed: Randomness.bytes(32), box: Randomness.bytes(32), network: Self.network,
        profile: Self.profile)
    try identity.save(to: home + "/identity.json")
    return try Engine(home: home)
  }

  /// Takes the files in, in an order, with a real home, and returns what it shows, in the form of
  /// the index.
  func outcome(_ order: [Int]) throws -> JSONValue {
    let folder = try TemporaryFolder(inMemory: true)
    let engine = try engine(in: folder)
    var bundles: [JSONValue] = []
    // Bundles of blobs come last: only what an operation refers to is taken in.
    let blobs = order.filter { files[$0].path.hasSuffix(".blobs") }
    for index in order.filter({ !blobs.contains($0) }) + blobs {
      let path = folder.file("file-\(index)")
      try Data(files[index].bytes).write(to: URL(fileURLWithPath: path))
      guard !blobs.contains(index) else {
        _ = try engine.readBlobs(path)
        continue
      }
      _ = try engine.readBundle(path)
      var hashes: [JSONValue] = []
      var bundle = BundleFileReader(
        files[index].bytes, network: Self.network, open: engine.opener)
      while let segments = try bundle.next() {
        hashes += segments.map { .string(Hex.text($0.hash)) }
      }
      let read = bundle.manifest
      let manifest = try #require(read)
      bundles.append([
        "network": .string(manifest.network.hex), "from": .string(manifest.sender.hex),
        "number": .integer(Int64(manifest.number)),
        "contents": .array(manifest.contents.map(\.json)), "hashes": .array(hashes),
      ])
    }
    return try VectorFacts(engine, rules, senders: bundles.compactMap { $0["from"]?.string })
      .json(bundles)
  }
}

/// What a device shows after it has taken a vector in, in the form of the index.
struct VectorFacts {
  private let engine: Engine
  private let store: LocalStore
  private let rules: [String: MergeRule]
  private let senders: [String]

  init(_ engine: Engine, _ rules: [String: MergeRule], senders: [String]) {
    self.engine = engine
    store = engine.store
    self.rules = rules
    self.senders = senders
  }

  func json(_ bundles: [JSONValue]) throws -> JSONValue {
    let records = try store.records()
    let digests = try digests
    return [
      "bundles": .array(bundles),
      "records": .array(records.map { Self.facts($0.state, $0.dossier, rules) }),
      "digests": digests.each, "digest": digests.whole,
      "aside": .array(try aside), "without_effect": .array(try withoutEffect(records)),
      "forks": try forks, "branches": .object(JSONObject(try branches)),
      "blobs": try blobs, "members": .array(try self.members),
      "holds": .object(JSONObject(try holds)),
    ]
  }

  var digests: (each: JSONValue, whole: JSONValue) {
    get throws {
      let dossiers = Set(try store.records().map(\.dossier))
      let digests = try store.digests().filter { dossiers.contains($0.key) }
      let members = digests.sorted { $0.key < $1.key }
        .map { JSONMember($0.key.hex, .string($0.value.hex)) }
      let whole = BLAKE2b.hash(StateDigest.networkInput(digests))
      return (.object(JSONObject(members)), .string(Hex.text(whole)))
    }
  }

  var forks: JSONValue {
    get throws {
      let forks = try store.forks().map { fork in
        JSONMember(
          fork.log.hex,
          .array(fork.segments.map { Hex.text($0.hash) }.sorted().map(JSONValue.string)))
      }
      return .object(JSONObject(forks))
    }
  }

  private var blobs: JSONValue {
    get throws {
      func list(_ ids: some Sequence<BlobID>) -> JSONValue {
        .array(Set(ids.map(\.hex)).sorted().map(JSONValue.string))
      }
      let wanted = try store.blobUses(wantedOnly: true).map(\.blob)
      return [
        "held": list(try store.blobs().map(\.id)), "wanted": list(wanted),
        "erased": list(try store.erased()),
      ]
    }
  }

  var aside: [JSONValue] {
    get throws {
      try store.quarantine().map { (Hex.text($0.hash), $0.reason) }.sorted(by: <).map {
        ["segment": .string($0), "reason": .string($1)]
      }
    }
  }

  private func withoutEffect(_ records: [StoredRecord]) throws -> [JSONValue] {
    try records.flatMap { try store.history(of: $0) }.filter { !$0.hasEffect }.map(\.id).sorted()
      .map(\.json)
  }

  var branches: [JSONMember] {
    get throws {
      let rows = try store.all(
        "SELECT log.name, branch.name FROM branch JOIN log ON log.id = branch.log"
      ) { (Hex.text($0.blob(0)), Hex.text($0.blob(1))) }
      return Dictionary(grouping: rows, by: \.0).map { log, names in
        JSONMember(log, .array(names.map(\.1).sorted().map(JSONValue.string)))
      }
    }
  }

  var members: [JSONValue] {
    get throws {
      try store.trust().words.sorted { $0.key < $1.key }.compactMap { device, word in
        guard word.isActive, let admission = word.admission else { return nil }
        var members = [
          JSONMember("device", .string(device.hex)),
          JSONMember("roles", .array(word.roles.map(\.name).sorted().map(JSONValue.string))),
          JSONMember("box", .string(Hex.text(admission.box))),
          JSONMember("office", .string(admission.office)),
          JSONMember("label", .string(admission.label)),
        ]
        if let level = word.level { members.append(JSONMember("level", .integer(Int64(level)))) }
        return .object(JSONObject(members))
      }
    }
  }

  private var holds: [JSONMember] {
    get throws {
      let known = try store.dossiersOfLogs()
      let forked = Set(try store.forks().map(\.log))
      return try store.peers().filter { senders.contains($0.device.hex) }.map { peer in
        let have = peer.have.filter { known[$0] != nil && !forked.contains($0) }
        let forks = try store.forks().compactMap { fork -> JSONMember? in
          let held = fork.segments.map(\.hash).filter(peer.forks.contains)
          guard !held.isEmpty else { return nil }
          return JSONMember(
            fork.log.hex, .array(held.map { Hex.text($0) }.sorted().map(JSONValue.string)))
        }
        return JSONMember(
          peer.device.hex, ["have": have.json, "forks": .object(JSONObject(forks))])
      }
    }
  }

  private static func facts(
    _ state: RecordState, _ dossier: DossierID, _ rules: [String: MergeRule]
  ) -> JSONValue {
    let registers = state.registers.map { name, register in
      JSONMember(name, facts(register, rules["\(state.key.type).\(name)"] ?? .ask))
    }
    var object = JSONObject([
      JSONMember("dossier", .string(dossier.hex)), JSONMember("type", .string(state.key.type)),
      JSONMember("id", .string(state.key.id.hex)),
      JSONMember("registers", .object(JSONObject(registers))),
    ])
    if state.isVoid {
      object["void"] = true
      object["apart"] = .array(state.editsApartFromVoid.map(\.id.json))
    }
    return .object(object)
  }

  private static func facts(_ register: RegisterState, _ rule: MergeRule) -> JSONValue {
    var object = JSONObject([
      JSONMember("rule", .string(rule.rawValue)),
      JSONMember("heads", .array(register.heads.map(\.id.json))),
      JSONMember("shown", shown(register.shown(by: rule))),
    ])
    if !register.awaited.isEmpty {
      object["awaited"] = .array(register.awaited.sorted().map(\.json))
    }
    let unknown = register.heads.filter { if case .unknown = $0.kind { true } else { false } }
    if !unknown.isEmpty { object["unknown"] = .array(unknown.map(\.id.json)) }
    return .object(object)
  }

  private static func shown(_ shown: Merging.Shown) -> JSONValue {
    switch shown {
    case .empty: [:]
    case .value(let alternative): ["value": alternative.value.value]
    case .conflict(let alternatives): ["conflict": .array(alternatives.map(\.value.value))]
    case .elements(let elements): ["elements": .array(elements.map(\.value))]
    }
  }
}
