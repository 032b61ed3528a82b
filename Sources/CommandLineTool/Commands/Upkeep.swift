import Language
import Merging
import SyncEngine
import Wire

let upkeepCommands = [
  Command(
    "rebuild", "",
    Phrase("makes the state again from the segments and proves the digest unchanged"),
    options: [.json]
  ) { invocation throws(CommandError) in
    let engine = try invocation.engine()
    let (report, digest) = try failing { () throws(EngineError) in
      (try engine.rebuild(), try engine.digest())
    }
    if invocation.has("--json") {
      Output.json(["unchanged": .bool(report.isUnchanged), "digest": .string(digest.hex)])
    } else {
      let outcome =
        report.isUnchanged ? Phrase("the digest is unchanged") : Phrase("THE DIGEST CHANGED")
      Output.line(
        Phrase(
          """
          rebuilt \(count: report.after.count, "dossier", "dossiers"); \(outcome): \(digest.hex)
          """))
    }
    return report.isUnchanged ? .done : .alarm
  },
  Command(
    "doctor", "", Phrase("looks at everything that is kept, and changes nothing"), options: [.json]
  ) { invocation throws(CommandError) in
    let engine = try invocation.engine()
    let findings = try failing { () throws(EngineError) in try engine.checkUp() }
    if invocation.has("--json") {
      Output.json(["checks": .array(findings.map(\.json))])
    } else {
      Output.lines(findings.flatMap(\.lines))
    }
    return findings.allSatisfy(\.problems.isEmpty) ? .done : .alarm
  },
  Command(
    "completion", "(bash | zsh)", Phrase("prints a shell's completion, to be sourced"),
    arguments: 1...1
  ) { invocation throws(CommandError) in
    let shell = invocation.arguments[0]
    guard ["bash", "zsh"].contains(shell) else {
      throw .usage(Phrase("the shells are bash and zsh"))
    }
    Output.line(Completion.script(for: shell))
    return .done
  },
]
