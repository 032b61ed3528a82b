import TestSupport
import Testing
import Wire

/// Fifteen conflicts that really happen in town halls, from end to end, each with what a careful
/// official wants of it.
@Suite struct ScenarioTests {
  let partners: Partners
  /// Twelve generators at 1200.50 EUR that Duisburg gives Kryvyi Rih.
  let item: String
  static let partnership = "Kryvyi Rih – Duisburg"
  static let aid = "Generators"

  var centre: Office { partners.centre }
  /// Ivan Shevchenko's laptop.
  var kryvyiRih: Office { partners.kryvyiRih }
  /// Greta Schmidt's laptop.
  var duisburg: Office { partners.duisburg }
  var stick: TemporaryFolder { partners.stick }

  init() throws {
    partners = try Partners()
    item = try partners.enterAid(quantity: "12 H87")
    try partners.carryRound()
  }

  /// Another laptop of Kryvyi Rih, admitted, that has read the stick.
  func laptop(_ label: String, of person: String, as role: String = "officer") throws -> Office {
    let office = try Office(
      "UA12060170000091033", label: label, person: person, network: try centre.network)
    try centre.admit(office, as: role)
    try centre.tell(office)
    return office
  }

  /// Carries the stick round until everybody has read it all.
  func meet(_ others: Office...) throws {
    for _ in 0..<2 {
      for office in partners.all + others { try office.done("sync", stick.path) }
    }
    let digests = try (partners.all + others).map { try $0.digest }
    #expect(Set(digests).count == 1, "\(digests)")
  }

  /// Expects that everybody is shown the same conflict and no other.
  func expectConflict(
    _ field: String, of record: String, _ sides: Set<Side>, at others: Office...,
    source: SourceLocation = #_sourceLocation
  ) throws {
    for office in partners.all + others {
      let conflicts = try office.conflicts()
      let named = conflicts.map { [$0["id"]?.string, $0["field"]?.string] }
      #expect(named == [[record, field]], sourceLocation: source)
      #expect(conflicts.first?.sides == sides, sourceLocation: source)
    }
  }

  /// Expects that everybody shows a value, and no conflict.
  func expectAgreed(
    _ field: String, of record: String, _ text: String, source: SourceLocation = #_sourceLocation
  ) throws {
    for office in partners.all {
      #expect(try office.conflicts().isEmpty, sourceLocation: source)
      #expect(try office.text(field, of: record) == text, sourceLocation: source)
    }
  }

  /// Books a quantity at a laptop; returns the entry's id.
  @discardableResult
  func book(
    _ kind: String, _ quantity: String, of item: String, at office: Office, act: String = "A-1"
  ) throws -> String {
    try office.done(
      "new", "ledger", "item=\(item)", "kind=\(kind)", "quantity=\(quantity)", "date=2023-02-10",
      "act=\(act)")
  }

  /// The id of the only record of a type.
  func id(_ type: String) throws -> String {
    let records = try centre.json("list", type)["records"]?.array ?? []
    #expect(records.count == 1)
    return try #require(records.first?["id"]?.string)
  }
}
