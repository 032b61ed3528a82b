import TestSupport
import Testing
import Wire

/// Values that contradict each other.
extension ScenarioTests {
  @Test func `of 12 sent and 11 counted both are shown, 11 is taken with a reason, 12 is not lost`()
    throws
  {
    try duisburg.done("set", item, "quantity=13 H87")
    try duisburg.done("set", item, "quantity=12 H87", "weight=1440")
    try kryvyiRih.done("set", item, "quantity=11 H87")
    try meet()
    let sides: Set = [
      Side(value: "12 H87", by: "Greta Schmidt"), Side(value: "11 H87", by: "Ivan Shevchenko"),
    ]
    try expectConflict("quantity", of: item, sides)
    for head in try heads(of: #require(try centre.conflicts().first)) {
      let age = try #require(head["origin"]?["firstSeen"]?.integer) - #require(head.claimed)
      #expect((0...60).contains(age), "who is shown with when")
    }
    #expect(try centre.json("consolidate")["leftOut"]?.array?.count == 1, "neither is counted")

    try kryvyiRih.take("11 H87", of: "quantity", in: item, why: "counted on arrival, act A-17")
    try book("received", "11 H87", of: item, at: kryvyiRih, act: "A-17")
    try meet()
    try expectAgreed("quantity", of: item, "11 H87")
    for office in partners.all {
      let table = try office.json("consolidate")
      #expect(table["received"] == ["EUR": "13205.5"] && table["leftOut"] == [])
      let history = try office.history(item).filter { $0["field"] == "quantity" }
      let decision = try #require(history.last)
      #expect(decision["kind"] == "resolve" && decision["by"] == "Ivan Shevchenko")
      #expect(decision["why"] == "counted on arrival, act A-17")
      let replaced = Set(decision["replaced"]?.array ?? [])
      let before = history.filter { replaced.contains($0["operation"] ?? .null) }
      #expect(Set(before.map { $0["by"]?.string }) == ["Greta Schmidt", "Ivan Shevchenko"])
      #expect(Set(before.map { $0["value"]?["amount"]?.string }) == ["12", "11"])
    }
  }

  private func heads(of open: JSONValue) -> [JSONValue] {
    (open["values"]?.array ?? []).flatMap { $0["heads"]?.array ?? [] }
  }

  @Test func `an amount and a currency corrected apart are one conflict, and 500 UAH never appear`()
    throws
  {
    let aid = try id("aid")
    try duisburg.done("set", aid, "value=450 EUR")
    try meet()
    try duisburg.done("set", aid, "value=500 EUR")
    try kryvyiRih.done("set", aid, "value=450 UAH")
    try meet()
    let sides: Set = [
      Side(value: "500.00 EUR", by: "Greta Schmidt"),
      Side(value: "450.00 UAH", by: "Ivan Shevchenko"),
    ]
    try expectConflict("value", of: aid, sides)
    let table = try centre.json("consolidate")
    #expect(table["received"] == [:] && table["promised"] == [:])
    #expect(table["leftOut"]?.array?.map { $0["fields"] } == [["value"]])
    try duisburg.take("500.00 EUR", of: "value", in: aid, why: "the invoice is in euros")
    try meet()
    try expectAgreed("value", of: aid, "500.00 EUR")
    #expect(try centre.json("consolidate")["received"] == ["EUR": "500"])
  }

  @Test func `a suspension and a yearly review recorded apart are both shown for a decision`()
    throws
  {
    let partnership = try id("partnership")
    try duisburg.done("set", partnership, "status=signed", "signing=2023-02-21; ; online")
    try meet()
    try centre.done(
      "set", partnership, "status=suspended", "suspension=2024-01-10; Letter 4; Centre")
    try kryvyiRih.done("set", partnership, "status=active", "review=2024-01-15; Minutes 2; mayor")
    try meet()
    let sides: Set = [
      Side(value: "suspended", by: "Olena Kovalenko"),
      Side(value: "active", by: "Ivan Shevchenko"),
    ]
    try expectConflict("status", of: partnership, sides)
    for office in partners.all {
      #expect(try office.fields(partnership)["review"]?["value"]?["document"] == "Minutes 2")
      #expect(try office.fields(partnership)["suspension"]?["value"]?["document"] == "Letter 4")
    }
    try centre.take(
      "active", of: "status", in: partnership, why: "the review shows that both work on")
    try meet()
    try expectAgreed("status", of: partnership, "active")
  }

