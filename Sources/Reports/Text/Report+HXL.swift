public import Language
import Wire

extension Section {
  /// Returns the table in the Humanitarian Exchange Language: comma-separated, with a row of
  /// hashtags under the headings; nil where no column has a hashtag.
  ///
  /// Columns without one are left out, and totals too; text is on one line,
  /// with single blanks. Source: HXL 1.1, tagging conventions.
  public func hxl(in language: Language) -> [UInt8]? {
    let places = table.columns.indices.filter { table.columns[$0].hashtag != nil }
    guard !places.isEmpty else { return nil }
    let columns = places.map { table.columns[$0] }
    let head = [
      columns.map { Cell.words($0.heading).oneLine(in: language) },
      columns.map { $0.hashtag ?? "" },
    ]
    let rows = table.rows.map { row in places.map { row.cells[$0].oneLine(in: language) } }
    return CSV.text(head + rows)
  }
}

extension Cell {
  /// Returns the cell without the blanks and line ends that HXL's own schema complains of.
  fileprivate func oneLine(in language: Language) -> String {
    let words = delimited(in: language).split(whereSeparator: \.isWhitespace)
    return words.joined(separator: " ")
  }
}
