import Merging
@testable import Registry
import Testing
import Wire

/// The logs of two offices' laptops.
private let logs = [LogID(high: 1, low: 1), LogID(high: 2, low: 2)]
private let offices = [logs[0]: "DE/Duisburg", logs[1]: "UA12060170000091033"]
private let partnership = RecordID(high: 9, low: 9)

/// An aid entry that the laptop of an office has entered, as the schema reads it.
private func aid(
  _ number: UInt64, by office: Int, _ fields: KeyValuePairs<String, String>,
  same: [UInt64] = [], apart: [UInt64] = []
) throws -> RecordView {
  let key = RecordKey(type: "aid", id: RecordID(high: 0, low: number))
  let pairs =
    [("partnership", partnership.hex), ("kind", "goods")] + fields.map { ($0.key, $0.value) }
  var operations = try Schema.standard.type("aid").edits(pairs, isNew: true).map {
    Operation(.set, record: key, register: $0.register, value: CanonicalJSON($0.value))
  }
  for (register, numbers) in [(Sameness.register, same), (Sameness.apartRegister, apart)] {
    operations += numbers.map {
      Operation(
        .add, record: key, register: register,
        value: CanonicalJSON(.string(RecordID(high: 0, low: $0).hex)))
    }
  }
  var state = RecordState(key: key)
  state.apply(
    Commit(
      first: number * 100, lamport: number, claimedSeconds: 0, author: "O", reason: nil,
      operations: operations), of: logs[office])
  return RecordView(state, schema: .standard)
}

private func pairs(_ views: [RecordView], minimum: Int = 55) -> [Candidate] {
  Duplicates.candidates(views, offices: offices, minimum: minimum)
}

private let donors: KeyValuePairs = [
  "title": "12 Stromerzeuger", "received": "2023-03-01", "quantity": "12 pcs",
  "recipient": "UA12060170000091033", "waybill": "CMR АК 471-123",
]
private let recipients: KeyValuePairs = [
  "title": "Генераторів 12", "received": "2023-03-02", "quantity": "12 шт",
  "recipient": "UA12060170000091033", "waybill": "AK471123",
]

@Test func `the same aid in two languages is proposed, with the reasons`() throws {
  let found = pairs([try aid(1, by: 0, donors), try aid(2, by: 1, recipients)])
  #expect(found.count == 1 && found[0].score == 100)
  let rules = Set(found[0].reasons.map(\.rule))
  #expect(rules.isSuperset(of: ["waybill", "date", "quantity", "thing", "recipient", "offices"]))
  #expect(found[0].one.id < found[0].other.id)
}

@Test func `what is joined, or was called apart, is not proposed again`() throws {
  let other = try aid(2, by: 1, recipients)
  #expect(pairs([try aid(1, by: 0, donors, same: [2]), other]).isEmpty)
  #expect(pairs([try aid(1, by: 0, donors, apart: [2]), other]).isEmpty)
}

@Test func `a second convoy of the same week, and a second hospital, are not proposed`() throws {
  let convoy: KeyValuePairs = [
    "title": "12 Генераторів", "received": "2023-03-05", "quantity": "14 шт",
    "recipient": "UA12060170000091033", "waybill": "BX555777",
  ]
  #expect(pairs([try aid(1, by: 0, donors), try aid(2, by: 1, convoy)]).isEmpty)
  let hospitals = try [("Betten, Krankenhaus 1", 0), ("Ліжка, лікарня 2", 1)].enumerated().map {
    try aid(
      UInt64($0.offset), by: $0.element.1,
      [
        "title": $0.element.0, "received": "2023-03-01", "quantity": "12 pcs",
        "recipient": "UA12060170000091033",
      ])
  }
  #expect(pairs(hospitals).isEmpty)
}

@Test func `a typing error in the waybill speaks for it, and one office against it`() throws {
  let one = try aid(1, by: 0, donors)
  let mistyped: KeyValuePairs = [
    "title": "Генератори", "received": "2023-03-02", "quantity": "12 шт", "waybill": "AK471132",
  ]
  let near = pairs([one, try aid(2, by: 1, mistyped)])
  #expect(near.map { $0.reasons.map(\.rule).contains("waybill-near") } == [true])
  let own = pairs([one, try aid(2, by: 0, mistyped)], minimum: 0)
  #expect(own.map { $0.score < near[0].score } == [true])
}

@Test func `how many pairs are compared grows with the records, not with their square`() throws {
  // All in one town and of one thing, so that every block is as large as can be.
  func compared(_ count: Int) throws -> Int {
    let views = try (0..<count).map { number in
      try aid(
        UInt64(number), by: number % 2,
        [
          "title": "Decken", "received": "2023-03-01", "quantity": "5 pcs",
          "recipient": "UA12060170000091033",
        ])
    }
    let (sameness, lexicon) = (Sameness(views), Lexicon(.standard))
    return Blocks(views.compactMap { Traits($0, sameness, lexicon, offices) }).pairs.count
  }
  let (few, many) = (try compared(250), try compared(500))
  #expect(few > 250 && many < few * 5 / 2, "\(few) \(many)")
}

@Test(arguments: [
  ("Generatoren", "генераторів"), ("ковдри", "Ковдрами"), ("Batterie", "batteries"),
  ("Кривий", "Kryvyi"), ("Čáp", "cap"),
])
func `stems are alike across languages and cases`(one: String, other: String) {
  #expect(Stem.all(in: one) == Stem.all(in: other))
}

@Test func `no field is named like the registers of joining`() {
  for type in Schema.standard.types {
    let names = (type.fields + type.personal).map(\.name)
    #expect(!names.contains(Sameness.register) && !names.contains(Sameness.apartRegister))
  }
}
