import Language
import LocalStore
import Merging
import Registry
import SyncEngine
import Wire

/// Open conflicts for people and programs.
struct ConflictsView {
  private let conflicts: [OpenConflict]
  private let names: [DeviceID: String]

  init(_ conflicts: [OpenConflict], names: [DeviceID: String]) {
    self.conflicts = conflicts
    self.names = names
  }

  var json: JSONValue {
    ["conflicts": .array(conflicts.map(json))]
  }

  private func json(_ open: OpenConflict) -> JSONValue {
    let values = open.conflict.alternatives.enumerated().map { index, alternative in
      JSONValue.object(
        JSONObject([
          JSONMember("number", .count(index + 1)),
          JSONMember("value", alternative.value.value),
          JSONMember("text", .string(open.display(alternative.value.value))),
          JSONMember("heads", .array(alternative.heads.map { json($0, of: open) })),
        ]))
    }
    return [
      "id": .string(open.record.id.hex), "type": .string(open.record.typeName),
      "title": .string(open.record.view.title), "field": .string(open.fieldName),
      "seen": .string(open.token), "values": .array(values),
      "editsApart": .array(open.editsApart.map { json($0, of: open) }),
    ]
  }

  private func json(_ head: Head, of open: OpenConflict) -> JSONValue {
    [
      "operation": head.id.json, "value": head.value.value, "by": .text(head.stamp.author),
      "why": .text(head.stamp.reason), "claimed": .integer(head.stamp.claimedSeconds),
      "origin": open.origins[head.id]?.json ?? .null,
      "decided": .array((open.decided[head.id] ?? []).map { json($0, of: open) }),
    ]
  }

  private func json(_ entry: HistoryEntry, of open: OpenConflict) -> JSONValue {
    let value = entry.operation.value.value
    return [
      "operation": entry.id.json, "value": value, "text": .string(open.display(value)),
      "by": .text(entry.stamp.author), "why": .text(entry.stamp.reason),
      "claimed": .integer(entry.stamp.claimedSeconds),
    ]
  }

  var lines: [String] {
    guard !conflicts.isEmpty else { return [Output.said(Phrase("no conflicts"))] }
    return Array(conflicts.map(lines).joined(separator: [""]))
  }

  private func lines(_ open: OpenConflict) -> [String] {
    let record = open.record
    var lines = [
      "\(Caption.type(record.typeName)) \(record.shortID)  \(Output.safe(record.view.title))",
      "  \(Output.safe(open.fieldCaption)):",
    ]
    for (index, alternative) in open.conflict.alternatives.enumerated() {
      lines.append("    \(index + 1)  \(Output.safe(open.display(alternative.value.value)))")
      lines += alternative.heads.flatMap { source($0, of: open) }
    }
    for head in open.editsApart {
      lines.append("    " + Output.said(Phrase("edited apart: \(head.value.description)")))
      lines += source(head, of: open)
    }
    let command = "pobratym resolve \(record.shortID) \(open.fieldName) --take N --why \"…\""
    lines.append("  " + Output.said(Phrase("decide: \(command) --seen \(open.token)")))
    return lines
  }

  private func source(_ head: Head, of open: OpenConflict) -> [String] {
    let origin = open.origins[head.id]?.phrase(names) ?? Phrase("on an unknown laptop")
    return [
      "       " + Output.said(head.stamp.authorship), "       " + Output.said(origin),
    ] + (head.stamp.reason.map { ["         " + Output.said(Phrase("because \($0)"))] } ?? [])
  }
}

extension OpenConflict {
  /// The edits made apart from a withdrawal.
  var editsApart: [Head] {
    if case .withdrawn(_, let edits) = conflict.kind { edits } else { [] }
  }
}
