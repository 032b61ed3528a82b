import Merging
import Registry
import TestSupport
import Testing
import Wire

private func field(_ type: String, _ name: String) throws -> Field {
  try #require(Schema.standard.type(type).field(name))
}

private func reason(_ body: () throws(RegistryError) -> Void) -> String? {
  do throws(RegistryError) {
    try body()
    return nil
  } catch {
    return "\(error) | \(error.hint)"
  }
}

@Test(arguments: [
  ("quantity", "12 H87", #"{"amount":"12","unit":"H87"}"#),
  ("quantity", "1 200,5 кг", #"{"amount":"1200.5","unit":"KGM"}"#),
  ("quantity", "12pcs", #"{"amount":"12","unit":"H87"}"#),
  ("quantity", "3 Stück", #"{"amount":"3","unit":"H87"}"#),
  ("value", "1200.50 EUR", #"{"amount":"1200.5","currency":"EUR"}"#),
  ("value", "5 uah", #"{"amount":"5","currency":"UAH"}"#), ("value", " ", "null"),
  ("offered", "2024-02-29", #""2024-02-29""#), ("offered", "2022-10", #""2022-10""#),
  ("donor", "DE/Duisburg", #""DE/Duisburg""#), ("kind", "Goods", #""goods""#),
  ("recipient", "UA12060170000091033", #""UA12060170000091033""#),
  ("title", "  cafe\u{301} ", "\"caf\u{E9}\""),
])
func `what a clerk enters becomes one canonical value`(name: String, text: String, json: String)
  throws
{
  #expect(CanonicalJSON(try field("aid", name).parse(text)).description == json)
}

@Test(arguments: [
  ("quantity", "12", "the unit is missing"), ("quantity", "12 pices", "did you mean 'pieces'?"),
  ("quantity", "1,234 H87", "can be read in two ways"), ("quantity", "x H87", "not a known unit"),
  ("value", "10 EURR", "did you mean 'EUR'?"), ("value", "1.234 EUR", "EUR has 2 decimals"),
  ("value", "1e3 EUR", "not a known currency"), ("offered", "2023-02-29", "not a date"),
  ("offered", "09.02.2023", "write year-month-day"), ("kind", "good", "did you mean 'goods'?"),
  ("donor", "Duisburg", "country and name"), ("recipient", "UA1206", "KATOTTG"),
  ("partnership", "abc", "not a record's id"), ("title", "A\u{0}B", "the character NUL"),
])
func `what cannot be read is refused with what to do`(name: String, text: String, part: String)
  throws
{
  let field = try field("aid", name)
  let message = try #require(reason { () throws(RegistryError) in _ = try field.parse(text) })
  #expect(message.contains(part) && message.hasPrefix(name))
}

@Test func `unknown types and fields get a suggestion`() throws {
  #expect(throws: RegistryError.unknownType("aids", suggestion: "aid")) {
    try Schema.standard.type("aids")
  }
  let aid = try Schema.standard.type("aid")
  #expect(throws: RegistryError.unknownField(type: "aid", field: "titel", suggestion: "title")) {
    try aid.edits([("titel", "x")], isNew: false)
  }
}

@Test func `a new record needs its required fields, a change does not`() throws {
  let office = try Schema.standard.type("office")
  let name = try office.known("name").explanation
  #expect(throws: RegistryError.missing(type: "office", field: "name", help: name)) {
    try office.edits([("code", "DE/Bonn")], isNew: true)
  }
  #expect(try office.edits([("name-de", "Bonn")], isNew: false).count == 1)
}

@Test func `a set takes its elements one by one`() throws {
  let partnership = try Schema.standard.type("partnership")
  let edits = try partnership.edits([("in-common", "heavy industry, research,")], isNew: false)
  #expect(edits.map(\.value) == ["heavy industry", "research"])
}

@Test func `a ledger entry is one register that cannot be changed`() throws {
  let ledger = try Schema.standard.type("ledger")
  let item = String(repeating: "a", count: 32)
  let edits = try ledger.edits(
    [("item", item), ("kind", "received"), ("quantity", "12 H87"), ("date", "2023-03-01")],
    isNew: true)
  #expect(edits.map(\.register) == ["entry"])
  #expect(edits[0].value["quantity"]?["amount"] == "12")
  #expect(throws: RegistryError.immutable(type: "ledger")) {
    try ledger.edits([("date", "2023-03-02")], isNew: false)
  }
  #expect(throws: RegistryError.self) {
    try ledger.edits([("item", item), ("kind", "reversal"), ("date", "2023-03-01")], isNew: true)
  }
}

@Test func `what is displayed can be entered again`() throws {
  let samples = [
    ("aid", "quantity", "12.5 KGM"), ("aid", "value", "1200.50 EUR"), ("aid", "offered", "2022"),
    ("partnership", "signing", "2023-02-21; ; online"), ("partnership", "appeal", "2022-10"),
    ("partnership", "council-decision-a", "2023-02-09; Decision; City Council"),
  ]
  for (type, name, text) in samples {
    let field = try field(type, name)
    let value = try field.parse(text)
    #expect(try field.parse(field.display(value)) == value, "\(name)")
    #expect(field.problem(with: value) == nil, "\(name)")
  }
}

@Test func `merged data that does not fit its field is shown and named`() throws {
  let value = try field("aid", "value")
  #expect(value.display(["sum": 5]) == #"{"sum":5}"#)
  #expect(value.problem(with: ["sum": 5]) != nil)
  #expect(value.problem(with: ["amount": "1.234", "currency": "EUR"]) != nil)
}

@Test func `every field has help and a plain name, and no name stands twice`() {
  for type in Schema.standard.types {
    let fields = type.fields + type.personal
    #expect(Set(fields.map(\.name)).count == fields.count)
    for field in fields {
      #expect(field.name.allSatisfy { $0.isLowercase || $0 == "-" })
    }
    #expect(fields.contains { $0.name == type.titleField })
    #expect(type.personal.isEmpty == (type.field(RecordType.cardField) == nil))
  }
}
