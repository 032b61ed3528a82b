import Language
import LocalStore
import Merging
import Registry
@testable import SyncEngine
import Testing
import Wire

/// A town in which the same aid was entered at two laptops, in their own words.
private final class Entered {
  let town: Town
  let partnership: RecordID
  let one: RecordID
  let other: RecordID

  init(values: (String, String) = ("13806 EUR", "13806 EUR")) throws {
    town = try Town(2)
    partnership = try town[0].new("partnership", ["title": "Twins"])
    try town.meet()
    one = try town[0].new(
      "aid",
      [
        "partnership": partnership.hex, "title": "12 generators", "kind": "equipment",
        "value": values.0,
      ])
    other = try town[1].new(
      "aid",
      [
        "partnership": partnership.hex, "title": "12 генераторів", "kind": "equipment",
        "value": values.1,
      ])
    try town.meet()
  }

  func join(_ why: String = "one convoy") throws {
    try town[1].join(town[1].at(one), town[1].at(other), why: why)
    try town.meet()
  }

  var first: RecordID { min(one, other) }
}

@Test func `joined entries count once, everywhere, and the history says who joined them and why`()
  throws
{
  let entered = try Entered()
  #expect(try entered.town[0].consolidate().rows.map(\.entries) == [2])
  try entered.join()
  for device in entered.town.devices {
    let table = try device.consolidate()
    #expect(table.rows.map(\.entries) == [1] && table.promised["EUR"]?.description == "13806")
    #expect(table.violations.isEmpty && table.leftOut.isEmpty)
    let last = try #require(try device.history(of: device.at(entered.first)).last)
    #expect(last.operation.register == "same" && last.stamp.reason == "one convoy")
    #expect(last.stamp.author == "O. Koval, home-1")
  }
}

@Test func `what is joined is no field, nothing unknown and breaks no rule`() throws {
  let entered = try Entered()
  try entered.join()
  let view = try entered.town[0].at(entered.first).view
  #expect(view.joined == [max(entered.one, entered.other)])
  #expect(!view.fields.contains { $0.name == "same" } && view.notUnderstood.isEmpty)
  #expect(try entered.town[0].violations().isEmpty)
  #expect(throws: EngineError.self) {
    try entered.town[0].change(entered.one, ["same": entered.other.hex])
  }
}

@Test func `a joining that is taken back is gone, and one made apart from that wins`() throws {
  let entered = try Entered()
  let (here, there) = (entered.town[0], entered.town[1])
  try entered.join()
  _ = try here.separate(here.at(entered.other), here.at(entered.one), why: "two convoys")
  try entered.town.meet()
  #expect(try there.consolidate().rows.map(\.entries) == [2])
  try entered.join("one after all")
  #expect(try here.at(entered.first).view.apart.isEmpty)
  #expect(try here.consolidate().rows.map(\.entries) == [1])
  // Apart: one takes it back, the other does that and joins them anew.
  _ = try here.separate(here.at(entered.one), here.at(entered.other), why: "no")
  _ = try there.separate(there.at(entered.one), there.at(entered.other), why: "no")
  try there.join(there.at(entered.one), there.at(entered.other), why: "yes")
  try entered.town.meet()
  for device in entered.town.devices {
    #expect(try device.consolidate().rows.map(\.entries) == [1])
    #expect(try device.conflicts().isEmpty)
  }
  #expect(try here.digest() == there.digest())
}

@Test func `different values of joined entries are shown, and the first counts`() throws {
  let entered = try Entered(values: ("13806 EUR; 2023-03-01", "14000 EUR"))
  try entered.join()
  let table = try entered.town[0].consolidate()
  let first = try entered.town[0].at(entered.first).view.value("value")?["amount"]?.string
  #expect(table.promised["EUR"]?.description == first)
  #expect(table.violations.map(\.rule) == ["same-differs"])
  #expect(table.violations[0].records == [entered.one, entered.other].sorted())
  for part in ["13806.00 EUR", "14000.00 EUR"] {
    #expect(table.violations[0].message.description.contains(part))
  }
}

@Test func `the other entry's value counts where the first has none, or is withdrawn`() throws {
  let entered = try Entered()
  try entered.join()
  let here = entered.town[0]
  try here.change(entered.first, ["value": ""])
  #expect(try here.consolidate().promised["EUR"]?.description == "13806")
  try here.void(here.at(entered.first), why: "the other is better kept")
  let table = try here.consolidate()
  #expect(table.rows.map(\.entries) == [1] && table.promised["EUR"]?.description == "13806")
}

@Test func `the books of joined items are one account, and lines count once`() throws {
  let entered = try Entered(values: ("", ""))
  let (here, there) = (entered.town[0], entered.town[1])
  let line = try here.new(
    "item",
    [
      "aid": entered.one.hex, "name": "Generator", "quantity": "12 pcs", "unit-value": "100 EUR",
    ])
  let other = try there.new(
    "item",
    [
      "aid": entered.other.hex, "name": "Генератор", "quantity": "12 шт", "unit-value": "100 EUR",
    ])
  _ = try here.new(
    "ledger", ["item": line.hex, "kind": "received", "quantity": "12 pcs", "date": "2023"])
  _ = try there.new(
    "ledger", ["item": other.hex, "kind": "handed-out", "quantity": "8 pcs", "date": "2023"])
  try entered.town.meet()
  #expect(try here.violations().map(\.violation.rule) == ["ledger-more-out-than-in"])
  try entered.join()
  try here.join(here.at(line), here.at(other), why: "the same")
  let table = try here.consolidate()
  #expect(table.accounts.count == 1 && table.violations.isEmpty)
  #expect(table.accounts[0].balance.stock.description == "4")
  #expect(table.accounts[0].expected?.description == "12")
  #expect(table.promised["EUR"]?.description == "1200" && table.rows.map(\.entries) == [1])
}

@Test func `what cannot be joined is refused, and nothing is recorded`() throws {
  let entered = try Entered()
  let here = entered.town[0]
  let (one, other) = (try here.at(entered.one), try here.at(entered.other))
  let before = try here.digest()
  #expect(throws: EngineError.joining(.itself("12 generators"))) {
    try here.join(one, one, why: "x")
  }
  #expect(throws: EngineError.joining(.types("aid", "partnership"))) {
    try here.join(one, here.at(entered.partnership), why: "x")
  }
  #expect(throws: EngineError.reason(limitBytes: Limits.reasonBytes)) {
    try here.join(one, other, why: " ")
  }
  #expect(try here.digest() == before)
  #expect(try here.join(other, one, why: "x"))
  #expect(try !here.join(here.at(entered.one), here.at(entered.other), why: "again"))
  try here.void(here.at(entered.one), why: "a mistake")
  #expect(throws: EngineError.withdrawn("12 generators")) {
    try here.join(here.at(entered.one), other, why: "x")
  }
}

@Test func `joining is transitive, and only what was joined directly can be taken back`() throws {
  let entered = try Entered()
  let here = entered.town[0]
  let third = try here.new(
    "aid", ["partnership": entered.partnership.hex, "title": "Third", "kind": "equipment"])
  let all = [entered.one, entered.other, third].sorted()
  try here.join(here.at(all[0]), here.at(all[1]), why: "x")
  try here.join(here.at(all[1]), here.at(all[2]), why: "x")
  #expect(try here.consolidate().rows.map(\.entries) == [1])
  #expect {
    try here.separate(here.at(all[0]), here.at(all[2]), why: "x")
  } throws: {
    guard case .joining(.through) = $0 as? EngineError else { return false }
    return true
  }
}
