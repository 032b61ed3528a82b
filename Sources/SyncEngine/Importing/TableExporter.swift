import Language
import Merging
import Registry
import Wire

/// Writes records into the columns of a table.
struct TableExporter {
  private(set) var table: ExportedTable
  private let types: [RecordType]
  private let columns: [ColumnGuess]
  private let form: CellReading
  private let titles: [String: [String: Int]]
  private let all: [String: [FoundRecord]]

  init(
    _ engine: Engine, _ types: [RecordType], _ guess: MappingGuess, headings: [String],
    form: CellReading
  ) throws(EngineError) {
    self.types = types
    self.form = form
    columns = guess.columns
    table = ExportedTable(
      headings: headings, hasDecimalComma: form.numbers == .comma,
      title: types[0].words[engine.language])
    let targets = Set(
      types.flatMap(\.fields).compactMap { field -> String? in
        guard case .reference(let target) = field.kind, !target.isEmpty else { return nil }
        return target
      } + types.map(\.name))
    var (titles, all): ([String: [String: Int]], [String: [FoundRecord]]) = ([:], [:])
    for target in targets.sorted() {
      let records = try engine.records(type: target).filter { !$0.view.isWithdrawn }
      titles[target] = Dictionary(grouping: records, by: \.view.title).mapValues(\.count)
      all[target] = records
    }
    self.titles = titles
    self.all = all
  }

  /// Adds the rows of the main records, with what belongs to each.
  mutating func add(_ records: [FoundRecord]) {
    for record in records { add([record], depth: 1) }
  }

  /// One row for every chain of records; a record without any below it has a row of its own.
  private mutating func add(_ chain: [FoundRecord], depth: Int) {
    guard depth < types.count else { return addRow(chain) }
    let below = children(of: chain, types[depth])
    if below.isEmpty { return addRow(chain) }
    for record in below { add(chain + [record], depth: depth + 1) }
  }

  private func children(of chain: [FoundRecord], _ type: RecordType) -> [FoundRecord] {
    let found = (all[type.name] ?? []).filter { record in
      type.owners(in: types).contains { field in
        chain.contains { $0.id == record.view.reference(field) }
      }
    }
    // Of the books only what a row of an import would enter.
    guard type.isLedger else { return found }
    let receipts = found.filter { $0.view.value("kind") == "received" }
    return receipts.count == 1 ? receipts : []
  }

  private mutating func addRow(_ chain: [FoundRecord]) {
    var cells = [ExportedCell](repeating: .text(""), count: table.headings.count)
    for record in chain {
      guard let type = types.first(where: { $0.name == record.typeName }) else { continue }
      for field in type.fields { write(field, of: record, to: &cells) }
      if let column = column(FieldPlace(type: type.name, field: FieldPlace.id)) {
        cells[column.column] = .text(record.id.hex)
      }
    }
    table.rows.append(cells)
  }

  private func column(_ place: FieldPlace) -> ColumnGuess? { columns.first { $0.place == place } }

  private mutating func write(
    _ field: Field, of record: FoundRecord, to cells: inout [ExportedCell]
  ) {
    let type = record.typeName
    guard let whole = column(FieldPlace(type: type, field: field.name)),
      let shown = record.view.field(field.name)?.shown
    else { return }
    let parts = field.parts.compactMap { part in
      column(FieldPlace(type: type, field: field.name, part: part)).map { (part, $0) }
    }
    switch shown {
    case .empty: leave(field, of: record, Phrase("not understood yet"))
    case .conflict: leave(field, of: record, Phrase("in conflict"))
    case .elements(let elements):
      let values = elements.map(\.value)
      let texts = field.isReference ? values.map { reference($0, field) } : nil
      guard let text = texts?.joined(separator: ", ") ?? field.cell(of: values),
        texts?.allSatisfy({ !$0.contains(",") }) ?? true
      else { return leave(field, of: record, Phrase("not to be written in one cell")) }
      cells[whole.column] = .text(text)
    case .value(let alternative):
      let value = alternative.value.value
      guard !field.isReference else {
        return cells[whole.column] = .text(reference(value, field))
      }
      let names = Set(parts.map(\.0))
      guard
        let written = field.cells(
          of: value, parts: names, unit: whole.unit, reading: { _ in form })
      else { return leave(field, of: record, Phrase("not as the field must be")) }
      cells[whole.column] = cell(written.whole.text, value, field)
      for (part, column) in parts {
        cells[column.column] = .text(written.parts[part]?.text ?? "")
      }
    }
  }

  /// A number or a date, where the cell holds nothing else.
  private func cell(_ text: String, _ value: JSONValue, _ field: Field) -> ExportedCell {
    if field.kind == .date, let date = value.string { return .date(date, written: text) }
    let amount = value["amount"]?.string ?? (field.kind == .decimal ? value.string : nil)
    if let amount, form.numbers.write(amount) == text { return .number(amount, written: text) }
    return .text(text)
  }

  /// The title of another record, where only that one has it; else its id.
  private func reference(_ value: JSONValue, _ field: Field) -> String {
    guard case .reference(let type) = field.kind, let text = value.string,
      let id = RecordID(hex: text), let record = all[type]?.first(where: { $0.id == id }),
      titles[type]?[record.view.title] == 1, !record.view.title.contains(",")
    else { return value.string ?? value.text }
    return record.view.title
  }

  private mutating func leave(_ field: Field, of record: FoundRecord, _ why: Phrase) {
    table.leftOut.append(
      ExportedTable.LeftOut(
        id: record.id, title: record.view.title, field: field.name, why: why))
  }
}
