import Bundles
import Files
import Foundation
import LocalStore
import Merging
import Registry
import SQLite
import Sodium
import SyncEngine
import Wire

/// The stages of a run: each is a process of its own, and leaves the next one its files.
struct Stages {
  let workload: Workload
  let work: String
  /// What a stage tells, beside how long it took.
  typealias Figures = [String: Any]

  /// The office that entered what everybody had before.
  private static let registry = 1_000
  /// A second centre, which reads everything, too.
  private static let deputy = 1_001

  var centre: String { work + "/run" }
  private var newcomer: String { work + "/laptops/newcomer" }
  /// The home of a second laptop of the first town.
  private var colleague: String { work + "/laptops/colleague" }
  private var exchange: String { work + "/ex" }

  func run(_ name: String) throws -> Figures {
    switch name {
    case "seed": return try seed()
    case "author": return try author()
    case "consolidate", "again": return try consolidate()
    case "delta-author": return try deltaAuthor()
    case "delta-apply": return try deltaApply()
    case "delta-down": return try deltaDown()
    case "boot-export": return try bootExport()
    case "boot-import": return try bootImport()
    case "office": return try office()
    case "conflicts": return try conflicts()
    case "lookup": return try lookup()
    case "edit": return try edit()
    case "copy": return try copy()
    case "load": return try load()
    case "report": return try report()
    case "stages": return try parts()
    default: throw Problem("there is no stage '\(name)'")
    }
  }

