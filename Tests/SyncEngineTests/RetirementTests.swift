import LocalStore
import Merging
@testable import SyncEngine
import TestSupport
import Testing

@Test func `a retired laptop learns it from the stick, and its last words reach the centre`() throws
{
  let town = try Town()
  let laptop = try Laptop(in: town)
  let aid = try town.withAid()
  try laptop.meet(town)
  try laptop.engine.change(aid, ["title": "its last word"])
  let device = try laptop.engine.device
  try town[0].retire(device, why: "left in a train")
  _ = try town[0].sync(town.stick)
  let report = try laptop.engine.sync(town.stick)
  #expect(report.membership == .retired)
  #expect(throws: EngineError.retired) { try laptop.engine.change(aid, ["title": "more"]) }
  #expect(report.written.map(\.operations) == [1])
  try town.meet()
  for place in 0..<2 { #expect(try town[place].show(aid, "title") == "Winter") }
  let aside = try town[0].quarantine()
  #expect(aside.map(\.reason) == ["retired"] && aside.map(\.device) == [device])
  try town[0].release(aside, why: "the finder wrote nothing")
  try town.meet()
  for place in 0..<2 { #expect(try town[place].show(aid, "title") == "its last word") }
  #expect(try town[0].digest() == town[1].digest())
}

@Test func `notices lie on the stick until the retired laptop has come, and are written once`()
  throws
{
  let town = try Town()
  let laptop = try Laptop(in: town)
  _ = try town.withAid()
  try laptop.meet(town)
  try town[0].retire(laptop.engine.device, why: "stolen")
  _ = try town[0].sync(town.stick)
  for _ in 0..<3 {
    for place in 0..<2 {
      let report = try town[place].sync(town.stick)
      #expect(report.removed.isEmpty || place == 1 || report.written.isEmpty)
    }
  }
  for place in 0..<2 { #expect(try town[place].sync(town.stick).written.isEmpty) }
  #expect(try laptop.engine.sync(town.stick).membership == .retired)
}

@Test func `a retired laptop is given nothing but the statements`() throws {
  let town = try Town()
  let laptop = try Laptop(in: town)
  let aid = try town.withAid()
  try laptop.meet(town)
  try town[0].retire(laptop.engine.device, why: "stolen")
  try town[0].change(aid, ["title": "secret from thieves"])
  try town.meet()
  _ = try laptop.engine.sync(town.stick)
  #expect(try laptop.engine.show(aid, "title") == "Winter")
}
