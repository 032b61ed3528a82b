import Foundation
import Simulator

/// The words of the command line.
struct Options {
  var seeds = 200
  var first: UInt64 = 1
  var seed: UInt64?
  var only: Set<Int>?
  var shrinks = false
  var stops = false

  init?(_ words: [String]) {
    var words = words[...]
    while let word = words.popFirst() {
      if word == "--shrink" || word == "--stop" {
        shrinks = shrinks || word == "--shrink"
        stops = stops || word == "--stop"
        continue
      }
      guard let value = words.popFirst() else { return nil }
      switch word {
      case "--seeds": seeds = Int(value) ?? 0
      case "--first-seed": first = UInt64(value) ?? 0
      case "--seed":
        guard let number = UInt64(value) else { return nil }
        seed = number
      case "--only":
        let numbers = value.split(separator: ",").map { Int($0) }
        guard !numbers.contains(nil) else { return nil }
        only = Set(numbers.compactMap { $0 })
      default: return nil
      }
    }
    guard seeds > 0, first > 0 else { return nil }
  }
}

/// Shows one history step by step; tells whether all holds.
func show(_ plan: Plan) -> Bool {
  let outcome = Campaign.outcome(of: plan) { print($0) }
  print(outcome.problem ?? "all holds")
  return outcome.problem == nil
}

/// Looks for the shortest part of a history that fails, and shows it.
func shrink(_ plan: Plan) {
  let short = plan.shrunk { Campaign.outcome(of: $0).problem != nil }
  let numbers = short.steps.map { String($0.number) }.joined(separator: ",")
  print("seed \(plan.seed) needs \(short.steps.count) of \(plan.steps.count) steps:")
  _ = show(short)
  print("again: Tools/simulate --seed \(plan.seed) --only \(numbers.isEmpty ? "0" : numbers)")
}

/// Lives through many histories; tells whether all holds and every fault has happened.
func runAll(_ options: Options) -> Bool {
  var campaign = Campaign()
  let seeds = options.first..<(options.first + UInt64(options.seeds))
  campaign.run(
    seeds, stopping: options.stops,
    done: { outcome in
      if let problem = outcome.problem { print("seed \(outcome.seed): \(problem)") }
    })
  print(
    "\(campaign.histories) histories of \(campaign.devices) devices, \(campaign.edits) edits "
      + "confirmed; problems in \(campaign.problems.count)")
  for fault in Fault.allCases {
    print("  \(fault.rawValue) \(campaign.coverage.counts[fault] ?? 0)")
  }
  for outcome in campaign.problems.prefix(options.shrinks ? 3 : 0) {
    shrink(Plan(seed: outcome.seed))
  }
  let missing = campaign.coverage.missing.map(\.rawValue)
  if !missing.isEmpty {
    print("simulate: error: never happened: \(missing.joined(separator: ", "))")
  }
  return campaign.problems.isEmpty && missing.isEmpty
}

guard let options = Options(Array(CommandLine.arguments.dropFirst())) else {
  FileHandle.standardError.write(
    Data("simulate: error: unknown option or no number; see Tools/simulate --help\n".utf8))
  exit(2)
}
if let seed = options.seed {
  let plan = Plan(seed: seed)
  let chosen = options.only.map { only in
    plan.keeping(plan.steps.filter { only.contains($0.number) })
  }
  if options.shrinks {
    shrink(chosen ?? plan)
  } else {
    exit(show(chosen ?? plan) ? 0 : 1)
  }
} else {
  exit(runAll(options) ? 0 : 1)
}
