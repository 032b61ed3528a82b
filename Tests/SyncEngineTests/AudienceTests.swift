import Bundles
import Files
import Foundation
import LocalStore
import Merging
import Registry
import Simulator
@testable import SyncEngine
import TestSupport
import Testing

/// Three offices of which two are partners, and a centre.
private func offices() throws -> (Council, RecordID) {
  let council = try Council()
  try council.add("essen", office: "DE/Essen")
  try council.add("bonn", office: "DE/Bonn")
  try council.add("köln", office: "DE/Köln")
  let partnership = try council.root.new(
    "partnership", ["title": "Essen and Bonn", "parties": "DE/Essen, DE/Bonn"])
  try council.meet()
  return (council, partnership)
}

/// The dossiers and logs of which the readable files on a stick tell a laptop anything.
private func told(_ council: Council, to name: String) throws -> Set<DossierID> {
  let engine = try council[name]
  let known = try council.root.store.dossiersOfLogs()
  var told: Set<DossierID> = []
  for file in try FileManager.default.subpathsOfDirectory(atPath: council.stick)
  where file.contains(".sealed") || file.hasSuffix(".gz") {
    let path = council.stick + "/" + file
    guard let facts = try? Engine.verifyBundle(path, by: engine) else { continue }
    told.formUnion(facts.manifest.digests.keys)
    let logs =
      Array(facts.manifest.have.logs.keys) + facts.manifest.contents.map(\.run.log)
      + facts.manifest.wants.map(\.log)
    told.formUnion(logs.compactMap { known[$0] })
    told.formUnion(facts.segments.map(\.dossier))
  }
  return told
}

@Test func `an office is told nothing of the dossiers of others`() throws {
  let (council, partnership) = try offices()
  let dossier = try council.root.at(partnership).dossier
  try council["essen"].change(partnership, ["title": "changed"])
  for round in 0..<3 {
    for name in ["essen", "bonn", "köln", "root"] {
      _ = try council[name].sync(council.stick)
      #expect(try told(council, to: "köln") == [.directory], "\(round) \(name)")
    }
  }
  #expect(try told(council, to: "bonn") == [.directory, dossier])
  #expect(throws: EngineError.self) { try council["köln"].at(partnership) }
  #expect(try council["köln"].digests()[dossier] == nil)
  #expect(try council["bonn"].show(partnership, "title") == "changed")
  try council.expectOneState("essen", "bonn")
}

