import Foundation
import TestSupport
import Testing
import Wire

@Test func `most of what two laptops enter twice is found, and most of what is proposed is right`()
  throws
{
  let outcome = try Program(path: "/usr/bin/python3").run([
    Repository.path + "/Tools/measure-duplicates", "--binary", Program.pobratym.path, "--json",
    "--pairs", "120", "--singles", "200", "--partnerships", "6", "--lowest", "55", "--seed", "7",
  ])
  #expect(outcome.exitCode == 0, "\(outcome.errors)")
  let figures = try JSONValue.parse(Array(outcome.output.utf8))
  let usual = try #require(figures["thresholds"]?.array?.first)
  #expect(figures["entries"] == 440 && usual["minimum"] == 55)
  let (pairs, right) = (usual["pairs"]?.integer ?? 0, usual["right"]?.integer ?? 0)
  #expect(right * 100 >= 80 * 120, "recall: \(usual)")
  #expect(right * 100 >= 80 * pairs, "precision: \(usual)")
}
