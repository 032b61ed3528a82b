import Language
import Wire

/// Draws the figures of a table as bars, by integers alone: lengths are whole units of 736.
struct ChartDrawing {
  let bars: [Bar]
  /// What the fillings mean, as the legend says it; empty where there is one.
  let meanings: [String]
  let currency: String?
  let language: Language

  /// One bar: its name, and the cells that are its parts.
  struct Bar {
    let label: String
    let cells: [Cell]
    /// The filling of its first part; the next has the next.
    let filling: Int

    var total: ExactDecimal { cells.compactMap(\.number).reduce(.zero, +) }

    /// How far it reaches: parts below zero are not drawn.
    var length: ExactDecimal { cells.compactMap(\.number).filter { $0 > .zero }.reduce(.zero, +) }

    /// The digits after the point that its parts ask for.
    var decimals: Int {
      cells.map { if case .amount(_, let decimals) = $0 { decimals } else { 0 } }.max() ?? 0
    }
  }

  private static let labelWidth = 200
  private static let barWidth = 370
  private static let rowHeight = 26

  /// Returns a chart's pictures, one for each currency, or nothing where there is nothing to draw.
  static func html(_ chart: Chart, of section: Section, in language: Language) -> String {
    let prefix = Anchor.section(section.key)
    return drawings(chart, of: section.table, in: language).enumerated().map { number, drawing in
      let caption = chart.caption[language] + (drawing.currency.map { ", \($0)" } ?? "")
      return """
        <figure>
        <figcaption>\(PageText.markup(caption))</figcaption>
        \(drawing.svg(name: "\(prefix)-\(number)", caption: caption))
        </figure>

        """
    }.joined()
  }

  /// Returns what there is to draw, one for each currency in the order of the rows.
  static func drawings(
    _ chart: Chart, of table: ReportTable, in language: Language
  ) -> [ChartDrawing] {
    let places = chart.values.compactMap(table.index)
    guard let label = table.index(of: chart.labels), let first = places.first else { return [] }
    let kind = (chart.kinds?.column).flatMap(table.index)
    let parts = places.count > 1 ? places.map { table.columns[$0].heading[language] } : []
    let meanings = chart.kinds?.names.map { $0[language] } ?? parts
    var currencies: [String?] = []
    var bars: [String?: [Bar]] = [:]
    for row in table.rows where places.contains(where: { isDrawn(row.cells[$0], in: chart) }) {
      let name = table.columns[label]
      let meaning = kind.map { row.cells[$0].plain(in: language) }
      let bar = Bar(
        label: row.cells[label].shown(in: language, as: name.kind),
        cells: places.map { row.cells[$0] },
        filling: meaning.flatMap { meanings.firstIndex(of: $0) } ?? 0)
      let currency = table.currency(of: row, column: first, in: language)
      if bars[currency] == nil { currencies.append(currency) }
      bars[currency, default: []].append(bar)
    }
    return currencies.map { currency in
      ChartDrawing(
        bars: bars[currency] ?? [], meanings: meanings, currency: currency, language: language)
    }
  }

  /// Whether a cell is worth a bar: of kinds such as received and promised only what is not zero.
  private static func isDrawn(_ cell: Cell, in chart: Chart) -> Bool {
    guard let number = cell.number else { return false }
    return chart.kinds == nil || !number.isZero
  }

  /// Returns the picture; `name` is unique in the page.
  func svg(name: String, caption: String) -> String {
    let top = meanings.isEmpty ? 4 : 24 * meanings.count + 8
    let height = top + Self.rowHeight * bars.count + 4
    let longest = bars.map(\.length).max() ?? .zero
    let rows = bars.enumerated().map { number, bar in
      // Bars of one name stand together, and have it once.
      let label = number > 0 && bars[number - 1].label == bar.label ? "" : label(bar.label)
      return row(bar, label, top: top + Self.rowHeight * number, longest: longest, name: name)
    }.joined()
    let edge = Self.labelWidth + 8
    return """
      <svg viewBox="0 0 736 \(height)" role="img" aria-label="\(PageText.markup(caption))">
      \(patterns(name))\(legend(name))\(rows)<path class="axis" d="M\(edge) \(top)V\(height - 4)"/>
      </svg>
      """
  }