@Test func `what is written for some awaits nobody else`() throws {
  let (council, partnership) = try offices()
  let bonn = try council["bonn"].device
  try council["essen"].change(partnership, ["title": "changed"])
  _ = try council["essen"].sync(council.stick)
  let sent = { try #require(try council["essen"].standing().sent.last { $0.operations == 1 }) }
  #expect(try Set(sent().awaited) == [bonn, council.root.device] && sent().heldBy.isEmpty)
  _ = try council["bonn"].sync(council.stick)
  _ = try council["essen"].sync(council.stick)
  #expect(try sent().awaited == [council.root.device] && sent().heldBy == [bonn])
}

@Test func `exchange among offices comes to rest`() throws {
  let (council, partnership) = try offices()
  try council["bonn"].change(partnership, ["title": "changed"])
  try council.meet(rounds: 4)
  for name in council.laptops.keys.sorted() {
    let report = try council[name].sync(council.stick)
    #expect(report.written.isEmpty, "\(name): \(report.written)")
  }
}

@Test func `a party added later gets the whole dossier`() throws {
  let (council, partnership) = try offices()
  try council["essen"].change(partnership, ["title": "changed"])
  try council.meet()
  try council["bonn"].add(
    council["bonn"].at(partnership), [Entry("parties", "DE/Köln")])
  try council.meet()
  #expect(try council["köln"].show(partnership, "title") == "changed")
  try council.expectOneState()
}

@Test func `an office that wrote in a dossier keeps reading it`() throws {
  let (council, partnership) = try offices()
  try council["bonn"].change(partnership, ["title": "by Bonn"])
  try council.meet()
  try council.root.change(partnership, ["parties": "DE/Essen"])
  try council["essen"].change(partnership, ["title": "after"])
  try council.meet()
  #expect(try council["bonn"].show(partnership, "title") == "after")
  try council.expectOneState("essen", "bonn")
}

@Test func `an office that is no party any more and never wrote gets nothing new`() throws {
  let (council, partnership) = try offices()
  try council.root.change(partnership, ["parties": "DE/Essen"])
  try council.meet()
  try council["essen"].change(partnership, ["title": "after"])
  try council.meet()
  #expect(try council["bonn"].show(partnership, "title") == "Essen and Bonn")
  #expect(try council["root"].show(partnership, "title") == "after")
}

@Test func `a laptop carries a stick on that it cannot read`() throws {
  let (council, partnership) = try offices()
  try council["essen"].change(partnership, ["title": "changed"])
  _ = try council["essen"].sync(council.stick)
  let report = try council["köln"].sync(council.stick)
  #expect(report.sealedForOthers > 0)
  #expect(report.skipped.isEmpty && report.ignored.isEmpty)
  #expect(throws: EngineError.self) { try council["köln"].at(partnership) }
  _ = try council["bonn"].sync(council.stick)
  #expect(try council["bonn"].show(partnership, "title") == "changed")
}

@Test func `a letter for two offices is in a file for each and one for both`() throws {
  let (council, partnership) = try offices()
  let other = try council.root.new(
    "partnership", ["title": "Köln and Kharkiv", "parties": "DE/Köln"])
  let path = council.town.folder.file("letter.sealed")
  let recipients = [try council["essen"].device, try council["köln"].device]
  let written = try council.root.writeBundle(to: path, for: recipients, everything: true)
  #expect(written.count == 3)
  for (name, own, foreign) in [("essen", partnership, other), ("köln", other, partnership)] {
    var closed = 0
    for bundle in written {
      do { _ = try council[name].readBundle(bundle.path) } catch EngineError.bundle(
        _, .sealedToOthers)
      { closed += 1 }
    }
    #expect(closed == 1)
    #expect(try council[name].at(own).view.title.isEmpty == false)
    #expect(throws: EngineError.self) { try council[name].at(foreign) }
  }
}

@Test func `a letter of which a later file exists already is not written in part`() throws {
  let (council, _) = try offices()
  _ = try council.root.new("partnership", ["title": "Köln and Kharkiv", "parties": "DE/Köln"])
  let path = council.town.folder.file("letter.sealed")
  let later = council.town.folder.file("letter-2.sealed")
  try council.town.write(Array("a clerk's own".utf8), to: later)
  let recipients = [try council["essen"].device, try council["köln"].device]
  #expect(throws: EngineError.file(FileError(.exists, later, code: 0))) {
    try council.root.writeBundle(to: path, for: recipients, everything: true)
  }
  #expect(!FileManager.default.fileExists(atPath: path))
  #expect(try Data(contentsOf: URL(fileURLWithPath: later)) == Data("a clerk's own".utf8))
}

@Test func `a plain letter holds only what all for whom it is may read`() throws {
  let (council, partnership) = try offices()
  let dossier = try council.root.at(partnership).dossier
  func contents(_ names: [String]) throws -> Set<DossierID> {
    let path = council.town.folder.file("plain-\(names.joined())")
    let devices = try names.map { try council[$0].device }
    let written = try council.root.writeBundle(
      to: path, for: devices, everything: true, isPlain: true)
    var dossiers: Set<DossierID> = []
    for bundle in written {
      let facts = try Engine.verifyBundle(bundle.path)
      dossiers.formUnion(facts.segments.map(\.dossier))
      dossiers.formUnion(facts.manifest.digests.keys)
    }
    return dossiers
  }
  #expect(try contents(["essen", "bonn"]) == [.directory, dossier])
  #expect(try contents(["essen", "köln"]) == [.directory])
  #expect(try contents([]) == [.directory])
}

@Test func `nobody writes again and again for a member whose box key is none`() throws {
  let council = try Council()
  try council.add("a")
  let broken = try Stranger(network: council.root.network)
  var admission = broken.admission(.officer, office: "DE/Duisburg")
  admission.box = [UInt8](repeating: 0, count: 32)
  try council.root.admit(admission)
  _ = try council.root.new("partnership", ["title": "first"])
  try council.meet(rounds: 4)
  for name in ["a", "root"] {
    #expect(try council[name].sync(council.stick).written.isEmpty, "\(name)")
  }
}

