import Language

extension Section {
  /// Returns the section with its heading, picture and table.
  func html(number: Int, in language: Language) -> String {
    let name = SafeText.markup(title[language])
    let text = explanation.map { "<p>\(SafeText.markup($0[language]))</p>\n" } ?? ""
    let content =
      table.rows.isEmpty
      ? "<p class=\"none\">\(ReportText.noRows[language])</p>\n"
      : (chart.map { ChartDrawing.html($0, of: self, in: language) } ?? "")
        + table.html(caption: name, in: language)
    return """
      <section id="\(Anchor.section(key))"\(table.isWide ? " class=\"wide\"" : "")>
      <h2>\(number). \(name)</h2>
      \(text)\(content)</section>

      """
  }
}

extension ReportTable {
  /// Whether the table is too wide for an upright page.
  fileprivate var isWide: Bool { columns.count + (hasFigures ? 1 : 0) > 7 }

  fileprivate func html(caption: String, in language: Language) -> String {
    let figure = hasFigures ? "<th scope=\"col\">\(ReportText.figure[language])</th>" : ""
    let heads = columns.map { column in
      let name = SafeText.markup(column.headingWithCurrency(in: language))
      return "<th scope=\"col\"\(column.isNumeric ? " class=\"number\"" : "")>\(name)</th>"
    }.joined()
    let sums = totals.isEmpty ? "" : body(totals, class: " class=\"totals\"", in: language)
    return """
      <div class="scroll" role="region" aria-label="\(caption)" tabindex="0">
      <table>
      <caption>\(caption)</caption>
      <thead>
      <tr>\(heads)\(figure)</tr>
      </thead>
      \(body(rows, class: "", in: language))\(sums)</table>
      </div>

      """
  }

  private func body(_ rows: [Row], class name: String, in language: Language) -> String {
    "<tbody\(name)>\n" + rows.map { html($0, in: language) }.joined() + "</tbody>\n"
  }

  private func html(_ row: Row, in language: Language) -> String {
    let cells = zip(columns, row.cells).enumerated().map { place, pair in
      Self.html(pair.1, in: pair.0, isFirst: place == 0, language: language)
    }.joined()
    guard let figure = row.figure else {
      return "<tr>\(cells)\(hasFigures ? "<td></td>" : "")</tr>\n"
    }
    let anchor = Anchor.figure(figure)
    return "<tr id=\"\(anchor)\">\(cells)"
      + "<td class=\"figure\"><a href=\"#\(anchor)\">\(SafeText.markup(figure))</a></td></tr>\n"
  }

  private static func html(
    _ cell: Cell, in column: Column, isFirst: Bool, language: Language
  ) -> String {
    let text = SafeText.markup(cell.shown(in: language, as: column.kind))
    let name = column.isNumeric ? "number" : column.kind == .code ? "code" : ""
    let attribute = name.isEmpty ? "" : " class=\"\(name)\""
    return isFirst ? "<th scope=\"row\"\(attribute)>\(text)</th>" : "<td\(attribute)>\(text)</td>"
  }
}
