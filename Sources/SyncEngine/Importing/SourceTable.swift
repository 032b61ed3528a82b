import Files
import Registry
import Spreadsheet
import Wire

/// One row of a file, with as many cells as there are headings.
struct TableRow: Hashable {
  /// Its number in the file, from 1.
  let number: Int
  let cells: [String]
  /// How many cells it has where that is not as many as the headings.
  var miscount: Int?
}

/// A file's table: its headings and its rows of data.
struct SourceTable {
  private(set) var facts = TableFacts()
  private(set) var headings: [String] = []
  private(set) var rows: [TableRow] = []
  /// Whether numbers of the file are plain decimals, as those of spreadsheets are.
  private(set) var hasPlainNumbers = false

  init(_ path: String, _ plan: ImportPlan, types: [RecordType]) throws(EngineError) {
    let all = try read(path, plan)
    let place = try headingPlace(in: all, plan, types)
    facts.headingRow = all[place].number
    facts.skipped = all[..<place].map(\.number)
    var cells = all[place].cells.map(TableRows.heading)
    while cells.last == "" { cells.removeLast() }
    headings = TableRows.unique(cells)
    for row in all[(place + 1)...] { add(row) }
  }

  private mutating func add(_ row: TableRow) {
    let isEmpty = row.cells.allSatisfy { Text.trimmed($0).isEmpty }
    guard !isEmpty, !TableRows.isTotal(row.cells) else { return facts.skipped.append(row.number) }
    var cells = row.cells
    while cells.count > headings.count, cells.last == "" { cells.removeLast() }
    let isShort = cells.count < headings.count && !hasPlainNumbers
    let miscount = cells.count > headings.count || isShort ? cells.count : nil
    cells = Array(cells.prefix(headings.count))
    cells += Array(repeating: "", count: headings.count - cells.count)
    rows.append(TableRow(number: row.number, cells: cells, miscount: miscount))
  }

  private func headingPlace(
    in all: [TableRow], _ plan: ImportPlan, _ types: [RecordType]
  ) throws(EngineError) -> Int {
    if let number = plan.headingRow {
      guard let place = all.firstIndex(where: { $0.number == number }) else {
        throw .noHeadingRow(number)
      }
      return place
    }
    let wanted = Set(plan.columns.map { TableRows.heading($0.column) })
    let titled = all.prefix(TableRows.titleRows)
    let known = titled.firstIndex { row in
      wanted.isSubset(of: TableRows.unique(row.cells.map(TableRows.heading)))
    }
    if let known, !wanted.isEmpty { return known }
    return TableRows.headingRow(of: titled.map(\.cells), types: types)
  }

  private mutating func read(
    _ path: String, _ plan: ImportPlan
  ) throws(EngineError) -> [TableRow] {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try File.read(path, maximumBytes: CSV.maximumBytes) } catch {
      throw .file(error)
    }
    // A spreadsheet, whatever its name: a ZIP archive, or one of the old kinds, which is refused.
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0xD0, 0xCF, 0x11]) {
      return try sheet(bytes, plan.sheet)
    }
    return try text(bytes, isTabbed: path.hasSuffix(".tsv"), plan.encoding)
  }

  private mutating func sheet(
    _ bytes: [UInt8], _ name: String?
  ) throws(EngineError) -> [TableRow] {
    do throws(SpreadsheetError) {
      let file = try WorkbookFile(bytes)
      let names = name.map { [$0] } ?? file.sheets.filter { !$0.isHidden }.map(\.name)
      for name in names {
        let rows = try file.rows(of: name)
        guard !rows.isEmpty else { continue }
        try Self.checkTexts(rows, of: name)
        facts.sheet = name
        hasPlainNumbers = true
        return rows.map { TableRow(number: $0.number, cells: $0.cells) }
      }
    } catch { throw .spreadsheet(error) }
    throw .table(.empty)
  }

  /// Refuses the character NUL, which no operation can hold, though a spreadsheet can spell it.
  private static func checkTexts(
    _ rows: [SheetRow], of sheet: String
  ) throws(SpreadsheetError) {
    for row in rows {
      guard let place = row.cells.firstIndex(where: { $0.utf8.contains(0) }) else { continue }
      throw SpreadsheetError(
        .damaged(part: "the character NUL"), sheet: sheet, row: row.number, column: place + 1)
    }
  }

  private mutating func text(
    _ bytes: [UInt8], isTabbed: Bool, _ wanted: TextEncoding?
  ) throws(EngineError) -> [TableRow] {
    let encoding = wanted ?? TextEncoding.guess(bytes)
    let text: [UInt8]
    do throws(EncodingError) { text = try encoding.utf8(bytes).get() } catch {
      throw .encoding(error)
    }
    let separator = isTabbed ? 0x09 : CSV.separator(of: text)
    facts.encoding = encoding
    facts.separator = String(UnicodeScalar(separator))
    do throws(CSVError) {
      return try CSV.raggedRows(text, separator: separator).map { row in
        TableRow(number: row.line, cells: row.cells.map(CSV.unguarded))
      }
    } catch { throw .table(error) }
  }
}
