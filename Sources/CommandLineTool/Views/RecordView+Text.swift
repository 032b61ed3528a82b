import Language
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

  /// With the records that are the same thing.
  func json(same: [FoundRecord]) -> JSONValue {
    var members = json.object ?? JSONObject()
    members["same"] = .array(same.map(\.brief))
    return .object(members)
  }

  /// What another record's text says of this one, which is the same thing.
  var sameLine: String {
    let withdrawn = view.isWithdrawn ? Phrase("the same, entered again, withdrawn") : nil
    return Output.said(withdrawn ?? Phrase("the same, entered again"))
      + ": \(Output.safe(view.title)) (\(shortID))"
  }

  var lines: [String] {
    var lines = ["\(Caption.type(typeName)) \(id.hex)  \(Output.safe(view.title))"]
    let width = view.fields.map(\.caption.count).max() ?? 0
    for field in view.fields {
      let mark = if case .conflict = field.shown { "!" } else { " " }
      let caption = Output.safe(Help.padded(field.caption, width))
      lines.append("\(mark) \(caption)  \(Output.safe(field.text))")
    }
    return lines + notes.map { "\($0.mark) \(Output.said($0.phrase))" }
  }

  /// What a person must know who reads it.
  private var notes: [(mark: String, phrase: Phrase)] {
    var notes: [(mark: String, phrase: Phrase)] = []
    if view.isWithdrawn { notes.append((" ", withdrawal)) }
    if !view.conflicts.isEmpty {
      notes.append(
        ("!", Phrase("in conflict: 'pobratym conflicts \(shortID)' shows every value")))
    }
    if view.isHistoryIncomplete {
      notes.append(
        (" ", Phrase("history incomplete: edits that others replaced have not come yet")))
    }
    if view.type == nil || !view.notUnderstood.isEmpty {
      notes.append(
        (
          " ",
          Phrase("not understood yet: a newer version of Pobratym wrote parts of this record")
        ))
    }
    return notes + view.fields.flatMap(\.problems).map { ("?", $0) }
  }

  private var withdrawal: Phrase {
    guard let stamp = view.state.voids.first?.stamp, let reason = stamp.reason else {
      return Phrase("withdrawn")
    }
    return Phrase("withdrawn: \(reason) (\(stamp.who))")
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
