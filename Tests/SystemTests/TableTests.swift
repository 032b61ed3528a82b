import Foundation
import Spreadsheet
import TestSupport
import Testing
import Wire

/// Lists as officials have them, brought in and written out with the real program.
@Suite struct TableTests {
  private let office: Office
  private let common = [
    "--set", "partnership=Дуйсбург – Кривий Ріг", "--set", "aid.kind=goods",
  ]

  init() throws {
    office = try Office("UA12060170000091033", label: "Кривий Ріг", person: "О. Коваль")
    try office.done("new", "office", "code=DE/Duisburg", "name=Duisburg", "name-uk=Дуйсбург")
    try office.done("new", "partnership", "title=Дуйсбург – Кривий Ріг")
  }

  private static let rows = """
    Відомість отриманої гуманітарної допомоги;;;;;;;
    Криворізька міська рада;;;;;;;
    ;;;;;;;
    № з/п;Дата отримання;Донор;№ накладної;Найменування;К-ть;Од. виміру;Ціна, грн
    1;14.03.2023;Дуйсбург;CMR-77;Генератор 5 кВт;12;шт.;50 400,50
    2;14.03.2023;Дуйсбург;CMR-77;"Ковдра; вовняна";100;шт.;350,00
    3;02.04.2023;Дуйсбург;CMR-81;Бинт;1 200;уп.;12,5
    Разом;;;;;1312;;

    """

  private func list(_ text: String, _ name: String = "відомість.csv") throws -> String {
    let data = try #require(text.data(using: .windowsCP1251))
    return try office.place.write([UInt8](data), as: name)
  }

  private var aid: [String] { ["--type", "aid", "--with", "item", "--with", "ledger"] + common }

