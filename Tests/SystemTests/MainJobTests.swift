import Foundation
import TestSupport
import Testing
import Wire

/// The job the program is for, done by real processes with real folders.
@Suite struct MainJobTests {
  @Test func `two offices and the centre agree after a stick has gone round`() throws {
    let partners = try Partners()
    let (kryvyiRih, duisburg) = (partners.kryvyiRih, partners.duisburg)
    // Both enter the same partnership from the same register, offline.
    for office in [kryvyiRih, duisburg] {
      let table = try office.place.write(
        Array("title,parties\nKryvyi Rih – Duisburg,\"UA12060170000091033,DE/Duisburg\"\n".utf8),
        as: "partnerships.csv")
      try office.done("import", table, "--type", "partnership", "--accept")
    }
    let item = try enterGenerators(kryvyiRih)
    try duisburg.done(
      "new", "aid", "partnership=Kryvyi Rih – Duisburg", "title=Ambulances", "kind=vehicles",
      "recipient=UA12060170000091033", "received=2023-03-01", "value=80000.10 EUR")
    try partners.carryRound()
    #expect(try duisburg.done("show", item).contains("10 H87"))

    // Offline again: both correct the quantity, Duisburg twice, and both hand out.
    try kryvyiRih.done("set", item, "quantity=11 H87")
    try duisburg.done("set", item, "quantity=12 H87")
    try duisburg.done("set", item, "quantity=13 H87")
    try book("handed-out", "3 H87", of: item, at: kryvyiRih)
    try book("handed-out", "2.5 H87", of: item, at: duisburg)
    try carryBadly(partners)

    try expectConflict(in: item, at: kryvyiRih, partners)
    try kryvyiRih.done("resolve", item, "quantity", "--value", "12 H87", "--why", "counted again")
    try partners.carryRound()
    try expectEqual(partners)
    try expectTotals(partners.centre)
    try partners.carryRound(1)
    #expect(
      try kryvyiRih.done("sync", partners.stick.path) == "nothing new on either side",
      "a round without news writes nothing")
  }

  private func enterGenerators(_ office: Office) throws -> String {
    let aid = try office.done(
      "new", "aid", "partnership=Kryvyi Rih – Duisburg", "title=Generators", "kind=equipment",
      "recipient=UA12060170000091033", "received=2023-02-09")
    let item = try office.done(
      "new", "item", "aid=\(aid)", "name=Generator 5 kW", "quantity=10 H87",
      "unit-value=1200.50 EUR")
    try book("received", "10 H87", of: item, at: office)
    return item
  }

  private func book(_ kind: String, _ quantity: String, of item: String, at office: Office) throws {
    try office.done(
      "new", "ledger", "item=\(item)", "kind=\(kind)", "quantity=\(quantity)", "date=2023-02-10")
  }

  /// Duisburg's bundle is cut short on the way; then it comes whole, and once more by e-mail.
  private func carryBadly(_ partners: Partners) throws {
    let (kryvyiRih, duisburg, stick) = (partners.kryvyiRih, partners.duisburg, partners.stick)
    try duisburg.done("sync", stick.path)
    let newest = try #require(try stick.bundles(of: duisburg.device).last)
    let whole = try bytes(of: newest)
    try stick.write(
      Array(whole.prefix(whole.count / 2)), as: String(newest.dropFirst(stick.path.count + 1)))
    let before = try kryvyiRih.digest
    let cut = try kryvyiRih.run("sync", stick.path)
    #expect(cut.exitCode == 10)
    #expect(cut.errors.contains("cut short"))
    #expect(try kryvyiRih.digest == before, "nothing of half a bundle is taken in")

    let again = try duisburg.run("sync", stick.path)
    #expect(again.exitCode == 10, "Duisburg is told that its bundle was damaged")
    #expect(again.output.contains("wrote bundle"), "and has written it again")
    let copy = try #require(try stick.bundles(of: duisburg.device).last)
    let taken = try kryvyiRih.done("sync", stick.path)
    #expect(taken.contains("conflict opened in quantity"))
    #expect(try kryvyiRih.done("bundle", "read", copy).contains("taken in before"))
    let mailed = try stick.write(whole, as: "mailed.jsonl.gz")
    #expect(try kryvyiRih.done("bundle", "read", mailed).contains("0 operations"))
  }

  private func expectConflict(in item: String, at office: Office, _ partners: Partners) throws {
    let shown = try office.done("conflicts")
    for part in ["11 H87", "13 H87", "by Ivan Shevchenko", "by Greta Schmidt", "DE/Duisburg"] {
      #expect(shown.contains(part), "\(shown)")
    }
    #expect(!shown.contains("12 H87"), "what Duisburg itself replaced is no longer in question")
    let conflicts = try office.json("conflicts")["conflicts"]?.array ?? []
    #expect(conflicts.map { $0["id"]?.string } == [item])
    let byPerson = (conflicts.first?["values"]?.array ?? []).map {
      [$0["text"]?.string, $0["heads"]?.array?.first?["by"]?.string]
    }
    #expect(Set(byPerson) == [["11 H87", "Ivan Shevchenko"], ["13 H87", "Greta Schmidt"]])
    let leftOut = try office.json("consolidate")["leftOut"]?.array ?? []
    #expect(leftOut.count == 1, "what is in conflict is named, not counted")
  }

  private func expectEqual(_ partners: Partners) throws {
    let digests = try partners.all.map { try $0.digest }
    #expect(Set(digests).count == 1, "\(digests)")
    for office in partners.all {
      #expect(try office.done("conflicts") == "no conflicts")
      try office.expectSound()
    }
    let history = try partners.duisburg.done("history", "Generator 5 kW")
    #expect(history.contains("because counted again"))
  }

  private func expectTotals(_ centre: Office) throws {
    let table = try centre.json("consolidate")
    #expect(table["partnerships"] == 1)
    // 12 * 1200.50, of which the books have 10; exactly.
    #expect(table["partlyReceived"] == ["EUR": "14406"])
    #expect(table["received"] == ["EUR": "80000.1"])
    #expect(table["promised"] == [:])
    #expect(table["leftOut"] == [])
    let rows = table["rows"]?.array ?? []
    #expect(
      rows.map { [$0["kind"]?.string, $0["month"]?.string, $0["sums"]?["EUR"]?.string] } == [
        ["equipment", "2023-02", "14406"], ["vehicles", "2023-03", "80000.1"],
      ])
    #expect(rows.map { $0["entries"]?.integer } == [1, 1])
    let account = try #require(table["accounts"]?.array?.first)
    #expect(table["accounts"]?.array?.count == 1)
    let books = ["expected", "received", "handedOut", "stock"].map { account[$0]?.string }
    #expect(books == ["12", "10", "5.5", "4.5"])
  }
}
