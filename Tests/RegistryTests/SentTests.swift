import Language
import Merging
import Registry
import Testing
import Wire

/// What was sent and what of it was received, by the ledger of one item, of aid 2.
@Suite struct SentTests {
  private let item: RecordView
  private var views: [RecordView]
  private var next: UInt64 = 10

  init() throws {
    item = try Entered.view(
      "item", 1, ["name": "Generator", "quantity": "12 pcs", "aid": Entered.id(2).hex])
    views = [item]
  }

  @discardableResult
  private mutating func book(
    _ kind: String, _ quantity: String, _ date: String, _ act: String = "",
    consignment: UInt64? = nil, place: String = "", of item: UInt64 = 1
  ) throws -> UInt64 {
    next += 1
    views.append(
      try Entered.view(
        "ledger", next,
        [
          "item": Entered.id(item).hex, "kind": kind, "quantity": quantity, "date": date,
          "act": act, "consignment": consignment.map { Entered.id($0).hex } ?? "",
          "place": place,
        ]))
    return next
  }

  private func found(on day: String? = nil) -> [Violation] {
    var circumstances = Circumstances()
    circumstances.day = day
    return Violation.all(in: views, circumstances).filter {
      ["sent-other-than-received", "not-received"].contains($0.rule)
    }
  }

  private func messages(on day: String? = nil) -> [String] {
    found(on: day).map(\.message.description)
  }

  @Test mutating func `11 received of 12 sent are told, with both acts and all entries`() throws {
    let sent = try book("sent", "12 pcs", "2023-02-01", "CMR 7")
    #expect(found().isEmpty, "it is on its way")
    let received = try book("received", "11 pcs", "2023-02-10", "A-1")
    #expect(messages() == ["12 H87 (CMR 7) sent, but 11 H87 (A-1) received"])
    #expect(found()[0].subject == item.id)
    #expect(Set(found()[0].records).isSuperset(of: [Entered.id(sent), Entered.id(received)]))
    try book("received", "1 pcs", "2023-02-20", "A-2")
    #expect(found().isEmpty, "it came later")
  }

  @Test mutating func `more received than sent is told, too`() throws {
    try book("sent", "12 pcs", "2023-02-01", "CMR 7")
    try book("received", "13 pcs", "2023-02-10")
    #expect(messages() == ["12 H87 (CMR 7) sent, but 13 H87 (2023-02-10) received"])
  }

  @Test mutating func `what was not entered as sent is not compared, and is in no stock`() throws {
    try book("received", "11 pcs", "2023-02-10")
    #expect(found().isEmpty)
    try book("sent", "11 pcs", "2023-02-01")
    let books = Ledger(views, Sameness(views))
    let balance = try #require(books.balances.values.first)
    #expect(balance.sent == ExactDecimal(11) && balance.stock == ExactDecimal(11))
    #expect(books.stocks.values.first == ["": ExactDecimal(11)])
  }

  @Test mutating func `places are added up, and an entry that was taken back does not count`()
    throws
  {
    let wrong = try book("sent", "13 pcs", "2023-02-01", "CMR 7")
    try book("received", "5 pcs", "2023-02-10", "A-1", place: "Depot")
    try book("received", "7 pcs", "2023-02-10", "A-1", place: "Shelter")
    #expect(messages() == ["13 H87 (CMR 7) sent, but 12 H87 (A-1) received"])
    views.append(
      try Entered.view(
        "ledger", 99,
        [
          "item": item.id.hex, "kind": "reversal", "reverses": Entered.id(wrong).hex,
          "date": "2023-02-12",
        ]))
    try book("sent", "12 pcs", "2023-02-01", "CMR 7")
    #expect(found().isEmpty)
  }

  @Test mutating func `units are not added up, and what is in another unit is told`() throws {
    try book("sent", "2 boxes", "2023-02-01", "CMR 7")
    try book("received", "24 pcs", "2023-02-10", "A-1")
    #expect(messages() == ["2 XBX (CMR 7) sent, but 24 H87 (A-1) received"])
  }

  @Test mutating func `items that are the same have one account, and joined entries count once`()
    throws
  {
    let other = try Entered.view("item", 3, ["name": "Генератор", "aid": Entered.id(2).hex])
    views = [Entered.joined(item, with: 3), other]
    try book("sent", "12 pcs", "2023-02-01", "CMR 7", of: 3)
    try book("received", "12 pcs", "2023-02-10", "A-1")
    #expect(found().isEmpty)
    let again = try book("received", "12 pcs", "2023-02-10", "A-1", of: 3)
    #expect(messages() == ["12 H87 (CMR 7) sent, but 24 H87 (A-1) received"])
    let first = try #require(views.firstIndex { $0.id == Entered.id(again - 1) })
    views[first] = Entered.joined(views[first], with: again)
    #expect(found().isEmpty)
  }

  @Test mutating func `a second lorry that left after the first came is on its way`() throws {
    try book("sent", "6 pcs", "2023-02-01", "CMR 7")
    try book("received", "6 pcs", "2023-02-10", "A-1")
    try book("sent", "6 pcs", "2023-02-12", "CMR 8")
    #expect(messages(on: "2023-03-14").isEmpty)
    #expect(
      messages(on: "2023-03-15") == ["12 H87 (CMR 7 and CMR 8) sent, but 6 H87 (A-1) received"])
  }

  @Test mutating func `what a consignment still carries waits for it, and is told once`() throws {
    views.append(
      try Entered.view(
        "consignment", 5,
        ["title": "Convoy", "departed": "2023-02-01", "aid": Entered.id(2).hex]))
    try book("sent", "6 pcs", "2023-02-01", "CMR 7", consignment: 5)
    try book("sent", "6 pcs", "2023-02-01", "CMR 8")
    try book("received", "6 pcs", "2023-02-10", "A-1")
    #expect(found(on: "2023-02-20").isEmpty)
    #expect(found(on: "2023-04-01").map(\.rule) == ["not-received"])
    try book("received", "5 pcs", "2023-02-12", "A-2", consignment: 5)
    #expect(messages() == ["12 H87 (CMR 7 and CMR 8) sent, but 11 H87 (A-1 and A-2) received"])
  }

  @Test mutating func `nothing received is told once the days are over, unless its convoy tells`()
    throws
  {
    try book("sent", "12 pcs", "2023-02-01", "CMR 7")
    #expect(messages(on: "2023-03-03").isEmpty)
    #expect(
      messages(on: "2023-03-04") == ["12 H87 (CMR 7) sent, and nothing received within 30 days"])
    views.append(
      try Entered.view(
        "consignment", 5,
        ["title": "Convoy", "departed": "2023-02-01", "aid": Entered.id(2).hex]))
    #expect(found(on: "2023-03-04").map(\.rule) == ["not-received"])
  }
}
