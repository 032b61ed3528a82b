import Foundation
import Glibc
import Spreadsheet
import TestSupport
import Testing

/// Returns a workbook of one sheet with these rows below a heading.
private func workbook(_ rows: [[Cell]], heading: String = "A") -> Workbook {
  let columns = [Column(heading, widthCharacters: 10), Column("B", widthCharacters: 10)]
  return Workbook(
    title: "T", creator: "C", createdSeconds: 1,
    sheets: [Sheet(title: "S", columns: columns, rows: rows)])
}

@Test func `a report reads back as it was written`() throws {
  let bytes = try Samples.report.bytes()
  let file = try WorkbookFile(bytes)
  #expect(file.sheets.map(\.name) == ["Aid- by kind - month", "O'Brien's"])
  #expect(file.sheets.map(\.name) == Samples.report.sheetNames)
  #expect(
    try file.rows(of: "Aid- by kind - month") == [
      SheetRow(number: 1, cells: ["Вид допомоги", "EUR", "Number", "Day"]),
      SheetRow(number: 2, cells: ["Генератори", "13806.5", "12", "2026-03-09"]),
      SheetRow(number: 3, cells: ["Ліжка & ковдри <нові>", "-0.07", "", "2026-03"]),
      SheetRow(number: 4, cells: ["", "", "7"]),
      SheetRow(number: 6, cells: ["Fahrzeuge", "123456789012.345", "-1"]),
      SheetRow(number: 7, cells: ["Разом", "123456802818.775", "18"]),
    ])
  #expect(try file.rows(of: "O'Brien's") == [SheetRow(number: 1, cells: ["A"])])
}

@Test func `equal workbooks give equal bytes at different times`() throws {
  let first = try Samples.report.bytes()
  // The times in a zip file have steps of two seconds.
  Thread.sleep(forTimeInterval: 2.1)
  #expect(try Samples.report.bytes() == first)
}

@Test func `whatever a text begins with, it is no formula`() throws {
  let texts = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "{=1}", "=HYPERLINK(\"x\")", "007", "'x"]
  let bytes = try workbook(texts.map { [.text($0)] }).bytes()
  #expect(try Samples.read(bytes).dropFirst().map { $0.cells[0] } == texts)
  let found = try Python.lines(bytes, "for row in sheet['A'][1:]: print(row.data_type, row.value)")
  #expect(found == texts.map { "s " + $0 })
}

@Test func `every character comes back, even those that XML cannot hold`() throws {
  let texts = [
    "\u{0}", "a\u{1}b\r\nc\td", "_x0041_", "_x005F_x0041_", "\u{FFFE}\u{FFFF}", " x ", "🇺🇦 e\u{301}",
    "\u{7F}\u{85}\u{2028}", "]]>&amp;", "_xD800_", "\n", "Ї_x00",
  ]
  let bytes = try workbook(texts.map { [.text($0)] }).bytes()
  let found = try Samples.read(bytes).dropFirst().map { Array($0.cells[0].utf8) }
  #expect(found == texts.map { Array($0.utf8) })
}

@Test func `a number that a spreadsheet would round is written as a text`() throws {
  let kept = ["0", "-1", "0.000000001", "999999999999999", "9.95", "123456789012345000000", "1.10"]
  let rounded = ["1234567890123456", "0.1234567890123456", "1e5", "007", "", "x", "+1", "1.", "-0"]
  let rows = (kept + rounded).map { [Cell.number($0, decimals: 2), .text("end")] }
  let bytes = try workbook(rows).bytes()
  let kinds = try Python.lines(bytes, "for c in sheet['A'][1:]: print(c.data_type)")
  #expect(kinds == kept.map { _ in "n" } + ["s", "s", "s", "s", "n", "s", "s", "s", "s"])
  #expect(
    try Samples.read(bytes)[1...].map { $0.cells[0] } == [
      "0", "-1", "0.000000001", "999999999999999", "9.95", "123456789012345000000", "1.1",
    ] + rounded)
}

@Test func `random amounts of up to 15 digits survive in our reader and in openpyxl`() throws {
  for seed in Seeds.all(3) {
    var random = SeededGenerator(seed: seed)
    let amounts = (0..<500).map { _ -> String in
      let digits = Int.random(in: 1...15, using: &random)
      let number = Int.random(in: 1..<Int(pow(10, Double(digits))), using: &random)
      let decimals = Int.random(in: 0...9, using: &random)
      let text = String(repeating: "0", count: decimals) + String(number)
      let whole = text.dropLast(decimals).drop { $0 == "0" }
      return (random.chance(oneIn: 2) ? "-" : "") + (whole.isEmpty ? "0" : whole)
        + (decimals == 0 ? "" : "." + text.suffix(decimals))
    }
    let bytes = try workbook(amounts.map { [.number($0, decimals: 2)] }).bytes()
    let found = try Python.lines(
      bytes,
      """
      from decimal import Decimal
      for cell in sheet['A'][1:]:
        assert cell.data_type == 'n'
        print(format(Decimal('%.15g' % cell.value), 'f'))
      """)
    let program =
      "from decimal import Decimal\nfor a, b in zip(sys.stdin.read().split(), "
      + "sys.argv[1].split()):\n  assert Decimal(a) == Decimal(b), (a, b)"
    try Python.run(
      program, found.joined(separator: " "), input: amounts.joined(separator: "\n"))
    #expect(found.count == amounts.count, "\(random)")
    let ours = try Samples.read(bytes).dropFirst().map { $0.cells[0] }
    try Python.run(program, ours.joined(separator: " "), input: amounts.joined(separator: "\n"))
  }
}

