import Language
import Registry
import SyncEngine
import Wire

let checklistCommands = [
  Command(
    "checklist", "PARTNERSHIP",
    Phrase("shows the usual steps of a partnership: what is done, by whom and by when"),
    details: Phrase(
      """
      A step is done when the partnership has its date, or its task is done. --add makes a task \
      for each of the others; 'pobratym set TASK who=… due=…' says who does it by when. The \
      centre adds steps of its own with 'pobratym new term'.
      """),
    arguments: 1...1,
    options: [Option("--add", nil, Phrase("make tasks of the steps that have none")), .json]
  ) { invocation throws(CommandError) in
    let engine = try invocation.engine()
    let (added, view) = try failing { () throws(EngineError) in
      let partnership = try engine.find(invocation.arguments[0], type: "partnership")
      let added = invocation.has("--add") ? try engine.addChecklist(to: partnership) : 0
      return (added, ChecklistView(partnership, try engine.checklist(of: partnership)))
    }
    if invocation.has("--json") {
      Output.json(view.json)
    } else {
      Output.lines(view.lines)
      if added > 0 { Output.line(Phrase("made \(count: added, "task", "tasks")")) }
    }
    return .done
  }
]
