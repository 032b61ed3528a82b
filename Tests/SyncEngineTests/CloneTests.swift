import Foundation
import Language
import LocalStore
import Merging
import Registry
@testable import SyncEngine
import TestSupport
import Testing
import Wire

/// A laptop's home and a copy of it, both in use.
private final class Copies {
  let town: Town
  let aid: RecordID
  private let homes: [String]
  /// What each machine is called; two that were booted from one disk image have one name.
  private let machines: [String]
  private var engines: [Engine?] = [nil, nil]

  /// `before` is what is entered, and not yet signed, when the copy is made.
  init(isImage: Bool, before: (Engine, RecordID) throws -> Void = { _, _ in }) throws {
    town = try Town()
    homes = [town.folder.file("home-a"), town.folder.file("home-b")]
    machines = ["a", isImage ? "a" : "b"]
    do {
      let first = try Engine(
        newHome: homes[0], network: town[0].network,
        profile: Profile(office: "DE/Duisburg", label: "a", person: "O. Koval"),
        surroundings: Self.surroundings("a"))
      try town[0].admit(first.ownAdmission(.officer))
      aid = try town.withAid()
      _ = try first.sync(town.stick)
      try before(first, aid)
    }
    try FileManager.default.copyItem(atPath: homes[0], toPath: homes[1])
  }

  private static func surroundings(_ machine: String) -> Surroundings {
    Surroundings(
      nowSeconds: Surroundings.system.nowSeconds, randomBytes: Surroundings.system.randomBytes,
      machine: { _ in machine })
  }

  subscript(place: Int) -> Engine {
    get throws {
      if let engine = engines[place] { return engine }
      let engine = try Engine(home: homes[place], surroundings: Self.surroundings(machines[place]))
      engines[place] = engine
      return engine
    }
  }

  func close() { engines = [nil, nil] }

  /// Everybody uses the stick until everybody has everything.
  func meet() throws {
    for _ in 0..<3 {
      for place in 0..<2 { _ = try self[place].sync(town.stick) }
      try town.meet()
    }
  }

  func expectOneState() throws {
    for place in 0..<2 {
      #expect(try self[place].digest() == town[0].digest())
      #expect(try self[place].rebuild().isUnchanged)
    }
    #expect(try town[1].digest() == town[0].digest())
  }
}

@Test func `a copied home begins a life of its own at once, and both go on`() throws {
  let copies = try Copies(isImage: false)
  #expect(try copies[0].newLife == nil)
  #expect(try copies[1].newLife == .moved)
  try copies[0].change(copies.aid, ["title": "of the first"])
  try copies[1].change(copies.aid, ["waybill": "of the copy"])
  try copies.meet()
  try copies.expectOneState()
  #expect(try copies.town[0].show(copies.aid, "title") == "of the first")
  #expect(try copies.town[0].show(copies.aid, "waybill") == "of the copy")
  #expect(try copies.town[0].store.forks().isEmpty)
}

@Test func `copies that know of each other begin no more lives`() throws {
  let copies = try Copies(isImage: false)
  for round in 0..<3 {
    try copies[0].change(copies.aid, ["title": "first \(round)"])
    try copies[1].change(copies.aid, ["waybill": "copy \(round)"])
    try copies.meet()
    let lives = try (0..<2).map { try copies[$0].life.epoch }
    copies.close()
    try copies.meet()
    #expect(try (0..<2).map { try copies[$0].life.epoch } == lives)
  }
}

@Test func `for a copy that never comes back things are written once, not at every exchange`()
  throws
{
  let copies = try Copies(isImage: false)
  // Nobody but the first hears of the copy.
  let stick = copies.town.folder.file("other-stick")
  try FileManager.default.createDirectory(atPath: stick, withIntermediateDirectories: true)
  try copies[1].change(copies.aid, ["waybill": "of the copy"])
  for place in [1, 0] { _ = try copies[place].sync(stick) }
  try copies[0].change(copies.aid, ["title": "of the first"])
  for _ in 0..<3 {
    _ = try copies[0].sync(copies.town.stick)
    try copies.town.meet()
  }
  #expect(try copies[0].sync(copies.town.stick).written.isEmpty)
  #expect(try copies.town[0].show(copies.aid, "waybill") == "of the copy")
}

@Test func `of one disk image booted twice both histories are kept, and the proof is shown`() throws
{
  let copies = try Copies(isImage: true)
  #expect(try copies[1].newLife == nil, "nothing tells the two apart yet")
  try copies[0].change(copies.aid, ["title": "of the first"])
  try copies[1].change(copies.aid, ["title": "of the second"])
  // Both sign before they hear of each other.
  let stick = copies.town.folder.file("other-stick")
  try FileManager.default.createDirectory(atPath: stick, withIntermediateDirectories: true)
  _ = try copies[0].sync(copies.town.stick)
  _ = try copies[1].sync(stick)
  _ = try copies.town[0].sync(stick)
  try copies.meet()
  #expect(try copies[0].newLife == .elsewhere || copies[1].newLife == .elsewhere)
  try copies.expectOneState()
  let open = try copies.town[0].conflicts()
  #expect(
    Set(open.flatMap { $0.conflict.alternatives.map(\.value.description) })
      == ["\"of the first\"", "\"of the second\""])
  let findings = try copies.town[0].checkUp().filter { !$0.problems.isEmpty }
  #expect(findings.map(\.check) == [Phrase("one history of each log")])
  #expect(findings[0].problems[0].description.contains(try copies[0].device.short))
}

@Test func `what was not signed when a disk image was made is counted once`() throws {
  let copies = try Copies(isImage: true) { engine, aid in
    let item = try engine.new("item", ["aid": aid.hex, "name": "Blanket", "quantity": "12 H87"])
    _ = try engine.new(
      "ledger", ["item": item.hex, "kind": "received", "quantity": "12 H87", "date": "2023-02-09"])
  }
  // The first signs just that, the second that and more.
  _ = try copies[0].sync(copies.town.stick)
  try copies[1].change(copies.aid, ["title": "of the second"])
  try copies.meet()
  try copies.expectOneState()
  let account = try copies.town[0].consolidate().accounts
  #expect(account.map(\.balance.received.description) == ["12"])
  #expect(try copies.town[0].show(copies.aid, "title") == "of the second")
  #expect(try copies.town[0].conflicts().isEmpty)
}

@Test func `a store that is put back begins a new life and takes back what it had lost`() throws {
  let town = try Town()
  let laptop = try Laptop(in: town)
  let aid = try town.withAid()
  try laptop.meet(town)
  laptop.close()
  let copy = town.folder.file("last-month")
  try FileManager.default.copyItem(atPath: laptop.store, toPath: copy)
  try laptop.engine.change(aid, ["title": "entered since"])
  try laptop.meet(town)
  laptop.close()
  for ending in ["", "-wal", "-shm"] {
    try? FileManager.default.removeItem(atPath: laptop.store + ending)
  }
  try FileManager.default.copyItem(atPath: copy, toPath: laptop.store)
  #expect(try laptop.engine.newLife == .putBack)
  try laptop.engine.change(aid, ["waybill": "CMR 9"])
  try laptop.meet(town)
  #expect(try laptop.engine.show(aid, "title") == "entered since")
  #expect(try town[0].show(aid, "waybill") == "CMR 9")
  #expect(try laptop.engine.digest() == town[0].digest())
  #expect(try town[0].store.forks().isEmpty)
}
