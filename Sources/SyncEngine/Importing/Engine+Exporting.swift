import Files
import Registry
import Spreadsheet
import Wire

extension Engine {
  /// Returns records as a table: in the columns of a saved mapping, or with all fields.
  ///
  /// Importing it again with the same mapping changes nothing.
  public func exportTable(_ plan: ExportPlan) throws(EngineError) -> ExportedTable {
    var (names, form) = ([plan.type], CellReading(numbers: .point, dates: .iso))
    var mapping: ImportPlan?
    if let name = plan.mapping {
      let saved = try importPlan(mapping: name)
      guard saved.types[0] == plan.type else {
        throw .notFound("\(name) for '\(plan.type)'", type: "mapping")
      }
      names = saved.types
      form.dates = saved.dates ?? .iso
      // Numbers of spreadsheets have no form, and beside units none may look like another.
      form.numbers = plan.isSpreadsheet ? .point : saved.usualNumbers ?? .point
      mapping = saved
    }
    var types: [RecordType] = []
    for name in names { types.append(try recordType(name)) }
    let headings = mapping.map { mappingHeadings($0, types) } ?? self.headings(types[0])
    let guess = MappingGuess(
      headings: headings, types: types,
      corrections: try exportPlaces(headings, mapping, types))
    var exporter = try TableExporter(self, types, guess, headings: headings, form: form)
    var listing = Listing()
    listing.type = plan.type
    listing.filters = plan.filters
    exporter.add(try list(listing))
    return exporter.table
  }

  /// The id, and all fields that a cell can hold.
  private func headings(_ type: RecordType) -> [String] {
    [FieldPlace.id] + type.fields.filter { $0.kind != .blob }.map(\.label)
  }

  private func mappingHeadings(_ plan: ImportPlan, _ types: [RecordType]) -> [String] {
    let mapped = plan.columns.map { TableRows.heading($0.column) }
    let known = plan.headings
    return known + mapped.filter { !known.contains($0) }
  }

  /// Where each column goes, for sure.
  private func exportPlaces(
    _ headings: [String], _ mapping: ImportPlan?, _ types: [RecordType]
  ) throws(EngineError) -> [Int: FieldPlace?] {
    var places: [Int: FieldPlace?] = [:]
    guard let mapping else {
      let fields = types[0].fields.filter { $0.kind != .blob }.map(\.name)
      for (index, name) in ([FieldPlace.id] + fields).enumerated() {
        places[index] = FieldPlace(type: types[0].name, field: name)
      }
      return places
    }
    for index in headings.indices { places[index] = .some(nil) }
    for (field, column) in mapping.columns {
      guard let index = headings.firstIndex(of: TableRows.heading(column)) else { continue }
      places[index] = try entering { () throws(RegistryError) in try FieldPlace(field, in: types) }
    }
    return places
  }

  /// Writes a table as a new file: a spreadsheet where its name ends in `.xlsx`, else CSV in UTF-8
  /// with a byte order mark, in which no text can be taken for a formula.
  public func write(_ table: ExportedTable, to path: String) throws(EngineError) {
    let bytes = path.hasSuffix(".xlsx") ? try spreadsheet(table) : Self.text(table)
    do throws(FileError) { try File.writeDurably(bytes, to: path) } catch { throw .file(error) }
  }

  private static func text(_ table: ExportedTable) -> [UInt8] {
    let separator: Unicode.Scalar = table.hasDecimalComma ? ";" : ","
    let rows = table.rows.map { row in
      row.map { cell -> String in
        if case .number(_, let written) = cell { return written }
        return CSV.guarded(cell.written)
      }
    }
    let lines = ([table.headings.map(CSV.guarded)] + rows)
      .map { CSV.line($0, separator: separator) + "\r\n" }
    return Array(("\u{FEFF}" + lines.joined()).utf8)
  }

  private func spreadsheet(_ table: ExportedTable) throws(EngineError) -> [UInt8] {
    let rows = table.rows.map { row in
      row.map { cell -> Cell in
        switch cell {
        case .text(let text): text.isEmpty ? .empty : .text(text)
        case .number(let number, _): .number(number, decimals: 0)
        case .date(let date, _): .date(date)
        }
      }
    }
    let sheet = Sheet(
      title: table.title, columns: table.headings.map { Column($0, widthCharacters: 18) },
      rows: rows)
    let book = Workbook(
      title: table.title, creator: profile.office, createdSeconds: Int(surroundings.nowSeconds()),
      sheets: [sheet])
    do throws(SpreadsheetError) { return try book.bytes() } catch { throw .spreadsheet(error) }
  }
}
