import Language
import Merging
import Registry
import TestSupport
import Testing
import Wire

private let item = RecordID(high: 1, low: 1)

private func entry(_ kind: String, _ amount: String, _ unit: String = "H87") -> JSONValue {
  [
    "item": .string(item.hex), "kind": .string(kind), "date": "2023-03-01",
    "quantity": ["amount": .string(amount), "unit": .string(unit)],
  ]
}

private func ledger(_ entries: [JSONValue], unit: String? = "H87") -> Ledger {
  let numbered = entries.enumerated().map { (RecordID(high: 2, low: UInt64($0)), $1) }
  return Ledger(
    items: [item: unit.map { ["unit": .string($0)] }],
    entries: Dictionary(uniqueKeysWithValues: numbered))
}

@Test func `two hand-outs made apart that exceed the receipt are a violation with both named`() {
  let books = ledger([entry("received", "12"), entry("handed-out", "8"), entry("handed-out", "8")])
  #expect(books.violations.map(\.rule) == ["ledger-more-out-than-in"])
  #expect(
    ["16 H87", "12"].allSatisfy { books.violations[0].message.description.contains($0) })
  #expect(books.violations[0].records.count == 4)
}

@Test func `boxes and pieces are never added up`() {
  let books = ledger([entry("received", "2", "XBX"), entry("received", "12")])
  #expect(books.balances.count == 2)
  #expect(books.violations.map(\.rule) == ["ledger-units"])
}

@Test func `a reversal takes an entry back once, however often it is entered`() {
  let target = RecordID(high: 2, low: 1).hex
  let reversal: JSONValue = [
    "item": .string(item.hex), "kind": "reversal", "reverses": .string(target),
  ]
  let books = ledger([entry("received", "12"), entry("handed-out", "8"), reversal, reversal])
  #expect(books.balances[.init(item: item, unit: "H87")]?.stock == ExactDecimal(12))
  #expect(books.violations.isEmpty)
}

@Test func `entries without an item, a quantity or a target are named`() {
  var stray = entry("received", "1").object ?? JSONObject()
  stray["item"] = .string(RecordID(high: 9, low: 9).hex)
  let books = ledger([
    .object(stray), entry("received", "0"), ["item": .string(item.hex), "kind": "reversal"],
  ])
  #expect(
    books.violations.map(\.rule)
      == ["ledger-quantity", "ledger-unknown-item", "ledger-unknown-reversal"])
}

@Test func `sums of random ledgers are those of integers`() {
  for seed in UInt64(1)...200 {
    var generator = SeededGenerator(seed: seed)
    var stock = 0
    let entries = (0..<50).map { _ in
      let grams = Int.random(in: 1...999_999, using: &generator)
      let kind =
        ["received", "handed-out", "returned", "written-off"].randomElement(using: &generator) ?? ""
      stock += kind == "received" || kind == "returned" ? grams : -grams
      let rest = String(grams % 1_000)
      return entry(
        kind, "\(grams / 1_000).\(String(repeating: "0", count: 3 - rest.count))\(rest)", "KGM")
    }
    let balance = ledger(entries, unit: "KGM").balances[.init(item: item, unit: "KGM")]
    #expect(
      balance?.stock.multiplied(by: ExactDecimal(1_000)) == ExactDecimal(stock), "\(generator)")
  }
}

private func place(
  _ kind: String, _ amount: String, _ place: String, to: String = ""
) -> JSONValue {
  var value = entry(kind, amount).object ?? JSONObject()
  value["place"] = .string(place)
  if !to.isEmpty { value["to-place"] = .string(to) }
  return .object(value)
}

@Test func `every place has its stock, and what was moved is in one place only`() {
  let books = ledger([
    place("received", "12", "Depot"), place("moved", "5", "Depot", to: "Shelter"),
    place("handed-out", "4", "Shelter"), place("returned", "1", "Shelter"),
  ])
  let account = Ledger.Account(item: item, unit: "H87")
  #expect(books.stocks[account] == ["Depot": ExactDecimal(7), "Shelter": ExactDecimal(2)])
  #expect(books.balances[account]?.stock == ExactDecimal(9) && books.violations.isEmpty)
}

@Test func `more out of a place than came in is a violation although there is enough in all`() {
  let books = ledger([place("received", "12", "Depot"), place("handed-out", "4", "Shelter")])
  #expect(books.violations.map(\.rule) == ["ledger-place"])
  #expect(books.violations[0].message.description.contains("'Shelter'"))
}

@Test func `more received than the item says is a violation, less is none`() {
  let items: [RecordID: JSONValue?] = [item: ["amount": "12", "unit": "H87"]]
  let id = RecordID(high: 2, low: 1)
  let more = Ledger(items: items, entries: [id: entry("received", "13")])
  #expect(more.violations.map(\.rule) == ["ledger-more-than-expected"])
  #expect(more.violations[0].subject == item && more.violations[0].records == [item, id].sorted())
  #expect(Ledger(items: items, entries: [id: entry("received", "11")]).violations.isEmpty)
}

@Test func `a violation is the same whatever the order of the entries, and names its cause`() {
  let entries = [entry("received", "12"), entry("handed-out", "8"), entry("handed-out", "8")]
  let violation = ledger(entries).violations[0]
  #expect(violation.identity == "ledger-more-out-than-in \(item.hex) H87")
  let more = ledger(entries + [entry("handed-out", "1")]).violations[0]
  #expect(more.identity == violation.identity && more.facts != violation.facts)
}
