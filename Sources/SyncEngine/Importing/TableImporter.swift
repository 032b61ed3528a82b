import Language
import LocalStore
import Merging
import Registry
import Sodium
import Wire

/// Turns the rows of a table into operations, and notes what would become of each.
struct TableImporter {
  private(set) var report = ImportReport()
  private(set) var problems: [RowProblem] = []
  private(set) var sample: [SampleRecord] = []
  /// The rows that are not recorded because something in them does not fit.
  private(set) var unfit: [TableRow] = []
  var drafts = ImportDrafts()
  private let engine: Engine
  private let plan: ColumnPlan
  private let updates: Bool
  private let reader: RowReader
  private let matcher: RecordMatcher
  private var planned: [RecordID: Planned] = [:]
  /// The main record of the row above, and that row; nil where it did not fit.
  private var lastMain: (id: RecordID, row: TableRow)?
  private var isBelowUnfit = false

  /// A record that this table makes or has come upon.
  private struct Planned {
    let type: String
    let dossier: DossierID
    let found: FoundRecord?
    var edits: [RegisterEdit]
  }

  /// What a row says of one record.
  private struct Step {
    let type: RecordType
    let id: RecordID
    let dossier: DossierID
    let found: FoundRecord?
    let edits: [RegisterEdit]
  }

  /// How many rows a preview shows as they would be recorded.
  private static let sampleRows = 3

  init(_ engine: Engine, _ plan: ColumnPlan, updates: Bool) throws(EngineError) {
    self.engine = engine
    self.plan = plan
    self.updates = updates
    reader = RowReader(plan: plan, lookups: RecordLookups(engine))
    matcher = try RecordMatcher(engine, plan)
    problems = plan.problems
  }

  /// Whether the columns themselves leave nothing to be recorded.
  var isHopeless: Bool { !plan.problems.isEmpty }

  /// Takes a row in: all that it says, or nothing where something does not fit.
  mutating func add(_ row: TableRow) {
    report.rows += 1
    var found: [RowProblem] = []
    let steps = steps(of: row, &found)
    guard found.isEmpty else {
      problems += found
      return leaveOut(row)
    }
    if report.rows <= Self.sampleRows { note(steps, row.number) }
    if !plan.isMainBlank(row), let main = steps.first {
      lastMain = (main.id, row)
      isBelowUnfit = false
    }
    guard let last = steps.last, planned[last.id] == nil || isOnlyMain(steps) else {
      report.repeated.append(row.number)
      return
    }
    var differs = false
    for step in steps { differs = record(step) || differs }
    if differs { report.differing.append(row.number) }
  }

  /// Whether a row holds nothing but the main record of several rows.
  private func isOnlyMain(_ steps: [Step]) -> Bool { plan.types.count > 1 && steps.count == 1 }

  /// Notes a row that is not recorded; what stands above it in merged cells is put into its own.
  private mutating func leaveOut(_ row: TableRow) {
    if !plan.isMainBlank(row) {
      lastMain = nil
      isBelowUnfit = true
      return unfit.append(row)
    }
    guard let above = lastMain?.row else { return unfit.append(row) }
    let cells = row.cells.indices.map { column in
      plan.isOfMain(column) ? above.cells[column] : row.cells[column]
    }
    unfit.append(TableRow(number: row.number, cells: cells, miscount: row.miscount))
  }

  private func steps(of row: TableRow, _ problems: inout [RowProblem]) -> [Step] {
    if let count = row.miscount {
      problems.append(
        RowProblem(
          row: row.number, column: nil,
          error: .invalid(
            field: "row",
            reason: Phrase(
              """
              it has \(count: count, "cell", "cells"), which is not as many as the headings
              """),
            hint: Phrase("look for a separator or line end within a cell; quote such cells"))))
      return []
    }
    var steps: [Step] = []
    for type in plan.types {
      var reading = reader.read(row, type)
      problems += reading.problems
      if steps.isEmpty, plan.isMainBlank(row), isBelowUnfit {
        problems.append(Self.below(row, type))
        return []
      }
      if steps.isEmpty, plan.isMainBlank(row), let lastMain, let known = planned[lastMain.id] {
        // The cells of a merged range are empty beyond the first.
        steps.append(
          Step(
            type: type, id: lastMain.id, dossier: known.dossier, found: known.found, edits: []))
        continue
      }
      if !steps.isEmpty, reading.isBlank, type.name != "ledger" { break }
      guard problems.isEmpty else { continue }
      plan.complete(
        &reading.entries, of: type, above: steps.map { ($0.type.name, $0.id, $0.edits) })
      if let step = step(row, type, reading.entries, steps, &problems) { steps.append(step) }
    }
    return steps
  }

  private static func below(_ row: TableRow, _ type: RecordType) -> RowProblem {
    RowProblem(
      row: row.number, column: nil,
      error: .invalid(
        field: type.name, reason: Phrase("the row above to which it belongs does not fit"),
        hint: Phrase("correct that row; this one needs nothing else")))
  }

