import Spreadsheet
import Testing

/// Returns the lines that Python prints of the sample report.
private func look(_ program: String) throws -> [String] {
  try Python.lines(Samples.report.bytes(), program)
}

@Test func `the heading is bold, filled, frozen and filtered`() throws {
  let lines = try look(
    """
    print(sheet['A1'].font.b, sheet['A1'].fill.fgColor.rgb, sheet.freeze_panes)
    print(sheet.auto_filter.ref, sheet.column_dimensions['A'].width > 30)
    """)
  #expect(lines == ["True FFD9E2F3 A2", "A1:D6 True"])
}

@Test func `numbers stand at the right below their heading, away from the next column`() throws {
  let lines = try look(
    """
    for c in [*sheet[1], *sheet[2]]: print(c.alignment.horizontal, int(c.alignment.indent))
    """)
  let row = ["None 0", "right 1", "right 1", "None 0"]
  #expect(lines == row + row)
}

@Test func `the row of totals is bold with a line above`() throws {
  let lines = try look(
    "for c in sheet[7]: print(c.font.b, c.border.top.style, c.number_format)")
  #expect(
    lines == [
      "True thin General", "True thin #,##0.000", "True thin #,##0", "True thin General",
    ])
}

@Test func `it prints on A4 across, one page wide, with heading, title and page numbers`() throws {
  let lines = try look(
    """
    print(sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight)
    print(sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.print_title_rows)
    print(sheet.oddHeader.left.text, '|', sheet.oddFooter.right.text)
    """)
  #expect(
    lines == [
      "landscape 9 0", "True $1:$1", "Aid: by kind / month | &P / &N",
    ])
}

@Test func `an ampersand in the title is no code of the header`() throws {
  let sheet = Sheet(title: "A&P &D", columns: [], rows: [])
  let book = Workbook(title: "", creator: "", createdSeconds: 1, sheets: [sheet])
  let header = try Python.lines(
    book.bytes(),
    """
    import zipfile
    print(zipfile.ZipFile(sys.argv[1]).read('xl/worksheets/sheet1.xml').decode())
    """)
  #expect(header.contains { $0.contains("<oddHeader>&amp;LA&amp;&amp;P &amp;&amp;D</oddHeader>") })
}

@Test func `the properties say what the caller says`() throws {
  let lines = try look(
    "p = book.properties\nprint(p.title, '|', p.creator, '|', p.created, '|', p.modified)")
  #expect(
    lines == [
      "Допомога 2026 | Місто Дуйсбург | 2026-09-21 14:13:20 | 2026-09-21 14:13:20"
    ])
}

@Test func `the chart shows the cells of its columns`() throws {
  let lines = try look(
    """
    import zipfile, re
    text = zipfile.ZipFile(sys.argv[1]).read('xl/charts/chart1.xml').decode()
    for formula in re.findall('<c:f>(.*?)</c:f>', text): print(formula)
    print(re.findall('<c:barDir val="(.*?)"', text), re.findall('<a:t>(.*?)</a:t>', text))
    print(re.findall('<c:legend>', text))
    """)
  #expect(
    lines == [
      "'Aid- by kind - month'!$B$1", "'Aid- by kind - month'!$A$2:$A$3",
      "'Aid- by kind - month'!$B$2:$B$3", "['bar'] ['EUR']", "[]",
    ])
}
