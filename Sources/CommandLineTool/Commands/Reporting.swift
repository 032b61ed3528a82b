import Files
import Language
import Merging
import Registry
import Reports
import SyncEngine
import Wire

let reportingCommands = [
  Command(
    "report", "NAME [--format FORMAT]", Phrase("makes a report of everything that is here"),
    details: Phrase(
      """
      NAME is totals, stock, pipeline, late or open. FORMAT is table, csv, json, html, xlsx, \
      hxl or iati; csv and hxl hold one section, the first one unless --section names another. \
      iati holds the partnerships with their transactions, whatever the report.
      """),
    arguments: 1...1,
    options: [
      Option("--as-of", "DATE", Phrase("count what has begun by this day (default: today)")),
      Option("--format", "FORMAT", Phrase("the format (default: table)")),
      Option("--section", "KEY", Phrase("the section, for csv and hxl")),
      Option("--in", "CURRENCY", Phrase("convert sums too, by the centre's rates")),
      Option("--output", "FILE", Phrase("write it to a file instead of the standard output")),
      Option("--figure", "FIGURE", Phrase("show the records and their histories behind a figure")),
    ], run: report)
]

@Sendable private func report(_ invocation: Invocation) throws(CommandError) -> ExitCode {
  let name = invocation.arguments[0]
  guard Holdings.names.contains(name) else {
    throw .usage(
      Phrase("there is no report '\(name)'; there are \(list: Holdings.names)"))
  }
  let today = String(CalendarDate.text(seconds: SystemClock.nowSeconds()).prefix(10))
  let day = invocation.value("--as-of") ?? today
  guard CalendarDate.seconds(day) != nil else {
    throw .usage(Phrase("--as-of takes a day: 2023-02-09"))
  }
  let target = invocation.value("--in")?.uppercased()
  if let target, Codes.standard["currency"][target] == nil {
    throw .usage(Phrase("'\(target)' is not a known currency"))
  }
  let engine = try invocation.engine()
  let holdings = try failing { () throws(EngineError) in
    try engine.holdings(day: day, target: target)
  }
  guard let consolidated = holdings.report(name) else {
    throw .usage(Phrase("there is no report '\(name)'"))
  }
  if let figure = invocation.value("--figure") {
    return try behind(figure, consolidated, engine)
  }
  let bytes = try rendered(consolidated.report, holdings, invocation)
  try write(bytes, to: invocation.value("--output"))
  return .done
}

private func rendered(
  _ report: Report, _ holdings: Holdings, _ invocation: Invocation
) throws(CommandError) -> [UInt8] {
  let language = Output.language
  let format = invocation.value("--format") ?? "table"
  switch format {
  case "table": return Array(report.text(in: language).utf8)
  case "json": return Array((report.json(in: .english).prettyText + "\n").utf8)
  case "html": return Array(report.html(in: language).utf8)
  case "csv": return try section(report, invocation).csv(in: language)
  case "hxl":
    guard let bytes = try section(report, invocation).hxl(in: language) else {
      throw .usage(
        Phrase("this section has no column with a hashtag; name another with --section"))
    }
    return bytes
  case "xlsx", "iati":
    do throws(ReportsError) {
      return format == "xlsx"
        ? try report.xlsx(in: language) : try IATI.document(holdings.activities)
    } catch { throw .report(error) }
  default:
    throw .usage(
      Phrase("--format takes table, csv, json, html, xlsx, hxl or iati"))
  }
}

private func section(
  _ report: Report, _ invocation: Invocation
) throws(CommandError) -> Section {
  let key = invocation.value("--section") ?? report.sections[0].key
  guard let section = report.sections.first(where: { $0.key == key }) else {
    let keys = report.sections.map(\.key)
    throw .usage(
      Phrase("'\(report.name)' has no section '\(key)'; there are \(list: keys)"))
  }
  return section
}

private func write(_ bytes: [UInt8], to path: String?) throws(CommandError) {
  do throws(FileError) {
    if let path { try File.writeDurably(bytes, to: path) } else { try Standard.output(bytes) }
  } catch { throw .engine(.file(error)) }
}

/// Shows the records behind a figure: who entered what, on which laptop, from which bundle.
private func behind(
  _ figure: String, _ consolidated: Consolidated, _ engine: Engine
) throws(CommandError) -> ExitCode {
  guard let records = consolidated.sources[figure] else {
    throw .usage(
      Phrase("this report has no figure '\(figure)'; --format csv and json name them"))
  }
  try failing { () throws(EngineError) in
    let names = try engine.names()
    for id in records {
      let record = try engine.find(id.hex)
      Output.lines(record.lines)
      Output.lines(HistoryView(record, try engine.history(of: record), names: names).lines)
      Output.line()
    }
  }
  return .done
}
