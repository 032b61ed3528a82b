import Merging
import TestSupport
import Testing

/// Statements that devices made about each other, honest or not, in logs with gaps and forks.
struct RandomStatements {
  struct Written: Hashable {
    let mark: SegmentMark
    let author: DeviceID
    let previous: [UInt8]?
  }

  let root: DeviceID
  let devices: [DeviceID]
  var segments: [Written] = []
  var stated: [Trust.Stated] = []
  /// The hash before each segment that is held.
  var links: [[UInt8]: [UInt8]] = [:]

  init(_ generator: inout SeededGenerator, devices count: Int = 6, statements: Int = 14) throws {
    devices = try (0..<count).map { try device($0) }
    root = devices[0]
    for author in devices { write(by: author, &generator) }
    for number in 0..<statements {
      // Often the first ones, so that something has effect.
      let limit = generator.chance(oneIn: 2) ? 2 : count
      let author = devices[Int.random(in: 0..<limit, using: &generator)]
      let place = segments.filter { $0.author == author }.random(&generator)
      guard let place, let target = devices.random(&generator) else { continue }
      stated.append(
        Trust.Stated(
          statement(on: target, number, &generator),
          id: OperationID(
            log: place.mark.run.log, number: UInt64(number + 1)),
          lamport: UInt64.random(in: 1...4, using: &generator), author: author,
          segment: place.mark))
    }
  }

  private mutating func write(by author: DeviceID, _ generator: inout SeededGenerator) {
    let log = LogID(high: 5, low: UInt64(author.publicKey[0]))
    var last: [UInt8]?
    for number in UInt64(1)...4 {
      let hash = [UInt8](repeating: UInt8(segments.count + 1), count: 32)
      let mark = SegmentMark(hash: hash, run: Run(log: log, numbers: number...number))
      segments.append(Written(mark: mark, author: author, previous: last))
      if let last, !generator.chance(oneIn: 6) { links[hash] = last }
      // Where it does not go on from the last one, the log forks.
      if !generator.chance(oneIn: 4) { last = hash }
    }
  }

  private func statement(
    on target: DeviceID, _ number: Int, _ generator: inout SeededGenerator
  ) -> Statement {
    let own = segments.filter { $0.author == target || generator.chance(oneIn: 20) }
    let some = own.filter { _ in generator.chance(oneIn: 3) }
    switch Int.random(in: 0..<10, using: &generator) {
    case ..<6:
      let roles: [Role] = [.centre, .centre, .officer, .clerk, .auditor, .unknown("guest")]
      return .admit(
        Admission(
          device: target, box: [UInt8](repeating: UInt8(number), count: 32),
          office: "office \(number)", role: roles.random(&generator) ?? .clerk, label: ""))
    case ..<8:
      return .retire(
        target,
        last: Dictionary(grouping: some, by: \.mark.run.log)
          .mapValues { Set($0.map(\.mark.hash)) })
    default:
      return .release(target, segments: Set(some.map(\.mark.hash)))
    }
  }

  /// What the program makes of them, in some order.
  func trust(_ order: [Trust.Stated]? = nil) -> Trust {
    Trust(isRoot: { $0 == root }, order ?? stated) { links[$0] }
  }
}

/// A device with a key of one repeated byte.
func device(_ number: Int) throws -> DeviceID {
  try #require(DeviceID(publicKey: [UInt8](repeating: UInt8(number + 1), count: 32)))
}

extension Array {
  func random(_ generator: inout SeededGenerator) -> Element? { randomElement(using: &generator) }
}

/// The law's section "Who counts" word by word: all statements are asked again and again which of
/// them have effect if just those do that had it the last time, until nothing changes.
struct NaiveTrust {
  let history: RandomStatements
  private(set) var effective: [Trust.Stated] = []
  private(set) var rounds = 0

  init(_ history: RandomStatements) {
    self.history = history
    while rounds < 50 {
      let next = history.stated.filter(hasEffect)
      rounds += 1
      if Set(next) == Set(effective) { break }
      effective = next
    }
  }

  private func hasEffect(_ stated: Trust.Stated) -> Bool {
    guard let level = level(of: stated.author), counts(stated.segment, of: stated.author) else {
      return false
    }
    if case .admit = stated.statement { return true }
    return level < self.level(of: stated.statement.device) ?? .max
  }

  func level(of device: DeviceID) -> Int? {
    var levels = [history.root: 0]
    for _ in history.devices {
      for stated in effective {
        guard case .admit(let admission) = stated.statement, admission.role == .centre,
          let level = levels[stated.author]
        else { continue }
        levels[admission.device] = min(levels[admission.device] ?? .max, level + 1)
      }
    }
    return levels[device]
  }

  private func about(_ device: DeviceID) -> [Trust.Stated] {
    effective.filter { $0.statement.device == device }
  }

  func counts(_ segment: SegmentMark, of device: DeviceID) -> Bool {
    var (isAdmitted, isRetired, isAccepted) = (device == history.root, false, false)
    for stated in about(device) {
      switch stated.statement {
      case .admit: isAdmitted = true
      case .release(_, let segments): if segments.contains(segment.hash) { return true }
      case .retire(_, let last):
        isRetired = true
        isAccepted = isAccepted || last.values.joined().contains { continues($0, segment.hash) }
      }
    }
    return isAdmitted && (!isRetired || isAccepted)
  }

  private func continues(_ later: [UInt8], _ earlier: [UInt8]) -> Bool {
    var hash: [UInt8]? = later
    for _ in 0...history.segments.count {
      if hash == earlier { return true }
      hash = hash.flatMap { history.links[$0] }
    }
    return false
  }

  func roles(of device: DeviceID) -> Set<Role> {
    var roles: Set<Role> = device == history.root ? [.centre] : []
    for stated in about(device) {
      if case .admit(let admission) = stated.statement { roles.insert(admission.role) }
    }
    return roles.isEmpty ? [.clerk] : roles
  }

  /// The admission that tells the box key: of the lowest level, the last.
  func admission(of device: DeviceID) -> Admission? {
    var best: (Trust.Stated, Admission)?
    for stated in about(device) {
      guard case .admit(let admission) = stated.statement else { continue }
      if let (other, _) = best, !isAfter(stated, other) { continue }
      best = (stated, admission)
    }
    return best?.1
  }

  private func isAfter(_ one: Trust.Stated, _ other: Trust.Stated) -> Bool {
    let levels = (level(of: one.author) ?? .max, level(of: other.author) ?? .max)
    if levels.0 != levels.1 { return levels.0 < levels.1 }
    if one.lamport != other.lamport { return one.lamport > other.lamport }
    if one.id != other.id { return one.id > other.id }
    return other.segment.hash.lexicographicallyPrecedes(one.segment.hash)
  }
}
