public import Language

extension Report {
  /// Returns the report for a terminal: aligned columns, numbers to the right, text of more than 48
  /// characters, figures of more than 160, cut.
  public func text(in language: Language) -> String {
    var lines = [title[language]]
    if let subtitle { lines.append(subtitle[language]) }
    lines.append(network + (office.map { " · \($0)" } ?? ""))
    lines.append("\(ReportText.asOf[language]) \(language.date(asOf))")
    lines = lines.map(SafeText.oneLine)
    for section in sections { lines += [""] + section.lines(in: language) }
    if !notes.isEmpty {
      lines += ["", ReportText.notes[language] + ":"]
      lines += notes.map { "- " + SafeText.oneLine($0[language]) }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Section {
  fileprivate func lines(in language: Language) -> [String] {
    let heading = SafeText.oneLine(title[language])
    var lines = [heading, String(repeating: "=", count: heading.count)]
    if let explanation { lines.append(SafeText.oneLine(explanation[language])) }
    guard !table.rows.isEmpty else { return lines + [ReportText.noRows[language]] }
    return lines + table.lines(in: language)
  }
}

extension ReportTable {
  fileprivate func lines(in language: Language) -> [String] {
    func cells(_ row: Row) -> [String] {
      zip(columns, row.cells).map { $1.shown(in: language, as: $0.kind) }
        + (hasFigures ? [row.figure ?? ""] : [])
    }
    let headings =
      columns.map { $0.headingWithCurrency(in: language) }
      + (hasFigures ? [ReportText.figure[language]] : [])
    let all = ([headings] + rows.map(cells) + totals.map(cells)).map { cells in
      // The figure is given to '--figure': it is whole, if it is one that anybody would type.
      cells.enumerated().map { Self.short($1, to: $0 < columns.count ? 48 : 160) }
    }
    let widths = headings.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    let isNumeric = columns.map(\.isNumeric) + [false]
    var lines = all.map { Self.line($0, widths: widths, isNumeric: isNumeric) }
    let rule = widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ")
    if !totals.isEmpty { lines.insert(rule, at: 1 + rows.count) }
    lines.insert(rule, at: 1)
    return lines
  }

  /// A cell on one line; a long text ends with an ellipsis, a number never is cut.
  private static func short(_ text: String, to limit: Int) -> String {
    let line = SafeText.oneLine(text)
    return line.count > limit ? line.prefix(limit - 1) + "…" : line
  }

  private static func line(_ cells: [String], widths: [Int], isNumeric: [Bool]) -> String {
    var line = ""
    for (column, cell) in cells.enumerated() {
      let space = String(repeating: " ", count: widths[column] - cell.count)
      line += (column > 0 ? "  " : "") + (isNumeric[column] ? space + cell : cell + space)
    }
    while line.last == " " { line.removeLast() }
    return line
  }
}

extension Column {
  /// Returns the heading for people, with the currency where it is the same in all rows.
  func headingWithCurrency(in language: Language) -> String {
    guard case .money(.fixed(let code)) = kind else { return heading[language] }
    return "\(heading[language]), \(code)"
  }
}
