import Merging
import Registry
import Wire

/// Mappings of columns that people have saved; they spread like all records.
extension Engine {
  /// Returns the plan that a saved mapping stands for.
  public func importPlan(mapping name: String) throws(EngineError) -> ImportPlan {
    let view = try find(name, type: "mapping").view
    let names = (view.value("about")?.string ?? "").split(separator: "+").map(String.init)
    guard let main = names.first else { throw .noField("about", suggestion: nil) }
    var plan = ImportPlan(type: main, with: Array(names.dropFirst()))
    plan.isExact = true
    plan.columns = Self.pairs(view, "columns").map { (field: $0.field, column: $0.text) }
    plan.constants = Self.pairs(view, "constants")
    let key = view.elements("key").compactMap(\.string)
    plan.key = key.isEmpty ? nil : key
    if let isComma = view.value("decimal-comma")?.bool {
      plan.usualNumbers = isComma ? .comma : .point
    }
    plan.headings = (view.value("headings")?.string ?? "").split(separator: "\n").map(String.init)
    plan.dates = view.value("dates")?.string.flatMap(DateForm.init(rawValue:))
    return plan
  }

  private static func pairs(_ view: RecordView, _ field: String) -> [Entry] {
    view.elements(field).compactMap(\.string).compactMap { text in
      text.firstIndex(of: "=").map { equals in
        Entry(String(text[..<equals]), String(text[text.index(after: equals)...]))
      }
    }.sorted { $0.field < $1.field }
  }

  /// The operations that save a mapping under a name, or change the one that has it.
  func savingMapping(
    _ name: String, _ plan: ColumnPlan, _ headings: [String]
  ) throws(EngineError) -> [Operation] {
    let type = try recordType("mapping")
    let edits =
      try entering { () throws(RegistryError) in
        try type.edits(mappingEntries(name, plan, headings), isNew: true)
      } + mappingSets(plan)
    // By its name, so that two offices that save one under the same name have the same record.
    let id = RecordMatcher.id(
      JSONValue.array([.string(type.name), .string(Text.trimmed(name))]).canonicalBytes)
    let saved = try records(type: type.name)
    let found = saved.first { $0.view.title == Text.trimmed(name) && !$0.view.isWithdrawn }
    guard let found else {
      guard !saved.contains(where: { $0.id == id }) else { throw .withdrawn(name) }
      return edits.map { Self.first($0, RecordKey(type: type.name, id: id)) }
    }
    var operations = edits.filter { $0.rule != .set }.flatMap { replacing($0, in: found) }
    for set in ["columns", "constants", "key"] {
      operations += setting(set, to: edits.filter { $0.register == set }, in: found)
    }
    return operations
  }

  private func mappingEntries(
    _ name: String, _ plan: ColumnPlan, _ headings: [String]
  ) -> [(field: String, text: String)] {
    let numbers = Set(plan.columns.compactMap(\.numbers))
    let dates = Set(plan.columns.compactMap(\.dates)).subtracting([.iso])
    var entries = [
      ("title", name), ("about", plan.types.map(\.name).joined(separator: "+")),
      ("headings", headings.joined(separator: "\n")),
    ]
    if numbers.contains(.comma) != numbers.contains(.point) {
      entries.append(("decimal-comma", numbers.contains(.comma) ? "yes" : "no"))
    }
    if let form = dates.first, dates.count == 1, ![.mixed, .undecided].contains(form) {
      entries.append(("dates", form.rawValue))
    }
    return entries
  }

  /// The sets, whose elements may have commas in them, as headings do.
  private func mappingSets(_ plan: ColumnPlan) -> [RegisterEdit] {
    let columns = plan.columns.compactMap { column in
      column.place.map { "\($0)=\(column.guess.heading)" }
    }
    let constants = plan.constants.map { "\($0.key.name(in: plan.types))=\($0.value)" }.sorted()
    return [("columns", columns), ("constants", constants), ("key", plan.keyNames)].flatMap {
      name, texts in
      texts.map { RegisterEdit(register: name, value: .string(Text.trimmed($0)), rule: .set) }
    }
  }
}
