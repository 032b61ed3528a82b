public import Language
import Wire

extension Section {
  /// Returns the table for programs: comma-separated (RFC 4180), UTF-8 without a byte order mark.
  ///
  /// The first row holds the columns' keys, in every language the same; the first column is
  /// `figure`. Numbers are plain decimals, dates ISO 8601. Totals are left out, so that whoever
  /// adds up a column counts nothing twice. Text that a spreadsheet program would take for a
  /// formula begins with an apostrophe.
  public func csv(in language: Language) -> [UInt8] {
    let head = [["figure"] + table.columns.map(\.key)]
    let rows = table.rows.map { row in
      [SafeText.withoutFormula(row.figure ?? "")] + row.cells.map { $0.delimited(in: language) }
    }
    return CSV.text(head + rows)
  }
}

extension CSV {
  /// Returns the bytes of a table whose lines end as RFC 4180 has it.
  static func text(_ rows: [[String]]) -> [UInt8] {
    Array(rows.map { line($0) + "\r\n" }.joined().utf8)
  }
}

extension Cell {
  /// Returns the cell for a comma-separated table: numbers as they are, text never a formula.
  func delimited(in language: Language) -> String {
    number == nil ? SafeText.withoutFormula(plain(in: language)) : plain(in: language)
  }
}
