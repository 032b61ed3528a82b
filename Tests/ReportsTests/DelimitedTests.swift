import Language
import Reports
import TestSupport
import Testing
import Wire

@Test func `CSV has keys, plain figures and no totals in every language`() throws {
  for language in Language.allCases {
    let bytes = Samples.kinds.csv(in: language)
    #expect(!bytes.starts(with: [0xEF, 0xBB, 0xBF]))
    let rows = try CSV.rows(bytes, separator: 0x2C).map(\.cells)
    #expect(rows.first == ["figure", "kind", "pieces", "value", "currency", "share"])
    #expect(rows.count == 5)
    #expect(rows.last?[2...] == ["15250", "1204500.75", "UAH", "100"])
    let sum = rows.dropFirst().dropLast().compactMap { ExactDecimal($0[3]) }.reduce(.zero, +)
    #expect(sum == ExactDecimal("444260.5"))
  }
}

@Test func `CSV lines end with CR and LF, and quoted text keeps its own ends`() {
  let text = String(decoding: Samples.wide.csv(in: .english), as: UTF8.self)
  #expect(text.unicodeScalars.filter { $0 == "\r" }.count == 61)
  #expect(text.unicodeScalars.contains("\n") && text.hasSuffix("\r\n"))
  #expect(text.contains("\"first line\nsecond \"\"line\"\"\""))
}

@Test func `no spreadsheet program finds a formula in CSV, and negative figures stay`() throws {
  let rows = try CSV.rows(Samples.attack.sections[1].csv(in: .english), separator: 0x2C)
  #expect(rows[0].cells == ["figure", "name", "value"])
  for row in rows.dropFirst() {
    #expect(row.cells[2] == "-12.5")
    for cell in row.cells.dropLast() {
      // Whatever parts cells in some country: no part may begin as a formula does.
      for part in cell.split(whereSeparator: { ";\t\r\n".contains($0) }) {
        let first = part.unicodeScalars.first { $0 != " " && $0 != "\"" }
        #expect(!["=", "+", "-", "@"].contains(first), "\(part)")
      }
    }
  }
  #expect(rows[2].cells[1] == "'=HYPERLINK(\"http://x\";\"y\")")
  #expect(rows[7].cells[1] == "a;'=1+1")
  let plain = ReportTable(
    columns: [Column("x", Words("x", uk: "x", de: "x"), .text)],
    rows: ["-5", "-5.25", "+5", "-x", "-", "1-2", "--5"].map { .init([.text($0)]) })
  let section = Section(key: "x", title: Words("x", uk: "x", de: "x"), table: plain)
  #expect(
    try CSV.rows(section.csv(in: .english), separator: 0x2C).map { $0.cells[1] }
      == ["x", "-5", "-5.25", "'+5", "'-x", "'-", "1-2", "'--5"])
}

@Test func `libhxl finds HXL valid, with all tags and every figure`() throws {
  for language in Language.allCases {
    for section in Samples.aid.sections {
      let bytes = try #require(section.hxl(in: language))
      let outcome = try Checkers.hxl(bytes)
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
      let read = try JSONValue.parse(Array(outcome.output.utf8))
      let tags = try #require(read["tags"]?.array).map(\.string)
      #expect(tags == section.table.columns.compactMap(\.hashtag))
      #expect(read["rows"]?.array?.count == section.table.rows.count)
    }
  }
  let outcome = try Checkers.hxl(try #require(Samples.kinds.hxl(in: .ukrainian)))
  let rows = try #require(try JSONValue.parse(Array(outcome.output.utf8))["rows"]?.array)
  #expect(rows[0] == ["Генератори", "12", "138060.5", "EUR"])
}

@Test func `libhxl accepts hostile text and refuses what is no HXL`() throws {
  for section in Samples.attack.sections {
    let outcome = try Checkers.hxl(try #require(section.hxl(in: .german)))
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
  }
  let text = String(decoding: try #require(Samples.kinds.hxl(in: .english)), as: UTF8.self)
  #expect(try Checkers.hxl(Array(text.replacing("#", with: "").utf8)).exitCode != 0)
  #expect(try Checkers.hxl(Array(text.replacing("12,", with: "\" a  b\",").utf8)).exitCode != 0)
}

@Test func `a section without hashtags has no HXL`() {
  let table = ReportTable(
    columns: [Column("x", Words("x", uk: "x", de: "x"), .text)], rows: [.init([.text("y")])])
  #expect(
    Section(key: "x", title: Words("x", uk: "x", de: "x"), table: table).hxl(in: .english) == nil)
}
