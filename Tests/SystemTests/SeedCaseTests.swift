import Foundation
import TestSupport
import Testing
import Wire

/// The two partnerships that the project began with, entered and exchanged by real processes, and
/// what an official looks at afterwards.
@Suite struct SeedCaseTests {
  let partners: Partners
  static let partnership = "Duisburg – Kryvyi Rih"

  var centre: Office { partners.centre }
  var duisburg: Office { partners.duisburg }
  var kryvyiRih: Office { partners.kryvyiRih }
  var stick: TemporaryFolder { partners.stick }

  init() throws {
    partners = try Partners()
    try enterPartnership()
    try meet()
  }

  /// Carries the stick round; everybody must hold the same then, without a conflict.
  func meet() throws {
    try partners.carryRound()
    let digests = try partners.all.map { try $0.digest }
    #expect(Set(digests).count == 1, "\(digests)")
    for office in partners.all { #expect(try office.conflicts() == []) }
  }

  /// What Duisburg knew on 9 February 2023.
  private func enterPartnership() throws {
    try duisburg.done(
      "new", "partnership", "title=\(Self.partnership)", "form=solidarity", "status=idea",
      "parties=DE/Duisburg,UA12060170000091033", "fields=industry,research,culture",
      "in-common=heavy industry,research,culture",
      "appeal=2022-10; ; the presidents of Germany and Ukraine",
      "council-decision-a=2023-02-09; approved by a broad majority; City Council of Duisburg")
    try duisburg.done(
      "new", "task", "partnership=\(Self.partnership)", "title=Sign online", "step=signing",
      "office=DE/Duisburg", "due=2023-02-21")
    try duisburg.done(
      "new", "news", "partnership=\(Self.partnership)",
      "title=Duisburg and Kryvyi Rih become partners",
      "title-uk=Дуйсбург і Кривий Ріг стають партнерами", "date=2023-02-10",
      "tags=partnership,international support,war stories", "oblast=Дніпропетровська область",
      "community=UA12060170000091033", "source=city of Duisburg")
  }

  @Test func `how the partnership came about is shown to either side, with date, paper and body`()
    throws
  {
    let decision: JSONValue = [
      "date": "2023-02-09", "document": "approved by a broad majority",
      "by": "City Council of Duisburg",
    ]
    for office in partners.all {
      let fields = try office.fields(Self.partnership)
      #expect(fields["form"]?["value"] == "solidarity")
      #expect(fields["appeal"]?["value"]?["date"] == "2022-10", "a month stays a month")
      #expect(
        fields["appeal"]?["value"]?["by"] == "the presidents of Germany and Ukraine")
      #expect(fields["council-decision-a"]?["value"] == decision)
      let parties = try office.elements("parties", of: Self.partnership)
      #expect(parties == ["DE/Duisburg", "UA12060170000091033"])
      let common = try office.elements("in-common", of: Self.partnership)
      #expect(common == ["heavy industry", "research", "culture"])
      #expect(try office.text("due", of: "Sign online") == "2023-02-21")
      try expectNews(at: office)
      #expect(try office.violations() == [])
    }
    let history = try kryvyiRih.history(Self.partnership)
    #expect(history.allSatisfy { $0["by"] == "Greta Schmidt" && $0["effect"] == true })
    #expect(history.allSatisfy { $0["origin"]?["bundle"]?["place"] != .null })
  }

  private func expectNews(at office: Office) throws {
    let news = try office.json("list", "news", "--where", "community=UA12060170000091033")
    #expect(news["count"] == 1)
    let fields = news["records"]?.array?.first?["fields"]
    let tags = (fields?["tags"]?["elements"]?.array ?? []).compactMap(\.string)
    #expect(Set(tags) == ["partnership", "international support", "war stories"])
    let texts = ["title-uk", "date", "oblast", "source"].map { fields?[$0]?["value"]?.string }
    #expect(
      texts == [
        "Дуйсбург і Кривий Ріг стають партнерами", "2023-02-10", "Дніпропетровська область",
        "city of Duisburg",
      ])
  }

  @Test func `a step too far is refused, and steps that nobody recorded are asked for`() throws {
    let early = try duisburg.run("set", Self.partnership, "status=signed")
    #expect(early.exitCode == 3 && early.isOneError, "\(early.errors)")
    try kryvyiRih.done(
      "set", Self.partnership, "status=decided", "--why", "both councils have decided",
      "council-decision-b=2023-02-15; Decision 12; Kryvyi Rih City Council")
    try meet()
    for office in partners.all {
      #expect(try office.violations().map(\.rule) == ["step-skipped"])
    }
    try duisburg.done(
      "set", Self.partnership, "first-contact=2022-11; e-mail; mayor's office",
      "intent=2022-12; minutes; both mayors")
    try meet()
    for office in partners.all { #expect(try office.violations() == []) }

    // The day of the signing has come; the agreement is scanned at once.
    try kryvyiRih.done(
      "set", Self.partnership, "status=signed", "signing=2023-02-21; agreement; online")
    try kryvyiRih.done("set", "Sign online", "done=2023-02-21; O. Vilkul")
    try meet()
    for office in partners.all {
      #expect(try office.fields(Self.partnership)["signing"]?["value"]?["by"] == "online")
      #expect(try office.fields("Sign online")["done"]?["value"]?["date"] == "2023-02-21")
      #expect(try office.violations() == [])
    }
    // It works already, without a plan; somebody takes the responsibility for that.
    try duisburg.done("set", Self.partnership, "status=active")
    try meet()
    let broken = try #require(try centre.violations().first)
    #expect(broken.rule == "step-skipped")
    let token = try #require(broken["token"]?.string)
    try centre.done("accept", token, "--why", "winter would not wait for a plan")
    try meet()
    let accepted = try kryvyiRih.violations().map { $0["accepted"] }
    #expect(accepted.map { $0?["by"] } == ["Olena Kovalenko"])
    #expect(accepted.first??["why"] == "winter would not wait for a plan")
    #expect(try kryvyiRih.done("violations") == "", "it is not shown again")
  }
}