  @Test func `a Ukrainian list in Windows-1251 is shown, accepted, and added only once`() throws {
    let path = try list(Self.rows)
    let before = try office.digest
    let shown = try office.run(["import", path] + aid)
    #expect(shown.exitCode == 0 && shown.errors.isEmpty, "\(shown.output) \(shown.errors)")
    for text in [
      "windows-1251, separated by semicolons, headings in row 4, no data in rows 1, 2, 3, 8",
      "item.unit-value", "decimals after a comma, in UAH", "dates as day.month.year",
      "3 rows: 8 new records (2 aid, 3 item, 3 ledger), 0 changed, 0 unchanged",
      "nothing is recorded yet",
    ] { #expect(shown.output.contains(text), "\(text): \(shown.output)") }
    #expect(try office.digest == before)
    try office.done(["import", path, "--accept"] + aid)
    let after = try office.digest
    let again = try office.done(["import", path, "--accept"] + aid)
    #expect(again == "3 rows: 0 new records, 0 changed, 8 unchanged")
    #expect(try office.digest == after)
    let accounts = try office.json("consolidate")["accounts"]?.array ?? []
    #expect(Set(accounts.compactMap { $0["received"]?.string }) == ["12", "100", "1200"])
    try office.expectSound()
  }

  @Test func `errors are told by row and column, nothing is recorded, and the rest can be`() throws
  {
    let bad = Self.rows.replacingOccurrences(of: "100;шт.", with: "сто;шт.")
      .replacingOccurrences(of: "02.04.2023;Дуйсбург", with: "31.02.2023;Дуйзбург")
    let path = try list(bad)
    let shown = try office.run(["import", path] + aid)
    #expect(shown.exitCode == 3)
    for text in [
      "! row 6, 'К-ть': quantity: 'сто' has no amount",
      "! row 7, 'Дата отримання': received: '31.02.2023' is not a date",
      "! row 7, 'Донор': donor: 'Дуйзбург' is no office's code", "did you mean 'дуйсбург'?",
    ] { #expect(shown.output.contains(text), "\(text): \(shown.output)") }
    let refused = try office.run(["import", path, "--accept"] + aid)
    #expect(refused.exitCode == 3 && refused.isOneError, "\(refused.output) \(refused.errors)")
    #expect(try office.done("list", "aid").isEmpty)
    let rejects = office.place.file("rejects.csv")
    let some = try office.run(
      ["import", path, "--accept", "--skip-errors", "--rejects", rejects] + aid)
    #expect(some.exitCode == 10 && some.output.hasPrefix("3 rows: 3 new records"), "\(some)")
    let written = try CSV.raggedRows(bytes(of: rejects), separator: 0x3B).map(\.cells)
    #expect(written.map(\.count) == [9, 9, 9] && written[1][4] == "Ковдра; вовняна")
    #expect(written[0].last == "reason" && written[1].last?.contains("'сто'") == true)
  }

  @Test func `a German spreadsheet is read by its sheet, and its mapping spreads and writes it`()
    throws
  {
    let sheet = Sheet(
      title: "Lieferungen",
      columns: [
        "Lfd. Nr.", "Eingangsdatum", "Spender", "Bezeichnung", "Art", "Menge", "Einheit", "Wert",
        "Währung",
      ].map { Column($0, widthCharacters: 12) },
      rows: [
        [
          .count(1), .date("2023-03-14"), .text("Duisburg"), .text("Krankenhausbetten"),
          .text("Ausrüstung"), .number("20", decimals: 0), .text("Stück"),
          .number("12000.5", decimals: 2), .text("EUR"),
        ],
        [
          .count(2), .text("2. April 2023"), .text("Duisburg"), .text("=Decken"),
          .text("Sachgüter"), .number("1.5", decimals: 1), .text("t"), .text("900,25"), .text("€"),
        ],
      ])
    let other = Sheet(
      title: "Notizen", columns: [Column("Text", widthCharacters: 9)], rows: [[.text("x")]])
    let book = Workbook(title: "", creator: "", createdSeconds: 1, sheets: [other, sheet])
    let path = try office.place.write(book.bytes(), as: "Liste.xlsx")
    let words = ["import", path, "--type", "aid", "--sheet", "Lieferungen"] + common.prefix(2)
    let shown = try office.run(words)
    #expect(shown.exitCode == 0, "\(shown.output) \(shown.errors)")
    try office.done(words + ["--accept", "--save", "Duisburger Liste"])
    #expect(try office.json("show", "=Decken")["fields"]?["value"]?["text"] == "900.25 EUR")
    let digest = try office.digest
    for name in ["wieder.xlsx", "wieder.csv"] {
      let written = office.place.file(name)
      try office.done("export", "aid", written, "--mapping", "Duisburger Liste")
      let again = try office.done("import", written, "--mapping", "Duisburger Liste", "--accept")
      #expect(again == "2 rows: 0 new records, 0 changed, 2 unchanged")
      #expect(try office.run("export", "aid", written).exitCode == 5, "no file is overwritten")
    }
    #expect(try office.digest == digest)
    let text = String(decoding: try bytes(of: office.place.file("wieder.csv")), as: UTF8.self)
    #expect(text.hasPrefix("\u{FEFF}Lfd. Nr.,Eingangsdatum") && text.contains(",'=Decken,"))
  }

  @Test func `dates and numbers that can be read in two ways are refused until somebody says`()
    throws
  {
    let path = try list("title;received;value\nA;3/4/2023;1.234 EUR\n", "a.csv")
    let words = ["import", path, "--type", "aid"] + common
    let refused = try office.run(words)
    #expect(refused.exitCode == 3)
    #expect(refused.output.contains("'3/4/2023' can be read in two ways – say with --dates"))
    #expect(refused.output.contains("'1.234' can be read in two ways – say with --decimal"))
    try office.done(words + ["--dates", "m/d/y", "--decimal", "comma", "--accept"])
    #expect(try office.json("show", "A")["fields"]?["value"]?["text"] == "1234.00 EUR")
    #expect(try office.json("show", "A")["fields"]?["received"]?["text"] == "2023-03-04")
  }

  @Test func `an import that is killed at any time records all or nothing`() throws {
    let rows = (0..<3_000).map { "\($0);14.03.2023;Дуйсбург;CMR-\($0 / 10);Річ \($0);5;шт.;1,50" }
    let head = Self.rows.split(separator: "\n")[3]
    let path = try list(([String(head)] + rows).joined(separator: "\n") + "\n", "long.csv")
    let words = ["import", path, "--accept"] + aid
    let whole = try Office(copyOf: office)
    let time = try microseconds { try whole.done(words) }
    for part in 1..<5 {
      try office.kill(words, afterMicroseconds: time * UInt32(part) / 5)
      let items = try office.json("list", "item", "--limit", "0")["count"]
      #expect(items == 0 || items == 3_000, "\(String(describing: items))")
      try office.expectSound()
    }
    try office.done(words)
    #expect(try office.json("list", "item", "--limit", "0")["count"] == 3_000)
  }
}
