import Bundles
import LocalStore
import Merging
import Registry
import SyncEngine
import Wire

/// A bundle that was taken in, for people and programs.
struct IntakeView {
  private let intake: Intake
  private let isDryRun: Bool
  private let names: [DeviceID: String]

  init(_ intake: Intake, isDryRun: Bool, names: [DeviceID: String]) {
    self.intake = intake
    self.isDryRun = isDryRun
    self.names = names
  }

  var json: JSONValue {
    let report = intake.report
    return [
      "place": .string(intake.place), "from": .string(intake.manifest.sender.hex),
      "number": .count(intake.manifest.number), "dryRun": .bool(isDryRun),
      "known": .bool(intake.isKnown), "newSegments": .count(report.newSegments),
      "knownSegments": .count(report.knownSegments),
      "newOperations": .count(report.newOperations),
      "records": .array(intake.records.map(Self.json)),
      "forks": .array(report.forks.map(\.json)),
      "setAside": .array(report.aside.map(\.json)), "refused": .count(report.refusedSegments),
      "alarms": .array(intake.alarms.map { .string($0.hex) }),
    ]
  }

  private static func json(_ outcome: RecordOutcome) -> JSONValue {
    [
      "id": .string(outcome.key.id.hex), "type": .string(outcome.key.type),
      "title": .string(outcome.title), "new": .bool(outcome.isNew),
      "opened": .array(outcome.opened.map { .string($0) }),
      "closed": .count(outcome.closedCount),
    ]
  }

  /// How many records are listed one by one.
  private static let listed = 10

  var lines: [String] {
    let name = Output.safe(names[intake.manifest.sender] ?? intake.manifest.sender.short)
    let head = "bundle \(intake.manifest.number) from \(name)"
    if intake.isKnown { return ["\(head): taken in before, nothing to do"] }
    guard intake.manifest.operationCount > 0 else { return ["\(head): word of what it holds"] }
    let verb = isDryRun ? "would bring" : "brought"
    let new = intake.records.count(where: \.isNew)
    var lines = [
      "\(head) \(verb) \(Output.count(intake.report.newOperations, "operation")):"
        + " \(Output.count(new, "new record")), \(intake.records.count - new) changed"
    ]
    // What needs a person comes first.
    let sorted =
      intake.records.filter { !$0.opened.isEmpty } + intake.records.filter(\.opened.isEmpty)
    lines += sorted.prefix(Self.listed).map(line)
    if sorted.count > Self.listed { lines.append("  … \(sorted.count - Self.listed) more") }
    return lines
  }

  private func line(_ outcome: RecordOutcome) -> String {
    if outcome.key.type == StatementKind.recordType {
      return "  \(outcome.isNew ? "+" : "~") a statement of the centre on a device"
    }
    let mark = outcome.isNew ? "+" : outcome.opened.isEmpty ? "~" : "!"
    let opened = outcome.opened.map {
      $0 == Operation.voidRegister ? "void" : $0
    }
    let conflicts =
      opened.isEmpty
      ? outcome.closedCount > 0 ? "  (conflict decided)" : ""
      : "  (conflict \(isDryRun ? "would open" : "opened") in \(opened.joined(separator: ", ")))"
    return "  \(mark) \(outcome.key.type) \(outcome.key.id.hex.prefix(8))"
      + "  \(Output.safe(outcome.title))"
      + conflicts
  }

  var warnings: [String] {
    intake.report.forks.map {
      "log \($0.log.hex) has two histories at operations \($0.numbers.lowerBound)-"
        + "\($0.numbers.upperBound): its laptop was copied, put back or misused; both are kept, and"
        + " 'pobratym doctor' shows the proof"
    }
      + asideWarnings
      + intake.alarms.map {
        "dossier \($0.hex): this device and the sender hold the same, but show different states;"
          + " run 'pobratym doctor' on both"
      }
  }

  private var asideWarnings: [String] {
    let byReason = Dictionary(grouping: intake.report.aside, by: \.reason)
    var warnings = byReason.sorted { $0.key < $1.key }.map { reason, aside in
      let devices = Set(aside.map(\.device.short)).sorted().joined(separator: ", ")
      return "\(Output.count(aside.count, "segment")) of \(devices) set aside (\(reason));"
        + " 'pobratym quarantine list' shows them"
    }
    if intake.report.refusedSegments > 0 {
      warnings.append(
        "\(Output.count(intake.report.refusedSegments, "segment")) not even set aside: the"
          + " quarantine is full; 'pobratym quarantine drop' makes room")
    }
    return warnings
  }

  var exitCode: ExitCode {
    if !intake.alarms.isEmpty { return .alarm }
    let report = intake.report
    let isWhole = report.forks.isEmpty && report.aside.isEmpty && report.refusedSegments == 0
    return isWhole ? .done : .incomplete
  }
}

extension BundleFacts {
  var json: JSONValue {
    [
      "network": .string(manifest.network.hex), "from": .string(manifest.sender.hex),
      "office": .text(manifest.office), "label": .text(manifest.label),
      "number": .count(manifest.number),
      "created": .integer(manifest.createdSeconds),
      "for": .array(manifest.recipients.map { .string($0.hex) }),
      "hash": .string(Hex.text(hash)), "size": .count(sizeBytes),
      "operations": .count(manifest.operationCount),
      "segments": .array(segments.map(\.json)), "have": manifest.have.json,
      "wants": .array(manifest.wants.map(\.json)),
      "receipts": .array(manifest.receipts.map { .string(Hex.text($0)) }),
    ]
  }

  var lines: [String] {
    let dossiers = Set(segments.map(\.dossier)).count
    let authors = Set(segments.map(\.device)).count
    let name = [manifest.label, manifest.office].compactMap { $0 }.joined(separator: ", ")
    return [
      "network     \(manifest.network.hex)", "from        \(manifest.sender.hex)",
      "            \(Output.safe(name))",
      "number      \(manifest.number)", "created     \(Output.time(manifest.createdSeconds))",
      "for         "
        + (manifest.recipients.isEmpty
          ? "everybody" : manifest.recipients.map(\.short).joined(separator: ", ")),
      "carries     \(manifest.operationCount) operations of \(authors) devices"
        + " in \(dossiers) dossiers, \(segments.count) segments",
      "size        \(sizeBytes) bytes", "hash        \(Hex.text(hash))",
      "sender has  \(manifest.have.count) operations",
      "valid       every hash and signature is right",
    ]
  }
}

extension SegmentHeader {
  var json: JSONValue {
    [
      "device": .string(device.hex), "dossier": .string(dossier.hex), "log": .string(log.hex),
      "first": .count(numbers.lowerBound),
      "last": .count(numbers.upperBound),
    ]
  }
}
