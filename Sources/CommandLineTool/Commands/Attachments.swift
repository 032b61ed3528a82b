import Language
import Merging
import Registry
import SyncEngine
import Wire

let attachmentCommands = [
  Command(
    "attachments", "[RECORD]", Phrase("lists files and personal data: here, wanted or erased"),
    details: Phrase(
      """
      A file is attached with 'new' or 'set': file=@PATH. Its name goes into the log, which \
      nothing can be erased from.
      """), arguments: 0...1,
    options: [.json]
  ) { invocation throws(CommandError) in
    let engine = try invocation.engine()
    let attachments = try failing { () throws(EngineError) in
      let record = try invocation.arguments.first.map { text throws(EngineError) in
        try engine.find(text)
      }
      return try engine.attachments(of: record)
    }
    guard !invocation.has("--json") else {
      Output.json(["attachments": .array(attachments.map(\.json))])
      return .done
    }
    var table = TextTable(
      [
        Phrase("id"), Phrase("record"), Phrase("field"), Phrase("name"), Phrase("bytes"), nil,
      ], numeric: [4])
    for one in attachments { table.add(one.cells) }
    if !attachments.isEmpty { Output.lines(table.lines) }
    return .done
  },
  Command(
    "attachment save", "ID PATH", Phrase("writes an attachment to a new file"), arguments: 2...2
  ) { invocation throws(CommandError) in
    let engine = try invocation.engine()
    try failing { () throws(EngineError) in
      try engine.saveAttachment(invocation.arguments[0], to: invocation.arguments[1])
    }
    return .done
  },
  Command(
    "erase", "(ID | RECORD) --why TEXT",
    Phrase("erases an attachment, or all of a record, everywhere and for good"),
    details: Phrase(
      """
      The content is taken out of every store that this reaches, and never taken in again. The log \
      keeps who erased it and why. Of a contact it erases the personal data.
      """),
    arguments: 1...1, options: [.why]
  ) { invocation throws(CommandError) in
    let why = try invocation.need("--why")
    let engine = try invocation.engine()
    let erased = try failing { () throws(EngineError) in
      try engine.erase(invocation.arguments[0], why: why)
    }
    Output.line(
      Phrase(
        """
        erased \(count: erased.count, "attachment", "attachments") here; others follow as this \
        reaches them
        """))
    return .done
  },
]

extension RecordAttachment {
  fileprivate var json: JSONValue {
    [
      "id": .string(blob.hex), "record": .string(record.id.hex), "type": .string(record.typeName),
      "title": .string(record.view.title), "field": .string(field), "name": .text(facts?.name),
      "media": .text(facts?.type), "size": .number(facts?.sizeBytes),
      "state": .string(state.rawValue),
    ]
  }

  fileprivate var cells: [String] {
    [
      blob.short, record.view.title, record.view.field(field)?.caption ?? field,
      facts?.name ?? "", facts.map { Output.number($0.sizeBytes) } ?? "", Output.said(state.phrase),
    ]
  }
}

extension RecordAttachment.State {
  fileprivate var phrase: Phrase {
    switch self {
    case .here: Phrase("here")
    case .wanted: Phrase("wanted")
    case .erased: Phrase("erased")
    }
  }
}

extension BlobReport {
  var json: JSONValue {
    [
      "taken": .count(taken), "written": .count(written), "bytes": .count(writtenBytes),
      "left": .count(left), "wanted": .count(wanted),
    ]
  }

  var lines: [String] {
    var lines: [Phrase] = []
    if taken > 0 { lines.append(Phrase("took in \(count: taken, "attachment", "attachments")")) }
    if written > 0 {
      let bytes = Phrase("\(count: writtenBytes, "byte", "bytes")")
      lines.append(Phrase("wrote \(count: written, "attachment", "attachments"), \(bytes)"))
    }
    if left > 0 {
      lines.append(
        Phrase(
          """
          left \(count: left, "attachment", "attachments") for the next time (more than \
          --blob-limit)
          """))
    }
    if wanted > 0 {
      lines.append(Phrase("still waiting for \(count: wanted, "attachment", "attachments")"))
    }
    return lines.map(Output.said)
  }
}
