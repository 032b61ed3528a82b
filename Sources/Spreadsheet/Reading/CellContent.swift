/// What one cell of a file holds, as it is written there.
struct CellContent {
  /// The type of the value; a number where the file names none.
  var type = "n"
  var style = 0
  var value = ""
  /// The text within the cell itself.
  var inline = ""
  var hasFormula = false
}

/// What gives the contents of cells their meaning, common to all sheets of a workbook.
struct CellMeanings {
  var texts: [String] = []
  var styles = CellStyles()
  var isFrom1904 = false

  /// Returns the text of a cell; "" for an empty one.
  func text(of cell: CellContent) throws(SpreadsheetError.Problem) -> String {
    switch cell.type {
    case "s":
      if cell.value.isEmpty { return "" }
      guard let index = Int(cell.value), texts.indices.contains(index) else {
        throw .damaged(part: "a text that is not there")
      }
      return texts[index]
    case "inlineStr": return EscapedText.decode(cell.inline)
    case "str", "e": return EscapedText.decode(cell.value)
    case "b": return cell.value == "1" ? "true" : cell.value == "0" ? "false" : cell.value
    case "d": return Self.day(cell.value)
    case "n": return try number(cell)
    default: throw .damaged(part: "a cell of an unknown type")
    }
  }

  private func number(_ cell: CellContent) throws(SpreadsheetError.Problem) -> String {
    guard !cell.value.isEmpty else {
      if cell.hasFormula { throw .notCalculated }
      return ""
    }
    guard let number = DecimalText.shown(cell.value) else { throw .damaged(part: "a number") }
    let format = styles[cell.style]
    let parts = number.split(separator: ".", maxSplits: 1)
    guard format != .plain, let days = Int(parts[0]), (0...9_999_999).contains(days),
      number.utf8.first != UInt8(ascii: "-")
    else { return number }
    if format == .date, let date = SerialDate.text(day: days, from1904: isFrom1904) { return date }
    guard format == .time || days == 0 else { return number }
    return SerialDate.time(days: days, decimals: parts.count > 1 ? String(parts[1]) : "")
  }

  /// The day of a date that is written out, `YYYY-MM-DDThh:mm:ss`, or the text as it is.
  private static func day(_ text: String) -> String {
    let day = String(text.prefix(10))
    return SerialDate.day(day) == nil ? text : day
  }
}
