import Files
import Language
import Merging
import Registry
import SyncEngine
import Wire

let tableCommands = [
  Command(
    "import", "FILE --type TYPE",
    Phrase("reads a spreadsheet (.xlsx, .csv, .tsv), shows what it would record, and records it"),
    details: Phrase(
      """
      Without --accept nothing is recorded: the columns, the first records, the counts and every \
      error are shown. A row's id follows from its key, so that importing a table twice adds \
      nothing. Fields that are empty are filled; where a field shows something else, the row is \
      reported and left. Protocol/import.md has an example.
      """),
    arguments: 1...1,
    options: [
      Option("--type", "TYPE", Phrase("the type of the records")),
      Option(
        "--with", "TYPE",
        Phrase("a further type in the same rows: item, and then ledger for its receipt")),
      Option("--accept", nil, Phrase("record it, all or nothing")),
      Option(
        "--map", "FIELD=HEADING,…",
        Phrase("which column is which field; the others are guessed from their headings")),
      Option("--ignore", "HEADING", Phrase("a column that is not to be read")),
      Option(
        "--set", "FIELD=VALUE", Phrase("a value that every row gets; may be given several times")),
      Option("--key", "FIELD,…", Phrase("the fields that tell two rows apart")),
      Option("--update", nil, Phrase("change fields that show something else")),
      Option("--decimal", "comma|point", Phrase("what stands before decimals")),
      Option("--dates", "FORM", Phrase("how dates are written: d.m.y, d/m/y, m/d/y or y-m-d")),
      Option("--sheet", "NAME", Phrase("the sheet; else the first that has rows")),
      Option("--heading-row", "N", Phrase("the number of the row of headings; else it is guessed")),
      Option("--encoding", "NAME", Phrase("utf-8, utf-16, windows-1251 or windows-1252")),
      Option("--save", "NAME", Phrase("save the mapping of the columns, with --accept")),
      Option("--mapping", "NAME", Phrase("use a mapping that was saved")),
      Option("--skip-errors", nil, Phrase("record the rows that fit, and leave out the others")),
      Option("--rejects", "FILE", Phrase("write the rows that were left out, with the reasons")),
      .json,
    ], run: importTable),
  Command(
    "export", "TYPE FILE", Phrase("writes records as a spreadsheet (.xlsx or .csv)"),
    details: Phrase(
      """
      With a saved mapping the columns are those of the table that was imported; importing the \
      file again then changes nothing. Fields in conflict are left empty and named.
      """),
    arguments: 2...2,
    options: [
      Option("--mapping", "NAME", Phrase("use a mapping that was saved")),
      Option(
        "--where", "FIELD=VALUE",
        Phrase("only those that show this; may be given several times")),
      .json,
    ], run: exportTable),
]

@Sendable private func importTable(_ invocation: Invocation) throws(CommandError) -> ExitCode {
  let engine = try invocation.engine()
  let plan = try importPlan(invocation, engine)
  let prepared = try failing { () throws(EngineError) in
    try engine.prepareImport(invocation.arguments[0], plan)
  }
  let problems = prepared.preview.problems
  let isUnfit = problems.contains { $0.row == nil } || !problems.isEmpty && !plan.skipsUnfit
  let isAsked = invocation.has("--accept")
  let view = ImportView(prepared.preview, isRecorded: isAsked && !isUnfit)
  guard isAsked, !isUnfit else {
    if invocation.has("--json") {
      Output.json(view.json)
    } else if !isAsked {
      Output.lines(view.lines)
    }
    if isAsked { Output.failure(view.refusal, hint: view.remedy) }
    return problems.isEmpty ? .done : .entry
  }
  try failing { () throws(EngineError) in
    if let path = invocation.value("--rejects"), !prepared.rejects.isEmpty {
      try writeRejects(prepared.rejects, to: path)
    }
    try engine.accept(prepared)
  }
  if invocation.has("--json") { Output.json(view.json) } else { Output.line(view.summary) }
  view.warnings.forEach(Output.warning)
  return view.warnings.isEmpty ? .done : .incomplete
}

private func writeRejects(_ rows: [[String]], to path: String) throws(EngineError) {
  let text = rows.map { CSV.line($0.map(CSV.guarded), separator: ";") }.joined(separator: "\r\n")
  do throws(FileError) {
    try File.writeDurably(Array(("\u{FEFF}" + text + "\r\n").utf8), to: path)
  } catch { throw .file(error) }
}

