import Language
import LocalStore
import Merging
import Registry
import SyncEngine
import Wire

let findingCommands = [
  Command(
    "find", "WORDS…", Phrase("finds records by the words in them, in all three languages"),
    details: Phrase(
      """
      All words must be there, in whatever case, or as beginnings: 'generator' finds \
      '12 генераторів'. Personal data and relations of public registers are not searched.
      """),
    arguments: 1...100,
    options: [
      Option("--type", "TYPE", Phrase("only records of a type")),
      Option("--limit", "N", Phrase("at most so many")), .json,
    ]
  ) { invocation throws(CommandError) in
    let limit = try invocation.limit()
    let engine = try invocation.engine()
    let result = try failing { () throws(EngineError) in
      try engine.search(
        invocation.arguments.joined(separator: " "), type: invocation.value("--type"))
    }
    let shown = result.records.prefix(limit)
    if invocation.has("--json") {
      Output.json([
        "records": .array(shown.map(\.json)), "count": .count(result.records.count),
        "words": .array(
          result.words.map { choices in
            .array(choices.map { .string($0.words.joined(separator: " ")) })
          }),
      ])
      return .done
    }
    Output.lines(shown.isEmpty ? [Output.said(Phrase("nothing found"))] : shown.table)
    let more = result.records.count - shown.count
    if more > 0, !shown.isEmpty {
      Output.line(Phrase("… \(count: more, "more", "more")"))
    }
    return .done
  },
  Command(
    "story", "RECORD",
    Phrase("tells all about a record: what belongs to it, and all that happened"),
    arguments: 1...1, options: [.json]
  ) { invocation throws(CommandError) in
    let engine = try invocation.engine()
    let view = try failing { () throws(EngineError) in
      StoryView(
        try engine.story(of: try engine.find(invocation.arguments[0])),
        names: try engine.names())
    }
    if invocation.has("--json") { Output.json(view.json) } else { Output.lines(view.lines) }
    return .done
  },
]

extension Collection where Element == FoundRecord {
  /// A line for each, below headings; none for none.
  var table: [String] {
    guard !isEmpty else { return [] }
    var table = TextTable([Phrase("id"), Phrase("type"), Phrase("title"), nil])
    for record in self {
      let mark =
        record.view.isWithdrawn
        ? Phrase("withdrawn") : record.view.conflicts.isEmpty ? nil : Phrase("in conflict")
      table.add([
        record.shortID, Caption.type(record.typeName), record.view.title,
        mark.map(Output.said) ?? "",
      ])
    }
    return table.lines
  }
}
