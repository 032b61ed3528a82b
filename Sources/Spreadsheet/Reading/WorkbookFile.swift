/// A spreadsheet file (.xlsx) from outside, opened for reading.
///
/// Nothing of it is trusted: sizes are checked before memory is taken, formulas are not calculated,
/// and nothing outside the file is looked at.
public struct WorkbookFile: ~Copyable {
  private let archive: ZipArchive
  private let limits: SpreadsheetLimits
  private let meanings: CellMeanings
  private let parts: [String]

  /// The sheets in the order of their tabs; sheets that are only a chart are left out.
  public let sheets: [SheetEntry]

  /// Opens a file and reads what its sheets have in common.
  public init(
    _ bytes: [UInt8], limits: SpreadsheetLimits = SpreadsheetLimits()
  ) throws(SpreadsheetError) {
    guard bytes.count <= limits.maximumFileBytes else {
      throw SpreadsheetError(.tooLarge(limitBytes: limits.maximumFileBytes))
    }
    try FileKind.check(bytes)
    let archive = try ZipArchive.open(bytes, limits: limits)
    let main = try FileKind.mainPart(of: archive)
    let related = try Relationships(of: main, in: archive)
    let list = SheetList()
    try XMLParser.read(main, of: archive, into: list)
    let found = list.sheets.compactMap { sheet in
      related.all[sheet.relationship].flatMap { $0.kind == "worksheet" ? (sheet, $0.part) : nil }
    }
    meanings = try Self.meanings(related, list, in: archive, limits: limits)
    sheets = found.map { SheetEntry(name: $0.0.name, isHidden: $0.0.isHidden) }
    parts = found.map(\.1)
    self.archive = archive
    self.limits = limits
  }

  /// Reads what gives the cells of all sheets their meaning.
  private static func meanings(
    _ related: Relationships, _ list: SheetList, in archive: borrowing ZipArchive,
    limits: SpreadsheetLimits
  ) throws(SpreadsheetError) -> CellMeanings {
    var meanings = CellMeanings(isFrom1904: list.isFrom1904)
    if let part = related.part("styles") {
      try XMLParser.read(part, of: archive, into: meanings.styles)
    }
    if let part = related.part("sharedStrings") {
      let texts = SharedTexts(limits: limits)
      try XMLParser.read(part, of: archive, into: texts)
      meanings.texts = texts.all
    }
    return meanings
  }

  /// Returns the rows of a sheet that hold something, in order.
  ///
  /// A cell is given as a spreadsheet program keeps it: texts as they are, the runs of rich text
  /// joined; numbers as plain decimals, without the noise of binary ones beyond 15 significant
  /// digits; dates as `YYYY-MM-DD` without their time of day; times as `HH:MM:SS`; `true` and
  /// `false`; the stored result of a formula; an error as its name, such as `#DIV/0!`. Merged cells
  /// have their text in the first and are empty beyond.
  public func rows(of sheet: String) throws(SpreadsheetError) -> [SheetRow] {
    guard let index = sheets.firstIndex(where: { $0.name == sheet }) else {
      throw SpreadsheetError(.noSuchSheet, sheet: sheet)
    }
    let reader = SheetRows(sheet: sheet, part: parts[index], meanings: meanings, limits: limits)
    do throws(SpreadsheetError) {
      try XMLParser.read(parts[index], of: archive, into: reader)
    } catch {
      throw SpreadsheetError(error.problem, sheet: sheet, row: error.row, column: error.column)
    }
    return reader.rows
  }
}
