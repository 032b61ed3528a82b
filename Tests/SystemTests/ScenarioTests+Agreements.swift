import TestSupport
import Testing
import Wire

/// What looks like a contradiction and is none, and a withdrawal that is one.
extension ScenarioTests {
  @Test func `aid that is voided while its act is entered is put to a decision, and not counted`()
    throws
  {
    let aid = try id("aid")
    try duisburg.done("void", aid, "--why", "entered by mistake")
    let act = try kryvyiRih.done(
      "new", "document", "partnership=\(Self.partnership)", "title=Acceptance act A-17",
      "kind=act", "number=A-17", "date=2023-02-10")
    try kryvyiRih.done("add", aid, "documents=\(act)")
    try meet()
    for office in partners.all {
      let open = try #require(try office.conflicts().first)
      #expect(try office.conflicts().count == 1)
      #expect(open["id"]?.string == aid && open["field"] == "void")
      #expect(
        open.sides.contains(
          Side(value: "withdrawn", by: "Greta Schmidt", why: "entered by mistake")))
      let edits = open["editsApart"]?.array ?? []
      #expect(edits.map { $0["value"]?.string } == [act])
      #expect(edits.map { $0["by"]?.string } == ["Ivan Shevchenko"])
      #expect(try office.elements("documents", of: aid) == [act], "it is still shown")
    }
    let table = try centre.json("consolidate")
    #expect(table["leftOut"]?.array?.map { $0["fields"] } == [["@void"]])
    #expect(table["received"] == [:])

    try centre.take("not withdrawn", of: "void", in: aid, why: "the act proves the receipt")
    try meet()
    for office in partners.all {
      #expect(try office.conflicts().isEmpty)
      #expect(try office.json("consolidate")["received"] == ["EUR": "14406"])
      #expect(try office.elements("documents", of: aid) == [act])
    }
  }

  @Test func `a tag added by one while another takes it away stays, without a conflict`() throws {
    let aid = try id("aid")
    try kryvyiRih.done("add", aid, "tags=winter,energy")
    try duisburg.done("add", aid, "tags=winter")
    try duisburg.done("remove", aid, "tags=winter")
    #expect(try duisburg.elements("tags", of: aid).isEmpty)
    try meet()
    for office in partners.all {
      #expect(try office.elements("tags", of: aid) == ["winter", "energy"])
      #expect(try office.conflicts().isEmpty)
    }
    // Taken away by somebody who saw it, it is gone.
    try duisburg.done("remove", aid, "tags=winter")
    try meet()
    for office in partners.all { #expect(try office.elements("tags", of: aid) == ["energy"]) }
  }

  @Test func `the same waybill entered by two people is agreed on, and either is in the history`()
    throws
  {
    let aid = try id("aid")
    for office in [duisburg, kryvyiRih] { try office.done("set", aid, "waybill=CMR 4711") }
    try meet()
    try expectAgreed("waybill", of: aid, "CMR 4711")
    for office in partners.all {
      let entered = try office.history(aid).filter { $0["field"] == "waybill" }
      #expect(Set(entered.map { $0["by"]?.string }) == ["Greta Schmidt", "Ivan Shevchenko"])
      #expect(entered.allSatisfy { $0["value"] == "CMR 4711" })
    }
    // Later one of them corrects it: that replaces what both entered.
    try duisburg.done("set", aid, "waybill=CMR 4712")
    try meet()
    try expectAgreed("waybill", of: aid, "CMR 4712")
  }
}
