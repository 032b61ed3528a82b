public import Language
public import Spreadsheet

extension SpreadsheetError {
  /// One clear line, in every language: where, what, and what to do.
  public var phrase: Phrase {
    let cell = reference.map { Phrase("cell \($0)") } ?? row.map { Phrase("row \($0)") }
    switch (sheet.map { Phrase("sheet '\($0)'") }, cell) {
    case (let sheet?, let cell?): return Phrase("\(sheet), \(cell): \(problem.phrase)")
    case (let place?, nil), (nil, let place?): return Phrase("\(place): \(problem.phrase)")
    case (nil, nil): return problem.phrase
    }
  }
}

extension SpreadsheetError.Problem {
  fileprivate var phrase: Phrase {
    switch self {
    case .tooLarge(let limit):
      Phrase("the file has more than \(count: limit, "byte", "bytes"); divide it")
    case .inflatesTooFar(let limit):
      Phrase("the file inflates to more than \(count: limit, "byte", "bytes"); divide it")
    case .tooManyParts(let limit):
      Phrase("the file has more than \(count: limit, "part", "parts"); save its sheets apart")
    case .tooManyCells(let limit):
      Phrase("more than \(count: limit, "cell", "cells"); divide the sheet")
    case .outsideSheet:
      Phrase(
        """
        a sheet has at most \(Phrase("\(count: SpreadsheetLimits.rows, "row", "rows")")) and \
        \(count: SpreadsheetLimits.columns, "column", "columns"); divide it
        """)
    case .textTooLong(let limit):
      Phrase("the text has more than \(count: limit, "character", "characters"); shorten it")
    case .damaged(let part):
      Phrase("the file is damaged (\(part)); copy it again or save it anew")
    case .documentType(let part):
      Phrase("the file declares a document type (\(part)), as attacks do; save it anew")
    case .noSuchSheet: Phrase("the file has no such sheet; choose one that it has")
    case .notCalculated:
      Phrase(
        "the formula has no stored result; open the file in a spreadsheet program and save it")
    case .noSuchRange: Phrase("the chart shows a column or rows that the sheet does not have")
    case .notWritten(let reason):
      Phrase(
        """
        the spreadsheet could not be written (\(reason)); free some space for temporary files
        """)
    case .writtenWrongly:
      Phrase(
        """
        the spreadsheet reads back differently from what was written; free some space for \
        temporary files
        """)
    case .empty: Phrase("the file is empty")
    case .oldExcel: Phrase("an Excel file from before 2007 (.xls); save it as .xlsx")
    case .binaryExcel: Phrase("a binary Excel file (.xlsb); save it as .xlsx")
    case .openDocument: Phrase("an OpenDocument file (.ods); save it as .xlsx")
    case .encrypted: Phrase("the file is locked with a password; save it without one")
    case .notASpreadsheet: Phrase("the file is no spreadsheet of the kind .xlsx")
    }
  }
}
