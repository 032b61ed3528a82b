import Merging
public import Registry
import Wire

/// One of the usual steps of a partnership, and how far it is.
public struct ChecklistStep: Sendable {
  /// The step.
  public let term: Term
  /// The day on which it was done, as it was entered: by the partnership, else by its task.
  public let doneDate: String?
  /// The task for it, that of the smallest id where there are several; nil where there is none.
  public let task: FoundRecord?

  /// Whether it is done; a task can be done on a day that nobody entered.
  public var isDone: Bool { doneDate != nil || task?.view.field("done") != nil }
}

extension Engine {
  /// Returns the usual steps of a partnership in their order, those that the centre added last.
  ///
  /// The third partner's council decides only where there are three partners.
  public func checklist(of partnership: FoundRecord) throws(EngineError) -> [ChecklistStep] {
    let tasks = Dictionary(
      try records(type: "task").filter {
        $0.view.reference("partnership") == partnership.id && !$0.view.isWithdrawn
      }.compactMap { task in task.view.value("step")?.string.map { ($0, task) } },
      uniquingKeysWith: { $0.id < $1.id ? $0 : $1 })
    let isOfThree = partnership.view.elements("parties").count > 2
    return try schema.codes["step"].terms.filter {
      isOfThree || $0.code != "council-decision-c"
    }.map { term in
      let task = tasks[term.code]
      let milestone = partnership.view.value(term.code) ?? task?.view.value("done")
      return ChecklistStep(term: term, doneDate: milestone?["date"]?.string, task: task)
    }
  }

  /// Gives a partnership a task for each of the usual steps that is neither done nor has one;
  /// returns how many.
  ///
  /// Their ids follow from partnership and step, so two laptops that do it apart make the same.
  @discardableResult
  public func addChecklist(to partnership: FoundRecord) throws(EngineError) -> Int {
    guard !partnership.view.isWithdrawn else { throw .withdrawn(partnership.view.title) }
    let known = Set(try records(type: "task").map(\.id))
    var operations: [Operation] = []
    let open = try checklist(of: partnership).filter { !$0.isDone && $0.task == nil }
    var count = 0
    for step in open {
      let values: [JSONValue] = [.string(partnership.id.hex), .string(step.term.code)]
      // A list that is imported has ids of its own, whatever it calls its tasks.
      let id = RecordMatcher.id(JSONValue.array([.string("checklist")] + values).canonicalBytes)
      // One that was withdrawn stays so: somebody decided that it is not needed.
      guard !known.contains(id) else { continue }
      count += 1
      for (register, value) in zip(["partnership", "step"], values) {
        operations.append(
          Self.first(
            RegisterEdit(register: register, value: value, rule: .ask),
            RecordKey(type: "task", id: id)))
      }
    }
    try append(operations, in: partnership.dossier)
    return count
  }
}
