import LocalStore
import Merging
import Registry
import SyncEngine
import TestSupport
import Wire

extension Simulation {
  /// One step of the person at a device.
  func edit(_ place: Int) throws {
    switch Int.random(in: 0..<100, using: &generator) {
    case ..<12:
      try create(["office", "partnership", "contact", "aid", "item"].random(&generator), on: place)
    case ..<62: try set(on: place)
    case ..<71: try addOrRemove(on: place)
    case ..<80: try create("ledger", on: place)
    case ..<86: try withdrawOrReinstate(on: place)
    case ..<99: try resolve(on: place)
    default: try importTable(on: place)
    }
  }

  /// Few records, so that people meet on them.
  private static let most = [
    "office": 2, "partnership": 2, "contact": 2, "aid": 3, "item": 3, "ledger": 20,
  ]

  /// Returns a record that a device knows, of a type or of any.
  private func record(_ type: String? = nil, on place: Int) throws -> FoundRecord? {
    let types = type.map { [$0] } ?? ids.keys.filter { $0 != "ledger" }.sorted()
    let all = types.flatMap { ids[$0] ?? [] }
    guard let id = all.randomElement(using: &generator) else { return nil }
    return try? engine(place).find(id.hex)
  }

  func create(_ name: String, on place: Int) throws {
    let type = try Schema.standard.type(name)
    guard (ids[name] ?? []).count < (Self.most[name] ?? 0) else { return try set(on: place) }
    var entries: [Entry] = []
    for field in type.fields where field.isRequired || generator.chance(oneIn: 2) {
      guard let text = text(field, on: place) else {
        if field.isRequired { return try set(on: place) }
        continue
      }
      entries.append(Entry(field.name, text))
    }
    if type.isLedger, entries.contains(where: { $0.text == "reversal" }),
      !entries.contains(where: { $0.field == "reverses" })
    {
      return
    }
    let personal = type.personal.map { Entry($0.name, text($0, on: place) ?? "") }
    let id = try engine(place).create(name, entries + personal)
    ids[name, default: []].append(id)
    guard !type.isLedger else { return try expect(id, ledgerEntry: entries, on: place) }
    for entry in entries { try expect(id, entry, of: type, on: place) }
  }

  private func set(on place: Int) throws {
    guard let record = try record(on: place), let type = record.view.type else { return }
    let chosen = type.fields.shuffled(using: &generator)
      .prefix(generator.chance(oneIn: 3) ? 1 : .random(in: 4...12, using: &generator))
    let entries = chosen.compactMap { field -> Entry? in
      if generator.chance(oneIn: 12) { return Entry(field.name, "") }
      return text(field, on: place).map { Entry(field.name, $0) }
    }
    guard !record.view.isWithdrawn else {
      do {
        try engine(place).set(record, entries)
      } catch EngineError.withdrawn {
        return
      }
      throw Broken("a record that is withdrawn was changed")
    }
    try engine(place).set(record, entries, why: "as it is now")
    for entry in entries { try expect(record.id, entry, of: type, on: place) }
  }

  private func addOrRemove(on place: Int) throws {
    guard let record = try record(on: place), let type = record.view.type,
      !record.view.isWithdrawn,
      let field = type.fields.filter({ $0.rule == .set }).randomElement(using: &generator),
      let text = text(field, on: place)
    else { return }
    let elements = record.view.elements(field.name).compactMap(\.string)
    if let element = elements.randomElement(using: &generator), generator.chance(oneIn: 2) {
      return try engine(place).remove(record, [Entry(field.name, element)])
    }
    let entry = Entry(field.name, text)
    try engine(place).add(record, [entry])
    try expect(record.id, entry, of: type, on: place)
  }

  private func withdrawOrReinstate(on place: Int) throws {
    guard let record = try record(on: place) else { return }
    let isBack = record.view.state.isVoid
    if isBack {
      try engine(place).reinstate(record, why: "not a mistake after all")
    } else {
      try engine(place).void(record, why: "entered by mistake")
    }
    try expect(record.id, Operation.voidRegister, isBack ? .null : true, on: place)
  }

