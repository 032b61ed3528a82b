@testable import SyncEngine
@testable import LocalStore
import Merging
import TestSupport
import Testing

/// Parts of the seeds, small enough that the machine's cores share them evenly.
private let parts: [Range<UInt64>] = {
  let seeds = Seeds.all(1_000)
  return stride(from: seeds.lowerBound, to: seeds.upperBound, by: 10).map {
    $0..<min($0 + 10, seeds.upperBound)
  }
}()

@Test(arguments: parts)
func `whatever happens to bundles, devices agree in the end and no edit is lost`(
  _ seeds: Range<UInt64>
) throws {
  for seed in seeds {
    let simulation = try Simulation(seed: seed)
    do {
      try simulation.run()
      let r = try simulation.meet(simulation.folder.file("clean-stick"))
      let e0 = try simulation.engine(0)
      print(
        "STAT", seed, "rounds", r, "devices", simulation.devices.count, "ops",
        try e0.store.have().count, "segments", try e0.store.segments().count, "commits",
        simulation.commitsMade, "syncs", simulation.syncs, "conflicts", try e0.conflicts().count,
        "records", try e0.records().count, "violations", try e0.violations().count)
      try simulation.expectAgreement()
      if seed.isMultiple(of: 5) { try simulation.resolveAll() }
    } catch {
      Issue.record("seed \(seed): \(error); alone: Tools/test --first-seed \(seed) --seeds 1")
    }
  }
}
