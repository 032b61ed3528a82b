import Language
import Merging
import Registry
import SyncEngine
import Wire

/// The usual steps of a partnership for people and programs.
struct ChecklistView {
  private let partnership: FoundRecord
  private let steps: [ChecklistStep]

  init(_ partnership: FoundRecord, _ steps: [ChecklistStep]) {
    self.partnership = partnership
    self.steps = steps
  }

  var json: JSONValue {
    [
      "partnership": partnership.brief,
      "steps": .array(
        steps.map { step in
          [
            "step": .string(step.term.code), "done": .bool(step.isDone),
            "date": .text(step.doneDate), "task": .text(step.task?.id.hex),
            "who": .text(step.task?.view.value("who")?.string),
            "due": .text(step.task?.view.value("due")?.string),
          ]
        }),
    ]
  }

  var lines: [String] {
    var table = TextTable([
      nil, Phrase("step"), Phrase("done"), Phrase("task"), Phrase("who"),
      Phrase("due"),
    ])
    for step in steps {
      let view = step.task?.view
      table.add([
        step.isDone ? "✓" : "·", step.term.words[Output.language],
        step.doneDate.map(Output.written.date) ?? (step.isDone ? Output.said(Phrase("yes")) : ""),
        step.task?.shortID ?? "", view?.field("who")?.text ?? "", view?.field("due")?.text ?? "",
      ])
    }
    return table.lines
  }
}