  private func resolve(on place: Int) throws {
    guard try engine(place).isMember, let record = try record(on: place),
      let open = try engine(place).conflicts(of: record).randomElement(using: &generator)
    else { return }
    let field = open.record.view.field(open.conflict.register)?.field
    if let field, generator.chance(oneIn: 4), let text = text(field, on: place) {
      try engine(place).resolve(
        open.record, field: open.fieldName, .value(text), why: "asked again", seen: open.token)
      let value = try field.parse(text)
      return try expect(open.record.id, field.name, value, on: place)
    }
    let number = Int.random(in: 1...open.conflict.alternatives.count, using: &generator)
    try engine(place).resolve(
      open.record, field: open.fieldName, .take(number), why: "counted", seen: open.token)
    let value = open.conflict.alternatives[number - 1].value
    try expect(open.record.id, open.conflict.register, value.value, on: place)
  }

  /// Imports a table whose rows several devices may import, each with other cells.
  private func importTable(on place: Int) throws {
    let type = try Schema.standard.type("office")
    let columns = ["code", "name", "needs", "kind", "population", "website"]
    let fields = columns.dropFirst().compactMap(type.field)
    let rows = ["DE/Duisburg", "UA12060170000091033", "PL/Rzeszow", "FR/Lyon"].map { code in
      CSV.line([code] + fields.map { text($0, on: place) ?? "" })
    }
    let table = ([CSV.line(columns)] + rows).joined(separator: "\n") + "\n"
    copies += 1
    let path = folder.file("table-\(copies).csv")
    try write(Array(table.utf8), to: path)
    let updates = generator.chance(oneIn: 2)
    let report = try engine(place).importTable(path, ImportPlan(type: "office", updates: updates))
    try expect(report.rows == 4, "\(report.rows) of 4 rows were imported")
    let known = Set(ids["office"] ?? [])
    let new = try engine(place).records(type: "office").map(\.id).filter { !known.contains($0) }
    ids["office", default: []] += new.sorted()
  }
}

extension Simulation {
  /// Notes a value, and looks whether the device shows it at once.
  private func expect(
    _ id: RecordID, _ register: String, _ value: JSONValue, on place: Int
  ) throws {
    let value = CanonicalJSON(value)
    let heads = try engine(place).find(id.hex).view.state[register].heads
    // Clearing what is empty is nothing to write down.
    guard !heads.isEmpty || !value.isNull else { return }
    try expect(heads.contains { $0.value == value }, "\(register) lacks \(value), just entered")
    let entry = Entered(record: id, register: register, value: value)
    tell?("   \(id.hex.prefix(8)) \(register) = \(value)")
    entered.insert(entry)
    enteredAt[place, default: []].insert(entry)
    edits += 1
  }

  private func expect(_ id: RecordID, _ entry: Entry, of type: RecordType, on place: Int) throws {
    for edit in try type.edits([(entry.field, entry.text)], isNew: false) {
      try expect(id, edit.register, edit.value, on: place)
    }
  }

  private func expect(_ id: RecordID, ledgerEntry entries: [Entry], on place: Int) throws {
    let type = try Schema.standard.type("ledger")
    for edit in try type.edits(entries.map { ($0.field, $0.text) }, isNew: true) {
      try expect(id, edit.register, edit.value, on: place)
    }
  }

  /// Returns what a person may type into a field: one of few texts, so that people agree at times.
  private func text(_ field: Field, on place: Int) -> String? {
    switch field.kind {
    case .text: ["Blankets", "Ковдри", "Decken für Krywyj Rih", "12 \"pcs\""].random(&generator)
    case .date: ["2023-02-09", "2022-10", "2024"].random(&generator)
    case .decimal: ["1", "2.5", "612750"].random(&generator)
    case .quantity: ["11 H87", "12 pcs", "12 коробок"].random(&generator)
    case .money: ["500 EUR", "500 UAH", "0.1 EUR", "0.2 EUR"].random(&generator)
    case .valuation: ["500 EUR", "500 EUR; 2023-03-01", "500 UAH"].random(&generator)
    case .group(let members) where members[0].kind == .date:
      ["2023-02-09; Council", "2023-03", "2024;; Mayor"].random(&generator)
    case .group: ["No. 7; 2023-02-09", "No. 8"].random(&generator)
    case .choice: field.vocabulary?.terms.prefix(4).map(\.code).random(&generator)
    case .code: nil
    case .flag: ["yes", "ні"].random(&generator)
    case .office: ["DE/Duisburg", "UA12060170000091033"].random(&generator)
    case .reference(let type):
      ids[type]?.randomElement(using: &generator).flatMap { id in
        (try? engine(place).find(id.hex, type: type)) == nil ? nil : id.hex
      }
    case .blob: nil
    }
  }
}

extension Array {
  /// Returns one of the elements, of which there is at least one.
  func random(_ generator: inout SeededGenerator) -> Element {
    self[Int.random(in: indices, using: &generator)]
  }
}
