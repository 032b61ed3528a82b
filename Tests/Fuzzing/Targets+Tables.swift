import Files
import Merging
import Registry
import Spreadsheet
@testable import SyncEngine
import Wire

extension FuzzTarget {
  /// Tables: as text in its encodings, as spreadsheets, and as the engine imports them.
  static let tables = [
    FuzzTarget("csv", csv), FuzzTarget("workbook") { try check(workbook: $0) },
    FuzzTarget("workbook-parts") { try check(workbook: StoredZip(text: $0).bytes) },
    FuzzTarget("import", importTable),
  ]

  private static func csv(_ bytes: [UInt8]) throws {
    let guessed = TextEncoding.guess(bytes)
    for encoding in TextEncoding.allCases {
      guard case .success(let text) = encoding.utf8(bytes) else { continue }
      try hold(
        encoding == .utf8 || String(validating: text, as: UTF8.self) != nil,
        "\(encoding.rawValue) gives no UTF-8")
      let separator = encoding == guessed ? CSV.separator(of: text) : 0x2C
      guard let rows = try? CSV.raggedRows(text, separator: separator) else { continue }
      try hold(rows.allSatisfy { $0.cells.count <= CSV.maximumColumns }, "too many columns")
      guard separator != 0x09 else { continue }
      for row in rows {
        let line = CSV.line(row.cells, separator: Unicode.Scalar(separator))
        let again = try? CSV.raggedRows(Array(line.utf8), separator: separator)
        try hold(again?.map(\.cells) == [row.cells], "a row is written as another: \(line)")
        for cell in row.cells {
          try hold(CSV.unguarded(CSV.guarded(cell)) == cell, "a guarded cell becomes another")
        }
      }
    }
  }

  private static func check(workbook bytes: [UInt8]) throws {
    var limits = SpreadsheetLimits()
    limits.maximumInflatedBytes = 1 << 23
    limits.maximumPartBytes = 1 << 22
    guard let file = try? WorkbookFile(bytes, limits: limits) else { return }
    for sheet in file.sheets {
      guard let rows = try? file.rows(of: sheet.name) else { continue }
      let numbers: [Int] = rows.map(\.number)
      try hold(zip(numbers, numbers.dropFirst()).allSatisfy(<), "rows out of order")
      try hold(numbers.allSatisfy { (1...1_048_576).contains($0) }, "a row beyond the last")
      try hold(rows.allSatisfy { $0.cells.count <= 16_384 }, "a column beyond the last")
    }
  }

  private static let chains = [
    ["partnership"], ["aid", "item", "ledger"], ["task"], ["office"], ["contact"], ["money"],
    ["agreement"], ["rate"],
  ]

  /// The first byte chooses the types, the second the rest of the plan.
  private static func importTable(_ bytes: [UInt8]) throws {
    guard bytes.count > 2 else { return }
    let chain = chains[Int(bytes[0]) % chains.count]
    var plan = ImportPlan(type: chain[0], with: Array(chain.dropFirst()))
    plan.skipsUnfit = bytes[1] & 1 == 0
    plan.updates = bytes[1] & 2 != 0
    plan.savedAs = bytes[1] & 4 != 0 ? "list" : nil
    plan.encoding = bytes[1] & 8 != 0 ? .windows1251 : nil
    let ending = bytes[1] & 16 != 0 ? ".tsv" : ".csv"
    try TrialHome.withOne { home in
      let path = home.path("table\(ending)")
      try home.write(Array(bytes.dropFirst(2)), to: path)
      try home.trying { engine in
        guard let prepared = try? engine.prepareImport(path, plan) else { return }
        guard prepared.preview.problems.isEmpty else { return }
        try engine.accept(prepared)
        plan.savedAs = nil
        plan.updates = false
        let again = try engine.prepareImport(path, plan)
        try hold(
          again.preview.report.created == 0,
          "imported twice: \(again.preview.report.created) new records")
        try expectSound(engine, "imported")
        _ = try engine.records().flatMap { $0.view.fields.map(\.text) }
      }
    }
  }
}
