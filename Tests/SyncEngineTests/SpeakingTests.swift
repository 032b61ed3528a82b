import Bundles
import Foundation
import LocalStore
import Merging
import SQLite
@testable import SyncEngine
import TestSupport
import Testing

/// Partnerships, each a dossier of its own, that everybody holds.
private func found(_ count: Int, in town: Town) throws -> [RecordID] {
  let ids = try (0..<count).map { try town[0].new("partnership", ["title": "Partnership \($0)"]) }
  try town.meet()
  return ids
}

private func dossier(_ partnership: RecordID) -> DossierID {
  DossierID(high: partnership.high, low: partnership.low)
}

/// The dossiers of which the bundles speak that a round has written.
private func spoken(_ report: SyncReport, by engine: Engine) throws -> Set<DossierID> {
  try report.written.reduce(into: Set()) {
    $0.formUnion(try Engine.verifyBundle($1.path, by: engine).manifest.digests.keys)
  }
}

/// Expects that each device knows of each other that it holds all there is.
private func expectAllKnown(_ engines: [Engine]) throws {
  for engine in engines {
    let have = try engine.store.have()
    for peer in try engine.store.peers() where engines.contains(where: { $0.device == peer.device })
    { #expect(peer.have == have) }
    #expect(try engine.digest() == engines[0].digest())
  }
}

private func own(_ place: Int, in town: Town) throws -> [String] {
  let folder = town.deviceFolder(place)
  return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    .map { folder + "/" + $0 }
}

@Test func `a bundle of a small change speaks of what has changed and of nothing else`() throws {
  let town = try Town(3)
  let all = try found(20, in: town)
  try town[0].change(all[7], ["aims": "warm rooms"])
  #expect(try spoken(town[0].sync(town.stick), by: town[0]) == [.directory, dossier(all[7])])
  #expect(try spoken(town[1].sync(town.stick), by: town[1]) == [.directory, dossier(all[7])])
  try town.meet()
  for device in town.devices { #expect(try device.sync(town.stick).written.isEmpty) }
  try expectAllKnown(town.devices)
}

@Test func `who comes late learns what everybody holds, however it was said`() throws {
  let town = try Town(3)
  let all = try found(12, in: town)
  for place in 0..<9 {
    try town[place % 3].change(all[place], ["aims": "warm rooms"])
    for device in town.devices { _ = try device.sync(town.stick) }
  }
  let late = try Town.engine(town.folder.file("home-late"), network: town[0].network)
  try town[0].admit(late.ownAdmission(.officer))
  for _ in 0..<3 { for device in town.devices + [late] { _ = try device.sync(town.stick) } }
  try expectAllKnown(town.devices + [late])
}

@Test func `in a folder that is new everything is said`() throws {
  let town = try Town()
  let all = try found(8, in: town)
  try town[0].change(all[1], ["aims": "warm rooms"])
  _ = try town[0].sync(town.stick)
  let other = town.folder.file("other-stick")
  try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
  #expect(
    try spoken(town[0].sync(other), by: town[0]) == Set(all.map(dossier)).union([.directory]))
}

@Test func `what is lost from a folder is said again`() throws {
  let town = try Town()
  let all = try found(12, in: town)
  let before = Set(try own(0, in: town))
  try town[0].change(all[3], ["aims": "warm rooms"])
  _ = try town[0].sync(town.stick)
  for path in Set(try own(0, in: town)).subtracting(before) {
    try FileManager.default.removeItem(atPath: path)
  }
  #expect(try spoken(town[0].sync(town.stick), by: town[0]) == [.directory, dossier(all[3])])
  for path in try own(0, in: town) { try FileManager.default.removeItem(atPath: path) }
  let everything = Set(all.map(dossier)).union([.directory])
  #expect(try spoken(town[0].sync(town.stick), by: town[0]) == everything)
  try town.meet()
  try expectAllKnown(town.devices)
  for device in town.devices { #expect(try device.sync(town.stick).written.isEmpty) }
}

@Test func `of many small bundles few are left`() throws {
  let town = try Town()
  let all = try found(40, in: town)
  for place in 0..<80 {
    try town[0].change(all[place * 7 % 40], ["aims": "warm rooms, \(place)"])
    for device in town.devices { _ = try device.sync(town.stick) }
  }
  for place in 0..<2 { #expect(try own(place, in: town).count <= 8) }
  try town.meet()
  try expectAllKnown(town.devices)
}

@Test func `who sends what is held here already is told so`() throws {
  let town = try Town()
  let all = try found(8, in: town)
  // As after a store of which only this was lost.
  let store = town.folder.file("home-1/store.sqlite")
  try Connection(path: store, mode: .readWrite).execute("DELETE FROM shown")
  let report = try town[1].sync(town.stick)
  #expect(report.written.map(\.operations).reduce(0, +) > 0)
  let answer = try spoken(town[0].sync(town.stick), by: town[0])
  #expect(answer == Set(all.map(dossier)).union([.directory]))
  _ = try town[1].sync(town.stick)
  try expectAllKnown(town.devices)
}

/// Two devices that only write letters to each other.
private struct Correspondence {
  let town: Town
  private var count = 0

  init(_ town: Town) {
    self.town = town
  }

  /// Writes a letter, which may get lost; returns how many operations and dossiers are in it.
  mutating func send(from place: Int, isLost: Bool = false) throws -> (UInt64, Set<DossierID>) {
    count += 1
    let path = town.folder.file("letter-\(count)")
    let bundles = try town[place].writeBundle(to: path, for: [town[1 - place].device])
    var about: Set<DossierID> = []
    for bundle in bundles {
      about.formUnion(
        try Engine.verifyBundle(bundle.path, by: town[place]).manifest.digests.keys)
      if !isLost { _ = try town[1 - place].readBundle(bundle.path) }
    }
    return (bundles.reduce(0) { $0 + $1.operations }, about)
  }
}

@Test func `a letter speaks of what its reader was not told, and nothing is sent for ever`()
  throws
{
  let town = try Town()
  let all = try found(12, in: town)
  var mail = Correspondence(town)
  let everything = Set(all.map(dossier)).union([.directory])
  #expect(try mail.send(from: 0) == (0, everything))
  #expect(try mail.send(from: 1) == (0, everything))
  try town[1].change(all[5], ["aims": "warm rooms"])
  #expect(try mail.send(from: 1) == (1, [.directory, dossier(all[5])]))
  #expect(try mail.send(from: 0) == (0, [.directory, dossier(all[5])]))
  #expect(try mail.send(from: 1) == (0, [.directory]))
  #expect(try mail.send(from: 0) == (0, [.directory]))
  try expectAllKnown(town.devices)
}

@Test func `a letter that was lost is answered as soon as what it said is sent again`() throws {
  let town = try Town()
  let all = try found(12, in: town)
  var mail = Correspondence(town)
  for place in 0..<2 { _ = try mail.send(from: place) }
  try town[1].change(all[5], ["aims": "warm rooms"])
  _ = try mail.send(from: 1)
  _ = try mail.send(from: 0, isLost: true)
  #expect(try mail.send(from: 1).0 == 1)
  #expect(try mail.send(from: 0) == (0, [.directory, dossier(all[5])]))
  #expect(try mail.send(from: 1).0 == 0)
  try expectAllKnown(town.devices)
}

@Test func `now and then a letter speaks of everything`() throws {
  let town = try Town()
  let all = try found(4, in: town)
  var mail = Correspondence(town)
  var whole = 0
  for _ in 0..<40 where try mail.send(from: 0).1.count == all.count + 1 { whole += 1 }
  #expect(whole == 3)
}

@Test func `of two states of the same operations it is told where either is spoken of`() throws {
  let town = try Town()
  let all = try found(6, in: town)
  try town[0].change(all[2], ["aims": "warm rooms"])
  let store = town.folder.file("home-1/store.sqlite")
  try Connection(path: store, mode: .readWrite).execute(
    "UPDATE dossier SET digest = zeroblob(32) WHERE name IN (x'\(all[2].hex)', x'\(all[3].hex)')")
  _ = try town[0].sync(town.stick)
  let alarms = try town[1].sync(town.stick).read.flatMap(\.alarms)
  #expect(alarms == [dossier(all[2])])
}

@Test func `what is said of a forked log is the same in whatever order its segments are named`() {
  let (log, hashes) = (LogID(high: 1, low: 2), [[1, 2], [0, 9]] as [[UInt8]])
  let marks = [hashes, hashes.reversed()].map {
    WordMark([(log, IntervalSet(1...3), $0)], wanted: [])
  }
  #expect(marks[0] == marks[1])
  #expect(marks[0] != WordMark([(log, IntervalSet(1...3), [hashes[0]])], wanted: []))
}