  @Test func `a review recorded while another suspends an active partnership is told`() throws {
    let partnership = try id("partnership")
    try duisburg.done("set", partnership, "status=active")
    try meet()
    try centre.done(
      "set", partnership, "status=suspended", "suspension=2024-01-10; Letter 4; Centre")
    try kryvyiRih.done("set", partnership, "status=active", "review=2024-01-15; Minutes 2; mayor")
    try meet()
    for office in partners.all {
      #expect(try office.conflicts().isEmpty)
      let told = try office.violations().filter { $0.rule == "status-outdated" }
      #expect(
        told.map { $0["message"]?.string } == [
          "the status is 'suspended' (2024-01-10, Letter 4, Centre), but 'review' is later "
            + "(2024-01-15, Minutes 2, mayor)"
        ])
    }
    // The partners go on: the suspension stays in the record, and nothing is outdated.
    try centre.done("set", partnership, "status=active", "--why", "the review shows that both work")
    try meet()
    for office in partners.all {
      #expect(try office.violations().allSatisfy { $0.rule != "status-outdated" })
      #expect(try office.fields(partnership)["suspension"]?["value"]?["document"] == "Letter 4")
    }
  }

  @Test func `a third value that comes a month late reopens what was decided, with the reason`()
    throws
  {
    let late = try laptop("Kryvyi Rih, driver", of: "Petro Bondar")
    try late.done("sync", stick.path)
    try duisburg.done("set", item, "quantity=13 H87")
    try kryvyiRih.done("set", item, "quantity=11 H87")
    try late.done("set", item, "quantity=10 H87")
    try meet()
    try duisburg.take("11 H87", of: "quantity", in: item, why: "counted twice")
    try meet()
    try expectAgreed("quantity", of: item, "11 H87")
    for office in [late, centre, kryvyiRih, duisburg, late] {
      try office.done("sync", stick.path, clock: "+31d")
    }
    try meet(late)
    let sides: Set = [
      Side(value: "11 H87", by: "Greta Schmidt", why: "counted twice"),
      Side(value: "10 H87", by: "Petro Bondar"),
    ]
    try expectConflict("quantity", of: item, sides, at: late)
    for office in partners.all + [late] {
      let decision = heads(of: try #require(try office.conflicts().first)).filter {
        $0["why"] == "counted twice"
      }
      let decided = decision.flatMap { $0["decided"]?.array ?? [] }
      #expect(
        Set(decided.map { [$0["text"]?.string, $0["by"]?.string] })
          == [["13 H87", "Greta Schmidt"], ["11 H87", "Ivan Shevchenko"]],
        "the values between which it decided are shown, too")
    }
    try kryvyiRih.take("10 H87", of: "quantity", in: item, why: "the driver has the receipt")
    try meet(late)
    try expectAgreed("quantity", of: item, "10 H87")
  }

  @Test func `two decisions made apart are a new conflict that shows both with their reasons`()
    throws
  {
    try duisburg.done("set", item, "quantity=13 H87")
    try kryvyiRih.done("set", item, "quantity=11 H87")
    try meet()
    try kryvyiRih.take("11 H87", of: "quantity", in: item, why: "counted")
    try duisburg.take("13 H87", of: "quantity", in: item, why: "the waybill says so")
    for office in [kryvyiRih, duisburg] { #expect(try office.conflicts().isEmpty) }
    try meet()
    let sides: Set = [
      Side(value: "11 H87", by: "Ivan Shevchenko", why: "counted"),
      Side(value: "13 H87", by: "Greta Schmidt", why: "the waybill says so"),
    ]
    try expectConflict("quantity", of: item, sides)
    try centre.take("11 H87", of: "quantity", in: item, why: "both were asked")
    try meet()
    try expectAgreed("quantity", of: item, "11 H87")
    let reasons = try duisburg.history(item).compactMap { $0["why"]?.string }
    #expect(Set(reasons) == ["counted", "the waybill says so", "both were asked"])
  }
}

extension JSONValue {
  /// When the author says it was done.
  fileprivate var claimed: Int64? { self["claimed"]?.integer }
}
