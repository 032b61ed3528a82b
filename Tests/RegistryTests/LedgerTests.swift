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
  return Ledger(items: [item: unit], entries: Dictionary(uniqueKeysWithValues: numbered))
}

@Test func `two hand-outs made apart that exceed the receipt are a violation with both named`() {
  let books = ledger([entry("received", "12"), entry("handed-out", "8"), entry("handed-out", "8")])
  #expect(books.violations.map(\.rule) == ["ledger-more-out-than-in"])
  #expect(
    books.violations[0].message.contains("16 H87") && books.violations[0].message.contains("12"))
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
