import Language
import Reports
import Spreadsheet
import Testing

@Test func `a spreadsheet has a cover and each section, and its sums agree`() throws {
  for language in Language.allCases {
    let file = try WorkbookFile(try Samples.aid.xlsx(in: language))
    let names = file.sheets.map(\.name)
    #expect(names.count == 4)
    let cover = try file.rows(of: names[0]).map(\.cells)
    #expect(cover[0][1] == Samples.aid.title[language])
    let rows = try file.rows(of: names[1]).map(\.cells)
    #expect(rows.count == 7)
    #expect(rows[1][1...] == ["12", "138060.5", "EUR", "31.1", "by-kind/1"])
    #expect(rows[5][2...] == ["444260.5", "EUR", "", "by-kind/EUR"])
    #expect(rows[6][2] == "1204500.75")
  }
}

@Test func `hostile text is text in a spreadsheet, and the largest amounts keep every digit`()
  throws
{
  let file = try WorkbookFile(try Samples.aid.xlsx(in: .english))
  let rows = try file.rows(of: file.sheets[3].name).map(\.cells)
  #expect(rows[2][1] == Samples.hostile[1])
  #expect(rows[3][1] == Samples.hostile[2])
  #expect(rows[4][5] == "-999999999999999999.99")
  let attack = try WorkbookFile(try Samples.attack.xlsx(in: .german))
  #expect(attack.sheets.count == 1 + Samples.hostile.count)
}

@Test func `equal reports give the same spreadsheet`() throws {
  #expect(try Samples.aid.xlsx(in: .ukrainian) == Samples.aid.xlsx(in: .ukrainian))
}
