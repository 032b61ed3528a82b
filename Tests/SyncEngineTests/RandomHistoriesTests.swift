@testable import SyncEngine
import TestSupport
import Testing

/// Parts of the seeds, small enough that the machine's cores share them evenly.
private let parts: [Range<UInt64>] = {
  let seeds = Seeds.all(150)
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
      _ = try simulation.meet(simulation.archive)
      try simulation.expectAgreement()
      if seed.isMultiple(of: 5) { try simulation.resolveAll() }
      try simulation.hearSecondOpinion()
    } catch {
      Issue.record("\(simulation.seed): \(error)")
    }
  }
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
    for difference in try SecondOpinion.check(engine(0), in: folder.file("told")) {
      Issue.record("\(seed): \(difference)")
    }
  }
}

@Test func `the same seed is the same history`() throws {
  let digests = try (0..<2).map { _ in
    let simulation = try Simulation(seed: 7)
    try simulation.run()
    return try simulation.devices.map { try $0.engine.digest() }
  }
  #expect(digests[0] == digests[1])
}
