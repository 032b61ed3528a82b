import Merging
import Registry
import SyncEngine
import Wire

extension FoundRecord {
  /// The first digits of the id, enough for a person.
  var shortID: String { String(id.hex.prefix(8)) }

  var json: JSONValue {
    let fields = view.fields.map { JSONMember($0.name, $0.json) }
    return [
      "id": .string(id.hex), "type": .string(typeName), "dossier": .string(dossier.hex),
      "title": .string(view.title), "understood": .bool(view.type != nil),
      "withdrawn": .bool(view.isWithdrawn), "inConflict": .bool(!view.conflicts.isEmpty),
      "historyIncomplete": .bool(view.isHistoryIncomplete),
      "fields": .object(JSONObject(fields)),
      "notUnderstood": .count(view.notUnderstood.count),
    ]
  }

  var lines: [String] {
    var lines = ["\(typeName) \(id.hex)  \(Output.safe(view.title))"]
    let width = view.fields.map(\.name.count).max() ?? 0
    for field in view.fields {
      let mark = if case .conflict = field.shown { "!" } else { " " }
      lines.append("\(mark) \(Help.padded(field.name, width))  \(Output.safe(field.text))")
    }
    if view.isWithdrawn { lines.append("  withdrawn" + withdrawalReason) }
    if !view.conflicts.isEmpty {
      lines.append("! in conflict: 'pobratym conflicts \(shortID)' shows every value")
    }
    if view.isHistoryIncomplete {
      lines.append("  history incomplete: edits that others replaced have not come yet")
    }
    if view.type == nil || !view.notUnderstood.isEmpty {
      lines.append("  not understood yet: a newer version of Pobratym wrote parts of this record")
    }
    return lines + view.fields.flatMap(\.problems).map { "? \(Output.safe($0))" }
  }

  private var withdrawalReason: String {
    guard let stamp = view.state.voids.first?.stamp, let reason = stamp.reason else { return "" }
    return ": \(Output.safe(reason)) (\(Output.safe(stamp.author ?? "nobody named")))"
  }
}

extension FieldView {
  var json: JSONValue {
    switch shown {
    case .empty: ["empty": true]
    case .value(let alternative):
      ["value": alternative.value.value, "text": .string(text)]
    case .conflict(let alternatives): ["conflict": .array(alternatives.map(\.value.value))]
    case .elements(let elements): ["elements": .array(elements.map(\.value))]
    }
  }
}
