import Foundation
import Synchronization

/// What one history has come to.
package struct Outcome: Sendable {
  package let seed: UInt64
  /// What must not be; nil where all holds.
  package let problem: String?
  package let coverage: Coverage
  /// How many edits were confirmed.
  package let edits: Int
  package let devices: Int
}

/// Many histories, on as many threads as the machine has cores.
package struct Campaign: Sendable {
  package private(set) var histories = 0
  package private(set) var edits = 0
  package private(set) var devices = 0
  package private(set) var coverage = Coverage()
  package private(set) var problems: [Outcome] = []

  package init() {}

  /// Lives through the histories of some seeds, all of them or until one has come to a problem.
  ///
  /// `end` is the end of each, on its thread; `done` is told of each, one at a time.
  package mutating func run(
    _ seeds: Range<UInt64>, stopping: Bool = false,
    end: @Sendable (Simulation) throws -> Void = { _ in },
    done: @Sendable (Outcome) -> Void = { _ in }
  ) {
    let all = Mutex(self)
    let next = Mutex(seeds.lowerBound)
    DispatchQueue.concurrentPerform(iterations: ProcessInfo.processInfo.activeProcessorCount) { _ in
      while true {
        let seed = next.withLock { next in
          defer { next += 1 }
          return next
        }
        let isOver = stopping && all.withLock { !$0.problems.isEmpty }
        guard seed < seeds.upperBound, !isOver else { return }
        let outcome = Self.outcome(of: Plan(seed: seed), end: end)
        all.withLock {
          $0.note(outcome)
          done(outcome)
        }
      }
    }
    self = all.withLock { $0 }
  }

  private mutating func note(_ outcome: Outcome) {
    histories += 1
    edits += outcome.edits
    devices += outcome.devices
    coverage.add(outcome.coverage)
    if outcome.problem != nil { problems.append(outcome) }
  }

  /// Lives through one history.
  package static func outcome(
    of plan: Plan, tell: ((String) -> Void)? = nil, end: (Simulation) throws -> Void = { _ in }
  ) -> Outcome {
    var problem: String?
    var simulation: Simulation?
    do {
      let history = try Simulation(plan)
      simulation = history
      history.tell = tell
      try history.run()
      try end(history)
    } catch { problem = "\(error)" }
    return Outcome(
      seed: plan.seed, problem: problem, coverage: simulation?.coverage ?? Coverage(),
      edits: simulation?.edits ?? 0, devices: simulation?.devices.count ?? 0)
  }
}
