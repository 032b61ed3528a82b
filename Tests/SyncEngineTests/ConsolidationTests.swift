import Merging
import Registry
@testable import SyncEngine
import Testing
import Wire

/// The sums of a currency table as texts.
private func texts(_ sums: [String: ExactDecimal]) -> [String: String] {
  sums.mapValues(\.description)
}

/// A town with a partnership; aid is recorded by title and fields.
private final class Books {
  let town: Town
  let partnership: RecordID

  init(_ count: Int = 1) throws {
    town = try Town(count)
    partnership = try town[0].new("partnership", ["title": "Duisburg and Kryvyi Rih"])
    try town.meet()
  }

  @discardableResult
  func aid(_ title: String, _ fields: KeyValuePairs<String, String> = [:]) throws -> RecordID {
    let basis = [("partnership", partnership.hex), ("title", title), ("kind", "goods")]
    let entries = (basis + fields.map { ($0.key, $0.value) }).map { Entry($0.0, $0.1) }
    return try town[0].create("aid", entries)
  }

  var consolidation: Consolidation { get throws { try town[0].consolidate() } }
}

@Test func `every aid entry is counted exactly once, by office, kind and month`() throws {
  let books = try Books()
  try books.aid("a", ["recipient": "UA12060170000091033", "received": "2023-02-09"])
  try books.aid("b", ["recipient": "UA12060170000091033", "received": "2023-02"])
  try books.aid("c", ["recipient": "DE/Duisburg", "agreed": "2023-02-01", "offered": "2022"])
  try books.aid("d", ["offered": "2022"])
  try books.aid("e", ["status": "handed-out"])
  let groups = try books.consolidation.rows.map { row in
    [row.group.office, row.group.month, row.group.stage.rawValue]
  }
  #expect(
    groups == [
      ["", "", "received"], ["", "2022", "promised"], ["DE/Duisburg", "2023-02", "promised"],
      ["UA12060170000091033", "2023-02", "received"],
    ])
  #expect(try books.consolidation.rows.map(\.entries) == [1, 1, 1, 2])
  #expect(try books.consolidation.partnerships == 1)
}

@Test func `sums are exact and apart by currency, received and promised`() throws {
  let books = try Books()
  try books.aid("a", ["value": "0.1 EUR", "received": "2023"])
  try books.aid("b", ["value": "0.2 EUR", "received": "2023"])
  try books.aid("c", ["value": "999999999999999999.99 UAH", "received": "2023"])
  try books.aid("d", ["value": "0.01 UAH", "received": "2023"])
  try books.aid("e", ["value": "5 EUR"])
  let consolidation = try books.consolidation
  #expect(texts(consolidation.received) == ["EUR": "0.3", "UAH": "1000000000000000000"])
  #expect(texts(consolidation.promised) == ["EUR": "5"])
}

@Test func `what the books have only a part of is partly received, and no part is made up`()
  throws
{
  let books = try Books()
  let aid = try books.aid("a", ["received": "2023-02", "value": "1200 EUR"])
  let lines = try ["12 pcs", "2 boxes"].map { quantity in
    try books.town[0].new("item", ["aid": aid.hex, "name": "x", "quantity": quantity])
  }
  let book = { (line: Int, quantity: String) in
    _ = try books.town[0].new(
      "ledger",
      [
        "item": lines[line].hex, "kind": "received", "quantity": quantity, "date": "2023-02-10",
      ])
  }
  let stages = { try books.consolidation.rows.map(\.group.stage.rawValue) }
  #expect(try stages() == ["received"], "nobody keeps books, so the entry is believed")
  try book(0, "11 pcs")
  #expect(try stages() == ["partly-received"])
  #expect(try texts(books.consolidation.partlyReceived) == ["EUR": "1200"])
  #expect(try books.consolidation.received.isEmpty && books.consolidation.promised.isEmpty)
  try book(0, "1 pc")
  #expect(try stages() == ["partly-received"], "the second line is missing")
  try book(1, "24 pcs")
  #expect(try stages() == ["received"], "boxes and pieces cannot be compared")
  try books.town[0].change(lines[0], ["quantity": "13 pcs"])
  #expect(try stages() == ["partly-received"])
}

@Test func `a status that says partly is believed, whatever the day of receipt`() throws {
  let books = try Books()
  try books.aid("a", ["status": "partly-received", "received": "2023-02"])
  try books.aid("b", ["status": "partly-handed-out"])
  try books.aid("c", ["status": "partly-handed-out", "received": "2023-02"])
  #expect(
    try books.consolidation.rows.map { "\($0.group.month) \($0.group.stage.rawValue)" } == [
      " partly-received", "2023-02 received", "2023-02 partly-received",
    ])
}

