public import Language
import Merging
import Wire

extension Violation {
  /// Steps that a record's status says it has passed, without what they need; steps of clerks that
  /// are officers' to take.
  static func lifecycle(
    _ view: RecordView, _ circumstances: Circumstances, documents: () -> [RecordView]
  ) -> [Violation] {
    guard let cycle = Lifecycle.of(view.key.type),
      let status = view.value(cycle.field)?.string
    else { return [] }
    var seen: Set<Lifecycle.Need> = []
    let missing = cycle.passed(status).flatMap(\.needs)
      .filter { seen.insert($0).inserted && !view.meets($0, documents) }
    var found: [Violation] = []
    if !missing.isEmpty {
      let list = missing.map(\.phrase)
      found.append(
        Violation(
          rule: "step-skipped", subject: view.id,
          message: Phrase("the status is '\(status)', but this is not recorded: \(list: list)")))
    }
    if let stage = cycle.stage(status), stage.isForOfficers,
      view.register(cycle.field)?.heads.contains(where: { circumstances.mayDecide($0.stamp.log) })
        != true
    {
      found.append(
        Violation(
          rule: "step-not-permitted", subject: view.id,
          message: Phrase("the status '\(status)' is an officer's to give")))
    }
    return found
  }
}

extension RecordView {
  /// Tells whether what a stage needs is recorded here, or is among the documents about this.
  fileprivate func meets(_ need: Lifecycle.Need, _ documents: () -> [RecordView]) -> Bool {
    switch need {
    case .field(let names): return names.contains { field($0) != nil }
    case .document(let kinds, let name):
      let value = value(name)
      let isNumbered = value?["document"]?.string ?? value?["number"]?.string ?? value?.string
      return isNumbered != nil
        || documents().contains { kinds.contains($0.value("kind")?.string ?? "") }
    }
  }
}

extension Lifecycle.Need: Spoken {
  /// What is needed, by the names of fields and kinds.
  public var phrase: Phrase {
    switch self {
    case .field(let names): Phrase("\(any: names)")
    case .document(let kinds, let field):
      Phrase("a document of the kind \(any: kinds), or its number in '\(field)'")
    }
  }
}
