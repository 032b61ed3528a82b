/// The styles of a workbook, as far as they tell dates from numbers (ECMA-376, part 1, 18.8).
final class CellStyles: PartReader {
  /// More than any spreadsheet program accepts.
  private static let limit = 65_536

  private var codes: [Int: NumberFormat] = [:]
  private var isInCells = false
  private var formats: [NumberFormat] = []

  /// The format of a style; a style that is not there has none.
  subscript(style: Int) -> NumberFormat {
    formats.indices.contains(style) ? formats[style] : .plain
  }

  func begin(_ name: String, _ attributes: XMLAttributes) throws(SpreadsheetError) {
    guard codes.count <= Self.limit, formats.count <= Self.limit else {
      throw SpreadsheetError(.damaged(part: "too many styles"))
    }
    switch name {
    case "numFmt":
      guard let id = attributes["numFmtId"].flatMap({ Int($0) }) else { return }
      codes[id] = NumberFormat(code: attributes["formatCode"] ?? "")
    case "cellXfs": isInCells = true
    case "xf" where isInCells:
      let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
      formats.append(codes[id] ?? NumberFormat.builtIn(id))
    default: break
    }
  }

  func end(_ name: String, _ text: String) throws(SpreadsheetError) {
    if name == "cellXfs" { isInCells = false }
  }
}
