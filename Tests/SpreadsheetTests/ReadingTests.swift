import Spreadsheet
import TestSupport
import Testing

@Test func `a file of openpyxl reads as it was made`() throws {
  let bytes = try Python.workbook(
    """
    sheet.title = 'Дані'
    sheet.append(['Name', 'Amount', 'Day', 'Yes', 'Stamp', 'Time'])
    sheet.append(['Ліжка', 0.1 + 0.2, datetime.date(2026, 3, 9), True,
      datetime.datetime(2026, 3, 9, 15, 30), datetime.time(7, 5, 9)])
    sheet['A5'] = ' x '
    sheet['C5'] = 1.15
    sheet['B7'] = 12345678
    sheet.merge_cells('B7:C8')
    sheet['F9'] = '#DIV/0!'
    book.create_sheet('Hidden').sheet_state = 'hidden'
    book.create_chartsheet('Chart')
    """)
  let file = try WorkbookFile(bytes)
  #expect(
    file.sheets == [
      SheetEntry(name: "Дані", isHidden: false), SheetEntry(name: "Hidden", isHidden: true),
    ])
  #expect(try file.rows(of: "Hidden").isEmpty)
  #expect(
    try file.rows(of: "Дані") == [
      SheetRow(number: 1, cells: ["Name", "Amount", "Day", "Yes", "Stamp", "Time"]),
      SheetRow(
        number: 2, cells: ["Ліжка", "0.3", "2026-03-09", "true", "2026-03-09", "07:05:09"]),
      SheetRow(number: 5, cells: [" x ", "", "1.15"]),
      SheetRow(number: 7, cells: ["", "12345678"]),
      SheetRow(number: 9, cells: ["", "", "", "", "", "#DIV/0!"]),
    ])
  #expect(throws: SpreadsheetError(.noSuchSheet, sheet: "Chart")) {
    try WorkbookFile(bytes).rows(of: "Chart")
  }
}

@Test func `a file of LibreOffice reads as it was made`() throws {
  let bytes = try Repository.bytes("Tests/SpreadsheetTests/Fixtures/libreoffice.xlsx")
  #expect(
    try WorkbookFile(bytes).rows(of: "Листок") == [
      SheetRow(number: 1, cells: ["Назва", "Сума", "Дата", "Так", "Формула", "Час"]),
      SheetRow(number: 2, cells: ["Ліжка", "0.3", "2026-03-09", "true", "3", "07:05:09"]),
      SheetRow(number: 3, cells: ["", "1234567.891", "1900-02-28", "false", "#DIV/0!"]),
      SheetRow(number: 4, cells: ["м'яч\nрядок", "-0.00000025", "", "", "Ліжка!"]),
    ])
}

@Test func `days of the system of 1904 are the same days`() throws {
  let program = """
    for day in ['1904-01-01', '1904-02-29', '2000-02-29', '2026-11-27']:
      sheet.append([datetime.date.fromisoformat(day)])
    """
  for epoch in ["WINDOWS_EPOCH", "MAC_EPOCH"] {
    let bytes = try Python.workbook(
      "from openpyxl.utils import datetime as d\nbook.epoch = d.\(epoch)\n" + program)
    let days = try Samples.read(bytes).flatMap(\.cells)
    #expect(days == ["1904-01-01", "1904-02-29", "2000-02-29", "2026-11-27"])
  }
}

@Test func `every day from 1900 to 2100 agrees with Python`() throws {
  let bytes = try Python.workbook(
    """
    day = datetime.date(1900, 3, 1)
    while day.year < 2101:
      sheet.append([day, day.isoformat()])
      day += datetime.timedelta(13)
    """)
  let rows = try Samples.read(bytes)
  #expect(rows.count > 5_000)
  for row in rows { #expect(row.cells[0] == row.cells[1]) }
}

@Test func `the day in 1900 that never was is shown as spreadsheets do`() throws {
  let styles = "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs>"
  let serials = ["1", "59", "60", "61", "2958465", "2958466", "-1", "0.5", "45000.75"]
  let data = serials.map { "<row><c s='1'><v>\($0)</v></c></row>" }.joined()
  let found = try Samples.rows(data, styles: styles).map { $0.cells[0] }
  #expect(
    found == [
      "1900-01-01", "1900-02-28", "1900-02-29", "1900-03-01", "9999-12-31", "2958466", "-1",
      "12:00:00", "2023-03-15",
    ])
}

