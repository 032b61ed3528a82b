import LocalStore
import Merging
import Registry
@testable import SyncEngine
import Testing
import Wire

extension Town {
  /// Titles of what the words find, in their order.
  fileprivate func titles(_ words: String, type: String? = nil) throws -> [String] {
    try self[0].search(words, type: type).records.map(\.view.title)
  }

  fileprivate func withTitles(_ titles: [String]) throws -> RecordID {
    let partnership = try self[0].new("partnership", ["title": "Twins"])
    for title in titles {
      _ = try self[0].new(
        "aid", ["partnership": partnership.hex, "title": title, "kind": "goods"])
    }
    return partnership
  }
}

@Test(arguments: [
  "generator", "Generatoren", "ГЕНЕРАТОР", "генераторами", "gener", "Stromerzeuger", "5 kW gener",
])
func `a word is found in every language, case and as a beginning`(words: String) throws {
  let town = try Town(1)
  _ = try town.withTitles(["12 генераторів 5 kW", "Ковдри для лікарні"])
  #expect(try town.titles(words) == ["12 генераторів 5 kW"])
}

@Test func `all words must be there, and those in a title come first`() throws {
  let town = try Town(1)
  let partnership = try town.withTitles(["Wolldecken Krankenhaus", "Ковдри"])
  _ = try town[0].new(
    "aid",
    [
      "partnership": partnership.hex, "title": "Winter", "kind": "goods", "note": "with blankets",
    ])
  #expect(try town.titles("blanket") == ["Wolldecken Krankenhaus", "Ковдри", "Winter"])
  #expect(try town.titles("blankets krankenhaus") == ["Wolldecken Krankenhaus"])
  #expect(try town.titles("blanket generator").isEmpty)
  #expect(try town.titles("twins", type: "aid").isEmpty)
  #expect(try town.titles("goods ковдри") == ["Wolldecken Krankenhaus", "Ковдри", "Winter"])
  #expect(throws: EngineError.noWords) { try town.titles(" \" ' * ( - ") }
  #expect(try town.titles("\"AND OR NOT * NEAR(").isEmpty)
}

@Test func `a value that was replaced is found no more, on either laptop, and after a rebuild`()
  throws
{
  let town = try Town(2)
  let aid = try town.withAid(["waybill": "CMR 4711"])
  try town[1].change(aid, ["waybill": "CMR 4712", "title": "Spring"])
  try town.meet()
  for device in town.devices {
    for _ in 0..<2 {
      #expect(try device.search("4711").records.isEmpty)
      #expect(try device.search("winter").records.isEmpty)
      #expect(try device.search("4712 spring").records.map(\.id) == [aid])
      #expect(try device.rebuild().isUnchanged)
    }
    #expect(try device.checkUp().allSatisfy { $0.problems.isEmpty })
  }
  try town[0].change(aid, ["waybill": "4713"])
  try town[1].change(aid, ["waybill": "4714"])
  try town.meet()
  #expect(try town[0].search("4713").records.map(\.id) == [aid], "both values of a conflict")
  #expect(try town[0].search("4714").records.map(\.id) == [aid])
}

@Test func `the centre's further terms widen what a word finds`() throws {
  let town = try Town(1)
  _ = try town.withTitles(["Snow plough for the port"])
  #expect(try town.titles("снігоочисник").isEmpty)
  _ = try town[0].new(
    "term",
    [
      "official-vocabulary": "thing", "official-code": "snow-plough",
      "official-en": "snow plough", "official-uk": "снігоочисник", "official-de": "Schneepflug",
    ])
  #expect(try town.titles("снігоочисники", type: "aid") == ["Snow plough for the port"])
}

@Test func `personal data is not in the index, and neither are relations of registers`() throws {
  let town = try Town(1)
  let partnership = try town[0].new("partnership", ["title": "Twins"])
  let contact = try town[0].new(
    "contact",
    ["partnership": partnership.hex, "name": "Zacharias Quenzel", "office": "DE/Duisburg"])
  _ = try town[0].new(
    "relation", ["a": "Q2100", "name-a": "Duisburg", "b": "Q156", "name-b": "Kryvyi Rih"])
  #expect(try town[0].search("quenzel").records.isEmpty)
  #expect(try town[0].search("zacharias").records.isEmpty)
  #expect(try town[0].search("duisburg").records.map(\.id) == [contact])
}

@Test func `a saved filter lists what it says, and options come on top`() throws {
  let town = try Town(1)
  let partnership = try town.withTitles(["Decken", "Ковдри", "Generatoren"])
  _ = try town[0].new(
    "aid",
    [
      "partnership": partnership.hex, "title": "Blankets", "kind": "goods", "status": "received",
    ])
  let filter = try town[0].new(
    "filter", ["title": "received blankets", "about": "aid", "where": "status=received,kind=goods"])
  var listing = try town[0].listing(ofFilter: "received blankets")
  #expect(try town[0].list(listing).map(\.view.title) == ["Blankets"])
  listing.filters = [:]
  #expect(try town[0].list(listing).count == 4)
  try town[0].change(filter, ["words": "blanket", "where": "", "sort": "title"])
  listing = try town[0].listing(ofFilter: "received blankets")
  #expect(try town[0].list(listing).map(\.view.title) == ["Blankets", "Decken", "Ковдри"])
  _ = try town[0].add(town[0].at(filter), [Entry("where", "nothing")])
  #expect(throws: EngineError.filter("received blankets", "nothing")) {
    try town[0].listing(ofFilter: "received blankets")
  }
  #expect(throws: EngineError.notFound("other", type: "filter")) {
    try town[0].listing(ofFilter: "other")
  }
}
