import Foundation
import Merging
import Registry
@testable import Simulator
@testable import SyncEngine
import Synchronization
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
      let centre = try Self.centre(folder, seed: seed)
      var deeds = RareDeeds(in: folder, seed: seed)
      for _ in 0..<2 {
        try deeds.work(at: centre)
        try deeds.hearStrangers(centre)
      }
      for difference in try SecondOpinion.check(centre, in: folder.file("told")) {
        Issue.record("seed \(seed): \(difference)")
      }
    }
    let isLast = Self.finished.withLock { finished in
      finished += 1
      return finished == parts.count
    }
    if isLast, Seeds.all(60).count >= 60 { Self.expectRareThings() }
  }

  private static let finished = Mutex(0)

  /// What is rare was really in what was compared.
  private static func expectRareThings() {
    let seen = SecondOpinion.seen.withLock { $0 }
    let rare = [
      "aside retired", "aside stranger", "branches", "disputed withdrawals", "entry moved",
      "entry reversal", "forked logs", "joined", "kind erase", "kind glow", "kind release",
      "kind remove", "kind retire", "kind void", "renewals", "without effect",
    ]
    for name in rare { #expect(seen[name] ?? 0 > 0, "\(name)") }
    let counts = seen.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    print("compared with Tools/reference: \(counts.joined(separator: ", "))")
  }

  /// A centre that has entered a little of everything.
  private static func centre(_ folder: TemporaryFolder, seed: UInt64) throws -> Engine {
    var generator = SeededGenerator(seed: seed)
    let device = SimulatedDevice(
      "Centre", office: "DE/Duisburg", home: folder.file("home"), &generator)
    try device.found(network: nil)
    let centre = try device.engine
    let partnership = try centre.new("partnership", ["title": "Duisburg and Kryvyi Rih"]).hex
    _ = try centre.new("contact", ["partnership": partnership, "name": "O. Koval", "phone": "1"])
    let aid = try centre.new(
      "aid", ["partnership": partnership, "title": "Winter", "kind": "goods"])
    for number in 1...2 {
      let item = try centre.new("item", ["aid": aid.hex, "name": "Line", "quantity": "12 H87"])
      _ = try centre.new(
        "ledger",
        ["item": item.hex, "kind": "received", "date": "2023-05-01", "quantity": "\(number) H87"])
    }
    return centre
  }

  @Test func `another implementation makes the same of the vectors' plain bundles`() throws {
    let plain = try Vector.all().filter { vector in
      vector.refused == nil && vector.files.allSatisfy { $0.path.hasSuffix(".jsonl.gz") }
        && (vector.network ?? Vector.network) == Vector.network
    }
    #expect(plain.count >= 50)
    for vector in plain {
      let folder = try TemporaryFolder(inMemory: true)
      let told = folder.file("told")
      try FileManager.default.createDirectory(atPath: told, withIntermediateDirectories: true)
      let engine = try vector.engine(in: folder)
      for (number, file) in vector.files.enumerated() {
        let path = "\(told)/\(number).jsonl.gz"
        try Data(file.bytes).write(to: URL(fileURLWithPath: path))
        _ = try engine.readBundle(path)
      }
      let differences = try SecondOpinion.check(folderOfPlainBundles: told, engine: engine)
      #expect(differences == [], "\(vector)")
    }
  }

  @Test func `a difference is told`() throws {
    let folder = try TemporaryFolder(inMemory: true)
    let centre = try Self.centre(folder, seed: 1)
    try SecondOpinion.write(centre, to: folder.file("told"))
    let items = try centre.records(type: "item")
    try centre.set(items[0], [Entry("name", "Blankets")])
    try centre.join(items[0], items[1], why: "one line")
    let differences = try SecondOpinion.check(
      folderOfPlainBundles: folder.file("told"), engine: centre)
    #expect(
      differences.map { String($0.prefix { $0 != ":" }) }
        == ["digest", "digests", "heads", "accounts"])
  }
}
