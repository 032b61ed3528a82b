import Bundles
import Merging
import Sodium
import TestSupport
import Wire

/// A golden vector of `Protocol/vectors`: files, and what a reader must make of them.
struct Vector: CustomStringConvertible {
  let name: String
  let files: [[UInt8]]
  let network: NetworkID?
  let refused: String?
  let rules: [String: MergeRule]
  let expected: JSONValue

  var description: String { name }

  enum Problem: Error { case index }

  static func all() throws -> [Vector] {
    func bytes(_ path: String) throws -> [UInt8] {
      try Repository.bytes("Protocol/vectors/" + path)
    }
    let index = try JSONValue.parse(
      bytes("index.json"), limits: JSONLimits(maximumBytes: 67_108_864))
    return try (index.array ?? []).map { entry in
      guard let name = entry["name"]?.string, let files = entry["files"]?.array else {
        throw Problem.index
      }
      let rules = entry["rules"]?.object?.members ?? []
      return Vector(
        name: name, files: try files.compactMap(\.string).map(bytes),
        network: entry["network"]?.string.flatMap(NetworkID.init(hex:)),
        refused: entry["refused"]?.string,
        rules: Dictionary(
          uniqueKeysWithValues: rules.map {
            ($0.key, $0.value.string.flatMap(MergeRule.init) ?? .ask)
          }),
        expected: entry)
    }
  }

  /// Merges the files in an order and returns what they show, in the form of the index.
  func outcome(_ order: [Int]) throws(BundleError) -> JSONValue {
    var store = VectorStore()
    var bundles: [JSONValue] = []
    for index in order {
      var hashes: [JSONValue] = []
      let manifest = try BundleFile.read(files[index], network: network) { segment in
        hashes.append(.string(Hex.text(segment.hash)))
        store.merge(segment)
      }
      bundles.append([
        "network": .string(manifest.network.hex), "from": .string(manifest.sender.hex),
        "number": .integer(Int64(manifest.number)),
        "contents": .array(manifest.contents.map(\.json)), "hashes": .array(hashes),
      ])
    }
    let digests = store.digests
    let members = digests.map { JSONMember($0.key.hex, .string($0.value.hex)) }
    return [
      "bundles": .array(bundles), "records": .array(store.facts(rules)),
      "digests": .object(JSONObject(members)),
      "digest": .string(Hex.text(BLAKE2b.hash(StateDigest.networkInput(digests)))),
    ]
  }
}

/// Records in memory, per dossier.
struct VectorStore {
  private var dossiers: [DossierID: [RecordKey: RecordState]] = [:]

  mutating func merge(_ segment: Segment) {
    for commit in segment.commits {
      for key in Set(commit.operations.map(\.record)) {
        dossiers[segment.header.dossier, default: [:]][key, default: RecordState(key: key)]
          .apply(commit, of: segment.header.log)
      }
    }
  }

  var digests: [DossierID: StateDigest] {
    dossiers.reduce(into: [:]) { digests, dossier in
      for state in dossier.value.values {
        let hash = BLAKE2b.hash(state.digestInput(dossier: dossier.key))
        digests[dossier.key, default: StateDigest()].add(hash)
      }
    }
  }

  func facts(_ rules: [String: MergeRule]) -> [JSONValue] {
    dossiers.sorted { $0.key < $1.key }.flatMap { dossier, records in
      records.sorted { $0.key < $1.key }.map { Self.facts($1, dossier, rules) }
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
    if !register.notUnderstood.isEmpty {
      object["unknown"] = .array(register.notUnderstood.map(\.id.json))
    }
    return .object(object)
  }

  private static func shown(_ shown: Shown) -> JSONValue {
    switch shown {
    case .empty: [:]
    case .value(let alternative): ["value": alternative.value.value]
    case .conflict(let alternatives): ["conflict": .array(alternatives.map(\.value.value))]
    case .elements(let elements): ["elements": .array(elements.map(\.value))]
    }
  }
}
