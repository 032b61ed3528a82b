import Language
import Merging
@testable import Reports
@testable import SyncEngine
import Testing
import Wire

/// What a year that was computed a second time has shown.
@Suite struct BoundsTests {
  private let pair: Pair

  init() throws {
    pair = try Pair()
  }

  /// Makes an entry on one of whose fields the two laptops contradict each other.
  private func disputed(_ field: String, _ one: String, _ other: String) throws {
    let id = try pair.aid(["title": "A", "received": "2023-03-14", "value": "100 EUR"])
    try pair.meet()
    try pair.set(pair.centre, id, field, one)
    try pair.set(pair.office, id, field, other)
    try pair.meet()
  }

  private func overdue(day: String = "2023-12-31") throws -> [[String]] {
    let report = try pair.centre.holdings(day: day).late.report
    return report.sections[0].table.rows.map { $0.cells.map { $0.plain(in: .english) } }
  }

  @Test func `an entry is certain on a line on which all that people say puts it`() throws {
    try disputed("kind", "medical", "equipment")
    #expect(
      try pair.totals("by-office").map { $0.suffix(5) } == [["1", "1", "0", "100", "100"]])
    #expect(
      try pair.totals("by-kind").map { $0.suffix(2) } == [["0", "100"], ["0", "100"]])
  }

  @Test func `an entry that may be of a later day may count nowhere`() throws {
    try disputed("received", "2023-03-20", "2024-02-01")
    #expect(
      try pair.totals("by-office").map { $0.suffix(5) } == [["1", "1", "0", "0", "100"]])
    #expect(
      try pair.totals("by-office", day: "2024-12-31").map { $0.suffix(5) } == [
        ["1", "1", "0", "100", "100"]
      ])
  }

  @Test func `an entry counts from its day, or from the first of its month`() throws {
    try pair.aid(["title": "A", "received": "2023-03-14", "value": "100 EUR"])
    try pair.aid(["title": "B", "received": "2023-03", "value": "10 EUR"])
    let sums = try ["2023-02-28", "2023-03-13", "2023-03-14"].map { day in
      try pair.totals("by-kind", day: day).map { $0[6] }
    }
    #expect(sums == [[], ["10"], ["110"]])
  }

  @Test func `sums in the currency itself are rounded as those that are converted`() throws {
    let id = try pair.aid(["title": "A", "received": "2023-03-14"])
    _ = try pair.centre.create(
      "item",
      [
        Entry("aid", id.hex), Entry("name", "Cable"), Entry("quantity", "1.005 m"),
        Entry("unit-value", "3 EUR"),
      ])
    #expect(
      try pair.totals("by-kind", target: "EUR")[0].suffix(4) == ["3.015", "3.015", "3.015", "3.02"])
  }

  @Test func `a bar says in every language whether its sum was received or promised`() throws {
    try pair.aid(["title": "A", "received": "2023-03-14", "value": "100 EUR"])
    try pair.aid(["title": "B", "offered": "2023-03-14", "value": "50 EUR"])
    let report = try pair.centre.holdings(day: "2023-12-31").totals.report
    for (language, stages) in [
      (Language.english, ["received", "promised"]), (.ukrainian, ["отримано", "обіцяно"]),
      (.german, ["erhalten", "zugesagt"]),
    ] {
      let page = report.html(in: language)
      let picture = try #require(page.split(separator: "<svg ").dropFirst().first)
        .split(separator: "</svg>")[0]
      #expect(stages.allSatisfy { picture.contains(">\($0)</text>") }, "\(language)")
      #expect(picture.split(separator: ">Kryvyi Rih</text>").count == 2, "once for both bars")
      let fills = picture.matches(of: /height="18" fill="url\(#([^)]*)\)"/).map(\.1)
      #expect(fills == ["section-by-office-0-0", "section-by-office-0-2"])
    }
  }

  @Test func `a consignment that was refused or lost, or is closed, is not late`() throws {
    for status in ["on-the-way", "redirected", "refused", "lost", "closed"] {
      _ = try pair.centre.create(
        "consignment",
        [
          Entry("partnership", pair.partnership.hex), Entry("title", status),
          Entry("status", status), Entry("planned-arrival", "2023-03-14"),
        ])
    }
    #expect(try Set(overdue().map { $0[2] }) == ["on-the-way", "redirected"])
  }

  @Test func `what is late in a withdrawn partnership names no partnership`() throws {
    _ = try pair.centre.create(
      "task",
      [
        Entry("partnership", pair.partnership.hex), Entry("title", "Report"),
        Entry("due", "2023-03-14"),
      ])
    #expect(try overdue().map { $0[3] } == ["Duisburg – Kryvyi Rih"])
    try pair.centre.void(pair.centre.find(pair.partnership.hex), why: "a mistake")
    #expect(try overdue().map { $0[3] } == [""])
  }
}
