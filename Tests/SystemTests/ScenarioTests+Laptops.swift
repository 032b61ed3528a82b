import Foundation
import Merging
import TestSupport
import Testing
import Wire

/// Laptops that were restored, have a wrong clock, come back after a year or run a newer version.
extension ScenarioTests {
  @Test func `a laptop put back to last month goes on, and nothing is lost on either side`()
    throws
  {
    let lastMonth = kryvyiRih.place.file("last month")
    try FileManager.default.copyItem(atPath: kryvyiRih.home, toPath: lastMonth)
    try kryvyiRih.done("set", item, "packaging=crates")
    try kryvyiRih.done("set", Self.aid, "purpose=for the hospital")
    try meet()
    let logs = try ownLogs(in: item)
    try FileManager.default.removeItem(atPath: kryvyiRih.home)
    try FileManager.default.moveItem(atPath: lastMonth, toPath: kryvyiRih.home)

    // It is worked with before anybody thinks of the stick; the others work on, too.
    let told = try kryvyiRih.run("set", item, "serials=G-1")
    #expect(told.exitCode == 0 && told.errorLines.count == 1, "a new life: \(told.errors)")
    #expect(try kryvyiRih.text("packaging", of: item) == nil, "it has forgotten the month")
    try kryvyiRih.done("set", Self.aid, "waybill=CMR 1")
    try duisburg.done("set", Self.aid, "note=a second lot follows")
    try meet()
    for office in partners.all {
      #expect(try office.text("packaging", of: item) == "crates")
      #expect(try office.text("purpose", of: Self.aid) == "for the hospital")
      #expect(try office.elements("serials", of: item) == ["G-1"])
      #expect(try office.text("waybill", of: Self.aid) == "CMR 1")
      #expect(try office.text("note", of: Self.aid) == "a second lot follows")
    }
    try kryvyiRih.done("set", item, "weight=120")
    try meet()
    #expect(try duisburg.text("weight", of: item) == "120")
    #expect(try ownLogs(in: item).count > logs.count, "the new epoch is visible")
  }

  /// The logs of Kryvyi Rih's laptop, as Duisburg's history of a record shows them.
  private func ownLogs(in record: String) throws -> Set<String> {
    let device = try kryvyiRih.device
    let own = try duisburg.history(record).filter { $0["origin"]?["device"]?.string == device }
    return Set(own.compactMap { $0["operation"]?.array?.first?.string })
  }

  @Test func `edits of a laptop whose clock says 2012 merge, and the time is called implausible`()
    throws
  {
    let clock = "@2012-03-04 10:00:00"
    try duisburg.done("set", item, "quantity=11 H87", clock: clock)
    let bonn = try duisburg.done("new", "office", "code=DE/Bonn", "name=Bonn", clock: clock)
    try duisburg.done("sync", stick.path, clock: clock)
    try kryvyiRih.done("sync", stick.path)
    #expect(try kryvyiRih.text("quantity", of: item) == "11 H87")
    try kryvyiRih.done("set", item, "quantity=10 H87")
    try meet()
    try expectAgreed("quantity", of: item, "10 H87")
    for office in partners.all {
      let odd = try office.history(item).filter { $0["implausible"] == true }
      #expect(odd.map { $0["value"]?["amount"] } == ["11"])
      #expect(odd.first?["effect"] == true && odd.first?["claimed"] == 1_330_855_200)
      #expect(try office.history(bonn).allSatisfy { $0["implausible"] == true })
      try office.expectSound()
    }
  }

  @Test func `of a retired clerk's laptop what had come counts, and what comes after a year waits`()
    throws
  {
    let clerk = try laptop("Kryvyi Rih, clerk", of: "Taras Melnyk", as: "clerk")
    try clerk.done("sync", stick.path)
    try clerk.done("set", Self.aid, "purpose=for the hospital")
    try clerk.done("sync", stick.path)
    try meet()
    try clerk.done("add", Self.aid, "tags=hospital")
    try centre.done("retire", clerk.device, "--why", "left the town's service")
    try meet()
    let digest = try centre.digest
    // A year later the laptop turns up; nobody has told it anything.
    try clerk.done("set", Self.aid, "waybill=CMR 13", clock: "+365d")
    try clerk.done("bundle", "write", stick.file("letter.sealed"), clock: "+365d")
    for office in partners.all {
      let outcome = try office.run("bundle", "read", stick.file("letter.sealed"))
      #expect(outcome.exitCode == 10, "\(outcome.output)\(outcome.errors)")
      #expect(try office.digest == digest)
      #expect(try office.text("purpose", of: Self.aid) == "for the hospital")
      #expect(try office.text("waybill", of: Self.aid) == nil)
      #expect(try office.elements("tags", of: Self.aid).isEmpty, "nobody had got it in time")
      let waiting = try office.json("quarantine", "list")["segments"]?.array ?? []
      #expect(waiting.map { $0["reason"] } == ["retired"])
      #expect(waiting.first?["device"]?.string == (try clerk.device))
    }
    _ = try clerk.run("sync", stick.path)
    #expect(try clerk.json("status")["membership"] == "retired", "it is told")
    #expect(try clerk.run("set", Self.aid, "waybill=CMR 14").exitCode == 12)

    // Somebody at the centre looks at it, asks, and lets it count.
    try centre.done("quarantine", "release", clerk.device, "--why", "he had the paper with him")
    try meet()
    for office in partners.all {
      #expect(try office.text("waybill", of: Self.aid) == "CMR 13")
      #expect(try office.elements("tags", of: Self.aid) == ["hospital"])
      #expect(try office.json("quarantine", "list")["segments"] == [])
    }
  }

  @Test func `a field of a newer version survives what an older one does to the record`() throws {
    let aid = try id("aid")
    let shown = try centre.json("show", aid)
    let dossier = try #require(shown["dossier"]?.string.flatMap(DossierID.init(hex:)))
    let newer = try laptop("Kryvyi Rih, new laptop", of: "Petro Bondar")
    try meet(newer)
    let key = RecordKey(type: "aid", id: try #require(RecordID(hex: aid)))
    let operations = [("insurance", "Policy 9"), ("note", "insured")].map {
      Operation(.set, record: key, register: $0.0, value: CanonicalJSON(.string($0.1)))
    }
    let forger = try Forger(newer)
    let segment = try forger.segment(
      operations, author: "Petro Bondar", office: "UA12060170000091033", in: dossier)
    let letter = try stick.write(
      forger.bundle(of: [segment], office: "UA12060170000091033", label: "new"), as: "letter")
    try duisburg.done("bundle", "read", letter)
    try FileManager.default.removeItem(atPath: letter)
    // The older laptop shows the field, and edits the record around it.
    #expect(try duisburg.text("insurance", of: aid) == "Policy 9")
    try duisburg.done("set", aid, "title=Generators, insured", "waybill=CMR 15")
    #expect(try duisburg.run("set", aid, "insurance=Policy 8").exitCode != 0)
    try meet(newer)
    for office in partners.all + [newer] {
      #expect(try office.text("insurance", of: aid) == "Policy 9")
      #expect(try office.text("title", of: aid) == "Generators, insured")
      #expect(try office.text("note", of: aid) == "insured")
      try office.done("rebuild")
      #expect(try office.text("insurance", of: aid) == "Policy 9")
      try office.expectSound()
    }
  }
}
