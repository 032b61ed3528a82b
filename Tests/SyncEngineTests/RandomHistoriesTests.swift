@testable import Simulator
import SyncEngine
import TestSupport
import Testing

@Test func `whatever happens, devices agree in the end and no edit is lost`() {
  var campaign = Campaign()
  campaign.run(Seeds.all(2_000)) { history in
    // Another implementation takes time; it is asked about a quarter of them.
    if history.plan.seed % 4 == 1 { try history.hearSecondOpinion() }
  }
  for outcome in campaign.problems.prefix(10) {
    Issue.record("Tools/simulate --seed \(outcome.seed) --shrink: \(outcome.problem ?? "")")
  }
  let counts = campaign.coverage.counts.sorted { $0.key.rawValue < $1.key.rawValue }
  print(
    "\(campaign.histories) histories of \(campaign.devices) devices, \(campaign.edits) edits; "
      + counts.map { "\($0.key.rawValue) \($0.value)" }.joined(separator: ", "))
  // Fewer histories need not have met everything.
  guard campaign.histories >= 2_000 else { return }
  #expect(campaign.coverage.missing.isEmpty, "never happened: \(campaign.coverage.missing)")
}

extension Simulation {
  /// Everybody does what is rare, apart; then another implementation says the same of all that
  /// the centre holds.
  fileprivate func hearSecondOpinion() throws {
    var deeds = RareDeeds(in: folder, seed: generator.next())
    for place in users where try engine(place).isMember { try deeds.work(at: engine(place)) }
    for place in users { try sync(place, with: archive) }
    try sync(0, with: archive)
    try deeds.hearStrangers(engine(0))
    let differences = try SecondOpinion.check(engine(0), in: folder.file("told"))
    try expect(differences.isEmpty, "another implementation differs: \(differences)")
  }
}

@Test func `the same seed is the same history`() throws {
  let digests = try (0..<2).map { _ in
    let simulation = try Simulation(Plan(seed: 11))
    try simulation.run()
    return try simulation.devices.filter { !$0.isRetired }.map { try $0.engine.digest() }
  }
  #expect(digests[0] == digests[1])
}

@Test func `a history that fails is shrunk to the steps that it takes`() {
  let plan = Plan(seed: 400)
  let wanted: Set<Int> = [3, 40, plan.steps.count]
  let short = plan.shrunk { wanted.isSubset(of: $0.steps.map(\.number)) }
  #expect(Set(short.steps.map(\.number)) == wanted)
}

@Test func `a history is told step by step, and some of its steps can be lived through alone`() {
  let plan = Plan(seed: 5)
  var told: [String] = []
  let outcome = Campaign.outcome(of: plan.keeping(Array(plan.steps.prefix(3)))) { told.append($0) }
  #expect(outcome.problem == nil)
  let steps = told.filter { $0.first?.isNumber == true }
  #expect((1...3).contains(steps.count) && told.last == "all meet")
}
