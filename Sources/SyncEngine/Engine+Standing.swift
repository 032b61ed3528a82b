import Bundles
import LocalStore
public import Merging
import Registry

/// How far the exchange with the other devices has come.
public struct Standing: Sendable {
  /// Another device, and what is known of what it holds.
  public struct Device: Sendable {
    /// The device.
    public let device: DeviceID
    /// Its office, as it says.
    public let office: String?
    /// Its name for itself.
    public let label: String?
    /// Whether it is the network's centre.
    public let isCentre: Bool
    /// When its newest bundle was read, in seconds since 1970, UTC.
    public let seenSeconds: Int64
    /// Where that was.
    public let place: String
    /// How many of this device's own operations it is not known to hold.
    public let lacksOfOwn: UInt64
    /// How many operations held here it is not known to hold.
    public let lacks: UInt64
    /// How many operations it holds that are not here.
    public let hasMore: UInt64
    /// The claimed time of the oldest of this device's operations that it is not known to hold,
    /// in seconds since 1970, UTC; nil where it holds all.
    public let lacksSinceSeconds: Int64?
  }

  /// A bundle that this device wrote, and who holds what was in it.
  public struct Sent: Sendable {
    /// The running number.
    public let number: UInt64
    /// The folder or file.
    public let place: String
    /// When it was written, in seconds since 1970, UTC.
    public let writtenSeconds: Int64
    /// How many operations it carries.
    public let operations: UInt64
    /// The known devices that hold all of it that they may read.
    public let heldBy: [DeviceID]
    /// The known devices that may read something of it and are not known to hold that.
    public let awaited: [DeviceID]
  }

  /// What this device may do, as far as it knows.
  public let membership: Membership
  /// What tells this device's keys to a person on the telephone.
  public let fingerprint: String
  /// How many operations are held.
  public let operations: UInt64
  /// How many of them this device wrote.
  public let ownOperations: UInt64
  /// How many records there are.
  public let records: Int
  /// How many conflicts are open.
  public let conflicts: Int
  /// How many rules are broken.
  public let violations: Int
  /// How many operations are known to exist, but are not here.
  public let missing: UInt64
  /// How many segments are set aside.
  public let setAside: Int
  /// The other devices, sorted by their keys.
  public let devices: [Device]
  /// The bundles this device wrote, oldest first.
  public let sent: [Sent]

  /// The network's centre, where it has been heard of.
  public var centre: Device? { devices.first { $0.isCentre } }
}

extension Engine {
  /// Returns what was written, on which stick, and what the others are known to hold.
  public func standing() throws(EngineError) -> Standing {
    let peers = try engine { () throws(StoreError) in try store.peers() }
    let have = try engine { () throws(StoreError) in try store.have() }
    let own = try engine { () throws(StoreError) in try store.have(of: device) }
    var devices: [Standing.Device] = []
    let audiences = try audiences()
    let dossiers = try engine { () throws(StoreError) in try store.dossiersOfLogs() }
    for peer in peers {
      let isForIt = { (log: LogID) in
        dossiers[log].map { audiences.mayRead(peer.device, $0) } ?? false
      }
      devices.append(
        try standing(of: peer, have: have.filter(isForIt), own: own.filter(isForIt)))
    }
    var (records, conflicts) = (0, 0)
    try forEachRecord { record in
      records += 1
      conflicts += record.view.conflicts.count
    }
    let broken = try brokenRules()
    return Standing(
      membership: try membership(), fingerprint: fingerprint.description, operations: have.count,
      ownOperations: own.count, records: records,
      conflicts: conflicts, violations: broken.all.count { !broken.accepted.contains($0) },
      missing: Have(have.gaps).count,
      setAside: try engine { () throws(StoreError) in try store.quarantineCount() },
      devices: devices, sent: try sent(to: peers, audiences, dossiers))
  }

  private func standing(
    of peer: Peer, have: Have, own: Have
  ) throws(EngineError) -> Standing.Device {
    let lacking = own.subtracting(peer.have)
    return Standing.Device(
      device: peer.device, office: peer.office, label: peer.label,
      isCentre: isCentre(peer.device), seenSeconds: peer.seenSeconds, place: peer.place,
      lacksOfOwn: lacking.count, lacks: have.subtracting(peer.have).count,
      hasMore: peer.have.subtracting(try allHave()).count, lacksSinceSeconds: try oldest(lacking))
  }

  private func allHave() throws(EngineError) -> Have {
    try engine { () throws(StoreError) in try store.have() }
  }

  /// When the oldest of this device's own operations was written.
  private func oldest(_ lacking: Have) throws(EngineError) -> Int64? {
    var oldest: Int64?
    for (log, numbers) in lacking.logs {
      guard let first = numbers.intervals.first?.lowerBound else { continue }
      let id = OperationID(log: log, number: first)
      let origin = try engine { () throws(StoreError) in try store.origin(of: id) }
      if let seen = origin?.seenSeconds { oldest = min(oldest ?? seen, seen) }
    }
    return oldest
  }

  /// The bundles that were written here, each with those who may read something of it.
  private func sent(
    to peers: [Peer], _ audiences: Audiences, _ dossiers: [LogID: DossierID]
  ) throws(EngineError) -> [Standing.Sent] {
    try engine { () throws(StoreError) in try store.outgoingBundles() }.map { note, contents in
      let about = Set(contents.compactMap { dossiers[$0.log] })
      let readers = about.reduce(into: Set()) { $0.formUnion(audiences.readers(of: $1)) }
      var (heldBy, awaited): ([DeviceID], [DeviceID]) = ([], [])
      for peer in peers where readers.contains(peer.device) {
        let isHeld = contents.allSatisfy { run in
          peer.have.contains(run)
            || dossiers[run.log].map { !audiences.mayRead(peer.device, $0) } ?? false
        }
        if isHeld { heldBy.append(peer.device) } else { awaited.append(peer.device) }
      }
      return Standing.Sent(
        number: note.number, place: note.place, writtenSeconds: note.seenSeconds,
        operations: Have(contents).count, heldBy: heldBy, awaited: awaited)
    }
  }

  /// Returns what devices call themselves: office and label, where they have been heard of.
  public func names() throws(EngineError) -> [DeviceID: String] {
    var names = [device: "\(profile.label), \(profile.office)"]
    for peer in try engine({ () throws(StoreError) in try store.peers() }) {
      names[peer.device] = [peer.label, peer.office].compactMap { $0 }.joined(separator: ", ")
    }
    return names
  }
}
