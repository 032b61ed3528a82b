import Language
import Merging
import SyncEngine
import Wire

let exchangeCommands = [
  Command(
    "sync", "FOLDER", Phrase("exchanges with the others through a folder: a stick or a file share"),
    arguments: 1...1,
    options: [
      .dryRun, .json,
      Option("--blob-limit", "MIB", Phrase("write at most so much of attachments; else 256")),
    ]
  ) { invocation throws(CommandError) in
    let limit = invocation.value("--blob-limit").map { Int($0) ?? -1 }
    guard (0...1_048_576).contains(limit ?? 0) else { throw .usage("--blob-limit takes a number") }
    let engine = try invocation.engine()
    let view = try failing { () throws(EngineError) in
      let report = try engine.sync(
        invocation.arguments[0], dryRun: invocation.has("--dry-run"),
        blobLimitBytes: limit.map { $0 << 20 } ?? Engine.blobLimitBytes)
      return SyncView(report, isDryRun: invocation.has("--dry-run"), names: try engine.names())
    }
    if invocation.has("--json") { Output.json(view.json) } else { Output.lines(view.lines) }
    view.warnings.forEach(Output.warning)
    return view.exitCode
  },
  Command(
    "import", "FILE --type TYPE", Phrase("records the rows of a table (.csv or .tsv)"),
    details: Phrase(
      """
      A row's id follows from its key, so that importing a table twice adds nothing. Fields that \
      are empty are filled; where a field shows something else, the row is reported and left.
      """),
    arguments: 1...1,
    options: [
      Option("--type", "TYPE", Phrase("the type of the records")),
      Option(
        "--map", "FIELD=COLUMN,…",
        Phrase("which column is which field; else columns have the names")),
      Option(
        "--set", "FIELD=VALUE", Phrase("a value that every row gets; may be given several times")),
      Option("--key", "FIELD,…", Phrase("the fields that tell two rows apart")),
      Option("--update", nil, Phrase("change fields that show something else")), .json,
    ], run: importTable),
]

@Sendable private func importTable(_ invocation: Invocation) throws(CommandError) -> ExitCode {
  var plan = ImportPlan(type: try invocation.need("--type"))
  for list in invocation.values("--map") {
    for entry in try Invocation.entries(list.split(separator: ",").map(String.init)) {
      plan.columns.append((field: entry.field, column: entry.text))
    }
  }
  plan.constants = try Invocation.entries(invocation.values("--set"))
  plan.key = invocation.value("--key")?.split(separator: ",").map(String.init)
  plan.updates = invocation.has("--update")
  let engine = try invocation.engine()
  let report = try failing { () throws(EngineError) in
    try engine.importTable(invocation.arguments[0], plan)
  }
  if invocation.has("--json") { Output.json(report.json) } else { Output.line(report.text) }
  if !report.differing.isEmpty {
    Output.warning(
      "\(report.differing.count) rows differ from their records, which were left as they are"
        + " (lines \(some(report.differing))); --update changes them")
  }
  if !report.repeated.isEmpty {
    Output.warning("\(report.repeated.count) rows repeat a key (lines \(some(report.repeated)))")
  }
  return report.differing.isEmpty && report.repeated.isEmpty ? .done : .incomplete
}

private func some(_ lines: [Int]) -> String {
  lines.prefix(5).map(String.init).joined(separator: ", ") + (lines.count > 5 ? ", …" : "")
}
