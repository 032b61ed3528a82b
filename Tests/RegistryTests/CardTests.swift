import Merging
import Registry
import TestSupport
import Testing
import Wire

private func blob(_ content: String) throws -> Blob {
  // The registry knows no hash: any 32 bytes that depend on the input will do.
  let bytes = [UInt8](repeating: 7, count: Limits.blobSaltBytes) + Array(content.utf8)
  return try #require(
    Blob(bytes: bytes) { input in (0..<32).map { input[input.count - 1] &+ UInt8($0) } })
}

@Test func `a file's facts are its field's value, and show as a line`() throws {
  let file = try #require(try Schema.standard.type("document").field("file"))
  let facts = BlobFacts(try blob("scan"), name: "Рішення 7.PDF")
  #expect(facts.type == "application/pdf" && facts.sizeBytes == 4)
  let value = try file.parse(facts.json.text)
  #expect(value == facts.json && BlobFacts(value) == facts && file.problem(with: value) == nil)
  #expect(file.display(value) == "Рішення 7.PDF (application/pdf, 4 bytes) \(facts.blob.short)")
  #expect(BlobID(CanonicalJSON(value)) == facts.blob)
  #expect(BlobFacts(try blob("x"), name: "notes").type == "application/octet-stream")
  for text in ["scan.pdf", "{}", #"{"blob":"ab","name":"x","size":1,"type":"y"}"#] {
    #expect(throws: RegistryError.self) { try file.parse(text) }
  }
  #expect(file.problem(with: "scan.pdf") != nil)
}

@Test func `only an object that begins with a blob's id refers to one`() throws {
  let id = try blob("x").id.hex
  let texts = [
    #""\#(id)""#, #"{"blob":"\#(id.dropLast())"}"#, #"{"blob":"\#(id)0"}"#,
    #"{"blob":"\#(id.uppercased())"}"#, #"{"a":1,"blob":"\#(id)"}"#, #"{"blob":["\#(id)"]}"#,
  ]
  for text in texts { #expect(BlobID(CanonicalJSON(try .parse(Array(text.utf8)))) == nil) }
  #expect(BlobID(CanonicalJSON(try .parse(Array(#"{"blob":"\#(id)"}"#.utf8))))?.hex == id)
}

@Test func `personal data goes into the card, whatever is entered, and never into the log`() throws
{
  let contact = try Schema.standard.type("contact")
  let first = try #require(
    try contact.card([("name", " Greta "), ("role", "mayor")], over: JSONObject(), isNew: true))
  #expect(JSONValue.object(first) == ["name": "Greta"])
  let second = try #require(
    try contact.card([("phone", "1"), ("note", "")], over: first, isNew: false))
  #expect(JSONValue.object(second) == ["name": "Greta", "phone": "1"])
  #expect(contact.display(second) == "name: Greta; phone: 1")
  #expect(try contact.card([("role", "x")], over: second, isNew: false) == nil)
  #expect(try contact.card([("card", "@x")], over: JSONObject(), isNew: true) == nil)
  for (pairs, isNew) in [
    ([("name", "")], false), ([("phone", "1")], true), ([("card", "@x"), ("name", "y")], true),
  ] {
    let pairs = pairs.map { (field: $0.0, text: $0.1) }
    #expect(throws: RegistryError.self) {
      try contact.card(pairs, over: isNew ? JSONObject() : first, isNew: isNew)
    }
  }
  #expect(throws: RegistryError.self) { try contact.edits([("name", "Greta")], isNew: false) }
}

@Test func `a card cannot take the place of what is in the log`() throws {
  let key = RecordKey(type: "contact", id: RecordID(high: 1, low: 1))
  let facts = BlobFacts(try blob("x"), name: "card.json")
  let log = LogID(high: 2, low: 2)
  var state = RecordState(key: key)
  state.apply(
    Commit(
      first: 1, lamport: 1, claimedSeconds: 1, author: nil, reason: nil,
      operations: [
        Operation(.set, record: key, register: "role", value: CanonicalJSON("mayor")),
        Operation(.set, record: key, register: "card", value: CanonicalJSON(facts.json)),
      ]), of: log)
  let card = JSONObject([
    JSONMember("role", "king"), JSONMember("name", "Greta"), JSONMember("age", 7),
    JSONMember("fax", "2"),
  ])
  let view = RecordView(state, schema: .standard, cards: [facts.blob: card])
  #expect(view.title == "Greta" && view.field("role")?.text == "mayor")
  #expect(view.fields.map(\.name) == ["name", "fax", "role", "card"])
  #expect(RecordView(state, schema: .standard).field("name") == nil)
}
