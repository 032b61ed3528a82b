import Language
import Registry
import SyncEngine
import Wire

let decisionCommands = [
  Command(
    "conflicts", "[RECORD]", Phrase("shows what people contradict each other on, with every value"),
    arguments: 0...1, options: [.json]
  ) { invocation throws(CommandError) in
    let engine = try invocation.engine()
    let view = try failing { () throws(EngineError) in
      let record = try invocation.arguments.first.map { text throws(EngineError) in
        try engine.find(text)
      }
      return ConflictsView(try engine.conflicts(of: record), names: try engine.names())
    }
    if invocation.has("--json") { Output.json(view.json) } else { Output.lines(view.lines) }
    return .done
  },
  Command(
    "resolve", "RECORD FIELD (--take N | --value VALUE) --why TEXT",
    Phrase("decides a conflict, with a reason"),
    details: Phrase("FIELD is 'void' where a record was withdrawn and edited apart."),
    arguments: 2...2,
    options: [
      Option("--take", "N", Phrase("the value of this number, as 'conflicts' shows it")),
      Option("--value", "VALUE", Phrase("another value")), .why,
      Option(
        "--seen", "TOKEN", Phrase("decide only if the conflict is still the one that was shown")),
    ], run: resolve),
  Command(
    "void", "RECORD --why TEXT", Phrase("withdraws a record, with a reason"), arguments: 1...1,
    options: [.why]
  ) { invocation throws(CommandError) in
    let why = try invocation.need("--why")
    let engine = try invocation.engine()
    try failing { () throws(EngineError) in
      try engine.void(try engine.find(invocation.arguments[0]), why: why)
    }
    return .done
  },
  Command(
    "reinstate", "RECORD --why TEXT", Phrase("brings a withdrawn record back, with a reason"),
    arguments: 1...1, options: [.why]
  ) { invocation throws(CommandError) in
    let why = try invocation.need("--why")
    let engine = try invocation.engine()
    try failing { () throws(EngineError) in
      try engine.reinstate(try engine.find(invocation.arguments[0]), why: why)
    }
    return .done
  },
]

@Sendable private func resolve(_ invocation: Invocation) throws(CommandError) -> ExitCode {
  let decision: Decision
  switch (invocation.value("--take"), invocation.value("--value")) {
  case (let number?, nil):
    guard let number = Int(number) else { throw .usage(Phrase("--take takes a number")) }
    decision = .take(number)
  case (nil, let text?): decision = .value(text)
  default: throw .usage(Phrase("give one of --take or --value"))
  }
  let why = try invocation.need("--why")
  let engine = try invocation.engine()
  try failing { () throws(EngineError) in
    let record = try engine.find(invocation.arguments[0])
    try engine.resolve(
      record, field: invocation.arguments[1], decision, why: why, seen: invocation.value("--seen"))
  }
  return .done
}
