import Language
import Merging
import Registry
import SyncEngine
import TestSupport
import Testing
import Wire

private let heating: KeyValuePairs = [
  "official-vocabulary": "aid-kind", "official-code": "heating", "official-en": "heating",
  "official-uk": "опалення", "official-de": "Heizung", "official-words": "boiler,котел",
]

@Test func `a term that the centre adds is understood by everybody whom a bundle has reached`()
  throws
{
  let council = try Council()
  let clerk = try council.add("clerk", .clerk)
  try council.meet()
  let partnership = try clerk.new("partnership", ["title": "Duisburg and Kryvyi Rih"])
  let words: KeyValuePairs = ["partnership": partnership.hex, "title": "Boilers", "kind": "Котел"]
  #expect(throws: EngineError.self) { try clerk.new("aid", words) }
  _ = try council.root.new("term", heating)
  try council.meet()
  let aid = try clerk.new("aid", words)
  #expect(try clerk.find(aid.hex).view.value("kind") == "heating")
  clerk.language = .german
  #expect(try clerk.find(aid.hex).view.field("kind")?.text == "Heizung")
  #expect(try clerk.violations().isEmpty)
  try council.meet()
  try council.expectOneState()
}

@Test func `nobody but the centre adds a term, whatever a program writes`() throws {
  let council = try Council()
  let officer = try council.add("officer", .officer)
  try council.meet()
  #expect { try officer.new("term", heating) } throws: {
    guard case .notPermitted = $0 as? EngineError else { return false }
    return true
  }
  #expect(try officer.schema.codes["aid-kind"].term(meaning: "boiler") == nil)
}

@Test func `a withdrawn term is not offered any more, and what was recorded with it is shown`()
  throws
{
  let council = try Council()
  let term = try council.root.new("term", heating)
  let partnership = try council.root.new("partnership", ["title": "Duisburg and Kryvyi Rih"])
  let aid = try council.root.new(
    "aid", ["partnership": partnership.hex, "title": "Boilers", "kind": "boiler"])
  try council.root.void(council.root.find(term.hex), why: "not a kind of aid")
  #expect(try council.root.schema.codes["aid-kind"]["heating"] == nil)
  #expect(try council.root.find(aid.hex).view.field("kind")?.text == "heating")
  #expect(try council.root.violations().map(\.violation.rule) == ["field-unfitting"])
}