  static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    return try clock.measure(body) / .seconds(1)
  }

  private static func office(of index: Int) -> String {
    switch index {
    case registry: "DE/Registry"
    case deputy: "UA/Deputy"
    default: "DE/Town-\(index)"
    }
  }

  private func author(_ index: Int, _ network: NetworkID) throws -> Author {
    try Author(index, office: Self.office(of: index), network: network)
  }

  private func readers(of engine: Engine) throws -> [DeviceID: [UInt8]] {
    [engine.device: engine.ownAdmission(.centre).box]
  }

  private func write(_ file: [UInt8], to path: String) throws {
    try File.writeDurably(file, to: path)
  }

  // MARK: What everybody has before

  private func seed() throws -> Figures {
    try FileManager.default.createDirectory(
      atPath: work + "/laptops", withIntermediateDirectories: true)
    let seconds = try Self.seconds {
      let engine = try Engine(
        newHome: centre, network: nil,
        profile: Profile(office: "UA/Centre", label: "centre", person: "Centre"))
      let registry = try author(Self.registry, engine.network)
      try engine.admit(registry.admission(.clerk))
      for laptop in 0..<workload.laptops {
        try engine.admit(try author(laptop, engine.network).admission(.clerk))
      }
      try engine.admit(try author(Self.deputy, engine.network).admission(.centre))
      let fresh = try Engine(
        newHome: newcomer, network: engine.network,
        profile: Profile(office: "UA/Newcomer", label: "newcomer", person: "Newcomer"))
      try engine.admit(fresh.ownAdmission(.centre))
      let second = try Engine(
        newHome: colleague, network: engine.network,
        profile: Profile(office: Self.office(of: 0), label: "colleague", person: "Colleague"))
      try engine.admit(second.ownAdmission(.clerk))
      try takeInBase(engine, registry)
    }
    var shown: RecordID?
    try workload.base { event in
      // The partnerships' own ids are those of two records, one of either type.
      if shown == nil, event.record.hex != event.dossier.hex { shown = event.record }
    }
    return ["seconds": seconds, "record": shown?.hex ?? ""]
  }

  private func takeInBase(_ engine: Engine, _ registry: Author) throws {
    var founded: Set<DossierID> = []
    let path = work + "/base.pobratym"
    func deliver() throws {
      for bundle in try registry.bundles(
        for: readers(of: engine), about: [:], having: registry.have, atMost: 100_000_000)
      {
        try write(bundle.file, to: path)
        _ = try engine.readBundle(path)
        try FileManager.default.removeItem(atPath: path)
      }
    }
    var count = 0
    try workload.base { event in
      if founded.insert(event.dossier).inserted {
        if count >= 100_000 {
          try deliver()
          count = 0
        }
        try registry.found(
          event.dossier, title: "Partnership \(founded.count)",
          parties: event.home.map { ["DE/Town-\($0)"] } ?? [])
      }
      try registry.enter(event, remembers: false)
      count += 1
    }
    try deliver()
  }

  // MARK: Laptops

  private func author() throws -> Figures {
    let (network, readers) = try centreFacts()
    let base = try Base(workload, registry: author(Self.registry, network))
    var (seconds, raw, wire) = (0.0, 0, 0)
    for laptop in 0..<workload.laptops {
      let author = try author(laptop, network)
      var events: [Workload.Event] = []
      try workload.edits(of: laptop) { events.append($0) }
      let dossiers = base.dossiers(of: laptop)
      seconds += try Self.seconds {
        for event in events { try author.enter(event, over: base) }
        var have = base.have(of: dossiers)
        have.formUnion(author.have)
        let digests = Dictionary(uniqueKeysWithValues: dossiers.map { ($0, StateDigest()) })
        let bundles = try author.bundles(for: readers, about: digests, having: have)
        guard let bundle = bundles.first, bundles.count == 1 else { throw Problem("one bundle") }
        raw += bundle.plainBytes
        wire += bundle.file.count
        try write(bundle.file, to: path(of: laptop))
      }
    }
    return ["seconds": seconds, "rawBytes": raw, "wireBytes": wire]
  }

  func path(of laptop: Int) -> String { exchange + String(format: "/%03d", laptop) }

  private func centreFacts() throws -> (NetworkID, [DeviceID: [UInt8]]) {
    let engine = try Engine(home: centre)
    return (engine.network, try readers(of: engine))
  }

  // MARK: The centre

  private func consolidate() throws -> Figures {
    var operations: UInt64 = 0
    let seconds = try Self.seconds {
      let engine = try Engine(home: centre)
      try engine.readBundles((0..<workload.laptops).map { path(of: $0) }) {
        operations += $0.report.newOperations
      }
    }
    return ["seconds": seconds, "operations": operations]
  }

  /// Writes the first laptop's next bundle, and what all show once they hold everything.
  private func deltaAuthor() throws -> Figures {
    let engine = try Engine(home: centre)
    let base = try Base(workload, registry: author(Self.registry, engine.network))
    try writeReceipts(engine, base)
    let author = try author(0, engine.network)
    try workload.edits(of: 0) { try author.enter($0, over: base) }
    let readers = try readers(of: engine)
    _ = try author.bundles(for: readers, about: [:], having: Have())
    author.number = 2
    var events: [Workload.Event] = []
    try workload.delta { events.append($0) }
    // Of the others its receipt has spoken.
    let dossiers = Set(events.map(\.dossier))
    var figures: Figures = [:]
    let seconds = try Self.seconds {
      for event in events { try author.enter(event, over: base) }
      var have = base.have(of: dossiers)
      have.formUnion(author.have(of: dossiers))
      let digests = Dictionary(uniqueKeysWithValues: dossiers.map { ($0, StateDigest()) })
      let bundles = try author.bundles(for: readers, about: digests, having: have)
      guard let bundle = bundles.first, bundles.count == 1 else { throw Problem("one bundle") }
      try write(bundle.file, to: exchange + "/delta")
      figures = ["rawBytes": bundle.plainBytes, "wireBytes": bundle.file.count]
    }
    figures["seconds"] = seconds
    return figures
  }

  private func writeReceipts(_ engine: Engine, _ base: Base) throws {
    let digests = try engine.store.digests()
    let readers = try readers(of: engine)
    for index in Array(0..<workload.laptops) + [Self.deputy] {
      let author = try author(index, engine.network)
      let scope =
        index == Self.deputy ? Set(digests.keys) : Set(base.dossiers(of: index) + [.directory])
      author.number = 1
      let have = try engine.have(of: scope)
      for bundle in try author.bundles(
        for: readers, about: digests.filter { scope.contains($0.key) }, having: have)
      { try write(bundle.file, to: exchange + "/receipt-\(index)") }
    }
  }

  private func deltaApply() throws -> Figures {
    do {
      let engine = try Engine(home: centre)
      for index in Array(0..<workload.laptops) + [Self.deputy] {
        _ = try engine.readBundle(exchange + "/receipt-\(index)")
      }
      // The second centre was told once what is held here, as it is where centres work together.
      _ = try write(for: deputyDevice(of: engine), of: engine, to: "first")
    }
    return [
      "seconds": try Self.seconds {
        let engine = try Engine(home: centre)
        _ = try engine.readBundle(exchange + "/delta")
      }
    ]
  }

  private func deputyDevice(of engine: Engine) throws -> DeviceID {
    try author(Self.deputy, engine.network).device
  }

  private func write(
    for device: DeviceID, of engine: Engine, to name: String
  ) throws -> [WrittenBundle] {
    let place = exchange + "/" + name
    try? FileManager.default.removeItem(atPath: place)
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
    return try engine.writeBundle(to: place + "/bundle", for: [device])
  }

  private func deltaDown() throws -> Figures {
    var written: [WrittenBundle] = []
    let seconds = try Self.seconds {
      let engine = try Engine(home: centre)
      written = try write(for: deputyDevice(of: engine), of: engine, to: "down")
    }
    return ["seconds": seconds, "wireBytes": written.reduce(0) { $0 + $1.sizeBytes }]
  }

  // MARK: A newcomer

  private func bootExport() throws -> Figures {
    let place = exchange + "/boot"
    try? FileManager.default.removeItem(atPath: place)
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
    let fresh = try Engine(home: newcomer).device
    var written: [WrittenBundle] = []
    let seconds = try Self.seconds {
      let engine = try Engine(home: centre)
      written = try engine.writeBundle(to: place + "/bundle", for: [fresh], everything: true)
    }
    let wire = written.reduce(0) { $0 + $1.sizeBytes }
    return ["seconds": seconds, "wireBytes": wire, "rawBytes": wire]
  }

  private func bootImport() throws -> Figures {
    let fresh = work + "/fresh"
    try? FileManager.default.removeItem(atPath: fresh)
    try FileManager.default.copyItem(atPath: newcomer, toPath: fresh)
    let files = try FileManager.default.contentsOfDirectory(atPath: exchange + "/boot")
      .sorted { ($0.count, $0) < ($1.count, $1) }
    let seconds = try Self.seconds {
      let engine = try Engine(home: fresh)
      for file in files { _ = try engine.readBundle(exchange + "/boot/" + file) }
    }
    return ["seconds": seconds]
  }

  /// A second laptop of one town takes in all that its office may read.
  private func office() throws -> Figures {
    let place = exchange + "/office"
    let fresh = work + "/office"
    for folder in [place, fresh] { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
    let written = try Engine(home: centre).writeBundle(
      to: place + "/bundle", for: [Engine(home: colleague).device], everything: true)
    try FileManager.default.copyItem(atPath: colleague, toPath: fresh)
    let seconds = try Self.seconds {
      try Engine(home: fresh).readBundles(written.map(\.path)) { _ in }
    }
    return [
      "seconds": seconds, "wireBytes": written.reduce(0) { $0 + $1.sizeBytes },
      "operations": written.reduce(0) { $0 + $1.operations },
    ]
  }

  // MARK: What people ask for

  private func conflicts() throws -> Figures {
    var cells: [[String]] = []
    let seconds = try Self.seconds {
      let engine = try Engine(home: centre)
      cells = try engine.conflicts().map {
        [$0.record.id.ulid, Self.workloadName(of: $0.fieldName)]
      }
    }
    return ["seconds": seconds, "cells": cells]
  }

  private static func workloadName(of field: String) -> String {
    field == "remark" ? "note" : field
  }

  private func lookup() throws -> Figures {
    let input = FileHandle.standardInput.readDataToEndOfFile()
    let ids = try JSONSerialization.jsonObject(with: input) as? [String] ?? []
    let wanted = Set(ids.compactMap(RecordID.init(ulid:)))
    let engine = try Engine(home: centre)
    var found: Figures = [:]
    for record in try engine.store.records(type: "aid") where wanted.contains(record.state.key.id) {
      var fields: [String: Any] = [:]
      for (name, register) in record.state.registers {
        guard let value = register.alternatives.first?.value.value else { continue }
        fields[Self.workloadName(of: name)] = value.integer ?? value.string ?? NSNull()
      }
      found[record.state.key.id.ulid] = fields
    }
    return found
  }

  /// Enters one field at a time, each durably, beside as many durable commits of SQLite alone.
  private func edit() throws -> Figures {
    let engine = try Engine(home: centre)
    let found = try engine.store.packedRecords(type: "aid").prefix(200).map {
      try engine.find($0.state.key.id.hex, type: "aid")
    }
    // Another text in each run, since to enter what is there already writes nothing.
    let mark = UUID().uuidString
    let path = work + "/floor.sqlite"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let floor = try Connection(path: path, mode: .create)
    try floor.execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
    try floor.execute("CREATE TABLE record(id BLOB PRIMARY KEY, state BLOB) WITHOUT ROWID")
    var (own, floors): ([Double], [Double]) = ([], [])
    // In turns, since disks drift.
    for (index, record) in found.enumerated() {
      own.append(
        try Self.seconds { try engine.set(record, [Entry("title", "pump \(index) \(mark)")]) })
      let values: [SQLiteValue] = [
        .blob(record.id.bytes), .blob(Array(repeating: 1, count: 400)),
      ]
      floors.append(
        try Self.seconds { try floor.run("INSERT INTO record VALUES(?, ?)", values) })
    }
    return ["seconds": Self.median(own), "floorSeconds": Self.median(floors)]
  }

  static func median(_ all: [Double]) -> Double {
    all.isEmpty ? 0 : all.sorted()[all.count / 2]
  }

  private func report() throws -> Figures {
    ["seconds": try Self.seconds { _ = try Engine(home: centre).consolidate() }]
  }

  /// Copies the store durably and checks the copy: the least that handing on a store costs.
  private func copy() throws -> Figures {
    let copy = work + "/copy.sqlite"
    defer { try? FileManager.default.removeItem(atPath: copy) }
    let seconds = try Self.seconds {
      try FileManager.default.copyItem(atPath: centre + "/store.sqlite", toPath: copy)
      let handle = try FileHandle(forUpdating: URL(fileURLWithPath: copy))
      try handle.synchronize()
      try handle.close()
      let connection = try Connection(path: copy, mode: .readOnly)
      let answer = try connection.first("PRAGMA integrity_check") { $0.text(0) }
      guard answer == "ok" else { throw Problem("the copy is damaged") }
    }
    return ["seconds": seconds]
  }
}
