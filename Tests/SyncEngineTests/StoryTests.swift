import LocalStore
import Merging
import Registry
@testable import SyncEngine
import Testing
import Wire

@Test func `a record's story has all that belongs to it, in one line of time`() throws {
  let town = try Town(2)
  let aid = try town.withAid(["offered": "2023-02-01", "quantity": "12 pcs"])
  let here = town[0]
  let partnership = try #require(try here.at(aid).view.reference("partnership"))
  let item = try here.new("item", ["aid": aid.hex, "name": "Stove", "quantity": "2 pcs"])
  let entry = try town[0].new(
    "ledger",
    ["item": item.hex, "kind": "handed-out", "quantity": "5 pcs", "date": "2023-03-05"])
  let convoy = try here.new(
    "consignment",
    ["partnership": partnership.hex, "title": "Convoy", "aid": aid.hex, "arrived": "2023-03-01"])
  let task = try here.new("task", ["partnership": partnership.hex, "title": "Ask the centre"])
  try town.meet()
  try here.change(aid, ["value": "5 EUR"])
  try town[1].change(aid, ["value": "6 EUR"])
  try town.meet()

  let story = try town[1].story(of: town[1].at(aid))
  #expect(story.refersTo.map(\.record.id) == [partnership])
  #expect(Set(story.referredBy.map(\.record.id)) == [item, entry, convoy])
  #expect(story.milestones.map(\.date) == ["2023-02-01", "2023-03-01", "2023-03-05"])
  #expect(story.conflicts.map(\.fieldName) == ["value"])
  #expect(story.violations.map(\.violation.rule) == ["ledger-more-out-than-in"])
  let family = [aid, item, entry, convoy]
  var count = 0
  for id in family { count += try town[1].history(of: town[1].at(id)).count }
  #expect(story.history.count == count && Set(story.history.map(\.id)).count == count)
  let lamports = story.history.map(\.stamp.lamport)
  #expect(lamports == lamports.sorted())
  #expect(
    Set(try town[1].story(of: town[1].at(partnership)).referredBy.map(\.record.id))
      == Set(family + [task]))
}

@Test func `the story of joined records is one, and names what may be the same`() throws {
  let town = try Town(2)
  let aid = try town.withAid(["quantity": "12 pcs", "recipient": "DE/Duisburg"])
  let partnership = try #require(try town[0].at(aid).view.reference("partnership"))
  let other = try town[1].new(
    "aid",
    [
      "partnership": partnership.hex, "title": "Winter", "kind": "goods", "quantity": "12 pcs",
      "recipient": "DE/Duisburg", "waybill": "47110",
    ])
  let item = try town[1].new("item", ["aid": other.hex, "name": "Stove"])
  try town[1].change(aid, ["waybill": "47110"])
  #expect(try town[1].story(of: town[1].at(aid)).duplicates.count == 1)
  try town[1].join(town[1].at(aid), town[1].at(other), why: "one")
  let story = try town[1].story(of: town[1].at(aid))
  #expect(story.same.map(\.id) == [other] && story.duplicates.isEmpty)
  #expect(story.referredBy.map(\.record.id) == [item])
  #expect(story.history.last?.stamp.reason == "one")
}
