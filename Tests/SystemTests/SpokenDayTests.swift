import Foundation
import TestSupport
import Testing
import Wire

/// A whole day of two laptops in Ukrainian and in German: no English is left on the screen.
@Suite struct SpokenDayTests {
  /// Words that no English sentence does without, and that are no Ukrainian or German ones.
  private static let english: Set<String> = [
    "the", "of", "is", "are", "has", "have", "and", "not", "with", "that", "this", "from", "by",
    "for", "which", "yet", "here", "all", "be", "cannot", "there", "who", "nothing", "because",
    "claimed", "records", "conflict", "conflicts", "operations", "device",
    "bundle", "withdrawn", "received", "error", "hint", "warning", "it", "its", "give",
  ]

  /// Returns the English words of a text, without what a person is to type: names of commands and
  /// options between apostrophes, names of fields in parentheses, paths.
  private func englishWords(of text: String) -> [String] {
    let said = text.replacing(/'[^'\n]*'/, with: "").replacing(/\([a-z0-9-]+\)/, with: "")
      .replacing(/pobratym [a-z]+.*--seen [0-9a-f]+/, with: "").replacing(/\/\S+/, with: "")
    // Digits too, or an id would have words in it.
    return said.split { !$0.isLetter && !$0.isNumber && !"’-=".contains($0) }.map(String.init)
      .filter { Self.english.contains($0.lowercased()) }
  }

  @Test func `the check sees English`() throws {
    #expect(englishWords(of: try SpokenDay(in: "C").said.map(\.outcome.output).joined()).count > 99)
  }

  @Test(arguments: ["uk_UA.UTF-8", "de_DE.UTF-8"])
  func `nothing of a day is said in English`(language: String) throws {
    let day = try SpokenDay(in: language)
    for (words, outcome) in day.said + day.refused {
      let text = outcome.output + outcome.errors
      #expect(englishWords(of: text).isEmpty, "\(words): \(text)")
    }
    let hints = ["uk_UA.UTF-8": "підказка", "de_DE.UTF-8": "Hinweis"]
    let hint = try #require(hints[language])
    for (words, outcome) in day.refused where outcome.exitCode != 5 {
      #expect(outcome.errors.contains("pobratym: \(hint): "), "\(words): \(outcome.errors)")
    }
  }

  @Test(
    arguments: [
      ("uk", ["1 запис,", "2 записи,", "5 записів,", "21 запис,"]),
      ("de", ["1 Datensatz,", "2 Datensätze,", "5 Datensätze,", "21 Datensätze,"]),
      ("en", ["1 record,", "2 records,", "5 records,", "21 records,"]),
    ])
  func `one, two, five and twenty-one have their plurals`(
    language: String, counts: [String]
  ) throws {
    let office = try Office("DE/Duisburg", label: "Duisburg", person: "Greta")
    for (total, count) in zip([1, 2, 5, 21], counts) {
      let rows = (1...total).map { "DE/\($0),\($0)\n" }.joined()
      let table = try office.place.write(Array("code,name\n\(rows)".utf8), as: "table.csv")
      try office.done("import", table, "--type", "office", "--accept")
      let status = try office.run("--lang", language, "status")
      #expect(status.output.contains(" \(count)"), "\(status.output)")
    }
  }

  @Test func `values are as the language writes them, and can be typed in again`() throws {
    let partners = try Partners()
    let item = try partners.enterAid(quantity: "1234.5 KGM")
    func shown(_ language: String) throws -> String {
      try partners.kryvyiRih.run("--lang", language, "show", item).output
        .replacing("\u{A0}", with: " ")
    }
    #expect(try shown("uk").contains("кількість (quantity)"))
    for text in ["1 234,5 кг", "1 200,50 EUR"] { #expect(try shown("uk").contains(text)) }
    for text in ["1234,5 kg", "1.200,50 EUR"] { #expect(try shown("de").contains(text)) }
    for text in ["1234.5 KGM", "1200.50 EUR"] { #expect(try shown("en").contains(text)) }
    for quantity in ["1234.5 KGM", "1234 XBX", "12 H87"] {
      try partners.kryvyiRih.done("set", item, "quantity=\(quantity)")
      for language in ["uk", "de"] {
        let line = try #require(
          try shown(language).split(separator: "\n").first { $0.contains("(quantity)") })
        let text = line.split(separator: "(quantity)")[1]
        #expect(
          try partners.kryvyiRih.done("--lang", "en", "set", item, "quantity=\(text)")
            == "nothing to change", "\(text)")
      }
    }
  }

  @Test func `records are found by words of every language, whatever is printed`() throws {
    let partners = try Partners()
    try partners.enterAid()
    let lists = try ["equipment", "Обладнання", "Ausrüstung"].map { word in
      try ["uk", "de", "en"].map { language in
        try partners.kryvyiRih.run(
          "--lang", language, "list", "aid", "--where", "kind=\(word)", "--json"
        ).output
      }
    }
    #expect(Set(lists.joined()).count == 1 && lists[0][0].contains("Generators"))
  }
}
