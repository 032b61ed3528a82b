/// The part of one sheet: its rows with the texts of their cells (ECMA-376, part 1, 18.3).
final class SheetRows: PartReader {
  static let texts: Set<String> = ["v", "t"]

  private let sheet: String
  private let part: String
  private let meanings: CellMeanings
  private let limits: SpreadsheetLimits
  private(set) var rows: [SheetRow] = []
  private var cellCount = 0
  private var row = 0
  private var column = 0
  private var texts: [String] = []
  private var cell: CellContent?
  private var isPhonetic = false

  init(sheet: String, part: String, meanings: CellMeanings, limits: SpreadsheetLimits) {
    self.sheet = sheet
    self.part = part
    self.meanings = meanings
    self.limits = limits
  }

  var tooLong: SpreadsheetError { error(.textTooLong(limit: SpreadsheetLimits.text)) }

  func begin(_ name: String, _ attributes: XMLAttributes) throws(SpreadsheetError) {
    switch name {
    case "row": try beginRow(attributes["r"])
    case "c":
      guard row > 0 else { throw error(.damaged(part: part)) }
      try beginCell(attributes)
    case "f": cell?.hasFormula = true
    case "rPh": isPhonetic = true
    default: break
    }
  }

  func end(_ name: String, _ text: String) throws(SpreadsheetError) {
    switch name {
    case "v": cell?.value = text
    case "t": if !isPhonetic { try appendInline(text) }
    case "rPh": isPhonetic = false
    case "c": try endCell()
    case "row": endRow()
    default: break
    }
  }

  private func beginRow(_ number: String?) throws(SpreadsheetError) {
    let next = number.map { Int($0) } ?? row + 1
    guard let next, next > row, next <= SpreadsheetLimits.rows else {
      throw error(.damaged(part: part))
    }
    row = next
    column = 0
    texts = []
  }

  private func beginCell(_ attributes: XMLAttributes) throws(SpreadsheetError) {
    let place =
      attributes["r"].map { CellReference($0) } ?? CellReference(row: row, column: column + 1)
    guard let place, place.row == row, place.column > column,
      place.column <= SpreadsheetLimits.columns
    else { throw error(.damaged(part: part)) }
    column = place.column
    var content = CellContent()
    content.type = attributes["t"] ?? content.type
    content.style = attributes["s"].flatMap { Int($0) } ?? 0
    cell = content
  }

  private func appendInline(_ text: String) throws(SpreadsheetError) {
    cell?.inline += text
    guard (cell?.inline.utf8.count ?? 0) <= 7 * SpreadsheetLimits.text else { throw tooLong }
  }

  private func endCell() throws(SpreadsheetError) {
    guard let content = cell else { return }
    cell = nil
    let text: String
    do throws(SpreadsheetError.Problem) {
      text = try meanings.text(of: content)
    } catch { throw self.error(error) }
    guard !text.isEmpty else { return }
    guard text.utf8.count <= SpreadsheetLimits.text || text.utf16.count <= SpreadsheetLimits.text
    else { throw tooLong }
    cellCount += column - texts.count
    guard cellCount <= limits.maximumCells else {
      throw error(.tooManyCells(limit: limits.maximumCells))
    }
    texts += Array(repeating: "", count: column - texts.count - 1) + [text]
  }

  private func endRow() {
    if !texts.isEmpty { rows.append(SheetRow(number: row, cells: texts)) }
    texts = []
    column = 0
  }

  /// An error at the row and column being read.
  private func error(_ problem: SpreadsheetError.Problem) -> SpreadsheetError {
    SpreadsheetError(
      problem, sheet: sheet, row: row > 0 ? row : nil, column: column > 0 ? column : nil)
  }
}
