public import Language
import Wire

extension Section {
  /// Returns the table in the Humanitarian Exchange Language: comma-separated, with a row of
  /// hashtags under the headings; nil where no column has a hashtag.
  ///
  /// Columns without one are left out, and totals too. Source: HXL 1.1, tagging conventions.
  public func hxl(in language: Language) -> [UInt8]? {
    let places = table.columns.indices.filter { table.columns[$0].hashtag != nil }
    guard !places.isEmpty else { return nil }
    let columns = places.map { table.columns[$0] }
    let head = [
      columns.map { SafeText.withoutFormula($0.heading[language]) },
      columns.map { $0.hashtag ?? "" },
    ]
    let rows = table.rows.map { row in places.map { row.cells[$0].delimited(in: language) } }
    return CSV.text(head + rows)
  }
}
