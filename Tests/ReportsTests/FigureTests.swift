import Foundation
import Language
import Merging
import Registry
@testable import Reports
@testable import SyncEngine
import TestSupport
import Testing
import Wire

@Test func `totals stand by currency and stage, and never add euros to hryvnias`() throws {
  let pair = try Pair()
  try pair.aid(["title": "A", "received": "2023-03-14", "value": "100.10 EUR"])
  try pair.aid(["title": "B", "received": "2023-03", "value": "0.20 EUR"])
  try pair.aid(["title": "C", "received": "2023-03-15", "value": "7 UAH"])
  try pair.aid(["title": "D", "offered": "2023-04-01", "value": "5 EUR"])
  try pair.aid(["title": "E", "received": "2023-03-14"])
  #expect(
    try pair.totals("by-month") == [
      ["2023-03", "2023-03", "received", "", "1", "0", "", "", ""],
      ["2023-03", "2023-03", "received", "EUR", "2", "0", "100.3", "100.3", "100.3"],
      ["2023-03", "2023-03", "received", "UAH", "1", "0", "7", "7", "7"],
      ["2023-04", "2023-04", "promised", "EUR", "1", "0", "5", "5", "5"],
    ])
  #expect(try pair.totals("by-oblast").map { $0[0] }.allSatisfy { $0 == "Dnipropetrovsk" })
  #expect(try pair.totals("by-country").map { $0[1] }.allSatisfy { $0 == "Germany" })
  #expect(try pair.totals("by-month", day: "2023-03-31").count == 3)
}

@Test func `what is disputed weighs between its lowest and highest value, and is not shown`()
  throws
{
  let pair = try Pair()
  try pair.aid(["title": "A", "received": "2023-03-14", "value": "100 EUR"])
  let disputed = try pair.aid(["title": "B", "received": "2023-03-20", "value": "10 EUR"])
  try pair.meet()
  try pair.set(pair.centre, disputed, "value", "12 EUR")
  try pair.set(pair.office, disputed, "value", "13 UAH")
  try pair.meet()
  #expect(
    try pair.totals("by-kind").map { $0.dropFirst(3).joined(separator: " ") } == [
      "EUR 2 1 100 100 112", "UAH 1 1 0 0 13",
    ])
  let open = try pair.centre.holdings(day: "2023-12-31").open
  let conflicts = try #require(open.report.sections.first { $0.key == "conflicts" }).table.rows
  #expect(conflicts.map { $0.cells.last } == [.text("0.00 … 12.00 EUR; 0.00 … 13.00 UAH")])
  #expect(open.sources[conflicts[0].figure ?? ""] == [disputed])
}

@Test func `an entry of which it is disputed where it counts has a place in both, certain in none`()
  throws
{
  let pair = try Pair()
  let id = try pair.aid(["title": "A", "received": "2023-03-14", "value": "100 EUR"])
  try pair.meet()
  try pair.set(pair.centre, id, "kind", "medical")
  try pair.set(pair.office, id, "kind", "equipment")
  try pair.meet()
  #expect(
    try pair.totals("by-kind").map { [$0[0]] + $0.dropFirst(4) } == [
      ["equipment", "1", "1", "0", "0", "100"], ["medical", "1", "1", "0", "0", "100"],
    ])
}

@Test func `sums are converted by the centre's latest rate of the day, exactly rounded`() throws {
  let pair = try Pair()
  try pair.aid(["title": "A", "received": "2023-03-14", "value": "100.10 EUR"])
  for (rate, date) in [("39.5642", "2023-03-01"), ("40", "2023-06-01"), ("99", "2024-01-01")] {
    _ = try pair.centre.create(
      "rate",
      [
        Entry("official-currency", "EUR"), Entry("official-target", "UAH"),
        Entry("official-rate", rate), Entry("official-date", date),
      ])
  }
  #expect(try pair.totals("by-kind", target: "UAH")[0].last == "4004")
  #expect(try pair.totals("by-kind", day: "2023-05-31", target: "UAH")[0].last == "3960.38")
  #expect(try pair.totals("by-kind", target: "USD")[0].last == "")
}

