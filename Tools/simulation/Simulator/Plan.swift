import TestSupport

/// One thing that happens in a history.
package struct Step: Hashable, Sendable {
  /// What happens.
  package enum Deed: String, Sendable {
    case edit, sync, mail, readMail, copy, lose, damage, swapStick, delay, arrive, fillUp, pullOut
    case die, fillHome, switchOff, copyHome, takeSnapshot, putBack, restore, renew, retire
    case newerStore, newerBundle, misbehave, rebuild
  }

  /// Its number in the plan, from 1.
  package let number: Int
  let deed: Deed
  /// At which device.
  let place: Int
  /// The seed of all that is decided by chance in it.
  let luck: UInt64
}

/// What happens in a history, all of it from one seed; steps can be left out.
package struct Plan: Sendable {
  /// The seed.
  package let seed: UInt64
  /// How many devices there are in the beginning.
  let devices: Int
  /// Whether the devices are of different offices, which see only their own dossiers.
  package let isMixed: Bool
  /// The steps.
  package private(set) var steps: [Step] = []

  /// How often each deed is done, on average, in a thousand.
  private static let weights: [(deed: Step.Deed, weight: Int)] = [
    (.edit, 530), (.sync, 150), (.mail, 20), (.readMail, 40), (.copy, 25), (.lose, 20),
    (.damage, 20), (.swapStick, 20), (.delay, 25), (.arrive, 25), (.fillUp, 12), (.pullOut, 12),
    (.die, 25), (.fillHome, 8), (.switchOff, 8), (.copyHome, 6), (.takeSnapshot, 12),
    (.putBack, 16), (.restore, 4), (.renew, 4), (.retire, 4), (.newerStore, 4), (.newerBundle, 6),
    (.misbehave, 16), (.rebuild, 4),
  ]

  /// Plans a history; every four-hundredth has dozens of devices.
  package init(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    self.seed = seed
    isMixed = seed % 4 == 3
    let isLarge = seed % 400 == 0
    devices = .random(in: isLarge ? 24...28 : 3...5, using: &generator)
    let count = Int.random(in: isLarge ? 150...250 : 30...60, using: &generator)
    let all = Self.weights.map(\.weight).reduce(0, +)
    for number in 1...count {
      var left = Int.random(in: 0..<all, using: &generator)
      let deed = Self.weights.first {
        left -= $0.weight
        return left < 0
      }
      steps.append(
        Step(
          number: number, deed: deed?.deed ?? .edit,
          // One more than there are: copies take part as well.
          place: .random(in: 0...devices, using: &generator), luck: generator.next()))
    }
  }

  /// Returns the plan with some of its steps only.
  package func keeping(_ steps: [Step]) -> Plan {
    var plan = self
    plan.steps = steps
    return plan
  }
}
