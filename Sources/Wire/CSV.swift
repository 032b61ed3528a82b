public import Language

/// Tables as text: separated by commas or semicolons (RFC 4180, quoted where needed) or by tabs
/// (never quoted).
public enum CSV {
  /// One row and the line of the file on which it begins, from 1.
  public struct Row: Hashable, Sendable {
    /// The line, from 1.
    public let line: Int
    /// The cells.
    public let cells: [String]
  }

  /// The most columns of a table.
  public static let maximumColumns = 1_000
  /// The most bytes of a table.
  public static let maximumBytes = 268_435_456

  /// Returns the rows of a table, its headings first; empty lines are left out.
  ///
  /// Every row has as many cells as the headings.
  public static func rows(_ bytes: [UInt8], separator: UInt8) throws(CSVError) -> [Row] {
    guard bytes.count <= maximumBytes else { throw .tooLarge }
    var reader = CSVReader(bytes: bytes, separator: separator)
    var rows: [Row] = []
    while let row = try reader.next() {
      if row.cells == [""] { continue }
      guard row.cells.count == rows.first?.cells.count ?? row.cells.count else {
        throw .columns(line: row.line, count: row.cells.count)
      }
      rows.append(row)
    }
    guard !rows.isEmpty else { throw .empty }
    return rows
  }

  /// Returns all rows, as many cells as each has; empty lines are left out.
  public static func raggedRows(
    _ bytes: [UInt8], separator: UInt8, atMost limit: Int = .max
  ) throws(CSVError) -> [Row] {
    guard bytes.count <= maximumBytes else { throw .tooLarge }
    var reader = CSVReader(bytes: bytes, separator: separator)
    var rows: [Row] = []
    while rows.count < limit, let row = try reader.next() {
      if row.cells != [""] { rows.append(row) }
    }
    guard !rows.isEmpty else { throw .empty }
    return rows
  }

  /// Guesses what separates the cells of a table, from its first rows.
  ///
  /// It is what most of them have, and equally often; of two such, what divides them further.
  public static func separator(of bytes: [UInt8]) -> UInt8 {
    let candidates: [UInt8] = [0x2C, 0x3B, 0x09]
    let best = candidates.map { separator -> (separator: UInt8, rows: Int, cells: Int) in
      let rows = (try? raggedRows(bytes, separator: separator, atMost: 50)) ?? []
      let widths = rows.map(\.cells.count).filter { $0 > 1 }
      let counts = Dictionary(grouping: widths) { $0 }.mapValues(\.count)
      let usual = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }
      return (separator, usual?.value ?? 0, usual?.key ?? 0)
    }.max { ($0.rows, $0.cells) < ($1.rows, $1.cells) }
    guard let best, best.rows > 0 else { return 0x2C }
    return best.separator
  }

  /// Returns one row's text, quoted where needed, without its line end.
  public static func line(_ cells: [String], separator: Unicode.Scalar = ",") -> String {
    cells.map { cell in
      // Scalars, not characters: a quotation mark under an accent is still one. A cell that begins
      // with a byte order mark is quoted, or the first of a table would lose it.
      let scalars = cell.unicodeScalars
      let needsQuotes =
        scalars.first == "\u{FEFF}"
        || scalars.contains { ["\"", separator, "\n", "\r"].contains($0) }
      guard needsQuotes else { return cell }
      var doubled = String.UnicodeScalarView()
      for scalar in scalars {
        if scalar == "\"" { doubled.append(scalar) }
        doubled.append(scalar)
      }
      return "\"\(String(doubled))\""
    }.joined(separator: String(separator))
  }

  /// Returns a text so that no spreadsheet takes it for a formula: an apostrophe before it.
  public static func guarded(_ text: String) -> String { isSuspect(text) ? "'" + text : text }

  /// Returns the text that ``guarded(_:)`` was given.
  public static func unguarded(_ cell: String) -> String {
    guard cell.unicodeScalars.first == "'" else { return cell }
    let rest = String(cell.unicodeScalars.dropFirst())
    return isSuspect(rest) ? rest : cell
  }

  private static func isSuspect(_ text: String) -> Bool {
    text.unicodeScalars.first.map { ["=", "+", "-", "@", "\t", "\r", "'"].contains($0) } ?? false
  }
}

/// Why a text is not a table, and where; lines count from 1.
public enum CSVError: Error, Hashable, Sendable, Spoken {
  /// There is nothing, not even headings.
  case empty
  /// More bytes than the limit.
  case tooLarge
  /// A row with more or fewer cells than there are headings; counting ends beyond the limit.
  case columns(line: Int, count: Int)
  /// A quoted cell that does not end, or goes on after its end.
  case quotes(line: Int)
  /// Text that is not UTF-8.
  case notUTF8(line: Int)

  /// One clear phrase with the place.
  public var phrase: Phrase {
    switch self {
    case .empty: Phrase("the table is empty")
    case .tooLarge: Phrase("the table is larger than \(count: CSV.maximumBytes, "byte", "bytes")")
    case .columns(let line, let count):
      Phrase(
        """
        line \(line): \(count: count, "cell", "cells"), which is not as many as the headings
        """)
    case .quotes(let line): Phrase("line \(line): a quotation mark is missing or out of place")
    case .notUTF8(let line): Phrase("line \(line): text that is not UTF-8")
    }
  }
}

private struct CSVReader {
  let bytes: [UInt8]
  let separator: UInt8
  var position: Int
  var line = 1

  init(bytes: [UInt8], separator: UInt8) {
    self.bytes = bytes
    self.separator = separator
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  mutating func next() throws(CSVError) -> CSV.Row? {
    guard position < bytes.count else { return nil }
    let start = line
    var cells: [String] = []
    repeat {
      guard cells.count < CSV.maximumColumns else {
        throw .columns(line: start, count: CSV.maximumColumns + 1)
      }
      cells.append(try cell())
    } while try hasMore()
    return CSV.Row(line: start, cells: cells)
  }

  /// Steps over a separator or a line's end; tells whether another cell follows.
  private mutating func hasMore() throws(CSVError) -> Bool {
    guard position < bytes.count else { return false }
    let byte = bytes[position]
    position += 1
    if byte == separator { return true }
    if byte == 0x0D, position < bytes.count, bytes[position] == 0x0A { position += 1 }
    guard byte == 0x0A || byte == 0x0D else { throw .quotes(line: line) }
    line += 1
    return false
  }

  private mutating func cell() throws(CSVError) -> String {
    if separator != 0x09, position < bytes.count, bytes[position] == 0x22 { return try quoted() }
    let start = position
    while position < bytes.count, ![separator, 0x0A, 0x0D].contains(bytes[position]) {
      position += 1
    }
    return try text(bytes[start..<position])
  }

  private mutating func quoted() throws(CSVError) -> String {
    let start = line
    var units: [UInt8] = []
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == 0x22 {
        guard position < bytes.count, bytes[position] == 0x22 else { return try text(units[...]) }
        position += 1
      }
      if byte == 0x0A { line += 1 }
      units.append(byte)
    }
    throw .quotes(line: start)
  }

  private func text(_ units: ArraySlice<UInt8>) throws(CSVError) -> String {
    guard let text = String(validating: units, as: UTF8.self) else { throw .notUTF8(line: line) }
    return text
  }
}
