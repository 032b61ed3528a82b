import Files
import Foundation
import LocalStore
import Merging
import SQLite
import SyncEngine
import Wire

/// A network that grows old: what its centre's store, a week's bundles and an edit cost each year.
///
/// Each week every laptop makes a new record and edits those that it made last, over and over,
/// signs that and sends it. So what is alive grows steadily, and what is replaced beside it.
struct Years {
  private let count: Int
  private let work: String

  init(_ count: String, work: String) throws {
    guard let count = Int(count), count > 0 else {
      throw Problem("'\(count)' is no number of years")
    }
    self.count = count
    self.work = work
  }

  private static let laptops = 40
  private static let weeks = 52
  private static let editsPerWeek = 12
  /// How many of a laptop's records are still edited.
  private static let active = 30
  private static let start: Int64 = 1_700_000_000

  private var home: String { work + "/centre" }

  /// Lets the years pass; tells of each what there is at its end.
  func pass() throws -> Stages.Figures {
    try? FileManager.default.removeItem(atPath: work)
    try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
    var chance = Chance(state: 1)
    let (founded, readers) = try found(&chance)
    var towns = founded
    var told: [Stages.Figures] = []
    for year in 1...count {
      var seconds: [Double] = []
      for week in 0..<Self.weeks {
        let day = Self.start + Int64((year * Self.weeks + week) * 604_800)
        let paths = try towns.indices.map { place in
          try towns[place].week(at: day, &chance)
          return try towns[place].send(to: readers, in: work)
        }
        seconds.append(
          try Stages.seconds {
            let engine = try Engine(home: home)
            try engine.readBundles(paths) { _ in }
          })
      }
      var figures = try figures()
      figures["year"] = year
      figures["weekSeconds"] = Stages.median(seconds)
      told.append(figures)
    }
    return ["years": told]
  }

  private func found(
    _ chance: inout Chance
  ) throws -> (towns: [Town], readers: [DeviceID: [UInt8]]) {
    let engine = try Engine(
      newHome: home, network: nil,
      profile: Profile(office: "UA/Centre", label: "centre", person: "Centre"))
    let towns = try (0..<Self.laptops).map { number in
      let author = try Author(number, office: "DE/Town-\(number)", network: engine.network)
      try engine.admit(author.admission(.clerk))
      let town = Town(author: author, dossier: chance.id())
      try author.found(town.dossier, title: author.office, parties: [author.office])
      return town
    }
    return (towns, [engine.device: engine.ownAdmission(.centre).box])
  }

  /// One laptop and its partnership.
  private struct Town {
    let author: Author
    let dossier: DossierID
    var records: [RecordID] = []

    mutating func week(at seconds: Int64, _ chance: inout Chance) throws {
      let new: RecordID = chance.id()
      records.append(new)
      try enter(Workload.fields, in: new, isNew: true, at: seconds, &chance)
      for _ in 0..<Years.editsPerWeek {
        let active = records.suffix(Years.active)
        let record = active[active.startIndex + chance.below(active.count)]
        let fields = (0...chance.below(3)).map { _ in
          Workload.fields[chance.below(Workload.fields.count)]
        }
        try enter(Array(Set(fields)).sorted(), in: record, isNew: false, at: seconds, &chance)
      }
    }

    private func enter(
      _ fields: [String], in record: RecordID, isNew: Bool, at seconds: Int64,
      _ chance: inout Chance
    ) throws {
      let values = fields.map { ($0, JSONValue.string(chance.words())) }
      try author.enter(
        Workload.Event(
          record: record, dossier: dossier, home: nil, claimedSeconds: seconds, isNew: isNew,
          values: values))
    }

    func send(to readers: [DeviceID: [UInt8]], in folder: String) throws -> String {
      let path = folder + "/" + author.office.replacing("/", with: "-")
      try? FileManager.default.removeItem(atPath: path)
      let digests = [dossier: StateDigest(), .directory: StateDigest()]
      let bundles = try author.bundles(for: readers, about: digests, having: author.have)
      guard let bundle = bundles.first, bundles.count == 1 else { throw Problem("one bundle") }
      try File.writeDurably(bundle.file, to: path)
      return path
    }
  }
}

