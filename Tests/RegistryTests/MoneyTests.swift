import Merging
import Registry
import Testing
import Wire

/// Payments of an agreement of 500 euros, record 1, that may have been entered twice.
@Suite struct MoneyTests {
  private var views: [RecordView]

  init() throws {
    views = [try Self.agreement(1)]
  }

  private static func agreement(_ number: UInt64) throws -> RecordView {
    try Entered.view("agreement", number, ["title": "Boiler house", "amount": "500 EUR"])
  }

  private mutating func pay(
    _ number: UInt64, _ kind: String, _ amount: String, agreement: UInt64 = 1
  ) throws {
    views.append(
      try Entered.view(
        "money", number,
        [
          "agreement": Entered.id(agreement).hex, "kind": kind, "amount": amount,
          "date": "2023-05-10",
        ]))
  }

  private mutating func join(_ one: UInt64, _ other: UInt64) throws {
    let place = try #require(views.firstIndex { $0.id == Entered.id(one) })
    views[place] = Entered.joined(views[place], with: other)
  }

  private var books: MoneyBooks { MoneyBooks(views, Sameness(views)) }
  private var rules: [String] { books.violations.map(\.rule) }

  @Test mutating func `a payment that both sides entered counts once when it is joined`() throws {
    try pay(11, "disbursement", "300 EUR")
    try pay(12, "disbursement", "300 EUR")
    #expect(rules == ["money-beyond-agreement"])
    try join(11, 12)
    #expect(rules.isEmpty)
    let balance = try #require(books.balances.values.first)
    #expect(balance.disbursed == ExactDecimal(300) && balance.payments == [Entered.id(11)])
  }

  @Test mutating func `agreements that are joined have one account and one amount`() throws {
    views.append(try Self.agreement(2))
    try pay(11, "disbursement", "300 EUR")
    try pay(12, "disbursement", "300 EUR", agreement: 2)
    #expect(rules.isEmpty, "they are of two agreements")
    try join(1, 2)
    #expect(rules == ["money-beyond-agreement"])
    #expect(books.balances.keys.map(\.agreement) == [Entered.id(1)])
  }

  @Test mutating func `a reversal of either of two joined payments takes it back`() throws {
    try pay(11, "disbursement", "600 EUR")
    try pay(12, "disbursement", "600 EUR")
    try join(11, 12)
    views.append(
      try Entered.view(
        "money", 13,
        [
          "agreement": Entered.id(1).hex, "kind": "reversal", "reverses": Entered.id(12).hex,
          "date": "2023-05-11",
        ]))
    #expect(rules.isEmpty && books.balances.isEmpty)
  }
}
