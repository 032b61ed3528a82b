import Files
import Language
import Registry
import SyncEngine
import Wire

let violationCommands = [
  Command(
    "violations", "[RECORD]", Phrase("shows the rules that the merged records break"),
    details: Phrase("Each has eight digits by which 'accept' names it. The rules:"),
    arguments: 0...1,
    options: [
      Option("--as-of", "DATE", Phrase("look at what is overdue on this day (default: today)")),
      Option("--all", nil, Phrase("those that have been accepted, too")), .json,
    ], run: violations),
  Command(
    "accept", "DIGITS --why TEXT", Phrase("accepts a broken rule as it is now, with a reason"),
    details: Phrase("It opens again when what breaks the rule changes."),
    arguments: 1...1,
    options: [.why, Option("--undo", nil, Phrase("take the acceptance back"))]
  ) { invocation throws(CommandError) in
    let why = try invocation.need("--why")
    let engine = try invocation.engine()
    try failing { () throws(EngineError) in
      if invocation.has("--undo") {
        try engine.unaccept(invocation.arguments[0], why: why)
      } else {
        try engine.accept(invocation.arguments[0], why: why)
      }
    }
    return .done
  },
]

@Sendable private func violations(_ invocation: Invocation) throws(CommandError) -> ExitCode {
  let today = String(CalendarDate.text(seconds: SystemClock.nowSeconds()).prefix(10))
  let day = invocation.value("--as-of") ?? today
  guard CalendarDate.seconds(day) != nil else {
    throw .usage(Phrase("--as-of takes a day: 2023-02-09"))
  }
  let engine = try invocation.engine()
  let found = try failing { () throws(EngineError) in
    let record = try invocation.arguments.first.map { text throws(EngineError) in
      try engine.find(text)
    }
    return try engine.violations(of: record, on: day)
  }
  if invocation.has("--json") {
    Output.json(["violations": .array(found.map(\.json))])
  } else {
    let shown = found.filter { invocation.has("--all") || $0.acceptance == nil }
    Output.lines(shown.flatMap(\.lines))
  }
  return .done
}
