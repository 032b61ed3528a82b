import LocalStore
import Merging
import Registry
@testable import SyncEngine
import Testing
import Wire

@Test func `two quantities entered apart are one conflict that names who entered what`() throws {
  let town = try Town()
  let aid = try town.withAid()
  let item = try town[0].new("item", ["aid": aid.hex, "name": "Generators", "quantity": "12 pcs"])
  try town.meet()
  try town[0].change(item, ["quantity": "13 pcs"])
  try town[1].change(item, ["quantity": "11 pcs"])
  try town.meet()
  for device in town.devices {
    #expect(try device.choices(item) == ["11 H87", "13 H87"])
    let open = try device.onlyConflict(item)
    #expect(Set(open.origins.values.map(\.device)) == [town[0].device, town[1].device])
    #expect(try device.show(item, "quantity").contains(" ≠ "))
    #expect(try device.violations().isEmpty)
  }
  #expect(try town[0].onlyConflict(item).token == town[1].onlyConflict(item).token)
}

@Test func `amount and currency edited apart are one conflict of the whole value`() throws {
  let town = try Town()
  let aid = try town.withAid(["value": "500 EUR"])
  try town[0].change(aid, ["value": "550 EUR"])
  try town[1].change(aid, ["value": "500 UAH"])
  try town.meet()
  #expect(try town[1].choices(aid) == ["500.00 UAH", "550.00 EUR"])
}

@Test func `a status changed apart from a review loses neither`() throws {
  let town = try Town()
  let id = try town[0].new("partnership", ["title": "Duisburg", "status": "agreed"])
  try town.meet()
  try town[0].change(id, ["status": "suspended"], why: "no word for months")
  try town[1].change(id, ["status": "contact", "review": "2024-01-15"], why: "too early")
  try town.meet()
  for device in town.devices {
    #expect(try device.choices(id) == ["in contact", "suspended"])
    #expect(try device.show(id, "review") == "2024-01-15")
  }
}

@Test func `an edit of an open conflict replaces only what the same device entered`() throws {
  let town = try Town(3)
  let aid = try town.withAid()
  try town[0].change(aid, ["value": "550 EUR"])
  try town[1].change(aid, ["value": "560 EUR"])
  try town.meet()
  try town[1].change(aid, ["value": "570 EUR"])
  #expect(try town[1].choices(aid) == ["550.00 EUR", "570.00 EUR"])
  try town[2].change(aid, ["value": "580 EUR"])
  try town.meet()
  for device in town.devices {
    #expect(try device.choices(aid) == ["550.00 EUR", "570.00 EUR", "580.00 EUR"])
  }
  #expect(try town[0].change(aid, ["value": "550 EUR"]) == 0)
}

@Test func `a note entered apart shows the later one and keeps the other in the history`() throws {
  let town = try Town()
  let aid = try town.withAid()
  try town[0].change(aid, ["note": "call on Monday"])
  try town[1].change(aid, ["note": "call"])
  try town[1].change(aid, ["note": "call on Tuesday"])
  try town.meet()
  for device in town.devices {
    #expect(try device.show(aid, "note") == "call on Tuesday")
    #expect(try device.conflicts().isEmpty)
    let notes = try device.history(of: device.at(aid)).filter { $0.operation.register == "note" }
    #expect(notes.count == 3)
  }
}

@Test func `two people who withdraw the same record apart agree`() throws {
  let town = try Town()
  let aid = try town.withAid()
  for device in town.devices { try device.void(device.at(aid), why: "entered twice") }
  try town.meet()
  for device in town.devices {
    #expect(try device.at(aid).view.isWithdrawn)
    #expect(try device.conflicts().isEmpty)
  }
}
