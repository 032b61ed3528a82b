import Spreadsheet
import Testing

/// Workbooks and files that several tests use.
enum Samples {
  /// A report with every kind of cell, a row of totals and a chart.
  static let report = Workbook(
    title: "Допомога 2026", creator: "Місто Дуйсбург", createdSeconds: 1_790_000_000,
    sheets: [
      Sheet(
        title: "Aid: by kind / month",
        columns: [
          Column("Вид допомоги", widthCharacters: 30), Column("EUR", widthCharacters: 14),
          Column("Number", widthCharacters: 10), Column("Day", widthCharacters: 12),
        ],
        rows: [
          [.text("Генератори"), .number("13806.5", decimals: 2), .count(12), .date("2026-03-09")],
          [
            .text("Ліжка & ковдри <нові>"), .number("-0.07", decimals: 2), .empty, .date("2026-03"),
          ],
          [.empty, .empty, .count(7)],
          [],
          [.text("Fahrzeuge"), .number("123456789012.345", decimals: 2), .count(-1), .empty],
        ],
        totals: [[.text("Разом"), .number("123456802818.775", decimals: 2), .count(18)]],
        chart: BarChart(
          title: "EUR", categoryColumns: 0...0, valueColumns: [1], rows: 0..<2, isLying: true)),
      Sheet(
        title: "O'Brien's", columns: [Column("A", widthCharacters: 5)], rows: [],
        chart: nil),
    ])

  /// The parts of a small workbook with this sheet data, to be changed and zipped.
  static func parts(
    _ sheetData: String, texts: String = "", styles: String = "", properties: String = ""
  ) -> [String: String] {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let package = "http://schemas.openxmlformats.org/package/2006/relationships"
    func related(_ lines: [(String, String, String)]) -> String {
      let text = lines.map { id, kind, target in
        "<Relationship Id='\(id)' Type='\(kinds)/\(kind)' Target='\(target)'/>"
      }
      return "<Relationships xmlns='\(package)'>\(text.joined())</Relationships>"
    }
    return [
      "_rels/.rels": related([("rId1", "officeDocument", "/xl/workbook.xml")]),
      "xl/_rels/workbook.xml.rels": related([
        ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml"),
        ("rId3", "sharedStrings", "sharedStrings.xml"),
      ]),
      "xl/workbook.xml":
        "<workbook xmlns='\(main)' xmlns:r='\(kinds)'>\(properties)<sheets>"
        + "<sheet name='Data' sheetId='1' r:id='rId1'/></sheets></workbook>",
      "xl/styles.xml": "<styleSheet xmlns='\(main)'>\(styles)</styleSheet>",
      "xl/sharedStrings.xml": "<sst xmlns='\(main)'>\(texts)</sst>",
      "xl/worksheets/sheet1.xml":
        "<worksheet xmlns='\(main)'><sheetData>\(sheetData)</sheetData></worksheet>",
    ]
  }

  /// Returns the rows of the only sheet of a file with this sheet data.
  static func rows(
    _ sheetData: String, texts: String = "", styles: String = "", properties: String = ""
  ) throws -> [SheetRow] {
    let parts = parts(sheetData, texts: texts, styles: styles, properties: properties)
    return try read(try Python.zip(parts))
  }

  /// Returns the rows of the first sheet of a file.
  static func read(
    _ bytes: [UInt8], limits: SpreadsheetLimits = SpreadsheetLimits()
  ) throws(SpreadsheetError) -> [SheetRow] {
    let file = try WorkbookFile(bytes, limits: limits)
    return try file.rows(of: file.sheets.first?.name ?? "")
  }

  /// Returns the error that reading the first sheet of a file ends with, or nil.
  static func refusal(
    of bytes: [UInt8], limits: SpreadsheetLimits = SpreadsheetLimits()
  ) -> SpreadsheetError? {
    do throws(SpreadsheetError) {
      _ = try read(bytes, limits: limits)
      return nil
    } catch { return error }
  }
}
