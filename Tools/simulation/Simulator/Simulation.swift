import LocalStore
import Merging
import SyncEngine
import TestSupport
import Wire

/// Something that must not be: what a history has come to.
package struct Broken: Error, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}

/// A random history: devices that edit the same records apart and exchange bundles on sticks that
/// get lost, copied, mixed up and damaged, while processes die and disks fill up.
///
/// Engine, store and bundles are the real ones; folders are in memory, clocks and chance come from
/// the plan. What must hold is checked all the way against what people have entered.
package final class Simulation {
  /// One value that a person entered.
  struct Entered: Hashable {
    let record: RecordID
    let register: String
    let value: CanonicalJSON
  }

  package let plan: Plan
  /// The chance of the present step.
  var generator: SeededGenerator
  let folder: TemporaryFolder
  package internal(set) var devices: [SimulatedDevice]
  let sticks: [String]
  /// A stick that nobody loses: what must not be lost is brought there first.
  package let archive: String
  /// Copies of homes as they were some time ago, and what had been entered there.
  var snapshots: [Int: String] = [:]
  /// A member that breaks the rules, once it was admitted.
  var rogue: Rogue?
  /// The hashes of segments that were not signed by the device that they name.
  var forged: Set<[UInt8]> = []
  /// Copies of bundles under other names, and whether they are whole.
  var mail: [(path: String, isWhole: Bool)] = []
  /// Files that a share does not show yet: where each belongs, and where it is meanwhile.
  var delayed: [(path: String, aside: String)] = []
  /// Files of a newer format on sticks.
  var newer: Set<String> = []
  /// How many things have been copied, for their names.
  var copies = 0
  /// The ids of the records that somebody made, by type.
  var ids: [String: [RecordID]] = [:]
  /// All values that anybody entered and was told are kept.
  var entered: Set<Entered> = []
  /// The same by device, as far as its store must show them.
  var enteredAt: [Int: Set<Entered>] = [:]
  /// The digest that a dossier has by what is held of it.
  var digests: [Known: StateDigest] = [:]
  /// What has gone wrong so far.
  package internal(set) var coverage = Coverage()
  /// How many edits were confirmed.
  package internal(set) var edits = 0
  /// Called with a line on each thing that happens.
  package var tell: ((String) -> Void)?

  /// Makes ready for a history.
  package init(_ plan: Plan) throws {
    self.plan = plan
    var generator = SeededGenerator(seed: plan.seed ^ 0x5EED)
    let folder = try TemporaryFolder(inMemory: true)
    devices = (0..<plan.devices).map { number in
      SimulatedDevice(
        "Town-\(number)",
        office: plan.isMixed && number > 1 ? "UA12060170000091033" : "DE/Duisburg",
        home: folder.file("home-\(number)"), &generator)
    }
    archive = folder.file("archive")
    sticks = (0..<3).map { folder.file("stick-\($0)") }
    self.folder = folder
    self.generator = generator
  }

  /// Lives through the whole history, and throws at the first thing that must not be.
  package func run() throws {
    try begin()
    for step in plan.steps {
      generator = SeededGenerator(seed: step.luck)
      guard devices.indices.contains(step.place), !devices[step.place].isRetired else { continue }
      tell?("\(step.number). \(devices[step.place].name): \(step.deed.rawValue)")
      do { try perform(step.deed, at: step.place) } catch {
        throw Broken("step \(step.number), \(step.deed.rawValue): \(error)")
      }
      guard generator.chance(oneIn: 10) else { continue }
      do { try check(step.place) } catch {
        throw Broken("after step \(step.number), \(step.deed.rawValue): \(error)")
      }
    }
    generator = SeededGenerator(seed: plan.seed)
    tell?("all meet")
    try meet(archive)
    try expectAgreement()
    for device in devices where device.hasWrongClock { coverage.add(.wrongClock) }
    if plan.seed.isMultiple(of: 5) { try resolveAll() }
  }

  private func begin() throws {
    try devices[0].found(network: nil)
    let network = try devices[0].engine.network
    for device in devices.dropFirst() {
      try device.found(network: network)
      try devices[0].engine.admit(device.engine.ownAdmission(.officer))
    }
    for stick in sticks + [folder.file("mail"), folder.file("aside"), archive] {
      try makeFolder(stick)
    }
    // The centre records the first things, and most of the others get them before they go apart.
    for type in ["office", "partnership", "aid", "item"] { try create(type, on: 0) }
    try sync(0, with: sticks[0])
    for place in devices.indices.dropFirst() where !generator.chance(oneIn: 4) {
      try sync(place, with: sticks[0])
    }
  }

  /// Whether two devices may have gone on in one life without noticing it.
  var hasTwins: Bool {
    rogue?.hasForked == true
      || [.imageBootedTwice, .homePutBack].contains { (coverage.counts[$0] ?? 0) > 0 }
  }

  /// The devices that are in use.
  var users: [Int] { devices.indices.filter { !devices[$0].isRetired } }

  private func perform(_ deed: Step.Deed, at place: Int) throws {
    let stick = sticks.random(&generator)
    switch deed {
    case .edit: try edit(place)
    case .sync: try sync(place, with: stick)
    case .mail: try writeMail(place)
    case .readMail: try readMail(place)
    case .copy: try copyToMail(from: stick)
    case .lose: try lose(from: stick)
    case .damage: try damage(on: stick)
    case .swapStick: try swapStick(stick)
    case .delay: try delay(on: stick)
    case .arrive: try arrive()
    case .fillUp: try fillUp(stick, at: place)
    case .pullOut: try pullOut(stick, at: place)
    case .die: try die(at: place, with: stick)
    case .fillHome: try fillHome(of: place, with: stick)
    case .switchOff: devices[place].switchOff()
    case .copyHome: try copyHome(of: place)
    case .takeSnapshot: try takeSnapshot(of: place)
    case .putBack: try putBack(place)
    case .restore: try restore(place)
    case .renew: try renew(place)
    case .retire: try retire(place)
    case .newerStore: try meetNewerStore(of: place)
    case .newerBundle: try meetNewerBundle(place, on: stick)
    case .misbehave: try misbehave(on: stick)
    case .rebuild: try expect(engine(place).rebuild().isUnchanged, "rebuilt, it differs")
    }
  }

  /// Ends the history where something does not hold.
  func expect(_ holds: Bool, _ otherwise: @autoclosure () -> String) throws {
    if !holds { throw Broken(otherwise()) }
  }

  func engine(_ place: Int) throws -> Engine { try devices[place].engine }
}