@Test func `an amount shows all its decimals and at least those asked for`() throws {
  let cells = [("1.005", 2), ("1.5", 2), ("1", 0), ("2", 3)]
  let bytes = try workbook(cells.map { [.number($0.0, decimals: $0.1)] }).bytes()
  let formats = try Python.lines(bytes, "for c in sheet['A'][1:]: print(c.number_format)")
  #expect(formats == ["#,##0.000", "#,##0.00", "#,##0", "#,##0.000"])
}

@Test func `days are dates, and what is no day is a text`() throws {
  let days = ["1900-01-01", "1900-02-28", "1900-03-01", "2024-02-29", "9999-12-31"]
  let others = [
    "1899-12-31", "1900-02-29", "2023-02-29", "2026-03", "2026", "2026-3-09", "", "soon",
  ]
  let bytes = try workbook((days + others).map { [.date($0), .text("x")] }).bytes()
  #expect(try Samples.read(bytes).dropFirst().map { $0.cells[0] } == days + others)
  let found = try Python.lines(bytes, "for c in sheet['A'][1:]: print(c.is_date, c.value)")
  #expect(
    found[2...4] == [
      "True 1900-03-01 00:00:00", "True 2024-02-29 00:00:00", "True 9999-12-31 00:00:00",
    ])
  #expect(found[0].hasPrefix("True") && found[1].hasPrefix("True"))
  #expect(found[5...].allSatisfy { $0.hasPrefix("False") })
}

@Test func `names of tabs are valid, short and different`() throws {
  let long = String(repeating: "Дніпропетровська ", count: 4)
  var titles = ["a/b", "A:B", "", "history", "'x'", long, long, long.uppercased(), "\u{1}?*[]\\"]
  titles += ["😀" + String(repeating: "😀", count: 20), " "]
  let sheets = titles.map { Sheet(title: $0, columns: [], rows: []) }
  let book = Workbook(title: "", creator: "", createdSeconds: 1, sheets: sheets)
  let names = book.sheetNames
  #expect(
    names.prefix(6) == [
      "a-b", "A-B (2)", "3", "history (2)", "x", "Дніпропетровська Дніпропетровсь",
    ])
  #expect(names[6] == "Дніпропетровська Дніпропетр (2)")
  #expect(names.allSatisfy { (1...31).contains($0.utf16.count) })
  #expect(Set(names.map { $0.lowercased() }).count == names.count)
  #expect(try Python.lines(book.bytes(), "for s in book.sheetnames: print(s)") == names)
}

@Test func `a text that is too long is refused with its cell`() throws {
  let longest = String(repeating: "ї", count: 32_767)
  #expect(try Samples.read(workbook([[.text(longest)]]).bytes())[1].cells == [longest])
  let error = SpreadsheetError(.textTooLong(limit: 32_767), sheet: "S", row: 3, column: 2)
  #expect(throws: error) { try workbook([[], [.empty, .text(longest + "x")]]).bytes() }
  #expect(error.description.hasPrefix("sheet 'S', cell B3: the text has more than 32767"))
}

@Test func `too many rows, columns and cells are refused before anything is written`() throws {
  let rows = [[Cell]](repeating: [], count: 1_048_575)
  #expect(throws: SpreadsheetError(.outsideSheet, sheet: "S")) { try workbook(rows).bytes() }
  let wide = [[Cell](repeating: .empty, count: 16_385)]
  #expect(throws: SpreadsheetError(.outsideSheet, sheet: "S")) { try workbook(wide).bytes() }
  var limits = SpreadsheetLimits()
  limits.maximumCells = 3
  #expect(throws: SpreadsheetError(.tooManyCells(limit: 3), sheet: "S")) {
    try workbook([[.count(1), .count(2)]]).bytes(limits: limits)
  }
}

@Test func `a chart of what is not there is refused`() throws {
  for (columns, rows) in [([5], 0..<1), ([0], 0..<2), ([], 0..<1), ([0], 0..<0), ([-1], 0..<1)] {
    var book = workbook([[.count(1)]])
    book.sheets[0].chart = BarChart(
      title: "", categoryColumns: 0...0, valueColumns: columns, rows: rows)
    #expect(throws: SpreadsheetError(.noSuchRange, sheet: "S")) { try book.bytes() }
  }
}

@Test func `a disk that is full is noticed`() async {
  await #expect(processExitsWith: .success) {
    // What exceeds this limit is not written, as on a full disk; the library does not look.
    var limit = rlimit(rlim_cur: 50_000, rlim_max: 50_000)
    signal(SIGXFSZ, SIG_IGN)
    try #require(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
    let rows = (0..<5_000).map { _ in [Cell.count(1)] }
    let error = #expect(throws: SpreadsheetError.self) { try workbook(rows).bytes() }
    #expect(error == SpreadsheetError(.writtenWrongly, sheet: "S", row: error?.row))
  }
}