  private func step(
    _ row: TableRow, _ type: RecordType, _ entries: [Entry], _ above: [Step],
    _ problems: inout [RowProblem]
  ) -> Step? {
    do throws(RegistryError) {
      let named = above.isEmpty ? try matcher.named(row) : nil
      let isNew = named == nil || type.isLedger
      let edits = try type.edits(entries.map { ($0.field, $0.text) }, isNew: isNew)
      let id = named.map(\.id) ?? matcher.id(of: type, edits)
      let found = named ?? matcher.existing(type, id)
      var dossier = found?.dossier
      if dossier == nil { dossier = try self.dossier(of: type, id, edits, above) }
      guard let dossier else { return nil }
      return Step(type: type, id: id, dossier: dossier, found: found, edits: edits)
    } catch {
      let each = reader.problems(row, type, entries)
      problems += each.isEmpty ? [RowProblem(row: row.number, column: nil, error: error)] : each
      return nil
    }
  }

  private func dossier(
    of type: RecordType, _ id: RecordID, _ edits: [RegisterEdit], _ above: [Step]
  ) throws(RegistryError) -> DossierID {
    switch type.place {
    case .directory: return .directory
    case .ownDossier: return DossierID(high: id.high, low: id.low)
    case .dossier(let name):
      guard let field = type.field(name), case .reference(let target) = field.kind,
        let edit = edits.first(where: { $0.register == name || $0.rule == .ledger }),
        let text = (edit.rule == .ledger ? edit.value[name] : edit.value)?.string
      else {
        throw .missing(type: type.name, field: name, help: try type.known(name).explanation)
      }
      if let owner = above.first(where: { $0.id.hex == text }) { return owner.dossier }
      return try reader.lookups.record(text, target, for: field).dossier
    }
  }

  /// Records a step; tells whether the record says something else and was left as it is.
  private mutating func record(_ step: Step) -> Bool {
    if let known = planned[step.id] {
      let rest = step.edits.filter { edit in
        !known.edits.contains { $0.register == edit.register && $0.rule != .set }
          && !known.edits.contains(edit)
      }
      let differs = step.edits.contains { edit in
        edit.rule != .set
          && known.edits.contains { $0.register == edit.register && $0.value != edit.value }
      }
      planned[step.id]?.edits += rest
      if let found = known.found { return merge(rest, into: found) || differs }
      let key = RecordKey(type: step.type.name, id: step.id)
      drafts.add(rest.map { Engine.first($0, key) }, in: known.dossier)
      return differs
    }
    planned[step.id] = Planned(
      type: step.type.name, dossier: step.dossier, found: step.found, edits: step.edits)
    if let found = step.found {
      let before = drafts.count
      let differs = merge(step.edits, into: found)
      if drafts.count > before {
        report.changed += 1
      } else {
        report.unchanged += differs ? 0 : 1
      }
      return differs
    }
    let key = RecordKey(type: step.type.name, id: step.id)
    drafts.add(step.edits.map { Engine.first($0, key) }, in: step.dossier)
    report.created += 1
    report.createdByType[step.type.name, default: 0] += 1
    return false
  }

  /// Fills what is empty and, where that is asked for, changes what differs; else tells it.
  private mutating func merge(_ edits: [RegisterEdit], into record: FoundRecord) -> Bool {
    // An import must not look like an edit made apart from the withdrawal.
    guard !record.view.isWithdrawn else { return true }
    var changes: [Operation] = []
    var differs = false
    for edit in edits where !edit.value.isNull {
      switch edit.rule {
      case .ledger:
        differs = differs || !record.shows(edit)
      case .set:
        guard !record.view.elements(edit.register).contains(edit.value) else { continue }
        changes.append(Engine.first(edit, record.view.state.key))
      case .ask, .latest, .text:
        let change = engine.replacing(edit, in: record)
        let isEmpty = record.view.field(edit.register) == nil
        if updates || isEmpty { changes += change } else if !change.isEmpty { differs = true }
      }
    }
    drafts.add(changes, in: record.dossier)
    return differs
  }

  private mutating func note(_ steps: [Step], _ row: Int) {
    for step in steps {
      let pairs = step.edits.flatMap { edit -> [(String, JSONValue)] in
        guard edit.rule == .ledger else { return [(edit.register, edit.value)] }
        return (edit.value.object?.members ?? []).map { ($0.key, $0.value) }
      }
      var fields: [Entry] = []
      for (name, value) in pairs {
        guard let field = step.type.field(name), !plan.isOwner(name, step.type) else { continue }
        let shown = field.isReference ? matcher.title(of: value) : field.display(value)
        fields.append(Entry(name, shown))
      }
      sample.append(SampleRecord(row: row, type: step.type.name, fields: fields))
    }
  }
}

extension FoundRecord {
  /// Whether a ledger entry is what an edit would enter.
  fileprivate func shows(_ edit: RegisterEdit) -> Bool {
    guard let members = edit.value.object?.members else { return false }
    return members.allSatisfy { view.value($0.key) == $0.value }
  }
}