@Test func `an entry without a value is worth its lines, and one with a value is not added to`()
  throws
{
  let books = try Books()
  let lines = try books.aid("lines")
  let value = try books.aid("value", ["value": "100 EUR"])
  for aid in [lines, value] {
    for (quantity, price) in [("12 pcs", "0.1 EUR"), ("3 kg", "2.50 EUR"), ("1 pc", "7 UAH")] {
      _ = try books.town[0].new(
        "item", ["aid": aid.hex, "name": "x", "quantity": quantity, "unit-value": price])
    }
  }
  try books.aid("nothing")
  let row = try #require(try books.consolidation.rows.first)
  #expect(try books.consolidation.rows.count == 1)
  #expect(row.entries == 3 && row.unvalued == 1)
  #expect(texts(row.sums) == ["EUR": "108.7", "UAH": "7"])
}

@Test func `an entry in conflict on a decisive field is left out and the field named`() throws {
  let books = try Books(2)
  let aid = try books.aid("Winter", ["value": "5 EUR", "note": "x"])
  try books.aid("Spring", ["value": "7 EUR"])
  try books.town.meet()
  try books.town[0].change(aid, ["value": "6 EUR", "note": "y", "waybill": "1"])
  try books.town[1].change(aid, ["value": "8 EUR", "note": "z", "waybill": "2"])
  try books.town.meet()
  let consolidation = try books.consolidation
  #expect(texts(consolidation.promised) == ["EUR": "7"])
  #expect(consolidation.leftOut.map(\.title) == ["Winter"])
  #expect(consolidation.leftOut.map(\.fields) == [["value"]])
}

@Test func `a conflict in a waybill, or notes that differ, leave an entry counted`() throws {
  let books = try Books(2)
  let aid = try books.aid("Winter", ["value": "5 EUR"])
  try books.town.meet()
  try books.town[0].change(aid, ["note": "y", "waybill": "1"])
  try books.town[1].change(aid, ["note": "z", "waybill": "2"])
  try books.town.meet()
  #expect(try books.town[0].conflicts().count == 1)
  #expect(try texts(books.consolidation.promised) == ["EUR": "5"])
  #expect(try books.consolidation.leftOut.isEmpty)
}

@Test func `what is withdrawn is not counted, and a disputed withdrawal is left out`() throws {
  let books = try Books(2)
  let gone = try books.aid("gone", ["value": "5 EUR"])
  let disputed = try books.aid("disputed", ["value": "6 EUR"])
  try books.town.meet()
  try books.town[0].void(books.town[0].at(gone), why: "entered twice")
  try books.town[0].void(books.town[0].at(disputed), why: "entered twice")
  try books.town[1].change(disputed, ["waybill": "CMR 7"])
  try books.town.meet()
  #expect(try books.consolidation.rows.isEmpty)
  #expect(try books.consolidation.leftOut.map(\.title) == ["disputed"])
  #expect(try books.consolidation.leftOut.map(\.fields) == [["@void"]])
}

@Test func `a line whose entry or price is in conflict leaves every entry concerned out`() throws {
  let books = try Books(2)
  let (one, two, three) = (try books.aid("1"), try books.aid("2"), try books.aid("3"))
  let line = try books.town[0].new(
    "item", ["aid": one.hex, "name": "x", "quantity": "2 pcs", "unit-value": "3 EUR"])
  try books.town.meet()
  try books.town[0].change(line, ["aid": two.hex])
  try books.town[1].change(line, ["aid": three.hex])
  try books.town.meet()
  #expect(try books.consolidation.leftOut.map(\.title) == ["2", "3"])
  #expect(try books.consolidation.leftOut.map(\.fields) == [["aid"], ["aid"]])
  #expect(try books.consolidation.rows.map(\.unvalued) == [1])
}

@Test func `accounts show the balance beside the quantity that was expected`() throws {
  let books = try Books()
  let aid = try books.aid("Winter")
  let item = try books.town[0].new(
    "item", ["aid": aid.hex, "name": "Blankets", "quantity": "12 pcs"])
  for (kind, quantity) in [
    ("received", "11 pcs"), ("handed-out", "8 pcs"), ("returned", "2 pcs"),
    ("written-off", "0.5 pcs"),
  ] {
    _ = try books.town[0].new(
      "ledger", ["item": item.hex, "kind": kind, "quantity": quantity, "date": "2023"])
  }
  let account = try #require(try books.consolidation.accounts.first)
  #expect(account.name == "Blankets" && account.partnership == "Duisburg and Kryvyi Rih")
  #expect(account.unit == "H87" && account.expected?.description == "12")
  #expect(account.balance.received.description == "11")
  #expect(account.balance.stock.description == "4.5")
}
