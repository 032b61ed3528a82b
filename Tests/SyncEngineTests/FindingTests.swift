import Merging
import Registry
@testable import SyncEngine
import Testing

@Test func `a record is found by the beginning of its id and by its whole title`() throws {
  let town = try Town(1)
  let id = try town[0].new("partnership", ["title": "Duisburg and Kryvyi Rih"])
  for text in [id.hex, String(id.hex.prefix(8)), id.hex.uppercased(), " Duisburg and Kryvyi Rih "] {
    #expect(try town[0].find(text).id == id)
  }
  for text in ["Duisburg", "", String(id.hex.prefix(3)), id.hex + "0"] {
    #expect(throws: EngineError.self) { try town[0].find(text) }
  }
  #expect(throws: EngineError.notFound(id.hex, type: "aid")) {
    try town[0].find(id.hex, type: "aid")
  }
}

@Test func `whatever a title is made of, the record is found by it`() throws {
  let town = try Town(2)
  let partnership = try town[0].new("partnership", ["title": "Twins"])
  let named: [(type: String, fields: KeyValuePairs<String, String>)] = [
    ("office", ["name": "Бучанська \"громада\" \\ 1", "code": "DE/Duisburg"]),
    ("aid", ["partnership": "Twins", "title": "Ковдри, 50 %", "kind": "goods"]),
    ("task", ["partnership": "Twins", "step": "profile"]),
    ("contact", ["partnership": "Twins", "name": "O. Koval", "role": "driver"]),
  ]
  for (type, fields) in named {
    let id = try town[0].new(type, fields)
    let title = try town[0].at(id).view.title
    #expect(!title.hasPrefix(id.hex.prefix(8)), "\(type)")
    #expect(try town[0].find(title).id == id, "\(type)")
    #expect(try town[0].find(title, type: type).id == id, "\(type)")
    #expect(throws: EngineError.notFound(title, type: "filter")) {
      try town[0].find(title, type: "filter")
    }
  }
  // As it is copied out of some documents: letter and mark apart.
  let tram = try town[0].new("aid", ["partnership": "Twins", "title": "Трамвай", "kind": "goods"])
  #expect(try town[0].find("Трамваи\u{306}").id == tram)
  try town.meet()
  try town[0].change(partnership, ["title": "Brothers"])
  try town[1].change(partnership, ["title": "Sisters"])
  try town.meet()
  #expect(try town[0].find(town[0].at(partnership).view.title).id == partnership)
}

@Test func `a reference may be typed as title or id, and is kept as the whole id`() throws {
  let town = try Town(1)
  let partnership = try town[0].new("partnership", ["title": "Duisburg and Kryvyi Rih"])
  for text in ["Duisburg and Kryvyi Rih", String(partnership.hex.prefix(10))] {
    let aid = try town[0].new("aid", ["partnership": text, "title": "Winter", "kind": "goods"])
    #expect(try town[0].at(aid).view.reference("partnership") == partnership)
    #expect(try town[0].at(aid).dossier == town[0].at(partnership).dossier)
  }
}

@Test func `a reference to nothing, to several or to another type is refused`() throws {
  let town = try Town(1)
  let ids = try (0..<2).map { _ in try town[0].new("partnership", ["title": "Twins"]) }
  let before = try town[0].digest()
  func aid(_ partnership: String) throws {
    _ = try town[0].new("aid", ["partnership": partnership, "title": "x", "kind": "goods"])
  }
  #expect(throws: EngineError.notFound("Nobody", type: "partnership")) { try aid("Nobody") }
  #expect(throws: EngineError.ambiguous("Twins", ids: ids.sorted().map(\.hex))) {
    try aid("Twins")
  }
  #expect(try town[0].digest() == before)
  try aid(ids[0].hex)
  let other = try town[0].records(type: "aid")[0]
  #expect(throws: EngineError.notFound(other.id.hex, type: "partnership")) {
    try aid(other.id.hex)
  }
}

@Test func `a listing filters, sorts by amount and leaves out what is withdrawn`() throws {
  let town = try Town(1)
  let aid = try town.withAid(["value": "1000 EUR", "tags": "winter"])
  let partnership = try #require(try town[0].at(aid).view.reference("partnership"))
  for value in ["9 EUR", "200.5 EUR"] {
    _ = try town[0].new(
      "aid",
      ["partnership": partnership.hex, "title": value, "kind": "money", "value": value])
  }
  var listing = Listing()
  listing.type = "aid"
  listing.sortField = "value"
  #expect(try town[0].list(listing).map(\.view.title) == ["9 EUR", "200.5 EUR", "Winter"])
  listing.filters = ["tags": "WINTER"]
  #expect(try town[0].list(listing).map(\.id) == [aid])
  try town[0].void(town[0].at(aid), why: "a mistake")
  #expect(try town[0].list(listing).isEmpty)
  listing.includesWithdrawn = true
  #expect(try town[0].list(listing).map(\.id) == [aid])
  listing.filters = ["tag": "winter"]
  #expect(throws: EngineError.self) { try town[0].list(listing) }
}
