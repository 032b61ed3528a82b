import Language
import LocalStore
import Merging
import Registry
import SyncEngine
import Wire

/// A record's whole story for people and programs.
struct StoryView {
  private let story: Story
  private let names: [DeviceID: String]

  init(_ story: Story, names: [DeviceID: String]) {
    self.story = story
    self.names = names
  }

  var json: JSONValue {
    [
      "record": story.record.json, "same": .array(story.same.map(\.brief)),
      "refersTo": .array(story.refersTo.map(\.json)),
      "referredBy": .array(story.referredBy.map(\.json)),
      "milestones": .array(story.milestones.map(json)),
      "history": .array(story.history.map(json)),
      "conflicts": ConflictsView(story.conflicts, names: names).json["conflicts"] ?? .array([]),
      "violations": .array(story.violations.map(\.json)),
      "duplicates": .array(story.duplicates.map(\.json)),
    ]
  }

  private func json(_ milestone: Story.Milestone) -> JSONValue {
    [
      "date": .string(milestone.date), "field": .string(milestone.field.name),
      "text": .string(milestone.field.text), "record": milestone.record.brief,
    ]
  }

  private func json(_ entry: HistoryEntry) -> JSONValue {
    let key = entry.operation.record
    return [
      "record": .string(key.id.hex), "type": .string(key.type),
      "operation": entry.id.json, "kind": .string(entry.operation.kind.name),
      "field": .string(entry.operation.register), "value": entry.operation.value.value,
      "by": .text(entry.stamp.author), "why": .text(entry.stamp.reason),
      "claimed": .integer(entry.stamp.claimedSeconds), "origin": entry.origin.json,
      "effect": .bool(entry.hasEffect), "implausible": .bool(entry.isImplausible),
    ]
  }

  var lines: [String] {
    var lines = story.record.lines
    lines += section(Phrase("the same, entered again"), story.same.map(\.line))
    lines += section(
      Phrase("refers to"),
      story.refersTo.map {
        "\(Caption.field($0.field, of: story.record.typeName))  \($0.record.line)"
      })
    lines += section(Phrase("belongs to it"), story.referredBy.map(\.record.line))
    lines += section(
      Phrase("days"),
      story.milestones.map { milestone in
        let date = Output.written.date(milestone.date)
        let type = Caption.type(milestone.record.typeName)
        return "\(date)  \(milestone.field.caption): \(milestone.field.text)"
          + "  (\(type) \(milestone.record.view.title))"
      })
    lines += section(Phrase("what happened"), events)
    if !story.conflicts.isEmpty {
      lines += ["", Output.said(Phrase("in conflict:"))]
      lines += ConflictsView(story.conflicts, names: names).lines
    }
    lines += section(Phrase("rules broken"), story.violations.flatMap(\.lines))
    if !story.duplicates.isEmpty {
      lines += ["", Output.said(Phrase("may be entered twice:"))]
      lines += story.duplicates.flatMap(\.lines)
    }
    return lines
  }

  private func section(_ title: Phrase, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : ["", "\(Output.said(title)):"] + lines.map { "  \(Output.safe($0))" }
  }

  /// What happened, one line for what one person did to one record in one step.
  private var events: [String] {
    let records = story.records
    var lines: [String] = []
    var last: (stamp: CommitStamp, record: RecordKey)?
    for entry in story.history {
      let key = entry.operation.record
      if last?.stamp != entry.stamp || last?.record != key {
        let title = records[key]?.view.title ?? String(key.id.hex.prefix(8))
        let why = entry.stamp.reason.map { ", \(Output.said(Phrase("because \($0)")))" } ?? ""
        let time = Output.time(entry.stamp.claimedSeconds)
        let who = Output.said(entry.stamp.who)
        lines.append("\(time)  \(who)  \(Caption.type(key.type)) \(title)\(why)")
        lines.append("    \(Output.said(entry.origin.phrase(names)))")
      }
      last = (entry.stamp, key)
      let field = records[key]?.view.type?.field(entry.operation.register)
      let value = entry.operation.value
      let text = field?.display(value.value) ?? value.description
      let effect = entry.hasEffect ? "" : "  " + Output.said(Phrase("WITHOUT EFFECT"))
      let caption = Caption.field(entry.operation.register, of: key.type)
      let kind = Output.said(entry.operation.kind.phrase)
      lines.append("    \(kind) \(caption) = \(text)\(effect)")
    }
    return lines
  }
}

extension Story.Link {
  fileprivate var json: JSONValue {
    ["field": .string(field), "record": record.brief]
  }
}

extension FoundRecord {
  var brief: JSONValue {
    ["id": .string(id.hex), "type": .string(typeName), "title": .string(view.title)]
  }

  fileprivate var line: String { "\(Caption.type(typeName)) \(shortID)  \(view.title)" }
}
