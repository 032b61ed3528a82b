import Bundles
import Language
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
      "newRecords": .count(intake.newCount), "changedRecords": .count(intake.changedCount),
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
    let name = names[intake.manifest.sender] ?? intake.manifest.sender.short
    let head = Phrase("bundle \(intake.manifest.number) from \(name)")
    if intake.isKnown {
      return [Output.said(Phrase("\(head): taken in before, nothing to do"))]
    }
    guard intake.manifest.operationCount > 0 else {
      return [Output.said(Phrase("\(head): word of what it holds"))]
    }
    var lines = [Output.said(summary(head))]
    // What needs a person comes first.
    let sorted =
      intake.records.filter { !$0.opened.isEmpty } + intake.records.filter(\.opened.isEmpty)
    lines += sorted.prefix(Self.listed).map(line)
    let more = intake.newCount + intake.changedCount - Self.listed
    if more > 0 { lines.append("  " + Output.said(Phrase("… \(count: more, "more", "more")"))) }
    return lines
  }

  private func summary(_ head: Phrase) -> Phrase {
    let operations = Phrase("\(count: intake.report.newOperations, "operation", "operations")")
    let new = Phrase("\(count: intake.newCount, "new record", "new records")")
    let changed = Phrase("\(count: intake.changedCount, "changed", "changed")")
    return isDryRun
      ? Phrase("\(head) would bring \(operations): \(new), \(changed)")
      : Phrase("\(head) brought \(operations): \(new), \(changed)")
  }

  private func line(_ outcome: RecordOutcome) -> String {
    if outcome.key.type == StatementKind.recordType {
      let statement = Output.said(Phrase("a statement of the centre on a device"))
      return "  \(outcome.isNew ? "+" : "~") \(statement)"
    }
    let mark = outcome.isNew ? "+" : outcome.opened.isEmpty ? "~" : "!"
    let note = note(outcome).map { "  (\(Output.said($0)))" } ?? ""
    return "  \(mark) \(Caption.type(outcome.key.type)) \(outcome.key.id.hex.prefix(8))"
      + "  \(Output.safe(outcome.title))\(note)"
  }

  /// What became, or would become, of its conflicts.
  private func note(_ outcome: RecordOutcome) -> Phrase? {
    guard !outcome.opened.isEmpty else {
      return outcome.closedCount > 0 ? Phrase("conflict decided") : nil
    }
    let fields = outcome.opened.map { Caption.field($0, of: outcome.key.type) }
      .joined(separator: ", ")
    return isDryRun
      ? Phrase("conflict would open in \(fields)") : Phrase("conflict opened in \(fields)")
  }

  var warnings: [Phrase] {
    intake.report.forks.map {
      Phrase(
        """
        log \($0.log.hex) has two histories at operations \($0.numbers.lowerBound)-\
        \($0.numbers.upperBound): its laptop was copied, put back or misused; both are kept, and \
        'pobratym doctor' shows the proof
        """)
    }
      + asideWarnings
      + intake.alarms.map {
        Phrase(
          """
          dossier \($0.hex): this device and the sender hold the same, but show different states; \
          run 'pobratym doctor' on both
          """)
      }
  }

  private var asideWarnings: [Phrase] {
    let byReason = Dictionary(grouping: intake.report.aside, by: \.reason)
    var warnings = byReason.sorted { $0.key < $1.key }.map { reason, aside in
      let devices = Set(aside.map(\.device.short)).sorted().joined(separator: ", ")
      return Phrase(
        """
        \(count: aside.count, "segment", "segments") of \(devices) set aside \
        (\(QuarantineView.phrase(reason))); 'pobratym quarantine list' shows them
        """)
    }
    let refused = intake.report.refusedSegments
    if refused > 0 {
      warnings.append(
        Phrase(
          """
          \(count: refused, "segment", "segments") not even set aside: the quarantine is full; \
          'pobratym quarantine drop' makes room
          """))
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
    let name = [manifest.label, manifest.office].compactMap { $0 }.joined(separator: ", ")
    let recipients = manifest.recipients.map(\.short).joined(separator: ", ")
    let has = Phrase("\(count: manifest.have.count, "operation", "operations")")
    return Output.facts([
      (Phrase("network"), manifest.network.hex), (Phrase("from"), manifest.sender.hex),
      (nil, name), (Phrase("number"), String(manifest.number)),
      (Phrase("created"), Output.time(manifest.createdSeconds)),
      (Phrase("for"), recipients.isEmpty ? Output.said(Phrase("everybody")) : recipients),
      (Phrase("carries"), contents),
      (Phrase("size"), Output.said(Phrase("\(count: sizeBytes, "byte", "bytes")"))),
      (Phrase("hash"), Hex.text(hash)), (Phrase("sender has"), Output.said(has)),
      (Phrase("valid"), Output.said(Phrase("every hash and signature is right"))),
    ])
  }

  private var contents: String {
    let dossiers = Set(segments.map(\.dossier)).count
    let authors = Set(segments.map(\.device)).count
    return [
      Phrase("\(count: manifest.operationCount, "operation", "operations")"),
      Phrase("\(count: authors, "device", "devices")"),
      Phrase("\(count: dossiers, "dossier", "dossiers")"),
      Phrase("\(count: segments.count, "segment", "segments")"),
    ].map(Output.said).joined(separator: ", ")
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
