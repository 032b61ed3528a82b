/// A workbook to be written as a spreadsheet file (.xlsx).
///
///     let sheet = Sheet(
///       title: "Aid", columns: [Column("What", widthCharacters: 30)], rows: [[.text("Beds")]])
///     let bytes = try Workbook(
///       title: "Report", creator: "Duisburg", createdSeconds: 1_790_000_000, sheets: [sheet]
///     ).bytes()
///
/// Equal workbooks give equal bytes, with one version of the library.
public struct Workbook: Hashable, Sendable {
  /// The title in the properties of the file.
  public var title: String
  /// Who made it, in the properties of the file.
  public var creator: String
  /// When it was made, in seconds since 1970 UTC, from 1 on: what the file says, not the clock.
  public var createdSeconds: Int
  /// The sheets in the order of their tabs; a workbook without any gets an empty one.
  public var sheets: [Sheet]

  /// Creates a workbook.
  public init(title: String, creator: String, createdSeconds: Int, sheets: [Sheet]) {
    self.title = title
    self.creator = creator
    self.createdSeconds = createdSeconds
    self.sheets = sheets
  }

  /// The names that the tabs have: made from the titles, each valid and different from the others.
  public var sheetNames: [String] { SheetNames.make(sheets.map(\.title)) }

  /// Returns the file, read back and compared cell by cell with what was to be written.
  ///
  /// Meanwhile the library keeps its parts in unnamed files where the system has temporary ones.
  public func bytes(
    limits: SpreadsheetLimits = SpreadsheetLimits()
  ) throws(SpreadsheetError) -> [UInt8] {
    let names = sheetNames
    for (sheet, name) in zip(sheets, names) { try sheet.check(name: name, limits: limits) }
    let bytes = try WorkbookWriter.write(self, names: names)
    do throws(SpreadsheetError) {
      try compare(WorkbookFile(bytes, limits: limits), names: names)
    } catch {
      guard case .damaged = error.problem else { throw error }
      throw SpreadsheetError(
        .writtenWrongly, sheet: error.sheet, row: error.row, column: error.column)
    }
    return bytes
  }

  /// Checks that a file holds what was to be written: the library does not notice a full disk.
  private func compare(
    _ file: borrowing WorkbookFile, names: [String]
  ) throws(SpreadsheetError) {
    for (sheet, name) in zip(sheets, names) {
      var found = try file.rows(of: name)[...]
      for (index, cells) in sheet.shown.enumerated() {
        let isThere = found.first?.number == index + 1
        let row = isThere ? found.removeFirst().cells : []
        guard Self.agrees(row, cells) else {
          throw SpreadsheetError(.writtenWrongly, sheet: name, row: index + 1)
        }
      }
    }
  }

  private static func agrees(_ found: [String], _ wanted: [String]) -> Bool {
    guard found.count <= wanted.count else { return false }
    return wanted.indices.allSatisfy { index in
      let text = found.indices.contains(index) ? found[index] : ""
      if text.utf8.elementsEqual(wanted[index].utf8) { return true }
      guard let number = DecimalText.shortest(text) else { return false }
      return number == DecimalText.shortest(wanted[index])
    }
  }
}
