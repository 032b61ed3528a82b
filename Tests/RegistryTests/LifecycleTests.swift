import Language
import Merging
import Registry
import Testing
import Wire

private let log = LogID(high: 9, low: 9)

private func view(
  _ type: String, _ fields: [String: String], id: UInt64 = 1
) throws -> RecordView {
  let key = RecordKey(type: type, id: RecordID(high: 1, low: id))
  let edits = try Schema.standard.type(type).edits(
    fields.sorted { $0.key < $1.key }.map { (field: $0.key, text: $0.value) }, isNew: false)
  let operations = edits.map {
    Operation(
      $0.rule == .set ? .add : .set, record: key, register: $0.register,
      value: CanonicalJSON($0.value))
  }
  var state = RecordState(key: key)
  state.apply(
    Commit(
      first: 1, lamport: 1, claimedSeconds: 1, author: nil, reason: nil, operations: operations),
    of: log)
  return RecordView(state, schema: .standard)
}

private func rules(
  _ views: [RecordView], _ circumstances: Circumstances = Circumstances()
) -> [String] {
  Violation.all(in: views, circumstances).filter { $0.rule.hasPrefix("step") }
    .map { "\($0.rule): \($0.message)" }
}

@Test func `every lifecycle tells of its type's statuses, and every stage can be reached`() throws {
  for cycle in Lifecycle.all {
    let type = try Schema.standard.type(cycle.type)
    let terms = try #require(type.field(cycle.field)?.vocabulary?.terms)
    #expect(Set(cycle.stages.map(\.status)) == Set(terms.map(\.code)))
    for stage in cycle.stages.dropFirst() {
      #expect(!stage.from.isEmpty && stage.from.isSubset(of: terms.map(\.code)))
    }
    let fields = cycle.stages.flatMap(\.needs).flatMap { need -> [String] in
      switch need {
      case .field(let names): names
      case .document(let kinds, let field):
        kinds.allSatisfy { Schema.standard.codes["document-kind"][$0] != nil } ? [field] : ["?"]
      }
    }
    for field in fields { #expect(type.field(field) != nil, "\(cycle.type) \(field)") }
  }
}

@Test func `a step forward is allowed, one over others or back is not`() throws {
  let cycle = try #require(Lifecycle.of("partnership"))
  #expect(cycle.allows(from: "decided", to: "signed") && cycle.allows(from: nil, to: "active"))
  #expect(!cycle.allows(from: "idea", to: "signed") && !cycle.allows(from: "signed", to: "idea"))
  #expect(cycle.allows(from: "of-a-newer-version", to: "signed"))
  #expect(cycle.next(after: "suspended") == ["active", "ended"])
}

@Test func `a status beyond what is recorded is a violation that lists what is missing`() throws {
  let signed = try view(
    "partnership",
    [
      "title": "D", "status": "signed", "appeal": "2022-10", "council-decision-a": "2023-02-09",
      "signing": "2023-02-21; online",
    ])
  #expect(
    rules([signed]) == [
      "step-skipped: the status is 'signed', but this is not recorded: first-contact, intent"
        + " and council-decision-b"
    ])
  let idea = try view("partnership", ["title": "D", "status": "idea", "appeal": "2022-10"])
  #expect(rules([idea]).isEmpty)
}

@Test func `a document of the kind that a step needs is enough, wherever it is named`() throws {
  var fields = [
    "title": "Convoy", "status": "accepted", "aid": String(repeating: "a", count: 32),
    "weight": "900", "departed": "2023-03-01", "vehicle": "DU-AB 1", "waybill": "CMR 7",
    "at-border": "2023-03-03", "cleared": "2023-03-03", "declaration": "23UA1",
    "arrived": "2023-03-05", "accepted": "2023-03-06",
  ]
  let act = try view("document", ["title": "Act", "kind": "act"], id: 7)
  #expect(try rules([view("consignment", fields), act]).count == 1)
  fields["documents"] = act.id.hex
  #expect(try rules([view("consignment", fields), act]).isEmpty)
  fields["documents"] = nil
  fields["accepted"] = "2023-03-06; A-17"
  #expect(try rules([view("consignment", fields)]).isEmpty)
}

