public import Language

extension Report {
  /// Returns the report as one page of HTML that needs nothing from elsewhere and runs no script.
  ///
  /// It prints on A4, in black and white too, with headings repeated and pages numbered. Each row
  /// that says what is behind it is the anchor of its figure's name.
  public func html(in language: Language) -> String {
    """
    <!DOCTYPE html>
    <html lang="\(language.rawValue)">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
    style-src 'unsafe-inline'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(PageText.markup(title[language]))</title>
    <style>
    \(PageStyle.text)\(pageFooter(in: language))</style>
    </head>
    <body>
    \(header(in: language))
    <main>
    \(sections.enumerated().map { $1.html(number: $0 + 1, in: language) }.joined())</main>
    </body>
    </html>

    """
  }

  private func header(in language: Language) -> String {
    let facts = [
      (ReportText.network, network), (ReportText.office, office ?? ""),
      (ReportText.asOf, language.date(asOf)),
    ].filter { !$0.1.isEmpty }.map { name, value in
      "<div><dt>\(name[language])</dt><dd>\(PageText.markup(value))</dd></div>\n"
    }.joined()
    let line = subtitle.map { "<p class=\"subtitle\">\(PageText.markup($0[language]))</p>\n" } ?? ""
    return """
      <header>
      <h1>\(PageText.markup(title[language]))</h1>
      \(line)<dl>
      \(facts)</dl>
      \(contents(in: language))\(remarks(in: language))</header>
      """
  }

  /// A list of the sections, where there are several.
  private func contents(in language: Language) -> String {
    guard sections.count > 1 else { return "" }
    let items = sections.map { section in
      "<li><a href=\"#\(Anchor.section(section.key))\">"
        + "\(PageText.markup(section.title[language]))</a></li>\n"
    }.joined()
    let name = ReportText.contents[language]
    return "<nav aria-label=\"\(name)\">\n<h2>\(name)</h2>\n<ol>\n\(items)</ol>\n</nav>\n"
  }

  /// What a reader must know first.
  private func remarks(in language: Language) -> String {
    let help = sections.contains { $0.table.hasFigures } ? [ReportText.figureHelp] : []
    let items = (notes + help).map { "<li>\(PageText.markup($0[language]))</li>\n" }.joined()
    guard !items.isEmpty else { return "" }
    return "<aside>\n<h2>\(ReportText.notes[language])</h2>\n<ul>\n\(items)</ul>\n</aside>\n"
  }

  /// The line at the foot of each printed page.
  private func pageFooter(in language: Language) -> String {
    let name = "\(title[language]) · \(ReportText.asOf[language]) \(language.date(asOf))"
    return """
      @page {
        @bottom-left { content: "\(StyleText.quoted(name))" }
        @bottom-right { content: "\(ReportText.page[language]) " counter(page) \
      " \(ReportText.of[language]) " counter(pages) }
      }

      """
  }
}

/// Text within the quotes of a style sheet.
enum StyleText {
  /// Returns the text, on one line of at most 90 characters, with escapes for whatever could end
  /// the quotes, the style sheet or the line.
  static func quoted(_ text: String) -> String {
    let line = SafeText.oneLine(text)
    let short = line.count > 90 ? line.prefix(89) + "…" : line[...]
    return short.unicodeScalars.map { scalar in
      let isPlain = scalar.properties.isAlphabetic || " .,:()·–—…".unicodeScalars.contains(scalar)
      return isPlain ? String(scalar) : "\\\(String(scalar.value, radix: 16)) "
    }.joined()
  }
}

/// The anchors of a page.
enum Anchor {
  /// Returns the anchor of a section.
  static func section(_ key: String) -> String { "section-" + encoded(key) }

  /// Returns the anchor of a figure in a section.
  static func figure(_ name: String, in section: String) -> String {
    "figure-\(encoded(section))__\(encoded(name))"
  }

  /// Returns a text of ASCII letters, digits, `-`, `_` and `.`, without `__`, that no other
  /// text gives.
  private static func encoded(_ text: String) -> String {
    text.utf8.map { unit in
      switch unit {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D: String(Unicode.Scalar(unit))
      default: "_" + String(unit, radix: 16) + "."
      }
    }.joined()
  }
}