  private func row(
    _ bar: Bar, _ label: String, top: Int, longest: ExactDecimal, name: String
  ) -> String {
    var parts = ""
    var start = ExactDecimal.zero
    let edge = Self.labelWidth + 8
    func place(_ value: ExactDecimal) -> Int {
      edge + value.proportion(of: longest, parts: Self.barWidth)
    }
    for (number, cell) in bar.cells.enumerated() {
      guard let value = cell.number, value > .zero else { continue }
      let (left, right) = (place(start), place(start + value))
      parts +=
        "<rect class=\"bar\" x=\"\(left)\" y=\"\(top + 4)\" width=\"\(max(1, right - left))\""
      parts += " height=\"18\" fill=\"\(fill(bar.filling + number, name))\"/>\n"
      start += value
    }
    let value = language.number(bar.total.description, decimals: bar.decimals)
    return """
      <text x="\(Self.labelWidth)" y="\(top + 18)" text-anchor="end">\(label)</text>
      \(parts)<text class="value" x="\(place(start) + 6)" y="\(top + 18)">\(value)</text>

      """
  }

  /// A label that fits beside the bars.
  private func label(_ text: String) -> String {
    let line = SafeText.oneLine(text)
    return PageText.markup(line.count > 28 ? line.prefix(27) + "…" : line)
  }

  /// Fillings that differ without colours too: dark, light, hatched one way, the other, dotted.
  private static let fillings = [
    "<rect width=\"8\" height=\"8\" fill=\"#1f3a5f\"/>",
    "<rect width=\"8\" height=\"8\" fill=\"#dbe4ee\"/>",
    "<rect width=\"8\" height=\"8\" fill=\"#fff\"/>"
      + "<path d=\"M-2 2L2-2M0 8L8 0M6 10L10 6\" stroke=\"#1f3a5f\" stroke-width=\"2\"/>",
    "<rect width=\"8\" height=\"8\" fill=\"#8aa0b8\"/>",
    "<rect width=\"8\" height=\"8\" fill=\"#fff\"/><circle cx=\"4\" cy=\"4\" r=\"1.6\" "
      + "fill=\"#1f3a5f\"/>",
    "<rect width=\"8\" height=\"8\" fill=\"#8aa0b8\"/>"
      + "<path d=\"M0 0L8 8M-2 6L2 10M6-2L10 2\" stroke=\"#fff\" stroke-width=\"2\"/>",
  ]

  private func fill(_ number: Int, _ name: String) -> String {
    "url(#\(name)-\(number % Self.fillings.count))"
  }

  private func patterns(_ name: String) -> String {
    let used = Self.fillings.prefix(max(1, meanings.count)).enumerated().map { number, content in
      "<pattern id=\"\(name)-\(number)\" width=\"8\" height=\"8\" "
        + "patternUnits=\"userSpaceOnUse\">\(content)</pattern>\n"
    }.joined()
    return "<defs>\n\(used)</defs>\n"
  }

  private func legend(_ name: String) -> String {
    meanings.enumerated().map { number, meaning in
      """
      <rect class="bar" x="\(Self.labelWidth + 8)" y="\(24 * number + 2)" width="26" height="16" \
      fill="\(fill(number, name))"/>
      <text x="\(Self.labelWidth + 42)" y="\(24 * number + 15)">\
      \(PageText.markup(meaning))</text>

      """
    }.joined()
  }
}

extension ReportTable {
  /// Returns the currency of a row's cell, or nil where it is no money.
  func currency(of row: Row, column: Int, in language: Language) -> String? {
    switch columns[column].kind {
    case .money(.fixed(let code)): code
    case .money(.column(let key)): index(of: key).map { row.cells[$0].plain(in: language) }
    case .text, .code, .date, .count, .amount, .share: nil
    }
  }
}
