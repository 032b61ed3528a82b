import Bundles
import FolderExchange
import Language
import LocalStore
import Merging
import SyncEngine
import Wire

/// A round with a shared folder, for people and programs.
struct SyncView {
  private let report: SyncReport
  private let isDryRun: Bool
  private let intakes: [IntakeView]

  init(_ report: SyncReport, isDryRun: Bool, names: [DeviceID: String]) {
    self.report = report
    self.isDryRun = isDryRun
    intakes = report.read.map { IntakeView($0, isDryRun: isDryRun, names: names) }
  }

  var json: JSONValue {
    [
      "folder": .string(report.folder), "dryRun": .bool(isDryRun),
      "read": .array(intakes.map(\.json)), "known": .count(report.knownCount),
      "skipped": .array(
        report.skipped.map { path, problem in
          ["path": .string(path), "problem": .string(problem.description)]
        }),
      "ignored": .array(
        report.ignored.map {
          ["path": .string($0.path), "problem": .string($0.description)]
        }),
      "sealedForOthers": .count(report.sealedForOthers),
      "requests": .array(
        report.requests.map { path, request in
          ["path": .string(path), "request": request.json]
        }),
      "ownRequest": .text(report.ownRequest), "membership": .string(report.membership.name),
      "newLife": .text(report.newLife?.rawValue),
      "unfinished": .array(report.unfinished.map { .string($0.name) }),
      "written": .array(report.written.map(\.json)),
      "removed": .array(report.removed.map { .string($0) }),
      "attachments": report.blobs.json,
    ]
  }

  var lines: [String] {
    var lines = intakes.flatMap(\.lines)
    if !report.unfinished.isEmpty {
      let count = report.unfinished.count
      lines.append(
        Output.said(
          Phrase("\(count: count, "bundle", "bundles") still being written by others")))
    }
    lines += report.written.map {
      Output.said(
        $0.operations == 0
          ? Phrase("left word of what is held here (bundle \($0.number))")
          : Phrase("wrote \($0.phrase)"))
    }
    lines += report.blobs.lines
    lines += report.requests.map { path, request in
      Output.said(
        Phrase(
          """
          \(request.label), \(request.office) asks to be admitted: 'pobratym admit \(path)'
          """))
    }
    if report.sealedForOthers > 0 {
      lines.append(
        Output.said(
          Phrase("\(count: report.sealedForOthers, "bundle", "bundles") sealed to others")))
    }
    if !report.removed.isEmpty {
      lines.append(
        Output.said(
          Phrase("removed \(count: report.removed.count, "bundle", "bundles") that everyone has")))
    }
    return lines.isEmpty ? [Output.said(Phrase("nothing new on either side"))] : lines
  }

  var warnings: [Phrase] {
    var notes: [Phrase] = []
    switch report.membership {
    case .stranger where report.ownRequest != nil:
      notes.append(
        Phrase(
          """
          this laptop is not admitted yet: its request lies in the folder; read the fingerprint \
          that 'pobratym status' shows to the centre's person; what is recorded here waits
          """))
    case .stranger: notes.append(Phrase("this laptop is not admitted yet"))
    case .retired: notes.append(Phrase("this laptop was retired: nothing was written"))
    case .member: break
    }
    let skipped = report.skipped.map { _, problem in
      let skipped = Phrase("skipped \(problem)")
      return problem.hint.map { Phrase("\(skipped); \($0)") } ?? skipped
    }
    return notes + skipped + report.ignored.map { Phrase("left alone: \($0)") }
      + intakes.flatMap(\.warnings)
  }

  var exitCode: ExitCode {
    let codes = Set(intakes.map(\.exitCode))
    if codes.contains(.alarm) { return .alarm }
    return report.skipped.isEmpty && codes.isSubset(of: [.done]) ? .done : .incomplete
  }
}

extension WrittenBundle {
  var json: JSONValue {
    [
      "path": .string(path), "number": .count(number),
      "operations": .count(operations),
      "size": .count(sizeBytes),
    ]
  }

  var phrase: Phrase {
    let bytes = Phrase("\(count: sizeBytes, "byte", "bytes")")
    return Phrase("bundle \(number): \(count: operations, "operation", "operations"), \(bytes)")
  }
}

extension Membership {
  /// The word for scripts.
  var name: String {
    switch self {
    case .member: "member"
    case .stranger: "stranger"
    case .retired: "retired"
    }
  }
}

extension MergeReport.Aside {
  var json: JSONValue {
    [
      "device": .string(device.hex), "run": run.json, "reason": .string(reason),
    ]
  }
}
