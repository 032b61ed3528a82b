import Bundles
import Language
import Merging
import SyncEngine
import Wire

let bundleCommands = [
  Command(
    "bundle write", "FILE", Phrase("writes what others lack into one file, for e-mail"),
    arguments: 1...1,
    options: [
      Option("--for", "DEVICE", Phrase("a device it is for, as 'status' shows it; several times")),
      Option("--all", nil, Phrase("everything, whatever others hold")),
      Option("--plain", nil, Phrase("not sealed: whoever finds the file can read it")), .json,
    ], run: writeBundle),
  Command(
    "bundle read", "FILE", Phrase("takes a bundle in"), arguments: 1...1, options: [.dryRun, .json]
  ) { invocation throws(CommandError) in
    let engine = try invocation.engine()
    guard !invocation.arguments[0].hasSuffix(BundleForm.blobs.ending) else {
      return try readBlobs(invocation, engine)
    }
    let view = try failing { () throws(EngineError) in
      let intake = try engine.readBundle(
        invocation.arguments[0], dryRun: invocation.has("--dry-run"))
      return IntakeView(
        intake, isDryRun: invocation.has("--dry-run"), names: try engine.names())
    }
    if invocation.has("--json") { Output.json(view.json) } else { Output.lines(view.lines) }
    view.warnings.forEach(Output.warning)
    return view.exitCode
  },
  Command(
    "bundle open", "FILE OUT",
    Phrase("writes the plain gzip of a bundle that is sealed to this laptop"),
    details:
      Phrase(
        "'gunzip -c OUT | jq -c .' then shows it to anybody: keep it as you would a paper file."),
    arguments: 2...2
  ) { invocation throws(CommandError) in
    let engine = try invocation.engine()
    try failing { () throws(EngineError) in
      try engine.openBundle(invocation.arguments[0], to: invocation.arguments[1])
    }
    return .done
  },
  Command(
    "bundle inspect", "FILE", Phrase("shows what a bundle says of itself and what is in it"),
    arguments: 1...1, options: [.json]
  ) { invocation throws(CommandError) in
    let facts = try verified(invocation)
    if invocation.has("--json") { Output.json(facts.json) } else { Output.lines(facts.lines) }
    return .done
  },
  Command(
    "bundle verify", "FILE", Phrase("checks a bundle's hashes and signatures"), arguments: 1...1,
    options: [.json]
  ) { invocation throws(CommandError) in
    let facts = try verified(invocation)
    if invocation.has("--json") {
      Output.json(["valid": true, "hash": .string(Hex.text(facts.hash))])
    } else {
      let count = facts.segments.count
      Output.line(
        Phrase(
          """
          valid: \(count: count, "segment", "segments"), every hash and signature is right
          """))
    }
    return .done
  },
]

private func verified(_ invocation: Invocation) throws(CommandError) -> BundleFacts {
  try failing { () throws(EngineError) in
    // A plain one needs no home.
    let engine = Engine.isSealed(invocation.arguments[0]) ? try Engine(home: invocation.home) : nil
    return try Engine.verifyBundle(invocation.arguments[0], by: engine)
  }
}

@Sendable private func writeBundle(_ invocation: Invocation) throws(CommandError) -> ExitCode {
  let engine = try invocation.engine()
  var recipients: [DeviceID] = []
  for text in invocation.values("--for") { recipients.append(try engine.member(text)) }
  let written = try failing { () throws(EngineError) in
    try engine.writeBundle(
      to: invocation.arguments[0], for: recipients, everything: invocation.has("--all"),
      isPlain: invocation.has("--plain"))
  }
  if invocation.has("--json") {
    Output.json(["written": .array(written.map(\.json))])
  } else {
    Output.lines(written.map { Output.said(Phrase("wrote \($0.phrase), \($0.path)")) })
  }
  return .done
}

private func readBlobs(
  _ invocation: Invocation, _ engine: Engine
) throws(CommandError) -> ExitCode {
  guard !invocation.has("--dry-run") else {
    throw .usage(Phrase("--dry-run is for bundles of records, not for attachments"))
  }
  let report = try failing { () throws(EngineError) in
    try engine.readBlobs(invocation.arguments[0])
  }
  if invocation.has("--json") {
    Output.json(["attachments": report.json])
  } else {
    Output.lines(
      report.lines.isEmpty
        ? [Output.said(Phrase("nothing in it is wanted here"))] : report.lines)
  }
  return .done
}