private func importPlan(
  _ invocation: Invocation, _ engine: Engine
) throws(CommandError) -> ImportPlan {
  var plan: ImportPlan
  if let name = invocation.value("--mapping") {
    plan = try failing { () throws(EngineError) in try engine.importPlan(mapping: name) }
    if let type = invocation.value("--type"), type != plan.types.first {
      throw .usage(Phrase("the mapping '\(name)' is for '\(plan.types[0])', not for '\(type)'"))
    }
  } else {
    plan = ImportPlan(type: try invocation.need("--type"))
  }
  for type in invocation.values("--with") where !plan.types.contains(type) {
    plan.types.append(type)
  }
  for list in invocation.values("--map") {
    for entry in try Invocation.entries(mapPairs(list)) {
      plan.columns.removeAll { $0.field == entry.field }
      plan.columns.append((field: entry.field, column: entry.text))
    }
  }
  plan.ignored = invocation.values("--ignore")
  plan.columns.removeAll { plan.ignored.contains($0.column) }
  for entry in try Invocation.entries(invocation.values("--set")) {
    plan.constants.removeAll { $0.field == entry.field }
    plan.constants.append(entry)
  }
  if let key = invocation.value("--key") { plan.key = key.split(separator: ",").map(String.init) }
  plan.updates = invocation.has("--update")
  plan.sheet = invocation.value("--sheet")
  plan.savedAs = invocation.value("--save")
  plan.skipsUnfit = invocation.has("--skip-errors")
  try readForms(invocation, &plan)
  return plan
}

private func readForms(
  _ invocation: Invocation, _ plan: inout ImportPlan
) throws(CommandError) {
  if let name = invocation.value("--decimal") {
    guard let form = NumberForm(rawValue: name), [.comma, .point].contains(form) else {
      throw .usage(Phrase("--decimal takes comma or point"))
    }
    plan.numbers = form
  }
  if let name = invocation.value("--dates") {
    guard let form = DateForm(rawValue: name), ![.mixed, .undecided].contains(form) else {
      throw .usage(Phrase("--dates takes d.m.y, d/m/y, m/d/y or y-m-d"))
    }
    plan.dates = form
  }
  if let name = invocation.value("--encoding") {
    guard let encoding = TextEncoding(name: name) else {
      throw .usage(Phrase("--encoding takes utf-8, utf-16, windows-1251 or windows-1252"))
    }
    plan.encoding = encoding
  }
  if let text = invocation.value("--heading-row") {
    guard let number = Int(text), number > 0 else {
      throw .usage(Phrase("--heading-row takes a number"))
    }
    plan.headingRow = number
  }
}

/// Divides pairs at commas; a piece without `=` goes on with a heading that has a comma in it.
func mapPairs(_ list: String) -> [String] {
  var pairs: [String] = []
  for piece in list.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
    if piece.contains("=") || pairs.isEmpty {
      pairs.append(piece)
    } else {
      pairs[pairs.count - 1] += "," + piece
    }
  }
  return pairs
}

@Sendable private func exportTable(_ invocation: Invocation) throws(CommandError) -> ExitCode {
  let path = invocation.arguments[1]
  guard path.hasSuffix(".csv") || path.hasSuffix(".xlsx") else {
    throw .usage(Phrase("FILE ends in .csv or .xlsx"))
  }
  let engine = try invocation.engine()
  // The file is for people, whatever is printed.
  engine.language = Output.language
  var plan = ExportPlan(type: invocation.arguments[0])
  plan.isSpreadsheet = path.hasSuffix(".xlsx")
  plan.mapping = invocation.value("--mapping")
  for entry in try Invocation.entries(invocation.values("--where")) {
    plan.filters[entry.field] = entry.text
  }
  let table = try failing { () throws(EngineError) in
    let table = try engine.exportTable(plan)
    try engine.write(table, to: path)
    return table
  }
  if invocation.has("--json") {
    Output.json(table.json(path: path))
  } else {
    Output.line(Phrase("\(count: table.rows.count, "row", "rows") written to \(path)"))
  }
  for left in table.leftOut {
    Output.warning(
      Phrase("\(left.title) (\(String(left.id.hex.prefix(8)))): '\(left.field)' is \(left.why)"))
  }
  return table.leftOut.isEmpty ? .done : .incomplete
}