@Test func `a report is overdue as the centre has set it, else on the 16th of the month after`()
  throws
{
  let pair = try Pair()
  let one = try pair.aid(["title": "A", "received": "2023-03-14", "value": "100 EUR"])
  try pair.aid(["title": "B", "received": "2023-03-30", "status": "handed-out"])
  try pair.aid(["title": "C", "received": "2023-03-30", "status": "reported"])
  try pair.aid(["title": "D", "received": "2023-12"])
  try pair.aid(["title": "E", "agreed": "2023-03-30"])
  let due = { (day: String) in
    let late = try pair.centre.holdings(day: day).late
    let rows = late.report.sections.first { $0.key == "reports" }?.table.rows ?? []
    return rows.map { $0.cells.map { $0.plain(in: .english) }.joined(separator: " ") }
  }
  let march = "2023-04-15 2023-03 UA12060170000091033 Kryvyi Rih 2"
  #expect(try due("2023-04-15").isEmpty && due("2023-04-16") == [march])
  #expect(
    try due("2024-01-16") == [march, "2024-01-15 2023-12 UA12060170000091033 Kryvyi Rih 1"])
  for (name, value) in [("report-months", "3"), ("report-due-days", "31")] {
    _ = try pair.centre.create(
      "setting", [Entry("official-name", name), Entry("official-value", value)])
  }
  #expect(try due("2023-05-01").isEmpty)
  #expect(
    try due("2023-05-02") == ["2023-05-01 2023-01 – 2023-03 UA12060170000091033 Kryvyi Rih 2"])
  let figure = "reports/UA12060170000091033/2023-01 – 2023-03"
  #expect(try pair.centre.holdings(day: "2023-05-02").late.sources[figure]?.contains(one) == true)
}

@Test func `a convoy without a planned day is late when the days of transport are over`() throws {
  let pair = try Pair()
  let consignment = { (fields: KeyValuePairs<String, String>) in
    let partnership = [Entry("partnership", pair.partnership.hex)]
    _ = try pair.centre.create(
      "consignment", partnership + fields.map { Entry($0.key, $0.value) })
  }
  try consignment(["title": "A", "departed": "2023-03-01"])
  try consignment(["title": "B", "departed": "2023-03-01", "planned-arrival": "2023-03-05"])
  try consignment(["title": "C", "departed": "2023-03-01", "status": "lost"])
  let late = { (day: String) in
    try pair.centre.holdings(day: day).late.report.sections[0].table.rows.map {
      $0.cells[0].plain(in: .english) + " " + $0.cells[2].plain(in: .english)
    }
  }
  #expect(try late("2023-03-31") == ["2023-03-05 B"])
  #expect(try late("2023-04-01") == ["2023-03-05 B", "2023-03-31 A"])
}

@Test func `what the books have only a part of stands apart in the totals, by the day`() throws {
  let pair = try Pair()
  let aid = try pair.aid(["title": "A", "received": "2023-03-14", "value": "1200 EUR"])
  let item = try pair.centre.create(
    "item", [Entry("aid", aid.hex), Entry("name", "Generator"), Entry("quantity", "12 pcs")])
  for (amount, date) in [("11 pcs", "2023-03-14"), ("1 pc", "2023-05-02")] {
    _ = try pair.centre.create(
      "ledger",
      [
        Entry("item", item.hex), Entry("kind", "received"), Entry("quantity", amount),
        Entry("date", date),
      ])
  }
  #expect(
    try pair.totals("by-kind", day: "2023-04-30").map { $0.dropFirst(2).joined(separator: " ") }
      == ["partly received EUR 1 0 1200 1200 1200"])
  #expect(
    try pair.totals("by-kind", day: "2023-05-02").map { $0.dropFirst(2).joined(separator: " ") }
      == ["received EUR 1 0 1200 1200 1200"])
  let kinds = { (day: String) in
    try pair.centre.holdings(day: day).activities.flatMap(\.transactions).map(\.type)
  }
  #expect(
    try kinds("2023-04-30") == [.outgoingCommitment] && kinds("2023-05-02") == [.disbursement])
}

