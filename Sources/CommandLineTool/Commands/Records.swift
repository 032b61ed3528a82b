import Language
import Merging
import Registry
import SyncEngine
import Wire

let recordCommands = [
  Command(
    "new", "TYPE FIELD=VALUE…", Phrase("records something new and prints its id"),
    arguments: 1...1_000
  ) { invocation throws(CommandError) in
    let entries = try Invocation.entries(Array(invocation.arguments.dropFirst()))
    let engine = try invocation.engine()
    let id = try failing { () throws(EngineError) in
      try engine.create(invocation.arguments[0], entries)
    }
    Output.line(id.hex)
    return .done
  },
  Command(
    "set", "RECORD FIELD=VALUE…", Phrase("changes fields; an empty value clears one"),
    details: Phrase(
      """
      RECORD is the beginning of an id, at least four digits, or a whole title. A status that does \
      not follow on the one before, such as a step back, needs a reason.
      """),
    arguments: 2...1_000, options: [.why]
  ) { invocation throws(CommandError) in
    try edit(invocation) { engine, record, entries throws(EngineError) in
      let changed = try engine.set(record, entries, why: invocation.value("--why"))
      if changed == 0 { Output.line(Phrase("nothing to change")) }
    }
  },
  Command(
    "add", "RECORD FIELD=VALUE…", Phrase("adds to a set, such as tags"), arguments: 2...1_000
  ) { invocation throws(CommandError) in
    try edit(invocation) { engine, record, entries throws(EngineError) in
      if try engine.add(record, entries) == 0 { Output.line(Phrase("nothing to add")) }
    }
  },
  Command(
    "remove", "RECORD FIELD=VALUE…", Phrase("takes out of a set"), arguments: 2...1_000
  ) { invocation throws(CommandError) in
    try edit(invocation) { engine, record, entries throws(EngineError) in
      try engine.remove(record, entries)
    }
  },
  Command(
    "show", "RECORD", Phrase("shows a record"), arguments: 1...1, options: [.json]
  ) { invocation throws(CommandError) in
    let engine = try invocation.engine()
    let (record, same) = try failing { () throws(EngineError) in
      let record = try engine.find(invocation.arguments[0])
      return (record, try engine.joined(with: record))
    }
    if invocation.has("--json") {
      Output.json(record.json(same: same))
    } else {
      Output.lines(record.lines + same.map { "= " + $0.sameLine })
    }
    return .done
  },
  Command(
    "list", "[TYPE]", Phrase("lists records, by their titles"), arguments: 0...1,
    options: [
      Option(
        "--filter", "NAME", Phrase("as a saved filter says; the other options come on top")),
      Option(
        "--where", "FIELD=VALUE", Phrase("only those that show this; may be given several times")),
      Option("--sort", "FIELD", Phrase("sort by a field")),
      Option("--reverse", nil, Phrase("the last first")),
      Option("--conflicts", nil, Phrase("only those in conflict")),
      Option("--withdrawn", nil, Phrase("those withdrawn too")),
      Option("--limit", "N", Phrase("at most so many")), .json,
    ], run: list),
  Command(
    "history", "RECORD", Phrase("shows who did what to a record, when, and what it replaced"),
    arguments: 1...1, options: [.json]
  ) { invocation throws(CommandError) in
    let engine = try invocation.engine()
    let view = try failing { () throws(EngineError) in
      let record = try engine.find(invocation.arguments[0])
      return HistoryView(record, try engine.history(of: record), names: try engine.names())
    }
    if invocation.has("--json") { Output.json(view.json) } else { Output.lines(view.lines) }
    return .done
  },
]

private func edit(
  _ invocation: Invocation,
  _ body: (Engine, FoundRecord, [Entry]) throws(EngineError) -> Void
) throws(CommandError) -> ExitCode {
  let entries = try Invocation.entries(Array(invocation.arguments.dropFirst()))
  let engine = try invocation.engine()
  let after = try failing { () throws(EngineError) in
    let record = try engine.find(invocation.arguments[0])
    try body(engine, record, entries)
    return try engine.find(record.id.hex, type: record.typeName)
  }
  let fields = Set(entries.map(\.field))
  for conflict in after.view.conflicts where fields.contains(conflict.register) {
    Output.warning(
      Phrase(
        """
        '\(conflict.register)' is in conflict; 'pobratym conflicts \(after.shortID)' shows the \
        values
        """))
  }
  return .done
}

@Sendable private func list(_ invocation: Invocation) throws(CommandError) -> ExitCode {
  let conditions = try Invocation.entries(invocation.values("--where"))
  let limit = try invocation.limit()
  let engine = try invocation.engine()
  var listing = try failing { () throws(EngineError) in
    if let filter = invocation.value("--filter") {
      try engine.listing(ofFilter: filter)
    } else {
      Listing()
    }
  }
  if let type = invocation.arguments.first { listing.type = type }
  for entry in conditions { listing.filters[entry.field] = entry.text }
  if let field = invocation.value("--sort") { listing.sortField = field }
  listing.isDescending = invocation.has("--reverse")
  listing.isConflictedOnly = invocation.has("--conflicts")
  listing.includesWithdrawn = invocation.has("--withdrawn")
  let found = try failing { () throws(EngineError) in try engine.list(listing) }
  let shown = found.prefix(limit)
  guard !invocation.has("--json") else {
    Output.json([
      "records": .array(shown.map(\.json)), "count": .count(found.count),
    ])
    return .done
  }
  Output.lines(shown.table)
  if shown.count < found.count {
    Output.line(Phrase("… \(count: found.count - shown.count, "more", "more")"))
  }
  return .done
}