@Test func `formats tell days, times and numbers apart`() throws {
  let formats: [(String, String)] = [
    ("dd.mm.yyyy", "2023-03-15"), ("[$-407]d. mmmm yyyy;@", "2023-03-15"),
    ("mmm", "2023-03-15"), ("hh:mm", "1080018:00:00"), ("[h]:mm:ss", "1080018:00:00"),
    ("mm:ss.0", "1080018:00:00"), ("h:mm AM/PM", "1080018:00:00"), ("yyyy h:mm", "2023-03-15"),
    ("General", "45000.75"), ("0.00 \"day\"", "45000.75"), ("#,##0.00\\ \\d", "45000.75"),
    ("[Red]0.00", "45000.75"), ("0.00_d", "45000.75"), ("@", "45000.75"), ("0%", "45000.75"),
    ("0.00E+00", "45000.75"), ("#,##0 [$USD]", "45000.75"), ("[mm]", "1080018:00:00"),
  ]
  let list = formats.enumerated().map { index, format in
    let code = format.0.replacing("\"", with: "&quot;")
    return "<numFmt numFmtId='\(170 + index)' formatCode=\"\(code)\"/>"
  }
  let cells = formats.indices.map { "<xf numFmtId='\(170 + $0)'/>" }
  let rows = try Samples.rows(
    formats.indices.map { "<row><c s='\($0)'><v>45000.75</v></c></row>" }.joined(),
    styles: "<numFmts>\(list.joined())</numFmts><cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
      + "<cellXfs>\(cells.joined())</cellXfs>")
  for (row, format) in zip(rows, formats) {
    #expect(row.cells == [format.1], "\(format.0)")
  }
}

@Test func `numbers lose the noise of binary ones and nothing else`() throws {
  let numbers: [(String, String)] = [
    ("0.30000000000000004", "0.3"), ("1.1499999999999999", "1.15"), ("9.949999999999999", "9.95"),
    ("1.5E-3", "0.0015"), ("1E+20", "100000000000000000000"), ("-2.5e2", "-250"),
    ("12345678901234567", "12345678901234567"), ("1200.50", "1200.50"), ("0", "0"), ("-0", "0"),
    ("00123456789", "123456789"), (".5", "0.5"), ("5.", "5"),
    ("999999999999999.9", "1000000000000000"),
    ("0.99999999999999999", "1"), ("1.7976931348623157E+308", "179769313486232" + zeros(294)),
    ("4.9E-300", "0." + zeros(299) + "49"), ("123456789.123456789", "123456789.123457"),
  ]
  let data = numbers.map { "<row><c><v>\($0.0)</v></c></row>" }.joined()
  for (row, number) in zip(try Samples.rows(data), numbers) {
    #expect(row.cells == [number.1], "\(number.0)")
  }
}

private func zeros(_ count: Int) -> String { String(repeating: "0", count: count) }

@Test func `texts of all kinds are joined and their escapes read`() throws {
  let rows = try Samples.rows(
    """
    <row r='2'><c r='A2' t='s'><v>0</v></c><c r='C2' t='s'><v>1</v></c>
    <c r='D2' t='inlineStr'><is><r><t>in</t></r><r><t xml:space='preserve'> line</t></r>
    <rPh sb='0' eb='1'><t>no</t></rPh></is></c><c r='E2' t='str'><f>A1</f><v>a_x000D_b</v></c>
    <c r='F2' t='str'><f>""</f><v></v></c><c r='G2' t='b'><v>0</v></c>
    <c r='H2' t='d'><v>2026-03-09T00:00:00</v></c><c r='I2' s='0'/></row>
    <row r='9'/><row><c t='e'><f>1/0</f><v>#DIV/0!</v></c><c><f>1+1</f><v>2</v></c></row>
    """,
    texts: """
      <si><r><rPr><b/></rPr><t>Rich</t></r><r><t xml:space='preserve'> text</t></r>
      <rPh sb='0' eb='1'><t>phonetic</t></rPh></si><si><t>_x0041_&amp;&#x457;</t></si>
      """)
  #expect(
    rows == [
      SheetRow(
        number: 2,
        cells: ["Rich text", "", "A&ї", "in line", "a\rb", "", "false", "2026-03-09"]),
      SheetRow(number: 10, cells: ["#DIV/0!", "2"]),
    ])
}

@Test func `a file with prefixes and in UTF-16 is read`() throws {
  var parts = Samples.parts("")
  parts["xl/worksheets/sheet1.xml"] =
    "<x:worksheet xmlns:x='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
    + "<x:sheetData><x:row><x:c><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>"
  #expect(try Samples.read(Python.zip(parts)) == [SheetRow(number: 1, cells: ["5"])])
  #expect(
    try Samples.read(Python.zip(parts, options: ".encode('utf-16')"))
      == [SheetRow(number: 1, cells: ["5"])])
}

@Test func `a formula without a stored result is refused with its cell`() throws {
  let bytes = try Python.workbook("sheet.title = 'F'\nsheet['B3'] = '=1+1'")
  let error = SpreadsheetError(.notCalculated, sheet: "F", row: 3, column: 2)
  #expect(Samples.refusal(of: bytes) == error)
  #expect(error.description.contains("cell B3"))
}
