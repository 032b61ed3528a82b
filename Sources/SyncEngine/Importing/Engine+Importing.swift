import Language
import LocalStore
import Merging
import Registry
import Wire

/// A table that was read and looked at, and is not recorded yet.
public struct PreparedImport: Sendable {
  /// What would be recorded, and what does not fit.
  public let preview: ImportPreview
  /// The headings and rows of what does not fit, each with the reason; empty where all fits.
  public let rejects: [[String]]
  let drafts: ImportDrafts
}

extension Engine {
  /// Reads a table and tells what it would change; records nothing.
  ///
  /// A row's record has an id that follows from type and key, so that importing a table twice, or
  /// on two laptops, adds nothing. Empty fields are filled; a field that shows something else is
  /// left as it is unless the plan says to change it.
  public func prepareImport(
    _ path: String, _ plan: ImportPlan
  ) throws(EngineError) -> PreparedImport {
    var types: [RecordType] = []
    for name in plan.types { types.append(try recordType(name)) }
    try checkChain(types)
    let table = try SourceTable(path, plan, types: types)
    let columns = try ColumnPlan(plan, types, table)
    var importer = try TableImporter(self, columns, updates: plan.updates)
    for (index, row) in table.rows.enumerated() where !importer.isHopeless {
      if index % 1_000 == 0 { progress(Phrase("importing"), index, table.rows.count) }
      importer.add(row)
    }
    if let name = plan.savedAs {
      importer.drafts.add(
        try savingMapping(name, columns, table.headings), in: .directory)
    }
    let preview = ImportPreview(
      table: table.facts, columns: columns.columns, constants: plan.constants,
      key: columns.keyNames, sample: importer.sample, report: importer.report,
      problems: importer.problems)
    return PreparedImport(
      preview: preview, rejects: importer.rejects(table.headings), drafts: importer.drafts)
  }

  /// Records what was prepared, all of it in one step.
  public func accept(_ prepared: PreparedImport) throws(EngineError) {
    let drafts = prepared.drafts.made(by: self)
    try checkPermission(drafts.flatMap(\.draft.operations))
    try engine { () throws(StoreError) in try store.append(drafts) }
  }

  /// Records the rows of a table, all of them or, when one does not fit, none.
  public func importTable(_ path: String, _ plan: ImportPlan) throws(EngineError) -> ImportReport {
    let prepared = try prepareImport(path, plan)
    let isHopeless = prepared.preview.problems.contains { $0.row == nil }
    if let problem = prepared.preview.problems.first, isHopeless || !plan.skipsUnfit {
      guard let row = problem.row else { throw .entry(problem.error) }
      throw .line(row, problem.error)
    }
    try accept(prepared)
    return prepared.preview.report
  }

  /// Refuses rows of types that do not belong to each other.
  private func checkChain(_ types: [RecordType]) throws(EngineError) {
    for type in types.dropFirst() where type.owners(in: types).isEmpty {
      throw .entry(
        .invalid(
          field: "with",
          reason: Phrase("a row of '\(types[0].name)' cannot hold one of '\(type.name)'"),
          hint: Phrase("with 'aid' go 'item' and 'ledger', in this order")))
    }
  }
}

extension TableImporter {
  /// The rows that do not fit, below their headings, each with the reason.
  func rejects(_ headings: [String]) -> [[String]] {
    guard !unfit.isEmpty else { return [] }
    let reasons = Dictionary(grouping: problems) { $0.row ?? 0 }
    return [headings + ["reason"]]
      + unfit.map { row in
        let texts = (reasons[row.number] ?? []).map { problem in
          ([problem.column, "\(problem.error) (\(problem.error.hint))"] as [String?])
            .compactMap { $0 }.joined(separator: ": ")
        }
        return row.cells + [texts.joined(separator: "; ")]
      }
  }
}
