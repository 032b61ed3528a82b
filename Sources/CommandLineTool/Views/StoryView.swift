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
    lines += section("the same, entered again", story.same.map(\.line))
    lines += section("refers to", story.refersTo.map { "\($0.field)  \($0.record.line)" })
    lines += section("belongs to it", story.referredBy.map(\.record.line))
    lines += section(
      "days",
      story.milestones.map { milestone in
        let what = "\(milestone.date)  \(milestone.field.name): \(milestone.field.text)"
        return "\(what)  (\(milestone.record.typeName) \(milestone.record.view.title))"
      })
    lines += section("what happened", events)
    if !story.conflicts.isEmpty {
      lines += ["", "in conflict:"] + ConflictsView(story.conflicts, names: names).lines
    }
    lines += section("rules broken", story.violations.flatMap(\.lines))
    if !story.duplicates.isEmpty {
      lines += ["", "may be entered twice:"] + story.duplicates.flatMap(\.lines)
    }
    return lines
  }

  private func section(_ title: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : ["", "\(title):"] + lines.map { "  \(Output.safe($0))" }
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
        let why = entry.stamp.reason.map { ", because \($0)" } ?? ""
        let time = Output.time(entry.stamp.claimedSeconds)
        lines.append("\(time)  \(entry.stamp.who)  \(key.type) \(title)\(why)")
        lines.append("    \(entry.origin.text(names))")
      }
      last = (entry.stamp, key)
      let field = records[key]?.view.type?.field(entry.operation.register)
      let value = entry.operation.value
      let text = field?.display(value.value) ?? value.description
      let effect = entry.hasEffect ? "" : "  WITHOUT EFFECT"
      lines.append(
        "    \(entry.operation.kind.name) \(entry.operation.register) = \(text)\(effect)")
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
  fileprivate var brief: JSONValue {
    ["id": .string(id.hex), "type": .string(typeName), "title": .string(view.title)]
  }

  fileprivate var line: String { "\(typeName) \(shortID)  \(view.title)" }
}
