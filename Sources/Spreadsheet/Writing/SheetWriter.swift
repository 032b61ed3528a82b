import CXlsxWriter

/// Writes one sheet of a workbook.
struct SheetWriter {
  let name: String
  let worksheet: UnsafeMutablePointer<lxw_worksheet>
  let formats: CellFormats

  /// Writes the table and sets up how it looks and prints.
  func write(_ sheet: Sheet) throws(SpreadsheetError) {
    setUpColumns(sheet.columns)
    for (index, column) in sheet.columns.enumerated() {
      let kind: CellFormats.Kind = sheet.hasNumbers(in: index) ? .numberText : .text
      let code = write(column.heading, row: 0, column: UInt16(index), .heading, kind)
      guard code == LXW_NO_ERROR else { throw error(code, row: 0, column: index) }
    }
    for (index, row) in sheet.rows.enumerated() { try write(row, row: index + 1, .normal) }
    for (index, totals) in sheet.totals.enumerated() {
      // The line above them goes on over columns without a total.
      let rest = [Cell](repeating: .empty, count: max(0, sheet.columns.count - totals.count))
      try write(totals + rest, row: sheet.rows.count + 1 + index, .total)
    }
    setUpScreen(rowCount: sheet.rows.count, columnCount: sheet.columns.count)
    setUpPrint(sheet.title)
  }

  private func write(_ cells: [Cell], row: Int, _ look: CellFormats.Look) throws(SpreadsheetError) {
    for (column, cell) in cells.enumerated() {
      let code = write(cell, row: UInt32(row), column: UInt16(column), look)
      guard code == LXW_NO_ERROR else { throw error(code, row: row, column: column) }
    }
  }

  private func write(
    _ cell: Cell, row: UInt32, column: UInt16, _ look: CellFormats.Look
  ) -> lxw_error {
    switch cell {
    case .empty:
      return look == .normal
        ? LXW_NO_ERROR : worksheet_write_blank(worksheet, row, column, formats.format(look, .text))
    case .count(let number):
      return write(.number(String(number), decimals: 0), row: row, column: column, look)
    case .number(let text, let decimals):
      guard DecimalText.isKept(text), let number = Double(text) else {
        return write(text, row: row, column: column, look, .numberText)
      }
      let shown = max(decimals, DecimalText.fractionCount(text))
      let format = formats.format(look, .number(decimals: shown))
      return worksheet_write_number(worksheet, row, column, number, format)
    case .date(let text):
      guard let day = SerialDate.day(text) else { break }
      return worksheet_write_number(
        worksheet, row, column, Double(day), formats.format(look, .date))
    case .text: break
    }
    return write(cell.shown, row: row, column: column, look, .text)
  }

  private func write(
    _ text: String, row: UInt32, column: UInt16, _ look: CellFormats.Look, _ kind: CellFormats.Kind
  ) -> lxw_error {
    guard text.utf16.count <= SpreadsheetLimits.text else {
      return LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED
    }
    let format = formats.format(look, kind)
    return worksheet_write_string(worksheet, row, column, EscapedText.encode(text), format)
  }

  private func error(_ code: lxw_error, row: Int, column: Int) -> SpreadsheetError {
    let problem: SpreadsheetError.Problem =
      code == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED
      ? .textTooLong(limit: SpreadsheetLimits.text)
      : .notWritten(reason: String(cString: lxw_strerror(code)))
    return SpreadsheetError(problem, sheet: name, row: row + 1, column: column + 1)
  }

  private func setUpColumns(_ columns: [Column]) {
    for (index, column) in columns.enumerated() {
      let width = Double(min(max(1, column.widthCharacters), 255))
      worksheet_set_column(worksheet, UInt16(index), UInt16(index), width, nil)
    }
  }

  private func setUpScreen(rowCount: Int, columnCount: Int) {
    worksheet_freeze_panes(worksheet, 1, 0)
    guard columnCount > 0 else { return }
    worksheet_autofilter(worksheet, 0, 0, UInt32(rowCount), UInt16(columnCount - 1))
  }

  private func setUpPrint(_ title: String) {
    worksheet_set_landscape(worksheet)
    worksheet_set_paper(worksheet, 9)  // A4
    worksheet_fit_to_pages(worksheet, 1, 0)
    worksheet_repeat_rows(worksheet, 0, 0)
    // `&` begins a code in a header: doubled, it stands for itself.
    let line = PlainLine.make(title, limit: 120).map { $0 == "&" ? "&&" : String($0) }.joined()
    worksheet_set_header(worksheet, "&L" + line)
    worksheet_set_footer(worksheet, "&R&P / &N")
  }

  /// Adds a chart below the table.
  func insert(
    _ drawing: BarChart, below sheet: Sheet, of workbook: UnsafeMutablePointer<lxw_workbook>
  ) throws(SpreadsheetError) {
    let kind = drawing.isLying ? LXW_CHART_BAR : LXW_CHART_COLUMN
    guard let chart = workbook_add_chart(workbook, UInt8(kind.rawValue)) else {
      throw SpreadsheetError(.notWritten(reason: "no memory for a chart"), sheet: name)
    }
    chart_title_set_name(chart, PlainLine.make(drawing.title))
    let first = UInt32(drawing.rows.lowerBound + 1)
    let last = UInt32(drawing.rows.upperBound)
    let names = drawing.categoryColumns
    for column in drawing.valueColumns.map({ UInt16($0) }) {
      guard let series = chart_add_series(chart, nil, nil) else {
        throw SpreadsheetError(.notWritten(reason: "no memory for a chart"), sheet: name)
      }
      chart_series_set_categories(
        series, name, first, UInt16(names.lowerBound), last, UInt16(names.upperBound))
      chart_series_set_values(series, name, first, column, last, column)
      chart_series_set_name_range(series, name, 0, column)
    }
    // A lying bar chart begins at the bottom; turned round, it has the order of the table.
    if drawing.isLying { chart_axis_set_reverse(chart.pointee.y_axis) }
    if drawing.valueColumns.count == 1 {
      chart_legend_set_position(chart, UInt8(LXW_CHART_LEGEND_NONE.rawValue))
    }
    let below = sheet.rows.count + sheet.totals.count + 2
    var options = drawing.size
    let code = worksheet_insert_chart_opt(worksheet, UInt32(below), 0, chart, &options)
    guard code == LXW_NO_ERROR else { throw error(code, row: below, column: 0) }
  }
}

extension BarChart {
  /// The library's size, and for more bars more room along the axis that names them.
  fileprivate var size: lxw_chart_options {
    let bars = rows.count * valueColumns.count
    let length = min(max(1, Double(bars) / 16), 10)
    var options = lxw_chart_options()
    options.x_scale = isLying ? 1.5 : length
    options.y_scale = isLying ? length : 1
    return options
  }
}
