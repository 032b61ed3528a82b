import Language

extension Section {
  /// Returns the section with its heading, picture and table.
  func html(number: Int, in language: Language) -> String {
    let name = PageText.markup(title[language])
    let text = explanation.map { "<p>\(PageText.markup($0[language]))</p>\n" } ?? ""
    let content =
      table.rows.isEmpty
      ? "<p class=\"none\">\(ReportText.noRows[language])</p>\n"
      : (chart.map { ChartDrawing.html($0, of: self, in: language) } ?? "")
        + table.html(section: key, caption: name, in: language)
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

  fileprivate func html(section: String, caption: String, in language: Language) -> String {
    let figure = hasFigures ? "<th scope=\"col\">\(ReportText.figure[language])</th>" : ""
    let heads = columns.map { column in
      let name = PageText.breakable(column.headingWithCurrency(in: language))
      return "<th scope=\"col\"\(column.isNumeric ? " class=\"number\"" : "")>\(name)</th>"
    }.joined()
    let lines = rows.map { html($0, section: section, in: language) }.joined()
    let sums = totals.map { html($0, section: section, in: language) }.joined()
    let foot = sums.isEmpty ? "" : "<tbody class=\"totals\">\n\(sums)</tbody>\n"
    return """
      <div class="scroll" role="region" aria-label="\(caption)" tabindex="0">
      <table>
      <caption>\(caption)</caption>
      <thead>
      <tr>\(heads)\(figure)</tr>
      </thead>
      <tbody>
      \(lines)</tbody>
      \(foot)</table>
      </div>

      """
  }

  private func html(_ row: Row, section: String, in language: Language) -> String {
    let cells = zip(columns, row.cells).enumerated().map { place, pair in
      Self.html(pair.1, in: pair.0, isFirst: place == 0, language: language)
    }.joined()
    guard let figure = row.figure else {
      return "<tr>\(cells)\(hasFigures ? "<td></td>" : "")</tr>\n"
    }
    let anchor = Anchor.figure(figure, in: section)
    return "<tr id=\"\(anchor)\">\(cells)"
      + "<td class=\"figure\"><a href=\"#\(anchor)\">\(PageText.breakable(figure))</a></td></tr>\n"
  }

  private static func html(
    _ cell: Cell, in column: Column, isFirst: Bool, language: Language
  ) -> String {
    let shown = cell.shown(in: language, as: column.kind)
    let isWhole = column.kind == .code || column.kind == .date
    let text =
      column.isNumeric || isWhole ? PageText.markup(shown) : PageText.breakable(shown)
    let name = column.isNumeric ? "number" : isWhole ? "whole" : ""
    let attribute = name.isEmpty ? "" : " class=\"\(name)\""
    return isFirst ? "<th scope=\"row\"\(attribute)>\(text)</th>" : "<td\(attribute)>\(text)</td>"
  }
}
