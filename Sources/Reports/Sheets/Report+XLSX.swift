public import Language
import Spreadsheet
import SyncEngine

extension Report {
  /// Returns the report as a spreadsheet (.xlsx): a cover, and a sheet for each section.
  ///
  /// Numbers are numbers that can be added up, but where a spreadsheet would round them they are
  /// text; text never is a formula. The file says it was made on the day of `asOf`. Errors: a sheet
  /// that is too large, and no room for temporary files.
  public func xlsx(in language: Language) throws(ReportsError) -> [UInt8] {
    let book = Workbook(
      title: title[language], creator: network, createdSeconds: CalendarDay.seconds(asOf) ?? 1,
      sheets: [cover(in: language)] + sections.map { $0.sheet(in: language) })
    do throws(SpreadsheetError) { return try book.bytes() } catch {
      throw .spreadsheet(error.phrase)
    }
  }

  private func cover(in language: Language) -> Sheet {
    var facts: [(String, String)] = []
    if let subtitle { facts.append(("", subtitle[language])) }
    facts.append((ReportText.network[language], network))
    if let office { facts.append((ReportText.office[language], office)) }
    facts.append((ReportText.asOf[language], language.date(asOf)))
    for (number, section) in sections.enumerated() {
      let name = number == 0 ? ReportText.contents[language] : ""
      facts.append((name, "\(number + 1). \(section.title[language])"))
    }
    for (number, note) in notes.enumerated() {
      facts.append((number == 0 ? ReportText.notes[language] : "", note[language]))
    }
    for section in sections where section.explanation != nil {
      facts.append((section.title[language], section.explanation?[language] ?? ""))
    }
    return Sheet(
      title: ReportText.cover[language],
      columns: [
        Spreadsheet.Column(ReportText.report[language], widthCharacters: 24),
        Spreadsheet.Column(title[language], widthCharacters: 90),
      ], rows: facts.map { [.text(SheetText.line($0.0)), .text(SheetText.line($0.1))] })
  }
}

/// Text in the cells of a spreadsheet.
enum SheetText {
  /// The most characters that a cell may hold.
  private static let limit = 32_767

  /// Returns the text as far as a cell may hold it, without characters that turn others.
  static func line(_ text: String) -> String {
    let plain = PageText.unturned(text)
    return plain.utf16.count > limit ? plain.prefix(8_000) + "…" : plain
  }
}