/// Chance that begins with a number: splitmix64.
private struct Chance {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

  mutating func id<Kind>() -> ID128<Kind> { ID128(high: next(), low: next()) }

  private static let list = """
    water point school kits distribution hygiene shelter repair cash voucher household clinic mobile
    team nutrition training committee village district road delayed partner report verified pending
    winter blankets pump borehole seed tools protection space coordination meeting quarter reached
    """.split { $0 == " " || $0 == "\n" }

  mutating func words() -> String {
    (0...below(4)).map { _ in String(Self.list[below(Self.list.count)]) }.joined(separator: " ")
      + " \(below(10_000))"
  }
}

extension Years {
  /// What the store holds, and what opening it and editing in it takes.
  private func figures() throws -> Stages.Figures {
    var figures = try history()
    let opening = try (0..<5).map { _ in try Stages.seconds { _ = try Engine(home: home) } }
    let engine = try Engine(home: home)
    let records = try engine.store.records(type: "aid").suffix(50)
    let edits = try records.map { record in
      let found = try engine.find(record.state.key.id.hex, type: "aid")
      let text = "checked \(figures["operations"] ?? "")"
      return try Stages.seconds { try engine.set(found, [Entry("title", text)]) }
    }
    figures["openSeconds"] = Stages.median(opening)
    figures["editSeconds"] = Stages.median(edits)
    let file = try FileManager.default.attributesOfItem(atPath: home + "/store.sqlite")
    figures["storeBytes"] = file[.size] as? Int ?? 0
    return figures
  }

  /// The bytes of states and of segments, and how few those of segments would be without what has
  /// been replaced.
  private func history() throws -> Stages.Figures {
    let store = try Engine(home: home).store
    var heads: Set<OperationID> = []
    let records = try store.records()
    for record in records {
      for (_, register) in record.state.registers { heads.formUnion(register.heads.map(\.id)) }
    }
    var (operations, packed, valueless, deadless, dead) = (0, 0, 0, 0, 0)
    let segments = try store.segments()
    for stored in segments {
      let segment = try Segment(startOf: store.bytes(of: stored)[...])
      let log = segment.header.log
      func isAlive(_ number: UInt64) -> Bool {
        heads.contains(OperationID(log: log, number: number))
      }
      operations += stored.run.numbers.count
      packed += stored.packedBytes
      let start = segment.bytes.prefix { $0 != 0x0A }
      let proof = Array(start) + Array(segment.bytes.suffix(224))
      if stored.run.numbers.contains(where: isAlive) || stored.dossier == .directory {
        deadless += stored.packedBytes
      } else {
        dead += 1
        deadless += SegmentPacking.pack(proof).count
      }
      let lines = segment.commits.flatMap { commit in
        commit.withoutValues(where: { !isAlive($0) }).line(in: log)
      }
      valueless += SegmentPacking.pack(proof + lines).count
    }
    let connection = try Connection(path: home + "/store.sqlite", mode: .readOnly)
    let states = try connection.first("SELECT sum(length(state)) FROM record") { $0.integer(0) }
    return [
      "operations": operations, "records": records.count, "segments": segments.count,
      "deadSegments": dead, "segmentBytes": packed, "withoutReplacedValues": valueless,
      "withoutReplacedSegments": deadless, "stateBytes": Int(states ?? 0),
    ]
  }
}

extension Commit {
  /// The same commit without the values of some operations.
  fileprivate func withoutValues(where isSuch: (UInt64) -> Bool) -> Commit {
    var number = first
    let operations = operations.map { operation in
      defer { number += 1 }
      guard isSuch(number) else { return operation }
      return Operation(
        operation.kind, record: operation.record, register: operation.register, value: .null,
        replaced: operation.replaced, seen: operation.seen)
    }
    return Commit(
      first: first, lamport: lamport, claimedSeconds: claimedSeconds, author: author,
      reason: reason, operations: operations)
  }
}
