import CXlsxWriter

/// Writes a workbook with the library, which takes a path and leaves a file there.
enum WorkbookWriter {
  static func write(
    _ workbook: Workbook, names: [String]
  ) throws(SpreadsheetError) -> [UInt8] {
    let file = try MemoryFile.make()
    let handle = try Handle(path: file.path)
    try fill(handle.pointer, with: workbook, names: names)
    try handle.close()
    return try file.bytes()
  }

  private static func fill(
    _ pointer: UnsafeMutablePointer<lxw_workbook>, with workbook: Workbook, names: [String]
  ) throws(SpreadsheetError) {
    setProperties(of: pointer, workbook)
    let formats = CellFormats(pointer)
    for (sheet, name) in zip(workbook.sheets, names) {
      guard let worksheet = workbook_add_worksheet(pointer, name) else {
        throw SpreadsheetError(.notWritten(reason: "the sheet cannot be added"), sheet: name)
      }
      let writer = SheetWriter(name: name, worksheet: worksheet, formats: formats)
      try writer.write(sheet)
      if let chart = sheet.chart { try writer.insert(chart, below: sheet, of: pointer) }
    }
  }

  private static func setProperties(
    of pointer: UnsafeMutablePointer<lxw_workbook>, _ workbook: Workbook
  ) {
    let title = CText(PlainLine.make(workbook.title))
    let creator = CText(PlainLine.make(workbook.creator))
    var properties = lxw_doc_properties()
    properties.title = title.pointer
    properties.author = creator.pointer
    // The library takes 0 for the present.
    properties.created = max(1, workbook.createdSeconds)
    workbook_set_properties(pointer, &properties)
    withExtendedLifetime((title, creator)) {}
  }
}

/// A text that the library may keep a pointer to while this lives.
private final class CText {
  let pointer: UnsafeMutablePointer<CChar>

  init(_ text: String) {
    let bytes = Array(text.utf8CString)
    pointer = .allocate(capacity: bytes.count)
    pointer.initialize(from: bytes, count: bytes.count)
  }

  deinit {
    pointer.deallocate()
  }
}

/// The C workbook, closed or freed once.
private struct Handle: ~Copyable {
  let pointer: UnsafeMutablePointer<lxw_workbook>

  init(path: String) throws(SpreadsheetError) {
    guard let workbook = workbook_new(path) else {
      throw SpreadsheetError(.notWritten(reason: "no memory for a workbook"))
    }
    pointer = workbook
  }

  /// Assembles the file; the library frees the workbook whatever happens.
  consuming func close() throws(SpreadsheetError) {
    let code = workbook_close(pointer)
    discard self
    guard code == LXW_NO_ERROR else {
      throw SpreadsheetError(.notWritten(reason: String(cString: lxw_strerror(code))))
    }
  }

  deinit {
    lxw_workbook_free(pointer)
  }
}
