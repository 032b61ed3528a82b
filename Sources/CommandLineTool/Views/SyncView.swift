import Bundles
import FolderExchange
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
      lines.append(
        "\(Output.count(report.unfinished.count, "bundle")) still being written by others")
    }
    lines += report.written.map {
      $0.operations == 0
        ? "left word of what is held here (bundle \($0.number))" : "wrote \($0.text)"
    }
    lines += report.blobs.lines
    lines += report.requests.map { path, request in
      "\(Output.safe("\(request.label), \(request.office)")) asks to be admitted:"
        + " 'pobratym admit \(Output.safe(path))'"
    }
    if report.sealedForOthers > 0 {
      lines.append("\(Output.count(report.sealedForOthers, "bundle")) sealed to others")
    }
    if !report.removed.isEmpty {
      lines.append("removed \(Output.count(report.removed.count, "bundle")) that everyone has")
    }
    return lines.isEmpty ? ["nothing new on either side"] : lines
  }

  var warnings: [String] {
    var notes: [String] = []
    switch report.membership {
    case .stranger where report.ownRequest != nil:
      notes.append(
        "this laptop is not admitted yet: its request lies in the folder; read the fingerprint that"
          + " 'pobratym status' shows to the centre's person; what is recorded here waits")
    case .stranger: notes.append("this laptop is not admitted yet")
    case .retired: notes.append("this laptop was retired: nothing was written")
    case .member: break
    }
    return notes
      + report.skipped.map { _, problem in
        "skipped \(problem.description)" + (problem.hint.map { "; \($0)" } ?? "")
      } + report.ignored.map { "left alone: \($0)" } + intakes.flatMap(\.warnings)
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

  var text: String {
    "bundle \(number): \(Output.count(operations, "operation")), \(sizeBytes) bytes"
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
