@testable import LocalStore
import Merging
@testable import SyncEngine
import TestSupport
import Testing

/// A random history: devices that edit the same records apart and exchange bundles on sticks that
/// get lost, copied, mixed up and damaged.
final class Simulation {
  /// One value that a person entered.
  struct Entered: Hashable {
    let record: RecordID
    let register: String
    let value: CanonicalJSON
  }

  var generator: SeededGenerator
  let folder: TemporaryFolder
  var devices: [SimulatedDevice]
  let sticks: [String]
  /// A stick that nobody loses: what must not be lost is brought there first.
  let archive: String
  /// Whether the devices are of different offices, which see only their own dossiers.
  let isMixed: Bool
  /// Files of homes as they were some time ago.
  var snapshots: [Int: String] = [:]
  /// A member that breaks the rules, once it was admitted.
  var rogue: Stranger?
  /// Copies of bundles under other names, and whether they are whole.
  var mail: [(path: String, isWhole: Bool)] = []
  /// How many things have been copied, for their names.
  var copies = 0
  /// The ids of the records that somebody made, by type.
  var ids: [String: [RecordID]] = [:]
  /// All values that anybody entered.
  var entered: Set<Entered> = []
  /// How many steps the person at each device has taken.
  var edits: [Int: Int] = [:]

  /// Which history this is, and how to live through it again: for messages.
  var seed: String {
    "seed \(generator.seed) (Tools/test --filter RandomHistories --seeds 1"
      + " --first-seed \(generator.seed))"
  }

  /// How many steps the person at each device takes.
  static let edits = 60

  init(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder(inMemory: true)
    let isMixed = seed % 4 == 3
    devices = (0..<Int.random(in: 3...5, using: &generator)).map { number in
      SimulatedDevice(
        "Town-\(number)", office: isMixed && number > 1 ? "UA12060170000091033" : "DE/Duisburg",
        home: folder.file("home-\(number)"), &generator)
    }
    self.isMixed = isMixed
    archive = folder.file("archive")
    sticks = (0..<3).map { folder.file("stick-\($0)") }
    self.folder = folder
    self.generator = generator
  }

  /// Lives through the whole history.
  func run() throws {
    try devices[0].found(network: nil)
    let network = try devices[0].engine.network
    for device in devices.dropFirst() {
      try device.found(network: network)
      try devices[0].engine.admit(device.engine.ownAdmission(.officer))
    }
    for stick in sticks + [folder.file("mail"), archive] { try makeFolder(stick) }
    try begin()
    while let place = devices.indices.filter(isBusy).randomElement(using: &generator) {
      if Int.random(in: 0..<100, using: &generator) < 86 {
        try edit(place)
      } else {
        try happen()
      }
    }
  }

  /// The centre records the first things, and most of the others get them before they go apart.
  private func begin() throws {
    for type in ["office", "partnership", "aid", "item"] { try create(type, on: 0) }
    try sync(0, with: sticks[0])
    for place in devices.indices.dropFirst() where !generator.chance(oneIn: 4) {
      try sync(place, with: sticks[0])
    }
  }

  private func isBusy(_ place: Int) -> Bool {
    !devices[place].isRetired && (edits[place] ?? 0) < Self.edits
  }

  /// The devices that are in use.
  var users: [Int] { devices.indices.filter { !devices[$0].isRetired } }

  /// Something that is not an edit.
  private func happen() throws {
    let place = users.randomElement(using: &generator) ?? 0
    let stick = sticks.randomElement(using: &generator) ?? sticks[0]
    switch Int.random(in: 0..<100, using: &generator) {
    case ..<50: try sync(place, with: stick)
    case ..<51: try restore(place)
    case ..<52: try renew(place)
    case ..<58: try writeMail(place)
    case ..<70: try readMail(place)
    case ..<76: try copyToMail(from: stick)
    case ..<82: try lose(from: stick)
    case ..<88: try damage(on: stick)
    case ..<92: try swapStick(stick)
    case ..<93: #expect(try devices[place].engine.rebuild().isUnchanged, "\(seed)")
    case ..<94: try copyHome(of: place)
    case ..<95: try takeSnapshot(of: place)
    case ..<96: try putBack(place)
    case ..<97: try retire(place)
    case ..<98: try misbehave()
    default: devices[place].switchOff()
    }
  }
}
