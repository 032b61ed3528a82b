/// The place of a cell, as in `AB12`; rows and columns count from 1.
struct CellReference: Hashable, CustomStringConvertible {
  let row: Int
  let column: Int

  init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }

  /// Reads letters and digits within the size of a sheet, or returns nil.
  init?(_ text: String) {
    var units = text.utf8[...]
    var column = 0
    while let unit = units.first, (0x41...0x5A).contains(unit & 0xDF) {
      column = column * 26 + Int(unit & 0xDF) - 0x40
      guard column <= SpreadsheetLimits.columns else { return nil }
      units = units.dropFirst()
    }
    guard column > 0, units.count <= 7, let row = Int(Substring(units)),
      (1...SpreadsheetLimits.rows).contains(row)
    else { return nil }
    self.init(row: row, column: column)
  }

  var description: String {
    var letters = ""
    var rest = column
    while rest > 0 {
      letters = String(UnicodeScalar(UInt8(0x41 + (rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return letters + String(row)
  }
}
