import LocalStore
import Merging
import Registry
@testable import SyncEngine
import Testing

/// Two devices with a conflict of 11 and 13 pieces.
private func contested(_ count: Int = 2) throws -> (Town, RecordID) {
  let town = try Town(count)
  let aid = try town.withAid(["quantity": "12 pcs"])
  try town[0].change(aid, ["quantity": "13 pcs"])
  try town[1].change(aid, ["quantity": "11 pcs"])
  for _ in 0..<2 { for device in town.devices.prefix(2) { _ = try device.sync(town.stick) } }
  return (town, aid)
}

/// The number under which a value of a conflict is offered.
private func number(_ text: String, _ open: OpenConflict) throws -> Int {
  let values = open.conflict.alternatives.map { open.display($0.value.value) }
  return try #require(values.firstIndex(of: text)) + 1
}

@Test func `a conflict is resolved by taking one of the values, for everybody`() throws {
  let (town, aid) = try contested()
  let open = try town[1].onlyConflict(aid)
  try town[1].resolve(
    town[1].at(aid), field: "quantity", .take(number("11 H87", open)), why: "counted",
    seen: open.token)
  try town.meet()
  for device in town.devices {
    #expect(try device.show(aid, "quantity") == "11 H87")
    #expect(try device.conflicts().isEmpty)
    #expect(try device.history(of: device.at(aid)).last?.stamp.reason == "counted")
  }
}

@Test func `a conflict is resolved by a value that nobody had entered`() throws {
  let (town, aid) = try contested()
  try town[0].resolve(town[0].at(aid), field: "quantity", .value("10,5 kg"), why: "weighed")
  try town.meet()
  #expect(try town[1].show(aid, "quantity") == "10.5 KGM")
  #expect(try town[1].conflicts().isEmpty)
}

@Test func `a conflict that has changed since it was seen is left alone`() throws {
  let (town, aid) = try contested()
  let seen = try town[0].onlyConflict(aid).token
  try town[1].change(aid, ["quantity": "10 pcs"])
  try town.meet()
  #expect(throws: EngineError.conflictChanged("quantity")) {
    try town[0].resolve(
      town[0].at(aid), field: "quantity", .take(1), why: "counted", seen: seen)
  }
  #expect(try town[0].choices(aid) == ["10 H87", "13 H87"])
}

@Test func `a decision without a reason, without a conflict or of no value is refused`() throws {
  let (town, aid) = try contested()
  let record = try town[0].at(aid)
  let before = try town[0].digest()
  for why in ["", " \n", "a\u{0}b", String(repeating: "x", count: 4_001)] {
    #expect(throws: EngineError.reason(limitBytes: 4_000)) {
      try town[0].resolve(record, field: "quantity", .take(1), why: why)
    }
  }
  #expect(throws: EngineError.noAlternative(3, count: 2)) {
    try town[0].resolve(record, field: "quantity", .take(3), why: "counted")
  }
  #expect(throws: EngineError.noConflict("title")) {
    try town[0].resolve(record, field: "title", .take(1), why: "counted")
  }
  #expect(throws: EngineError.noConflict("void")) {
    try town[0].resolve(record, field: "void", .take(1), why: "counted")
  }
  #expect(throws: EngineError.self) {
    try town[0].resolve(record, field: "quantity", .value("many"), why: "counted")
  }
  #expect(throws: EngineError.self) {
    try town[0].resolve(record, field: "quantiti", .take(1), why: "counted")
  }
  #expect(try town[0].digest() == before)
}

@Test func `a third value that comes late reopens the conflict and the earlier reason is kept`()
  throws
{
  let (town, aid) = try contested(3)
  try town[2].change(aid, ["quantity": "10 pcs"])
  let open = try town[0].onlyConflict(aid)
  try town[0].resolve(
    town[0].at(aid), field: "quantity", .take(number("11 H87", open)), why: "counted")
  try town.meet()
  for device in town.devices {
    #expect(try device.choices(aid) == ["10 H87", "11 H87"])
    let reasons = try device.history(of: device.at(aid)).compactMap(\.stamp.reason)
    #expect(reasons == ["counted"])
  }
}

@Test func `two people who resolve differently apart make a new conflict with both reasons`()
  throws
{
  let (town, aid) = try contested()
  for (device, (value, why)) in zip(town.devices, [("11 H87", "counted"), ("13 H87", "waybill")]) {
    let open = try device.onlyConflict(aid)
    try device.resolve(
      device.at(aid), field: "quantity", .take(number(value, open)), why: why)
    #expect(try device.conflicts().isEmpty)
  }
  try town.meet()
  for device in town.devices {
    #expect(try device.choices(aid) == ["11 H87", "13 H87"])
    let heads = try device.onlyConflict(aid).conflict.heads
    #expect(Set(heads.map(\.stamp.reason)) == ["counted", "waybill"])
  }
}

@Test func `two people who resolve alike apart agree`() throws {
  let (town, aid) = try contested()
  for device in town.devices {
    let open = try device.onlyConflict(aid)
    try device.resolve(
      device.at(aid), field: "quantity", .take(number("11 H87", open)), why: "counted")
  }
  try town.meet()
  for device in town.devices {
    #expect(try device.conflicts().isEmpty)
    #expect(try device.show(aid, "quantity") == "11 H87")
  }
}
