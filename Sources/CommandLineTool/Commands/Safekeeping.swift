import Bundles
import Files
import Language
import Merging
import Sodium
import SyncEngine
import Wire

let safekeepingCommands = [
  Command(
    "passphrase", "[--new-fd N | --remove]", Phrase("locks the laptop's keys with a passphrase"),
    details: Phrase(
      """
      It is asked for twice, and from then on whenever the home is opened. The records are not \
      locked by it, only what signs for this laptop and opens what is sealed to it. A copy of the \
      keys that was made before stays unlocked: 'pobratym renew' makes it worthless.
      """),
    options: [
      Option("--new-fd", "N", Phrase("the new passphrase is the next line of this descriptor")),
      Option("--remove", nil, Phrase("lock them no more")),
    ], run: setPassphrase),
  Command(
    "renew", "",
    Phrase("makes new keys for this laptop, with which a centre has to admit it again"),
    details: Phrase(
      """
      For when somebody else may have its keys, or the passphrase. The request is signed by the \
      keys of before too; what was recorded before counts on. A centre that admits the new keys \
      retires the old ones. The network's first centre cannot renew its keys: the network is named \
      after them.
      """), options: [.json], run: renew),
  Command(
    "backup", "FILE",
    Phrase("writes all that is kept into a file, sealed to this laptop and the centres"),
    details: Phrase(
      """
      The keys are not in it: copy identity.json as well, locked with a passphrase, to another \
      place. Without it only a centre can read the backup. More than one file holds goes into \
      FILE-2, FILE-3, attachments into FILE-1.blobs; 'restore' needs them all. What is erased \
      later stays in an earlier backup: keep few of them.
      """), arguments: 1...1, options: [.json], run: backup),
  Command(
    "restore", "FILE…",
    Phrase("takes a backup into a home whose store is missing, damaged or behind"),
    details: Phrase(
      """
      The home needs its identity.json. A store that is sound gets what it lacks; a damaged one is \
      moved aside, as store.sqlite.damaged-N, and made anew, with what can still be read of it. \
      Nothing is ever removed.
      """), arguments: 1...1_000, options: [.json], run: restore),
]

@Sendable private func setPassphrase(_ invocation: Invocation) throws(CommandError) -> ExitCode {
  guard !invocation.has("--new-fd") || !invocation.has("--remove") else {
    throw .usage(Phrase("give one of --new-fd or --remove"))
  }
  let descriptor = try invocation.value("--new-fd").map { text throws(CommandError) in
    try Globals.descriptor(text, of: "--new-fd")
  }
  let engine = try invocation.engine()
  try failing { () throws(EngineError) in
    guard !invocation.has("--remove") else { return try engine.lock(with: nil) }
    var typed = if let descriptor { try secretLine(from: descriptor) } else { try typedTwice() }
    defer { Secret.wipe(&typed) }
    try engine.lock(with: typed)
  }
  Output.line(
    engine.isLocked
      ? Phrase("the keys are locked with the new passphrase")
      : Phrase("no passphrase locks the keys"))
  return .done
}

/// Asks a person for a new passphrase, which must be typed the same way twice.
private func typedTwice() throws(EngineError) -> [UInt8] {
  do throws(FileError) {
    let first = try Standard.readSecret(
      prompt: Output.said(Phrase("New passphrase:")) + " ")
    var second = try Standard.readSecret(
      prompt: Output.said(Phrase("The same again:")) + " ")
    defer { Secret.wipe(&second) }
    if first == second { return first }
    var rest = first
    Secret.wipe(&rest)
  } catch { throw .file(error) }
  throw .passphrase(Phrase("the new passphrase was not the same twice"))
}

@Sendable private func renew(_ invocation: Invocation) throws(CommandError) -> ExitCode {
  let engine = try invocation.engine()
  let former = engine.device
  let request = try failing { () throws(EngineError) in try engine.renew() }
  if invocation.has("--json") {
    Output.json([
      "device": .string(request.device.hex), "replaces": .string(former.hex),
      "fingerprint": .string(request.fingerprint.description),
    ])
  } else {
    Output.lines(
      Output.facts([
        (Phrase("device"), request.device.hex), (Phrase("replaces"), former.hex),
        (Phrase("fingerprint"), request.fingerprint.description),
      ])
        + Help.wrapped(
          Phrase(
            """
            The next 'sync' leaves the request, or 'admit request FILE' writes it; read the \
            fingerprint to the centre's person by telephone.
            """)))
  }
  return .done
}

@Sendable private func backup(_ invocation: Invocation) throws(CommandError) -> ExitCode {
  let engine = try invocation.engine()
  let written = try failing { () throws(EngineError) in
    try engine.backup(to: invocation.arguments[0])
  }
  if invocation.has("--json") {
    Output.json(["written": .array(written.map(\.json))])
  } else {
    Output.lines(written.map { Output.said(Phrase("wrote \($0.phrase), \($0.path)")) })
  }
  return .done
}

@Sendable private func restore(_ invocation: Invocation) throws(CommandError) -> ExitCode {
  let (restoration, views) = try failing { () throws(EngineError) in
    let (engine, restoration) = try Engine.restore(
      home: invocation.home, from: invocation.arguments, passphrase: invocation.passphrase,
      progress: ProgressLine().update)
    let names = try engine.names()
    return (restoration, restoration.read.map { IntakeView($0, isDryRun: false, names: names) })
  }
  if invocation.has("--json") {
    Output.json([
      "read": .array(views.map(\.json)), "movedAside": .text(restoration.movedAside),
      "missing": .count(restoration.missing),
    ])
  } else {
    let aside = restoration.movedAside.map {
      Output.said(Phrase("the damaged store is kept as \($0)"))
    }
    Output.lines([aside].compactMap { $0 } + views.flatMap(\.lines))
  }
  views.flatMap(\.warnings).forEach(Output.warning)
  guard restoration.missing > 0 else {
    return views.map(\.exitCode).max { $0.rawValue < $1.rawValue } ?? .done
  }
  Output.warning(
    Phrase(
      """
      \(count: restoration.missing, "known operation is", "known operations are") in none of these \
      files: give all files of the backup, or sync with somebody who has them
      """))
  return .incomplete
}
