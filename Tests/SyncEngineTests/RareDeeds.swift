import Bundles
import Foundation
import LocalStore
import Merging
import Registry
@testable import Simulator
@testable import SyncEngine
import TestSupport

/// What happens once in years: people join, erase and reverse, and devices with other programs
/// write what no program of ours writes.
struct RareDeeds {
  private let folder: TemporaryFolder
  private var generator: SeededGenerator
  private var letters = 0

  init(in folder: TemporaryFolder, seed: UInt64) {
    self.folder = folder
    generator = SeededGenerator(seed: seed)
  }

  /// What the person at one device does.
  mutating func work(at engine: Engine) throws {
    for _ in 0..<4 { try joinOrSeparate(engine) }
    for _ in 0..<5 { try enterInBooks(engine) }
    if generator.chance(oneIn: 3) { try eraseOne(engine) }
  }

  private mutating func joinOrSeparate(_ engine: Engine) throws {
    let type = ["office", "aid", "item", "item", "ledger", "contact"].random(&generator)
    let all = try engine.records(type: type).filter { !$0.view.isWithdrawn }
    guard let one = all.randomElement(using: &generator),
      let other = all.randomElement(using: &generator), one.id != other.id
    else { return }
    if generator.chance(oneIn: 4) {
      _ = try engine.separate(one, other, why: "two things")
    } else {
      _ = try engine.join(one, other, why: "one thing")
    }
  }

  /// An entry of an item, a move between places or a reversal, too.
  private mutating func enterInBooks(_ engine: Engine) throws {
    let items = try engine.records(type: "item").filter { !$0.view.isWithdrawn }
    guard let item = items.randomElement(using: &generator) else { return }
    let kind = ["received", "handed-out", "returned", "written-off", "moved", "sent", "reversal"]
      .random(&generator)
    var entries = [
      Entry("item", item.id.hex), Entry("kind", kind), Entry("date", "2023-05-01"),
      Entry("quantity", ["0.1 H87", "999999999 H87", "12 XBX"].random(&generator)),
      Entry("place", ["Склад 1", "B"].random(&generator)),
    ]
    if kind == "moved" { entries.append(Entry("to-place", "Склад 2")) }
    if kind == "reversal" {
      let books = try engine.records(type: "ledger").filter { !$0.view.isWithdrawn }
      guard let entry = books.randomElement(using: &generator) else { return }
      entries.append(Entry("reverses", entry.id.hex))
    }
    _ = try engine.create("ledger", entries)
  }

  private mutating func eraseOne(_ engine: Engine) throws {
    let all = try engine.attachments().filter { $0.state != .erased }
    guard let one = all.randomElement(using: &generator) else { return }
    _ = try engine.erase(one.blob.hex, why: "asked for")
  }

  /// The centre reads what devices of all roles and of none have written.
  mutating func hearStrangers(_ centre: Engine) throws {
    for role in [nil, Role.clerk, .officer, .auditor, .centre] {
      var scribe = try Scribe(centre, seed: generator.next())
      let seed = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let stranger = try Stranger(network: centre.network, seed: seed)
      if let role { try centre.admit(stranger.admission(role)) }
      var segments = try scribe.segments(3, by: stranger)
      if generator.chance(oneIn: 2) {
        // A copied laptop: the same numbers again.
        stranger.forget()
        segments += try scribe.segments(2, by: stranger)
      }
      try hear(segments, of: stranger, by: centre)
      guard role != nil, generator.chance(oneIn: 2) else { continue }
      try centre.retire(stranger.device, why: "the laptop was stolen")
      try hear(scribe.segments(2, by: stranger), of: stranger, by: centre)
      guard generator.chance(oneIn: 2) else { continue }
      let aside = try centre.quarantine().filter { $0.device == stranger.device }
      if let first = aside.first { try centre.release([first], why: "all is right") }
    }
  }

  /// Some segments are lost on the way, and leave gaps; some are damaged by a program.
  private mutating func hear(
    _ segments: [Segment], of stranger: Stranger, by centre: Engine
  ) throws {
    letters += 1
    let path = folder.file("stranger-\(letters)")
    let kept = segments.filter { _ in !generator.chance(oneIn: 5) }
    let letter = stranger.bundle(kept, have: Have())
    try Data(letter).write(to: URL(fileURLWithPath: path))
    _ = try centre.readBundle(path)
  }
}
