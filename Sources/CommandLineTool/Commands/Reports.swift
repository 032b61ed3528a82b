import Language
import Merging
import SyncEngine
import Wire

let reportCommands = [
  Command(
    "consolidate", "",
    Phrase("prints the table of all aid: per office, partnership, kind and month"),
    options: [.json, Option("--csv", nil, Phrase("print the table as CSV"))]
  ) { invocation throws(CommandError) in
    let engine = try invocation.engine()
    let table = try failing { () throws(EngineError) in try engine.consolidate() }
    if invocation.has("--json") {
      Output.json(table.json)
    } else {
      Output.lines(invocation.has("--csv") ? table.csvLines : table.lines)
    }
    return .done
  },
  Command(
    "status", "", Phrase("tells what was written, where to, and what the others hold"),
    options: [.json]
  ) { invocation throws(CommandError) in
    let engine = try invocation.engine()
    let view = try failing { () throws(EngineError) in
      StandingView(try engine.standing(), engine, names: try engine.names())
    }
    if invocation.has("--json") { Output.json(view.json) } else { Output.lines(view.lines) }
    return .done
  },
  Command(
    "digest", "", Phrase("prints the digest: equal on devices that hold the same"), options: [.json]
  ) { invocation throws(CommandError) in
    let engine = try invocation.engine()
    let (digest, dossiers) = try failing { () throws(EngineError) in
      (try engine.digest(), try engine.digests())
    }
    if invocation.has("--json") {
      let members = dossiers.sorted { $0.key < $1.key }
        .map { JSONMember($0.key.hex, .string($0.value.hex)) }
      Output.json(["digest": .string(digest.hex), "dossiers": .object(JSONObject(members))])
    } else {
      Output.line(digest.hex)
    }
    return .done
  },
]
