import TestSupport
import Testing
import Wire

/// One thing that was entered twice.
extension ScenarioTests {
  @Test
  func `a convoy entered by both sides is proposed, joined and counted once, and parted again`()
    throws
  {
    var ids: [String] = []
    for (office, title) in [(duisburg, "12 generators"), (kryvyiRih, "12 генераторів")] {
      ids.append(
        try office.done(
          "new", "aid", "partnership=\(Self.partnership)", "title=\(title)", "kind=equipment",
          "donor=DE/Duisburg", "recipient=UA12060170000091033", "received=2023-03-14",
          "value=13806 EUR", "waybill=CMR 4711"))
    }
    try meet()
    let table = try centre.json("consolidate")
    #expect(table["received"] == ["EUR": "42018"], "14406 and twice 13806")
    for office in partners.all { #expect(try candidates(at: office) == [Set(ids)]) }

    try kryvyiRih.done("same", ids[0], ids[1], "--why", "one convoy, one waybill")
    try meet()
    for office in partners.all {
      #expect(try candidates(at: office) == [])
      #expect(try office.json("consolidate")["received"] == ["EUR": "28212"], "counted once")
      for (id, by) in zip(ids, ["Greta Schmidt", "Ivan Shevchenko"]) {
        let entered = try office.history(id).filter { $0["field"] == "title" }
        #expect(entered.map { $0["by"]?.string } == [by], "either history can be read")
      }
      let reasons = try ids.flatMap { try office.history($0) }.compactMap { $0["why"]?.string }
      #expect(reasons == ["one convoy, one waybill"])
      for (id, other) in zip(ids, ids.reversed()) {
        let same = try office.json("show", id)["same"]?.array ?? []
        #expect(same.map { $0["id"]?.string } == [other])
        let shown = try office.done("show", id)
        #expect(shown.contains("the same, entered again: ") && shown.contains(other.prefix(8)))
      }
    }

    try duisburg.done("same", ids[0], ids[1], "--undo", "--why", "two convoys had one number")
    try meet()
    for office in partners.all {
      #expect(try office.json("consolidate")["received"] == ["EUR": "42018"])
      #expect(try candidates(at: office) == [], "nobody is asked again")
      #expect(try office.json("show", ids[0])["same"] == [])
    }
  }

  /// The pairs that may be one thing.
  private func candidates(at office: Office) throws -> [Set<String>] {
    (try office.json("duplicates")["duplicates"]?.array ?? []).map { candidate in
      Set((candidate["records"]?.array ?? []).compactMap { $0["id"]?.string })
    }
  }
}
