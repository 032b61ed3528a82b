import Merging
import Registry
@testable import SyncEngine
import TestSupport
import Testing

/// Parts of the seeds, small enough that the machine's cores share them evenly.
private let parts: [Range<UInt64>] = {
  let seeds = Seeds.all(60)
  return stride(from: seeds.lowerBound, to: seeds.upperBound, by: 10).map {
    $0..<min($0 + 10, seeds.upperBound)
  }
}()

/// `Tools/reference`, which shares no code with this program, says the same of the same segments.
@Suite struct SecondOpinionTests {
  @Test(arguments: parts)
  func `another implementation makes the same of what devices write that keep to no custom`(
    _ seeds: Range<UInt64>
  ) throws {
    for seed in seeds {
      let folder = try TemporaryFolder(inMemory: true)
      var generator = SeededGenerator(seed: seed)
      let device = SimulatedDevice(
        "Centre", office: "DE/Duisburg", home: folder.file("home"), &generator)
      try device.found(network: nil)
      let centre = try device.engine
      let partnership = try centre.new("partnership", ["title": "Duisburg and Kryvyi Rih"])
      _ = try centre.new(
        "contact", ["partnership": partnership.hex, "name": "O. Koval", "phone": "1"])
      let aid = try centre.new(
        "aid", ["partnership": partnership.hex, "title": "Winter", "kind": "goods"])
      for number in 1...2 {
        let item = try centre.new(
          "item", ["aid": aid.hex, "name": "Line", "quantity": "12 H87"])
        _ = try centre.new(
          "ledger",
          [
            "item": item.hex, "kind": "received", "date": "2023-05-01", "quantity": "\(number) H87",
          ])
      }
      var deeds = RareDeeds(in: folder, seed: seed)
      for _ in 0..<2 {
        try deeds.work(at: centre)
        try deeds.hearStrangers(centre)
      }
      for difference in try SecondOpinion.check(centre, in: folder.file("told")) {
        Issue.record("seed \(seed): \(difference)")
      }
    }
  }
}
