package import Merging
package import SyncEngine
package import TestSupport

/// A device's own luck and its wrong clock, both of one seed, so that a seed repeats exactly.
final class Fate {
  private var generator: SeededGenerator
  private var clock: Int64
  /// What tells the machine from others; two that were booted from one disk image have the same.
  let machine: String
  /// Whether the clock was ever wrong by months.
  private(set) var hasWrongClock: Bool

  init(_ generator: inout SeededGenerator, machine: String) {
    self.machine = machine
    self.generator = SeededGenerator(seed: generator.next())
    // 1970, 2012, about now, 2099, and a clock that shows a time before 1970.
    clock = [0, 1_330_000_000, Self.present, 4_080_000_000, -5_000].random(&generator)
    hasWrongClock = clock != Self.present
  }

  private static let present: Int64 = 1_760_000_000

  var surroundings: Surroundings {
    Surroundings(
      nowSeconds: { self.now() },
      randomBytes: { count in
        (0..<count).map { _ in .random(in: 0...255, using: &self.generator) }
      }, machine: { _ in self.machine })
  }

  /// The clock goes on, and is now and then put wrong by up to a year.
  private func now() -> Int64 {
    let year: Int64 = 31_536_000
    let isPut = generator.chance(oneIn: 50)
    clock += isPut ? .random(in: -year...year, using: &generator) : 1
    hasWrongClock = hasWrongClock || isPut
    return clock
  }
}

/// One device of a random history: a real home on disk, closed and opened again at random.
package final class SimulatedDevice {
  /// Its name, for people.
  let name: String
  /// Where its home is.
  let home: String
  private var open: Engine?
  private let fate: Fate
  private let packing: Packing
  private let profile: Profile
  /// Whether it was retired, and is not used any more.
  package internal(set) var isRetired = false
  /// Whether it is a copy of another, or has been copied.
  var isCopied = false

  package init(
    _ name: String, office: String, home: String, machine: String? = nil,
    _ generator: inout SeededGenerator
  ) {
    self.name = name
    self.home = home
    fate = Fate(&generator, machine: machine ?? home)
    profile = Profile(office: office, label: name, person: "clerk of \(name)")
    // Some devices write small bundles, so that one exchange takes several.
    packing =
      generator.chance(oneIn: 4)
      ? Packing(
        packedBytes: .random(in: 1_000...8_000, using: &generator), segmentBytes: 60_000,
        segments: .random(in: 1...6, using: &generator))
      : .standard
  }

  /// Makes the home, of a laptop of a network or of the centre of a new one.
  package func found(network: NetworkID?) throws {
    open = try Engine(
      newHome: home, network: network, profile: profile, surroundings: fate.surroundings)
    open?.packing = packing
  }

  /// The engine; opened where the device was switched off.
  package var engine: Engine {
    get throws {
      if let open { return open }
      let engine = try Engine(home: home, surroundings: fate.surroundings)
      engine.packing = packing
      open = engine
      return engine
    }
  }

  /// Restores the home of a device that is switched off, and switches it on.
  func restore(from files: [String]) throws -> Restoration {
    let (engine, restoration) = try Engine.restore(
      home: home, from: files, surroundings: fate.surroundings)
    engine.packing = packing
    open = engine
    return restoration
  }

  /// The machine's name.
  var machine: String { fate.machine }

  /// Whether its clock was ever wrong by months.
  var hasWrongClock: Bool { fate.hasWrongClock }

  /// Switches the device off; the next use switches it on again.
  func switchOff() {
    open = nil
  }
}
