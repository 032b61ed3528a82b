import Wire
import Language
import Merging
import Registry
@testable import SyncEngine
import Testing

/// A town with twelve blankets that everybody knows of.
private func blankets(_ count: Int = 3) throws -> (Town, RecordID) {
  let town = try Town(count)
  let aid = try town.withAid()
  let item = try town[0].new("item", ["aid": aid.hex, "name": "Blankets", "quantity": "12 pcs"])
  try town[0].book(item, "received", "12 pcs")
  try town.meet()
  return (town, item)
}

extension Engine {
  @discardableResult
  fileprivate func book(_ item: RecordID, _ kind: String, _ quantity: String) throws -> RecordID {
    try new(
      "ledger", ["item": item.hex, "kind": kind, "quantity": quantity, "date": "2023-02-09"])
  }
}

@Test func `two hand-outs of 8 of 12 are a violation that names both, and no conflict`() throws {
  let (town, item) = try blankets()
  let one = try town[1].book(item, "handed-out", "8 pcs")
  let two = try town[2].book(item, "handed-out", "8 pcs")
  #expect(try town[1].violations().isEmpty)
  try town.meet()
  for device in town.devices {
    let violations = try device.violations()
    #expect(violations.map(\.violation.rule) == ["ledger-more-out-than-in"])
    #expect(Set(violations[0].violation.records).isSuperset(of: [item, one, two]))
    #expect(violations[0].violation.message.description.contains("16 H87"))
    #expect(try device.conflicts().isEmpty)
    #expect(try device.consolidate().accounts.map(\.balance.stock.description) == ["-4"])
  }
}

@Test func `a reversal takes one hand-out back and the books are right again`() throws {
  let (town, item) = try blankets(2)
  try town[0].book(item, "handed-out", "8 pcs")
  let wrong = try town[1].book(item, "handed-out", "8 pcs")
  try town.meet()
  let reversal = try town[1].new(
    "ledger",
    ["item": item.hex, "kind": "reversal", "date": "2023-02-10", "reverses": wrong.hex])
  try town.meet()
  for device in town.devices {
    #expect(try device.violations().isEmpty)
    #expect(try device.consolidate().accounts.map(\.balance.stock.description) == ["4"])
    #expect(try device.show(reversal, "reverses") == wrong.hex)
  }
}

@Test func `a ledger entry cannot be changed`() throws {
  let (town, item) = try blankets(1)
  let entry = try town[0].book(item, "handed-out", "8 pcs")
  #expect(throws: EngineError.entry(.immutable(type: "ledger"))) {
    try town[0].change(entry, ["quantity": "9 pcs"])
  }
}

@Test func `boxes handed out of pieces are a violation, not a wrong sum`() throws {
  let (town, item) = try blankets(2)
  let boxes = try town[1].book(item, "handed-out", "2 boxes")
  try town.meet()
  for device in town.devices {
    let violations = try device.violations()
    #expect(violations.map(\.violation.rule) == ["ledger-more-out-than-in", "ledger-units"])
    #expect(violations.allSatisfy { $0.violation.records.contains(boxes) })
    let stock = try device.consolidate().accounts.map { "\($0.balance.stock) \($0.unit)" }
    #expect(stock == ["12 H87", "-2 XBX"])
  }
}
