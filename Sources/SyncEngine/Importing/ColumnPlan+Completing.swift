import Language
import Merging
import Registry
import Wire

/// What a row need not say because other columns of it do.
extension ColumnPlan {
  /// What is wrong with the columns as a whole, so that no row can be recorded.
  var problems: [RowProblem] {
    let personal = types.flatMap { type in
      type.personal.filter { isFilled(FieldPlace(type: type.name, field: $0.name)) }
    }
    let taken = types.flatMap { type in
      sources(of: type).filter { $0.column != nil && $0.constant != nil }.map(\.field)
    }
    let missing = idColumn == nil ? types.flatMap(missing) : []
    return personal.map { field in
      problem(
        .invalid(
          field: field.name, reason: Phrase("it is personal data, which no table brings in"),
          hint: Phrase("leave its column out with --ignore, and enter it with 'pobratym new'")))
    }
      + taken.map { field in
        problem(
          .invalid(
            field: field.name, reason: Phrase("it is given by a column and for every row"),
            hint: Phrase("leave out its --set, or its column with --ignore")))
      } + missing
  }

  private func problem(_ error: RegistryError) -> RowProblem {
    RowProblem(row: nil, column: nil, error: error)
  }

  private func isFilled(_ place: FieldPlace) -> Bool {
    constants[place] != nil || guess.columns.contains { $0.place == place }
  }

  /// Fields that a record must have and nothing of the table gives.
  private func missing(_ type: RecordType) -> [RowProblem] {
    let given = Set(sources(of: type).map(\.field.name) + completed(type))
    return type.lacking(given.contains).map { field in
      let name = FieldPlace(type: type.name, field: field.name).name(in: types)
      return problem(
        .invalid(
          field: name,
          reason: Phrase("no column gives it, and a new '\(type.name)' needs it"),
          hint: Phrase(
            """
            name its column with --map \(name)=HEADING, or one value for all rows with \
            --set \(name)=…
            """)))
    }
  }

  /// The fields that follow from others of the row.
  private func completed(_ type: RecordType) -> [String] {
    guard types.count > 1 else { return [] }
    if type.name == "ledger" { return type.owners(in: types) + ["kind", "quantity", "date"] }
    if type.name == types[0].name, !titleSources.isEmpty { return [type.titleField] }
    return type.owners(in: types)
  }

  /// Whether a column goes to the main one of several types.
  func isOfMain(_ column: Int) -> Bool {
    types.count > 1 && guess.columns[column].place?.type == types[0].name
  }

  /// Whether a row leaves the columns of the main one of several types empty.
  func isMainBlank(_ row: TableRow) -> Bool {
    let own = row.cells.indices.filter(isOfMain)
    return !own.isEmpty && own.allSatisfy { Text.trimmed(row.cells[$0]).isEmpty }
  }

  /// Whether a field refers to another record of the row.
  func isOwner(_ name: String, _ type: RecordType) -> Bool {
    type.owners(in: types).contains(name)
  }

  /// What names the main record of several rows where no column does.
  private var titleSources: [String] {
    ["waybill", "donor", "received", "agreed", "offered"].filter { name in
      sources(of: types[0]).contains { $0.field.name == name }
    }
  }

  /// Adds what follows from the records of the row that stand above.
  func complete(
    _ entries: inout [Entry], of type: RecordType,
    above: [(type: String, id: RecordID, edits: [RegisterEdit])]
  ) {
    guard types.count > 1 else { return }
    func add(_ field: String, _ text: String?) {
      guard let text, !text.isEmpty, !entries.contains(where: { $0.field == field }) else { return }
      entries.append(Entry(field, text))
    }
    for name in type.owners(in: types) {
      guard case .reference(let target) = type.field(name)?.kind else { continue }
      add(name, above.first { $0.type == target }?.id.hex)
    }
    if type.name == types[0].name, type.field(type.titleField)?.isRequired == true {
      let texts = titleSources.compactMap { name in entries.first { $0.field == name }?.text }
      add(type.titleField, texts.joined(separator: ", "))
    }
    guard type.name == "ledger" else { return }
    add("kind", "received")
    let item = above.first { $0.type == "item" }
    let quantity = item?.edits.first { $0.register == "quantity" }?.value
    add("quantity", quantity.flatMap { self.type("item")?.field("quantity")?.entered($0) })
    let aid = above.first { $0.type == "aid" }
    add("date", aid?.edits.first { $0.register == "received" }?.value.string)
  }

  private func type(_ name: String) -> RecordType? { types.first { $0.name == name } }
}
