/// Why a spreadsheet could not be read or written, and where.
public struct SpreadsheetError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was found.
  public enum Problem: Error, Hashable, Sendable {
    /// The file has no bytes.
    case empty
    /// The file is larger than allowed.
    case tooLarge(limitBytes: Int)
    /// The file inflates to more bytes than allowed.
    case inflatesTooFar(limitBytes: Int)
    /// The file has more parts than allowed.
    case tooManyParts(limit: Int)
    /// A sheet has more cells, or the file more different texts, than allowed.
    case tooManyCells(limit: Int)
    /// More rows or columns than a sheet holds.
    case outsideSheet
    /// A text is longer than a cell holds.
    case textTooLong(limit: Int)
    /// The file is of another kind, such as CSV.
    case notASpreadsheet
    /// An Excel file from before 2007 (.xls).
    case oldExcel
    /// A binary Excel file (.xlsb).
    case binaryExcel
    /// An OpenDocument file (.ods).
    case openDocument
    /// The file is locked with a password.
    case encrypted
    /// A part of the file is cut short, changed or malformed.
    case damaged(part: String)
    /// A part declares a document type, as only attacks do.
    case documentType(part: String)
    /// The file has no such sheet.
    case noSuchSheet
    /// A formula whose result no program has stored in the file.
    case notCalculated
    /// A chart of a column that its sheet does not have, or of no rows.
    case noSuchRange
    /// The file could not be assembled; the reason is the library's.
    case notWritten(reason: String)
    /// What was written reads back differently.
    case writtenWrongly
  }

  /// What was found.
  public let problem: Problem
  /// The sheet, where it is known.
  public let sheet: String?
  /// The row, counted from 1, where it is known.
  public let row: Int?
  /// The column, counted from 1, where it is known.
  public let column: Int?

  /// Creates an error.
  public init(_ problem: Problem, sheet: String? = nil, row: Int? = nil, column: Int? = nil) {
    self.problem = problem
    self.sheet = sheet
    self.row = row
    self.column = column
  }

  /// One clear line: where, what, and what to do.
  public var description: String {
    let place = [sheet.map { "sheet '\($0)'" }, cell].compactMap(\.self)
    return place.isEmpty ? text : place.joined(separator: ", ") + ": " + text
  }

  private var cell: String? {
    guard let row else { return nil }
    return reference.map { "cell \($0)" } ?? "row \(row)"
  }

  /// The cell, such as `B3`, where it is known.
  public var reference: String? {
    guard let row, let column else { return nil }
    return "\(CellReference(row: row, column: column))"
  }

  private var text: String {
    switch problem {
    case .empty, .notASpreadsheet, .oldExcel, .binaryExcel, .openDocument, .encrypted: kind
    case .tooLarge(let limit): "the file has more than \(limit) bytes; divide it"
    case .inflatesTooFar(let limit): "the file inflates to more than \(limit) bytes; divide it"
    case .tooManyParts(let limit): "the file has more than \(limit) parts; save its sheets apart"
    case .tooManyCells(let limit): "more than \(limit) cells; divide the sheet"
    case .outsideSheet:
      "a sheet has at most \(SpreadsheetLimits.rows) rows and \(SpreadsheetLimits.columns) "
        + "columns; divide it"
    case .textTooLong(let limit): "the text has more than \(limit) characters; shorten it"
    case .damaged(let part): "the file is damaged (\(part)); copy it again or save it anew"
    case .documentType(let part):
      "the file declares a document type (\(part)), as attacks do; save it anew"
    case .noSuchSheet: "the file has no such sheet; choose one that it has"
    case .notCalculated:
      "the formula has no stored result; open the file in a spreadsheet program and save it"
    case .noSuchRange: "the chart shows a column or rows that the sheet does not have"
    case .notWritten(let reason):
      "the spreadsheet could not be written (\(reason)); free some space for temporary files"
    case .writtenWrongly:
      "the spreadsheet reads back differently from what was written; free some space for "
        + "temporary files"
    }
  }

  private var kind: String {
    switch problem {
    case .empty: "the file is empty"
    case .oldExcel: "an Excel file from before 2007 (.xls); save it as .xlsx"
    case .binaryExcel: "a binary Excel file (.xlsb); save it as .xlsx"
    case .openDocument: "an OpenDocument file (.ods); save it as .xlsx"
    case .encrypted: "the file is locked with a password; save it without one"
    default: "the file is no spreadsheet of the kind .xlsx"
    }
  }
}
