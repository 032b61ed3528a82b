import LocalStore
import Merging
import Registry
@testable import SyncEngine
import Testing

@Test func `a withdrawn record is hidden and cannot be edited until it is reinstated`() throws {
  let town = try Town()
  let aid = try town.withAid()
  try town[0].void(town[0].at(aid), why: "entered twice")
  try town.meet()
  #expect(try town[1].list(Listing()).allSatisfy { $0.id != aid })
  #expect(throws: EngineError.withdrawn("Winter")) { try town[1].change(aid, ["title": "x"]) }
  #expect(throws: EngineError.withdrawn("Winter")) {
    try town[1].void(town[1].at(aid), why: "again")
  }
  try town[1].reinstate(town[1].at(aid), why: "it was another convoy")
  try town.meet()
  #expect(try town[0].list(Listing()).contains { $0.id == aid })
  #expect(throws: EngineError.notWithdrawn("Winter")) {
    try town[0].reinstate(town[0].at(aid), why: "again")
  }
  let reasons = try town[0].history(of: town[0].at(aid)).compactMap(\.stamp.reason)
  #expect(reasons == ["entered twice", "it was another convoy"])
}

@Test func `a withdrawal needs a reason`() throws {
  let town = try Town(1)
  let aid = try town.withAid()
  #expect(throws: EngineError.reason(limitBytes: 4_000)) {
    try town[0].void(town[0].at(aid), why: " ")
  }
}

/// An aid entry that the centre withdrew while the other device added its waybill.
private func disputed() throws -> (Town, RecordID) {
  let town = try Town()
  let aid = try town.withAid()
  try town[0].void(town[0].at(aid), why: "a mistake")
  try town[1].change(aid, ["waybill": "CMR 7"])
  try town.meet()
  for device in town.devices {
    #expect(try device.choices(aid) == ["not withdrawn", "withdrawn"])
    #expect(try device.onlyConflict(aid).fieldName == "void")
    #expect(try device.list(Listing()).contains { $0.id == aid })
  }
  return (town, aid)
}

@Test func `an edit made apart from a withdrawal can bring the record back`() throws {
  let (town, aid) = try disputed()
  try town[1].resolve(town[1].at(aid), field: "void", .take(2), why: "it has arrived")
  try town.meet()
  for device in town.devices {
    #expect(try device.conflicts().isEmpty)
    #expect(try !device.at(aid).view.isWithdrawn)
    #expect(try device.show(aid, "waybill") == "CMR 7")
  }
}

@Test func `an edit made apart from a withdrawal can be withdrawn with the record`() throws {
  let (town, aid) = try disputed()
  try town[1].resolve(town[1].at(aid), field: "void", .take(1), why: "entered twice indeed")
  try town.meet()
  for device in town.devices {
    #expect(try device.conflicts().isEmpty)
    #expect(try device.at(aid).view.isWithdrawn)
  }
  try town[0].reinstate(town[0].at(aid), why: "not so")
  #expect(try town[0].show(aid, "waybill") == "CMR 7")
}

@Test func `a conflict of a withdrawn record rests until the record is reinstated`() throws {
  let town = try Town()
  let aid = try town.withAid()
  try town[0].change(aid, ["waybill": "CMR 7"])
  try town[1].change(aid, ["waybill": "CMR 8"])
  try town.meet()
  try town[0].void(town[0].at(aid), why: "a mistake")
  #expect(try town[0].conflicts().isEmpty)
  try town[0].reinstate(town[0].at(aid), why: "not a mistake")
  #expect(try town[0].choices(aid) == ["CMR 7", "CMR 8"])
}