@Test func `a status that officers give counts as theirs only`() throws {
  let ended = try view(
    "partnership", ["title": "D", "status": "ended", "appeal": "2022", "ending": "2024"])
  var circumstances = Circumstances()
  circumstances.mayDecide = { _ in false }
  #expect(rules([ended]).isEmpty)
  #expect(rules([ended], circumstances).map { $0.prefix(18) } == ["step-not-permitted"])
}

@Test func `a consignment that does not arrive in time is named once its days are over`() throws {
  let convoy = try view("consignment", ["title": "Convoy", "departed": "2023-03-01"])
  var circumstances = Circumstances()
  let found = { (day: String?) in
    circumstances.day = day
    return Violation.all(in: [convoy], circumstances).filter { $0.rule == "not-received" }.count
  }
  #expect(found("2023-03-31") == 0 && found("2023-04-01") == 1 && found(nil) == 0)
}

@Test func `the centre sets how long transport may take, and else it is thirty days`() throws {
  let convoy = try view("consignment", ["title": "Convoy", "departed": "2023-03-01"])
  var circumstances = Circumstances()
  circumstances.day = "2023-03-20"
  let rules = { (settings: [RecordView]) in
    Violation.all(in: [convoy] + settings, circumstances).map(\.rule)
      .filter { $0 != "field-missing" }
  }
  let set = { (value: String, id: UInt64) in
    try view("setting", ["official-name": "transit-days", "official-value": value], id: id)
  }
  #expect(rules([]).isEmpty)
  #expect(try rules([set("18", 7)]) == ["not-received"] && rules([set("19", 7)]).isEmpty)
  #expect(try rules([set("19", 7), set("18", 6)]) == ["not-received"], "the smaller id counts")
  for wrong in ["0", "366", "1.5", "-3"] {
    #expect(try rules([set(wrong, 7)]) == ["field-unfitting"], "\(wrong) is told, 30 counts")
  }
  #expect(Settings.problem("report-months", "3") == nil)
  #expect(Settings.problem("report-months", "5") != nil)
  #expect(Settings.problem("of-a-newer-version", "x") == nil)
}

@Test func `a suspension or an end that a later review contradicts is named, an earlier is not`()
  throws
{
  let found = { (status: String, fields: [String: String]) in
    let partnership = try view(
      "partnership", ["title": "D", "status": status].merging(fields) { $1 })
    return Violation.all(in: [partnership]).filter { $0.rule == "status-outdated" }
      .map(\.message.description)
  }
  let later = ["suspension": "2024-01-10; Letter 4", "review": "2024-01-15; Minutes 2; mayor"]
  #expect(
    try found("suspended", later) == [
      "the status is 'suspended' (2024-01-10, Letter 4), but 'review' is later "
        + "(2024-01-15, Minutes 2, mayor)"
    ])
  #expect(try found("active", later).isEmpty, "it goes on")
  #expect(try found("suspended", ["suspension": "2024-01-10", "review": "2024-01-10"]).isEmpty)
  #expect(try found("suspended", ["suspension": "2024-01-10", "review": "2023-06"]).isEmpty)
  #expect(try found("suspended", ["suspension": "2024-01-10", "review": "2024-01"]).isEmpty)
  #expect(try found("suspended", ["suspension": "2024-01-10", "extension": "2024-02"]).count == 1)
  #expect(try found("ended", ["ending": "2023", "review": "2024-01-15"]).count == 1)
}

@Test func `every rule that can be broken is explained`() {
  #expect(Rule.all.map(\.name) == Rule.all.map(\.name).sorted())
  #expect(Rule.all.allSatisfy { $0.words.all.allSatisfy { !$0.isEmpty } })
}
