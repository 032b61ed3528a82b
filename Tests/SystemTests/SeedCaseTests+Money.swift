import Foundation
import TestSupport
import Testing
import Wire

/// Money, the person who looks after it, and what the centre makes of two partnerships.
extension SeedCaseTests {
  @Test func `money is followed from the agreement to the last cent, and a person is forgotten`()
    throws
  {
    try duisburg.done(
      "new", "agreement", "partnership=\(Self.partnership)", "title=Boiler house",
      "act=F-3; 2023-05-02", "donor=DE/Duisburg", "recipient=UA12060170000091033",
      "amount=50000 EUR", "budget-line=1.100")
    try duisburg.done(
      "new", "contact", "partnership=\(Self.partnership)", "office=DE/Duisburg",
      "role=coordinator", "name=Erika Unforgettable", "phone=+49 203 1", "email=e@duisburg.example")
    for (office, kind, amount) in [
      (duisburg, "commitment", "50000 EUR"), (duisburg, "disbursement", "30000.10 EUR"),
      (kryvyiRih, "expenditure", "30000.10 EUR"),
    ] {
      try meet()
      try office.done(
        "new", "money", "agreement=Boiler house", "kind=\(kind)", "amount=\(amount)",
        "date=2023-05-10", "act=P-1")
    }
    try meet()
    for office in partners.all {
      #expect(try office.violations() == [])
      #expect(try office.text("phone", of: "Erika Unforgettable") == "+49 203 1")
    }
    // One cent more than was paid out is noticed by everybody.
    try kryvyiRih.done(
      "new", "money", "agreement=Boiler house", "kind=expenditure", "amount=0.01 EUR",
      "date=2023-05-11", "act=P-2")
    try duisburg.done("erase", "Erika Unforgettable", "--why", "she asked for it")
    try meet()
    for office in partners.all {
      #expect(try office.violations().map(\.rule) == ["money-beyond-disbursement"])
      for (name, bytes) in try office.place.contents() {
        #expect(Data(bytes).range(of: Data("Unforgettable".utf8)) == nil, "\(name)")
      }
    }
  }

  @Test func `Bonn and Kherson see what is theirs alone, and the centre adds up all`() throws {
    let network = try centre.network
    let bonn = try Office("DE/Bonn", label: "Bonn", person: "Katja Dörner", network: network)
    let kherson = try Office(
      "UA65100150000057191", label: "Kherson", person: "Halyna Luhova", network: network)
    for office in [bonn, kherson] {
      try centre.admit(office)
      try centre.tell(office)
    }
    try bonn.done(
      "new", "partnership", "title=Bonn – Kherson", "form=solidarity",
      "parties=DE/Bonn,UA65100150000057191",
      "appeal=2022-10; ; the presidents of Germany and Ukraine",
      "council-decision-a=2023-02-09; decided; City Council of Bonn")
    try bonn.done(
      "new", "aid", "partnership=Bonn – Kherson", "title=Pumps", "kind=equipment",
      "recipient=UA65100150000057191", "received=2023-06-20", "value=10000.05 EUR")
    try duisburg.done(
      "new", "aid", "partnership=\(Self.partnership)", "title=Ambulance", "kind=vehicles",
      "recipient=UA12060170000091033", "received=2023-04-01", "value=80000.10 EUR")
    try duisburg.done(
      "new", "aid", "partnership=\(Self.partnership)", "title=School books", "kind=goods",
      "recipient=UA12060170000091033", "agreed=2023-05", "value=1500000.25 UAH")
    let all = partners.all + [bonn, kherson]
    for _ in 0..<2 { for office in all { try office.done("sync", stick.path) } }

    for (office, own) in [
      (bonn, "Bonn – Kherson"), (kherson, "Bonn – Kherson"), (duisburg, Self.partnership),
      (kryvyiRih, Self.partnership),
    ] {
      let seen = try office.json("list", "partnership")["records"]?.array ?? []
      #expect(seen.map { $0["title"]?.string } == [own])
    }
    let decision = try kherson.fields("Bonn – Kherson")["council-decision-a"]?["value"]
    #expect(decision?["date"] == "2023-02-09" && decision?["by"] == "City Council of Bonn")
    let table = try centre.json("consolidate")
    #expect(table["partnerships"] == 2 && table["leftOut"] == [])
    #expect(table["received"] == ["EUR": "90000.15"], "80000.10 and 10000.05, exactly")
    #expect(table["promised"] == ["UAH": "1500000.25"], "euros and hryvnias are never added up")
    let rows = (table["rows"]?.array ?? []).map {
      [$0["office"], $0["partnership"], $0["kind"], $0["month"], $0["stage"]].map { $0?.string }
    }
    #expect(
      Set(rows) == [
        ["UA65100150000057191", "Bonn – Kherson", "equipment", "2023-06", "received"],
        ["UA12060170000091033", Self.partnership, "vehicles", "2023-04", "received"],
        ["UA12060170000091033", Self.partnership, "goods", "2023-05", "promised"],
      ])
  }
}
