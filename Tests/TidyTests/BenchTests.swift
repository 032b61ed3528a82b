import TestSupport
import Testing

@Test func `the benchmark computes ratios, goals and comparisons as it says`() throws {
  let outcome = try Program(path: Repository.path + "/Tools/bench").run(["--selftest"])
  #expect(outcome.exitCode == 0, "\(outcome.errors)")
}
