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
    guard (0...1_048_576).contains(limit ?? 0) else {
      throw .usage(Phrase("--blob-limit takes a number"))
    }
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
  }
]
