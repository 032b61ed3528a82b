import Language
import Merging
import Registry
import Testing
import Wire

private let fields = Schema.standard.types.flatMap { type in
  (type.fields + type.personal).map { (type: type, field: $0) }
}

@Test func `everything that people read stands in three languages`() {
  var words = Schema.standard.types.flatMap { [$0.words, $0.help] }
  words += fields.flatMap { [$0.field.words] + [$0.field.note].compactMap { $0 } }
  for vocabulary in Schema.standard.codes.vocabularies.values {
    words.append(vocabulary.title)
    words += vocabulary.terms.map(\.words)
  }
  for word in words { #expect(word.all.allSatisfy { !$0.isEmpty }, "\(word)") }
}

@Test func `in one type no two fields are called alike in any language`() {
  for type in Schema.standard.types {
    for language in Language.allCases {
      let labels = (type.fields + type.personal).map { $0.words[language].lowercased() }
      #expect(Set(labels).count == labels.count, "\(type.name) \(language)")
    }
  }
}

@Test func `a choice has a vocabulary, and a reference a type`() {
  for (type, field) in fields {
    if let vocabulary = field.vocabulary { #expect(!vocabulary.terms.isEmpty, "\(field.name)") }
    if case .reference(let target) = field.kind {
      #expect(Schema.standard[target] != nil, "\(type.name) \(field.name)")
    }
    if case .dossier(let name) = type.place {
      #expect(type.field(name)?.isRequired == true, "\(type.name) lives by \(name)")
    }
  }
}

@Test(arguments: ["handed-out", "Handed out", "видано", "ausgegeben", "handed_out"])
func `a choice is understood in every language`(text: String) throws {
  let kind = try #require(try Schema.standard.type("ledger").field("kind"))
  #expect(try kind.parse(text) == "handed-out")
}

@Test func `a record is shown in the language that is asked for, and recorded in none`() throws {
  let german = try #require(try Schema.standard.shown(in: .german).type("aid").field("kind"))
  let value = try german.parse("обладнання")
  #expect(value == "equipment" && german.display(value) == "Ausrüstung")
  #expect(german.label == "Art der Hilfe" && german.problem(with: value) == nil)
  #expect(german.display("of-a-newer-version") == "of-a-newer-version")
}

@Test func `the centre's terms extend a vocabulary and never change what a word means`() throws {
  let further = [
    Term("heating", Words("heating", uk: "опалення", de: "Heizung"), synonyms: ["boiler"]),
    Term("goods", Words("other", uk: "інше", de: "anderes")),
    Term("cash", Words("money", uk: "готівка", de: "Bargeld")),
  ]
  let schema = Schema.standard.with(Schema.standard.codes.extended(by: ["aid-kind": further]))
  let kind = try #require(try schema.type("aid").field("kind"))
  #expect(try kind.parse("Boiler") == "heating" && kind.parse("money") == "money")
  #expect(try kind.display("goods") == "goods" && kind.parse("bargeld") == "cash")
  #expect(throws: RegistryError.self) {
    try Schema.standard.type("aid").field("kind")?.parse("boiler")
  }
}

@Test(arguments: [
  (
    "aid", "value", "1200.50 EUR; 2023-03-01",
    #"{"amount":"1200.5","currency":"EUR","date":"2023-03-01"}"#
  ),
  ("aid", "value", "5 UAH", #"{"amount":"5","currency":"UAH"}"#),
  ("aid", "declaration", "23UA110; 2023-03-01", #"{"date":"2023-03-01","number":"23UA110"}"#),
  ("task", "done", "2023-03-01; O. Koval", #"{"by":"O. Koval","date":"2023-03-01"}"#),
  (
    "consignment", "accepted", "2023-03-14; ; commission",
    #"{"by":"commission","date":"2023-03-14"}"#
  ),
  ("mapping", "decimal-comma", "так", "true"),
])
func `values that belong together are one value`(
  type: String, name: String, text: String, json: String
) throws {
  let field = try #require(try Schema.standard.type(type).field(name))
  let value = try field.parse(text)
  #expect(CanonicalJSON(value).description == json)
  #expect(try field.parse(field.entered(value)) == value && field.problem(with: value) == nil)
}

@Test(arguments: [
  ("aid", "declaration", "; 2023-03-01", "its number is missing"),
  ("aid", "declaration", "1; yesterday", "is not a date"),
  ("aid", "value", "5 EUR; soon", "is not a date"),
  ("mapping", "decimal-comma", "perhaps", "neither yes nor no"),
])
func `half a value is refused`(type: String, name: String, text: String, part: String) throws {
  let field = try #require(try Schema.standard.type(type).field(name))
  #expect { try field.parse(text) } throws: { "\($0)".contains(part) }
}
