import LocalStore
import Merging
import Registry
import Simulator
@testable import SyncEngine
import TestSupport
import Testing
import Wire

/// What a newer program writes about an aid entry: a field, a kind of operation and a type that
/// this one does not know.
private func operations(_ aid: RecordID) -> [String] {
  [
    #"{"y":"aid","r":"\#(aid.hex)","f":"insurance","v":"Policy 9"}"#,
    #"{"k":"stamp","f":"title","ink":"red"}"#,
    #"{"y":"convoy","f":"name","v":"First convoy"}"#,
  ]
}

/// A town to whose first device a newer program's bundle was brought.
private func visited() throws -> (Town, RecordID, Stranger) {
  let town = try Town()
  let aid = try town.withAid()
  let stranger = try Stranger(network: town[0].network)
  try town[0].admit(stranger.admission())
  let segment = try stranger.segment(operations(aid), in: town[0].at(aid).dossier)
  let intake = try town.deliver(stranger.bundle([segment]), to: 0)
  #expect(intake.report.newOperations == 3 && intake.alarms.isEmpty)
  return (town, aid, stranger)
}

@Test func `what a newer program wrote is kept, forwarded and counted in the digest`() throws {
  let (town, aid, _) = try visited()
  #expect(try town[0].digest() != town[1].digest())
  try town.meet()
  #expect(try town[0].digest() == town[1].digest())
  for device in town.devices {
    let view = try device.find(aid.hex, type: "aid").view
    #expect(view.field("insurance")?.text == "Policy 9")
    #expect(view.field("insurance")?.field == nil)
    #expect(view.notUnderstood.map(\.value.value["ink"]) == ["red"])
    #expect(view.title == "Winter")
    let convoy = try device.find(aid.hex, type: "convoy")
    #expect(convoy.view.type == nil && convoy.view.field("name")?.text == "First convoy")
    #expect(try device.rebuild().isUnchanged)
    #expect(try device.conflicts().isEmpty)
  }
}

@Test func `a new field survives an edit by a program that does not know it`() throws {
  let (town, aid, _) = try visited()
  try town.meet()
  let record = try town[1].find(aid.hex, type: "aid")
  try town[1].set(record, [Entry("title", "Winter 2023"), Entry("waybill", "CMR 7")])
  try town.meet()
  for device in town.devices {
    let view = try device.find(aid.hex, type: "aid").view
    #expect(view.field("insurance")?.text == "Policy 9")
    #expect(view.title == "Winter 2023")
  }
}

@Test func `a conflict in a field not known yet is shown and can be resolved by taking a value`()
  throws
{
  let (town, aid, _) = try visited()
  let other = try Stranger(network: town[0].network)
  try town[0].admit(other.admission())
  let operation = #"{"y":"aid","r":"\#(aid.hex)","f":"insurance","v":"Policy 8"}"#
  let segment = try other.segment([operation], in: town[0].find(aid.hex, type: "aid").dossier)
  _ = try town.deliver(other.bundle([segment]), to: 1)
  try town.meet()
  let record = try town[1].find(aid.hex, type: "aid")
  let open = try #require(try town[1].conflicts(of: record).first)
  #expect(open.conflict.register == "insurance" && open.conflict.alternatives.count == 2)
  #expect(throws: EngineError.self) {
    try town[1].resolve(record, field: "insurance", .value("Policy 7"), why: "asked")
  }
  #expect(throws: EngineError.self) {
    try town[1].set(record, [Entry("insurance", "Policy 7")])
  }
}

@Test func `a value that does not fit its field is a violation and stops nothing`() throws {
  let (town, aid, stranger) = try visited()
  let operation = #"{"y":"aid","r":"\#(aid.hex)","f":"value","v":{"amount":"1e9","currency":7}}"#
  let segment = try stranger.segment([operation], in: town[0].find(aid.hex, type: "aid").dossier)
  _ = try town.deliver(stranger.bundle([segment]), to: 0)
  #expect(try town[0].violations().map(\.violation.rule) == ["field-unfitting"])
  #expect(try town[0].consolidate().rows.map(\.unvalued) == [1])
}

@Test func `counts that another device exaggerates stop nothing`() throws {
  let (town, aid, stranger) = try visited()
  let dossier = try town[0].find(aid.hex, type: "aid").dossier
  let segment = try stranger.segment(operations(aid), in: dossier)
  var have = stranger.have
  for number in 1...3_000 {
    let log = LogID(high: 1, low: UInt64(number))
    have.insert(Run(log: log, numbers: 1...UInt64(Limits.largestInteger)))
  }
  _ = try town.deliver(stranger.bundle([segment], have: have), to: 0)
  #expect(try town[0].standing().devices.contains { $0.hasMore > 1 << 60 })
  try town.meet()
}

@Test func `values of a field of a newer version contradict each other beside its elements, too`()
  throws
{
  let town = try Town()
  let aid = try town.withAid()
  let stranger = try Stranger(network: town[0].network)
  try town[0].admit(stranger.admission())
  let start = #""y":"aid","r":"\#(aid.hex)","f":"insurance","v""#
  let segment = try stranger.segment(
    [
      #"{"k":"add",\#(start):"fire"}"#, #"{\#(start):"Policy 9"}"#, #"{\#(start):"Policy 7"}"#,
    ], in: town[0].at(aid).dossier)
  _ = try town.deliver(stranger.bundle([segment]), to: 0)
  let open = try town[0].onlyConflict(aid)
  #expect(open.conflict.alternatives.map(\.value.value) == ["Policy 9", "Policy 7"])
  try town[0].resolve(open.record, field: open.fieldName, .take(2), why: "asked")
  #expect(try town[0].show(aid, "insurance") == "Policy 7")
}
