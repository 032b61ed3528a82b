import Language
import Registry
import Testing

private func types(_ names: String...) throws -> [RecordType] {
  try names.map { try Schema.standard.type($0) }
}

private func places(_ headings: [String], _ types: [RecordType]) -> [String?] {
  MappingGuess(headings: headings, types: types).columns.map { $0.place?.name(in: types) }
}

@Test func `every label of every field is understood in every language`() throws {
  for type in Schema.standard.types {
    for language in Language.allCases {
      let fields = type.fields.filter { $0.kind != .blob }
      let found = places(fields.map { $0.words[language] }, [type])
      #expect(found == fields.map(\.name), "\(type.name) \(language)")
    }
  }
}

@Test(arguments: [
  (
    [
      "№ з/п", "Дата отримання", "Благодійник", "Найменування", "К-ть", "Од.\nвиміру",
      "Вартість, грн",
    ],
    [nil, "received", "donor", "title", "quantity", "quantity.unit", "value"]
  ),
  (
    ["Lfd. Nr.", "Eingangsdatum", "Spender", "Bezeichnung", "Menge", "Einheit", "Wert", "Währung"],
    [nil, "received", "donor", "title", "quantity", "quantity.unit", "value", "value.currency"]
  ),
  (
    ["Date received", "Donor", "Description", "Qty", "Amount", "Currency", "Waybill No."],
    ["received", "donor", "title", "quantity", "value", "value.currency", "waybill"]
  ),
])
func `what officials write over their columns is understood`(
  headings: [String], expected: [String?]
) throws {
  #expect(places(headings, try types("aid")) == expected)
}

@Test func `rows of aid and items are divided between both`() throws {
  let headings = [
    "Донор", "Дата", "Накладна", "Назва товару", "Кількість", "Ціна (євро)", "Вага (кг)",
  ]
  let guess = MappingGuess(headings: headings, types: try types("aid", "item", "ledger"))
  #expect(
    guess.columns.map { $0.place?.name(in: (try? types("aid", "item")) ?? []) } == [
      "aid.donor", "aid.received", "aid.waybill", "item.name", "item.quantity", "item.unit-value",
      "item.weight",
    ])
  #expect(guess.columns[5].unit == "EUR")
}

@Test func `a heading in thousands, or in another unit than the field's, is not read`() throws {
  let guess = MappingGuess(
    headings: ["Вартість, тис. грн", "Кількість (шт.)"], types: try types("aid"))
  #expect(guess.columns[0].place == nil && guess.columns[0].reason == .multiples)
  #expect(guess.columns[1].unit == "H87")
  let item = MappingGuess(headings: ["Вага (т)"], types: try types("item"))
  #expect(item.columns[0].place == nil && item.columns[0].reason == .otherUnit)
}

@Test func `what a person says goes before the guess`() throws {
  let corrections: [Int: FieldPlace?] = [0: FieldPlace(type: "aid", field: "offered"), 2: nil]
  let guess = MappingGuess(
    headings: ["Дата", "Сума", "Примітка"], types: try types("aid"), corrections: corrections)
  #expect(guess.columns.map { $0.place?.field } == ["offered", "value", nil])
  #expect(guess.columns[2].reason == .ignored)
}

@Test func `the headings are found below titles`() throws {
  let rows = [
    ["Відомість отриманої допомоги", "", ""], ["за I квартал 2023 року"],
    ["Донор", "Дата", "К-ть"],
    ["Дуйсбург", "14.03.2023", "5"],
  ]
  #expect(TableRows.headingRow(of: rows, types: try types("aid")) == 2)
}

@Test(arguments: ["Разом", "Усього за квартал:", "ВСЬОГО", "Total", "Summe", "Gesamt:"])
func `a row of sums is told by its first word`(word: String) {
  #expect(TableRows.isTotal(["", word, "5"]))
  #expect(!TableRows.isTotal(["1", word, "5"]))
}

@Test func `a place is named by type, field and part`() throws {
  let types = try types("aid", "item")
  #expect(try FieldPlace("item.quantity.unit", in: types).name(in: types) == "item.quantity.unit")
  #expect(try FieldPlace("name", in: types).type == "item")
  #expect(throws: RegistryError.self) { try FieldPlace("quantity.date", in: types) }
  #expect(throws: RegistryError.self) { try FieldPlace("nome", in: types) }
}