@Test func `a thief's fork on a stick keeps nobody from getting the true history`() throws {
  let council = try Council()
  try council.add("a")
  try council.add("b")
  let thief = try Stranger(network: council.root.network)
  try council.root.admit(thief.admission(office: "DE/Duisburg"))
  let partnership = try council.root.new("partnership", ["title": "first"])
  try council.meet()
  let record = try council.root.at(partnership)
  let honest = try thief.segment([setTitle(record, "honest")], in: record.dossier)
  try council.read(thief.bundle([honest]), by: "root")
  try council.root.retire(thief.device, why: "stolen")
  // Everybody knows of the retirement; the honest history is with the root alone.
  let stick = try council.stick("other-stick")
  let file = council.town.folder.file("word")
  let hidden = try council.root.store.segments().filter { $0.dossier == .directory }
  let (_, word) = try council.root.make(
    hidden, about: [.directory], for: [], try council.root.audiences().boxes)
  try council.town.write(word, to: file)
  for name in ["a", "b"] { _ = try council[name].readBundle(file) }
  thief.forget()
  let forged = thief.bundle([try thief.segment([setTitle(record, "forged")], in: record.dossier)])
  let folder = "\(stick)/pobratym-\(council.root.network.hex)/\(thief.device.hex)"
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  try council.town.write(
    forged, to: folder + "/" + BundleFile.name(number: 1, hash: BundleFile.hash(forged)))
  for _ in 0..<3 { for name in ["root", "a", "b"] { _ = try council[name].sync(stick) } }
  for name in ["a", "b"] {
    #expect(try council[name].choices(partnership).contains("honest"), "\(name)")
  }
  try council.expectOneState("a", "b")
}

@Test func `a laptop that knows only one of two histories is no cause for alarm`() throws {
  let council = try Council()
  try council.add("a")
  let other = try Stranger(network: council.root.network)
  try council.root.admit(other.admission(office: "DE/Duisburg"))
  let partnership = try council.root.new("partnership", ["title": "first"])
  try council.meet()
  let record = try council.root.at(partnership)
  let one = other.bundle([try other.segment([setTitle(record, "one")], in: record.dossier)])
  other.forget()
  let two = other.bundle([try other.segment([setTitle(record, "two")], in: record.dossier)])
  try council.read(one, by: "a")
  try council.read(one, by: "root")
  try council.read(two, by: "root")
  let report = try council["a"].sync(council.stick)
  #expect(!report.written.isEmpty)
  let read = try council.root.sync(council.stick).read
  #expect(read.count > 0)
  #expect(read.flatMap(\.alarms) == [], "it only lacks a history")
  try council.meet()
  try council.expectOneState()
}

@Test func `two laptops that each believe the other to hold what it holds find out`() throws {
  let council = try Council()
  let (one, two) = (try council.add("a"), try council.add("b"))
  let copied = try Stranger(network: council.root.network)
  try council.root.admit(copied.admission(office: "DE/Duisburg"))
  let partnership = try council.root.new("partnership", ["title": "first"])
  try council.meet()
  let record = try council.root.at(partnership)
  let segments = try ["one", "two"].map { title in
    copied.forget()
    return try copied.segment([setTitle(record, title)], in: record.dossier)
  }
  try council.root.retire(
    copied.device, after: [segments[0].header.log: Set(segments.map(\.hash))], why: "copied")
  try council.meet()
  for (names, segment) in [(["a", "root"], segments[0]), (["b"], segments[1])] {
    for name in names { try council.read(copied.bundle([segment]), by: name) }
  }
  // Each shows the others what it holds, without it.
  for (from, to) in [(one, "b"), (two, "a"), (council.root, "a"), (council.root, "b")] {
    let scope: Set<DossierID> = [.directory, record.dossier]
    let (_, word) = try from.make([], about: scope, for: [], from.audiences().boxes)
    try council.read(word, by: to)
  }
  let stick = try council.stick("other-stick")
  for _ in 0..<3 { for engine in [one, two] { _ = try engine.sync(stick) } }
  #expect(try one.choices(partnership) == ["first", "one", "two"])
  #expect(try two.digest() == one.digest())
  for engine in [one, two] { #expect(try engine.sync(stick).written.isEmpty) }
}
