import Files
import Language
import Registry
import Synchronization
import Wire

/// The two streams a person or a script reads.
enum Output {
  /// The language in which the command line is answered.
  @TaskLocal static var language = Language.english

  /// Returns a phrase in that language, on one line that does not drive the terminal.
  static func said(_ phrase: Phrase) -> String { safe(phrase.text(in: language)) }

  /// Why standard output could not take all that was written to it.
  static var problem: FileError? { lastProblem.withLock { $0 } }
  private static let lastProblem = Mutex<FileError?>(nil)

  /// Writes a line to standard output.
  static func line(_ text: String = "") {
    do throws(FileError) { try Standard.output(Array((text + "\n").utf8)) } catch {
      lastProblem.withLock { $0 = error }
    }
  }

  /// Writes a phrase as a line to standard output.
  static func line(_ phrase: Phrase) { line(said(phrase)) }

  /// Writes lines to standard output.
  static func lines(_ lines: [String]) {
    for start in stride(from: 0, to: lines.count, by: linesAtOnce) {
      line(lines[start...].prefix(linesAtOnce).joined(separator: "\n"))
    }
  }

  /// So many that a write is large, and so few that it takes little memory.
  private static let linesAtOnce = 10_000

  /// Writes a value to standard output, readable for people and programs.
  ///
  /// Characters that could drive a terminal are there as escapes.
  static func json(_ value: JSONValue) {
    let text = value.prettyText
    guard text.unicodeScalars.contains(where: { $0 != "\n" && drives($0) }) else {
      return line(text)
    }
    line(
      text.unicodeScalars.reduce(into: "") { text, scalar in
        // The line feeds are between members; those of texts have been escaped already.
        guard scalar != "\n", drives(scalar) else { return text.unicodeScalars.append(scalar) }
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      })
  }

  /// Writes a warning to standard error.
  static func warning(_ phrase: Phrase) { note(Phrase("warning"), phrase) }

  /// Writes an error and, where there is one, what to do, to standard error.
  static func failure(_ phrase: Phrase, hint: Phrase?) {
    note(Phrase("error"), phrase)
    if let hint { note(Phrase("hint"), hint) }
  }

  private static func note(_ kind: Phrase, _ phrase: Phrase) {
    Standard.write(Array("pobratym: \(said(kind)): \(said(phrase))\n".utf8), to: 2)
  }

  /// Makes control characters visible, so that no text from elsewhere drives the terminal.
  static func safe(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: drives) else { return text }
    return String(
      text.map { character in
        character.unicodeScalars.contains(where: drives) ? "\u{FFFD}" : character
      })
  }

  /// Whether a character can drive a terminal, or break or turn a line.
  private static func drives(_ scalar: Unicode.Scalar) -> Bool {
    if (0x20...0x7E).contains(scalar.value) { return false }
    return switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  /// Returns a time as people read it, UTC.
  static func time(_ seconds: Int64) -> String {
    language.time(CalendarDate.text(seconds: seconds))
  }

  /// Returns a number as people read it in a table.
  static func number(_ number: some BinaryInteger) -> String { written.number(String(number)) }

  /// How values are written in the language of the command line.
  static var written: Codes { Caption.schema.codes }

  /// Returns lines of a label and what it says, one under the other; a line may have no label.
  static func facts(_ facts: [(label: Phrase?, text: String)]) -> [String] {
    let labels = facts.map { $0.label.map(said) ?? "" }
    let width = labels.map(\.count).max() ?? 0
    return zip(labels, facts).map { Help.padded($0, width) + "  " + safe($1.text) }
  }
}

/// Columns of text, aligned.
struct TextTable {
  private var rows: [[String]]
  private let numeric: Set<Int>

  /// Creates a table with headings; columns of numbers are set to the right.
  init(_ headings: [String], numeric: Set<Int> = []) {
    rows = [headings]
    self.numeric = numeric
  }

  /// Creates a table with headings in the language of the command line; nil is an empty one.
  init(_ headings: [Phrase?], numeric: Set<Int> = []) {
    self.init(headings.map { $0.map(Output.said) ?? "" }, numeric: numeric)
  }

  mutating func add(_ cells: [String]) {
    rows.append(cells.map(Output.safe))
  }

  /// The lines, headings first.
  var lines: [String] {
    let widths = rows[0].indices.map { column in
      rows.map { Self.width($0[column]) }.max() ?? 0
    }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let space = String(repeating: " ", count: widths[column] - Self.width(cell))
        let isLast = column == row.count - 1
        line += numeric.contains(column) ? space + cell : cell + (isLast ? "" : space)
        line += isLast ? "" : "  "
      }
      return line
    }
  }

  /// How many columns a text takes on a terminal, as far as letters of one cell go.
  private static func width(_ text: String) -> Int { text.count }
}

/// A line on the terminal that tells how far long work has come; silent when piped.
final class ProgressLine {
  private let start = SystemClock.monotonicMilliseconds()
  private var last: Int64 = 0
  private let isShown = Standard.isTerminal(2)

  func update(_ what: Phrase, _ done: Int, _ total: Int) {
    let now = SystemClock.monotonicMilliseconds()
    guard isShown, now - start > 1_000, now - last > 100, total > 0 else { return }
    last = now
    let text = "\r\u{1B}[K\(Output.said(what)) \(done * 100 / total) %"
    Standard.write(Array(text.utf8), to: 2)
  }

  deinit {
    if last > 0 { Standard.write(Array("\r\u{1B}[K".utf8), to: 2) }
  }
}
