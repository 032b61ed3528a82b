import Simulator
import TestSupport
import Testing

@Test func `whatever happens, devices agree in the end and no edit is lost`() {
  var campaign = Campaign()
  campaign.run(Seeds.all(2_000))
  for outcome in campaign.problems.prefix(10) {
    Issue.record("Tools/simulate --seed \(outcome.seed): \(outcome.problem ?? "")")
  }
  if campaign.histories >= 500 {
    #expect(campaign.coverage.missing.isEmpty, "never happened: \(campaign.coverage.missing)")
  }
}
