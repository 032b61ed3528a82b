import Language
import Merging
import Registry
import SyncEngine
import Testing
import Wire

private func setting(_ value: String) -> KeyValuePairs<String, String> {
  ["official-name": "transit-days", "official-value": value]
}

@Test func `a setting of the centre holds for everybody whom a bundle has reached`() throws {
  let council = try Council()
  let officer = try council.add("officer", .officer)
  try council.meet()
  let partnership = try officer.new("partnership", ["title": "Duisburg and Kryvyi Rih"])
  _ = try officer.new(
    "consignment",
    ["partnership": partnership.hex, "title": "Convoy", "departed": "2023-03-01"])
  let overdue = { (engine: Engine) in
    try engine.violations(on: "2023-03-20").map(\.violation.rule)
  }
  #expect(try overdue(officer).isEmpty)
  let id = try council.root.new("setting", setting("10"))
  try council.meet()
  #expect(try overdue(officer) == ["not-received"])
  #expect(
    try officer.violations(on: "2023-03-20")[0].violation.message.description.contains("10 days"))
  try council.root.change(id, ["official-value": "40"])
  try council.meet()
  #expect(try overdue(officer).isEmpty)
  try council.expectOneState()
}

@Test func `nobody but the centre sets, once, and only what fits`() throws {
  let council = try Council()
  let officer = try council.add("officer", .officer)
  try council.meet()
  #expect { try officer.new("setting", setting("10")) } throws: {
    guard case .notPermitted = $0 as? EngineError else { return false }
    return true
  }
  for value in ["0", "1.5", "400"] {
    #expect(throws: EngineError.self) { try council.root.new("setting", setting(value)) }
  }
  let id = try council.root.new("setting", setting("10"))
  #expect(throws: EngineError.self) { try council.root.change(id, ["official-value": "0"]) }
  #expect(throws: EngineError.self) { try council.root.new("setting", setting("12")) }
  #expect(try council.root.find(id.hex).view.value("official-value") == "10")
}
