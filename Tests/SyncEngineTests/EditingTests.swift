import TestSupport
import LocalStore
import Merging
import Registry
@testable import SyncEngine
import Testing
import Wire

@Test func `an edit is there when the home is opened again`() throws {
  let town = try Town(1)
  let home = town.folder.file("other")
  var id = RecordID(high: 0, low: 0)
  do {
    let engine = try Town.engine(home, network: town[0].network)
    id = try engine.new("office", ["code": "DE/Duisburg", "name": "Duisburg"])
    try engine.change(id, ["name": "Stadt Duisburg"])
  }
  let again = try Engine(home: home)
  #expect(try again.show(id, "name") == "Stadt Duisburg")
  #expect(try again.history(of: again.at(id)).count == 3)
}

@Test func `one process at a time has a home open`() throws {
  let town = try Town(1)
  let home = town.folder.file("home-0")
  #expect(throws: EngineError.self) { try Engine(home: home) }
  #expect(throws: EngineError.noHome(town.stick)) { try Engine(home: town.stick) }
}

@Test func `two fields edited apart do not conflict`() throws {
  let town = try Town()
  let aid = try town.withAid()
  try town[0].change(aid, ["waybill": "CMR 7"])
  try town[1].change(aid, ["received": "2023-02-09"])
  try town.meet()
  for device in town.devices {
    #expect(try device.show(aid, "waybill") == "CMR 7")
    #expect(try device.show(aid, "received") == "2023-02-09")
    #expect(try device.conflicts().isEmpty)
  }
}

@Test func `two people who fill an empty field with the same number agree`() throws {
  let town = try Town()
  let aid = try town.withAid()
  try town[0].change(aid, ["waybill": "CMR 7"])
  try town[1].change(aid, ["waybill": " CMR 7 "])
  try town.meet()
  for device in town.devices {
    #expect(try device.conflicts().isEmpty)
    #expect(try device.show(aid, "waybill") == "CMR 7")
    #expect(try device.at(aid).view.state["waybill"].heads.count == 2)
  }
}

@Test func `setting what a field shows already writes nothing`() throws {
  let town = try Town(1)
  let aid = try town.withAid(["value": "500 EUR", "tags": "winter, school"])
  let before = try town[0].digest()
  #expect(try town[0].change(aid, ["value": "500.00 eur", "tags": "school,winter"]) == 0)
  #expect(try town[0].change(aid, ["note": ""]) == 0)
  #expect(try town[0].digest() == before)
}

@Test func `a field given twice in one step is refused, so that nobody contradicts himself`()
  throws
{
  let town = try Town(1)
  let aid = try town.withAid()
  #expect(throws: EngineError.self) {
    try town[0].change(aid, ["waybill": "CMR 7", "waybill": "CMR 8"])
  }
  #expect(throws: EngineError.self) {
    try town[0].new("office", ["code": "DE/Duisburg", "name": "Duisburg", "name": "Essen"])
  }
  #expect(try town[0].conflicts().isEmpty)
}

@Test func `a tag added apart from its removal stays, without a conflict`() throws {
  let town = try Town(3)
  let aid = try town.withAid(["tags": "winter, school"])
  try town[0].remove(town[0].at(aid), [Entry("tags", "winter")])
  try town[1].change(aid, ["tags": "school"])
  #expect(try town[2].add(town[2].at(aid), [Entry("tags", "winter, heat")]) == 1)
  let removed = try town[2].at(aid)
  try town[2].remove(removed, [Entry("tags", "winter")])
  #expect(try town[2].add(town[2].at(aid), [Entry("tags", "winter")]) == 1)
  try town.meet()
  for device in town.devices {
    #expect(try device.show(aid, "tags") == "heat, school, winter")
    #expect(try device.conflicts().isEmpty)
  }
}

@Test func `only what a set holds can be removed, and only from a set`() throws {
  let town = try Town(1)
  let aid = try town.withAid()
  #expect(throws: EngineError.noElement(field: "tags", "winter")) {
    try town[0].remove(town[0].at(aid), [Entry("tags", "winter")])
  }
  #expect(throws: EngineError.notASet("title")) {
    try town[0].add(town[0].at(aid), [Entry("title", "x")])
  }
}

@Test func `a clock that says 2012 changes the claimed time and nothing else`() throws {
  let town = try Town()
  let aid = try town.withAid(["status": "offered"])
  let home = town.folder.file("old-clock")
  let clock = Surroundings(
    nowSeconds: { 1_330_000_000 }, randomBytes: Surroundings.system.randomBytes)
  let profile = Profile(office: "DE/Duisburg", label: "old", person: "O. Koval")
  let old = try Engine(
    newHome: home, network: town[0].network, profile: profile, surroundings: clock)
  try town[0].admit(old.ownAdmission(.clerk))
  _ = try town[0].sync(town.stick)
  _ = try old.sync(town.stick)
  try old.change(aid, ["status": "agreed"])
  _ = try old.sync(town.stick)
  try town.meet()
  #expect(try town[1].show(aid, "status") == "agreed")
  let last = try #require(try town[1].history(of: town[1].at(aid)).last)
  #expect(last.stamp.claimedSeconds == 1_330_000_000)
  #expect(last.origin.seenSeconds > 1_700_000_000)
}

@Test func `a set of references takes several at once, each by its id or title`() throws {
  let town = try Town(1)
  let aid = try town.withAid()
  let dossier = try town[0].at(aid).dossier
  let partnership = "Duisburg and Kryvyi Rih"
  let second = try town[0].new(
    "aid", ["partnership": partnership, "title": "Spring", "kind": "goods"])
  let convoy = try town[0].new(
    "consignment",
    ["partnership": partnership, "title": "Convoy", "aid": "\(aid.hex), Spring"])
  #expect(try town[0].at(convoy).dossier == dossier)
  let both = [aid, second].map { JSONValue.string($0.hex) }
  #expect(Set(try town[0].at(convoy).view.elements("aid")) == Set(both))

  let third = try town[0].new(
    "aid", ["partnership": partnership, "title": "Summer", "kind": "goods"])
  try town[0].add(town[0].at(convoy), [Entry("aid", "Summer")])
  #expect(try town[0].at(convoy).view.elements("aid").contains(.string(third.hex)))
  #expect(throws: EngineError.notFound("Autumn", type: "aid")) {
    try town[0].add(town[0].at(convoy), [Entry("aid", "Autumn")])
  }
}
