import Foundation
import TestSupport
import Testing
import Wire

/// Aid from the offer to the last hand-out, and what the centre makes of it.
extension SeedCaseTests {
  @Test func `a convoy is followed from its packing to the last hand-out, to the cent and piece`()
    throws
  {
    let scan = Array("%PDF-1.4 scan of the act".utf8)
    let (aid, item, consignment) = try send()
    try meet()
    try receive(consignment, item, scan: scan)
    try meet()
    try handOut(aid, item)
    try meet()
    for office in partners.all {
      #expect(try office.violations() == [], "nothing is missing and nothing contradicts")
      let fields = try office.fields(consignment)
      #expect(fields["status"]?["value"] == "accepted")
      #expect(fields["waybill"]?["value"] == "CMR 4711")
      #expect(fields["crossing"]?["value"] == "krakovets-korczowa")
      #expect(fields["declaration"]?["value"] == ["number": "23UA209", "date": "2023-03-12"])
      #expect(fields["recognition"]?["value"] == ["number": "HA-77", "date": "2023-03-12"])
      #expect(fields["accepted"]?["value"]?["by"] == "commission")
      #expect(fields["driver"]?["value"] == "Jan Nowak")
      #expect(fields["documents"]?["elements"]?.array?.count == 2)
      #expect(try office.text("uktzed", of: item) == "8502113000")
      try expectAttachment(at: office, scan)
    }
    try expectTable(at: centre)
    let handOuts = try centre.json("list", "handout")["records"]?.array ?? []
    #expect(
      Set(handOuts.map { [$0["title"], $0["fields"]?["act"]?["value"]?["number"]] })
        == [["City hospital 2", "V-1"], ["School 9", "V-2"]])
    let steps = try duisburg.history(consignment).filter { $0["field"] == "status" }
    #expect(
      steps.map { $0["value"]?.string } == [
        "planned", "packed", "on-the-way", "at-border", "cleared", "arrived", "accepted",
      ])
    #expect(steps.map { $0["by"]?.string }.suffix(4).allSatisfy { $0 == "Ivan Shevchenko" })
  }

  /// Duisburg offers, packs and sends.
  private func send() throws -> (aid: String, item: String, consignment: String) {
    let aid = try duisburg.done(
      "new", "aid", "partnership=\(Self.partnership)", "title=Generators", "kind=equipment",
      "direction=to-ukraine", "donor=DE/Duisburg", "recipient=UA12060170000091033",
      "offered=2023-02-22", "agreed=2023-03-01", "status=agreed")
    let item = try duisburg.done(
      "new", "item", "aid=\(aid)", "name=Generator 5 kVA", "name-uk=Генератор 5 кВА",
      "uktzed=8502 11 30 00", "quantity=12 pcs", "unit-value=1150.55 EUR", "serials=G-1,G-2",
      "condition=new", "weight=1440")
    let consignment = try duisburg.done(
      "new", "consignment", "partnership=\(Self.partnership)", "title=Convoy of March",
      "aid=\(aid)", "status=planned", "sender=DE/Duisburg", "recipient=UA12060170000091033",
      "from=DEDUI", "to=UAKWG", "driver=Jan Nowak", "driver-phone=+48 600 1")
    try duisburg.done(
      "set", consignment, "status=packed", "packages=12", "weight=1500.5", "seals=S-1,S-2")
    try duisburg.done(
      "set", consignment, "status=on-the-way", "departed=2023-03-09", "vehicle=DU-AB 123",
      "carrier=Spedition Rhein", "waybill=CMR 4711")
    return (aid, item, consignment)
  }

  /// Kryvyi Rih brings it through customs and accepts it by an act.
  private func receive(_ consignment: String, _ item: String, scan: [UInt8]) throws {
    try kryvyiRih.done(
      "set", consignment, "status=at-border", "at-border=2023-03-11",
      "crossing=krakovets-korczowa")
    try kryvyiRih.done(
      "set", consignment, "status=cleared", "cleared=2023-03-12; 23UA209; customs",
      "declaration=23UA209; 2023-03-12", "recognition=HA-77; 2023-03-12",
      "customs-value=13806.60 EUR; 2023-03-12")
    try kryvyiRih.done("set", consignment, "status=arrived", "arrived=2023-03-14")
    let file = try kryvyiRih.place.write(scan, as: "act.pdf")
    let act = try kryvyiRih.done(
      "new", "document", "partnership=\(Self.partnership)", "title=Acceptance act", "kind=act",
      "number=A-17", "date=2023-03-14", "language=uk", "file=@\(file)")
    let waybill = try kryvyiRih.done(
      "new", "document", "partnership=\(Self.partnership)", "title=Waybill", "kind=waybill",
      "number=CMR 4711")
    try kryvyiRih.done(
      "set", consignment, "status=accepted", "accepted=2023-03-14; A-17; commission",
      "documents=\(act), \(waybill)")
    try kryvyiRih.done("set", "Generators", "status=received", "received=2023-03-14")
    try book("received", "12 pcs", of: item, "2023-03-14", "A-17", "consignment=\(consignment)")
  }

  private func handOut(_ aid: String, _ item: String) throws {
    for (recipient, act, quantity) in [
      ("City hospital 2", "V-1", "7 pcs"), ("School 9", "V-2", "5 pcs"),
    ] {
      let entry = try book(
        "handed-out", quantity, of: item, "2023-04-02", act, "counterparty=\(recipient)")
      try kryvyiRih.done(
        "new", "handout", "aid=\(aid)", "recipient=\(recipient)", "act=\(act); 2023-04-02",
        "entries=\(entry)", "place=Kryvyi Rih")
    }
    try kryvyiRih.done("set", "Generators", "status=handed-out")
  }

  @discardableResult
  private func book(
    _ kind: String, _ quantity: String, of item: String, _ date: String, _ act: String,
    _ more: String
  ) throws -> String {
    try kryvyiRih.done(
      "new", "ledger", "item=\(item)", "kind=\(kind)", "quantity=\(quantity)", "date=\(date)",
      "act=\(act)", "place=Store 1", more)
  }

  private func expectAttachment(at office: Office, _ scan: [UInt8]) throws {
    let attachments = try office.json("attachments", "Acceptance act")["attachments"]?.array ?? []
    #expect(attachments.map { $0["state"] } == ["here"])
    let copy = office.place.file("copy.pdf")
    let id = try #require(attachments.first?["id"]?.string)
    try office.done("attachment", "save", id, copy)
    #expect(try bytes(of: copy) == scan)
  }

  private func expectTable(at office: Office) throws {
    let table = try office.json("consolidate")
    // 12 * 1150.55, exactly.
    #expect(table["received"] == ["EUR": "13806.6"] && table["promised"] == [:])
    let row = try #require(table["rows"]?.array?.first)
    #expect(table["rows"]?.array?.count == 1)
    #expect(row["office"] == "UA12060170000091033" && row["month"] == "2023-03")
    #expect(row["partnership"]?.string == Self.partnership && row["kind"] == "equipment")
    let account = try #require(table["accounts"]?.array?.first)
    let books = ["expected", "received", "handedOut", "stock"].map { account[$0]?.string }
    #expect(books == ["12", "12", "12", "0"])
  }
}