@Test func `every figure leads to its records, and everybody's reports are the same bytes`() throws
{
  let pair = try Pair()
  let one = try pair.aid(["title": "A", "received": "2023-03-14", "value": "100 EUR"])
  let item = try pair.centre.create("item", [Entry("aid", one.hex), Entry("name", "Blanket")])
  for (kind, amount) in [("received", "12 pcs"), ("handed-out", "5 pcs")] {
    _ = try pair.centre.create(
      "ledger",
      [
        Entry("item", item.hex), Entry("kind", kind), Entry("quantity", amount),
        Entry("date", "2023-04-01"), Entry("place", "Depot"), Entry("act", kind),
      ])
  }
  try pair.meet()
  let here = try pair.centre.holdings(day: "2023-12-31")
  let there = try pair.office.holdings(day: "2023-12-31")
  for name in Holdings.names {
    let report = try #require(here.report(name))
    let rows = report.report.sections.flatMap { $0.table.rows + $0.table.totals }
    for figure in rows.compactMap(\.figure) { #expect(report.sources[figure] != nil, "\(figure)") }
    #expect(there.report(name)?.report == report.report, "\(name)")
    #expect(try report.report.xlsx(in: .german) == there.report(name)?.report.xlsx(in: .german))
  }
  let totals = here.totals
  #expect(totals.sources["by-kind/goods/received/EUR"] == [one])
  let stock = here.stock.report.sections
  #expect(stock[0].table.rows[0].cells.last == .amount(ExactDecimal(7)))
  #expect(stock[1].table.rows[0].cells.last == .amount(ExactDecimal(7)))
  #expect(stock[2].table.rows.count == 1)
}

@Test func `what is reported passes the checks of the standards`() throws {
  let pair = try Pair()
  try pair.aid(["title": "Генератори", "received": "2023-03-14", "value": "100 EUR"])
  try pair.aid(["title": "B", "agreed": "2023-03-14", "value": "100 EUR"])
  let holdings = try pair.centre.holdings(day: "2023-12-31")
  let xml = try IATI.document(holdings.activities)
  let verdict = try Checkers.iati(xml)
  #expect(verdict.exitCode == 0, "\(verdict.errors)")
  #expect(holdings.activities[0].transactions.count == 2)
  for section in holdings.totals.report.sections {
    let verdict = try Checkers.hxl(try #require(section.hxl(in: .ukrainian)))
    #expect(verdict.exitCode == 0, "\(section.key): \(verdict.output)")
  }
}

@Test func `joined entries count once in the totals, with the value that one of them has`() throws {
  let pair = try Pair()
  let one = try pair.aid(["title": "12 Generatoren", "received": "2023-03-01"])
  let other = try pair.aid(
    ["title": "12 генераторів", "received": "2023-03-02", "value": "100 EUR"])
  try pair.aid(["title": "Ковдри", "received": "2023-03-02", "value": "5 EUR"])
  try pair.centre.join(pair.centre.find(one.hex), pair.centre.find(other.hex), why: "one")
  #expect(
    try pair.totals("by-kind").map { $0.dropFirst(3).joined(separator: " ") } == [
      "EUR 2 0 105 105 105"
    ])
}

@Test func `what may be entered twice is open, with its weight, until somebody joins it`() throws {
  let pair = try Pair()
  let shared: KeyValuePairs = [
    "title": "12 generators", "received": "2023-03-01", "waybill": "CMR 4711", "value": "100 EUR",
  ]
  let one = try pair.aid(shared)
  let other = try pair.office.create(
    "aid",
    [
      Entry("partnership", pair.partnership.hex), Entry("donor", "DE/Duisburg"),
      Entry("recipient", "UA12060170000091033"), Entry("kind", "goods"),
    ] + shared.map { Entry($0.key, $0.value) })
  try pair.meet()
  func rows() throws -> [[Cell]] {
    let report = try pair.centre.holdings(day: "2023-06-30").open.report
    return try #require(report.sections.first { $0.key == "duplicates" }).table.rows.map(\.cells)
  }
  let row = try #require(try rows().first)
  #expect(row[0] == .text("aid") && row[1] == .text("12 generators") && row[2] == row[1])
  #expect(row[4] == .text("100.00 … 100.00 EUR") && row[5] == row[4])
  try pair.centre.join(pair.centre.find(one.hex), pair.centre.find(other.hex), why: "one convoy")
  #expect(try rows().isEmpty)
}

@Test func `a picture of sums leaves out what is zero, and says rates as the language does`() throws
{
  let pair = try Pair()
  try pair.aid(["title": "Ковдри", "received": "2023-03-02", "value": "5 EUR"])
  try pair.aid(["title": "Бинти", "kind": "medical", "received": "2023-03-02", "value": "0 EUR"])
  _ = try pair.centre.create(
    "rate",
    [
      Entry("official-currency", "UAH"), Entry("official-target", "EUR"),
      Entry("official-rate", "0.0252"), Entry("official-date", "2023-03-01"),
    ])
  try pair.aid(["title": "Вода", "received": "2023-03-02", "value": "100 UAH"])
  let report = try pair.centre.holdings(day: "2023-06-30", target: "EUR").totals.report
  let kinds = try #require(report.sections.first { $0.key == "by-kind" })
  #expect(kinds.table.rows.count == 3)
  let drawings = try ChartDrawing.drawings(
    #require(kinds.chart), of: kinds.table, in: .english)
  #expect(drawings.map { $0.bars.map(\.label) } == [["goods"], ["goods"]])
  #expect(report.notes.contains { $0[.german].hasPrefix("1 UAH = 0,0252 EUR, 1. März 2023") })
}

@Test func `a kind of aid that the centre has added is called by its words`() throws {
  let pair = try Pair()
  _ = try pair.centre.create(
    "term",
    [
      Entry("official-vocabulary", "aid-kind"), Entry("official-code", "heating"),
      Entry("official-en", "heating"), Entry("official-uk", "опалення"),
      Entry("official-de", "Heizung"),
    ])
  try pair.aid(
    ["title": "Котли", "kind": "heating", "received": "2023-03-02", "value": "5 EUR"])
  let report = try pair.centre.holdings(day: "2023-06-30").totals.report
  let kinds = try #require(report.sections.first { $0.key == "by-kind" })
  let names = kinds.table.rows.map { $0.cells[1].plain(in: .german) }
  #expect(names == ["Heizung"])
}
