public import Merging
import SQLite
import Wire

/// Another device that takes part, and what it last showed that it holds.
public struct Peer: Sendable {
  /// The device.
  public let device: DeviceID
  /// Its office, as its admission says.
  public let office: String?
  /// Its name, as it says or as its admission does.
  public let label: String?
  /// The number of the newest bundle of its that was read; 0 where none was.
  public let number: UInt64
  /// When that was read, in seconds since 1970, UTC.
  public let seenSeconds: Int64
  /// Where that was read.
  public let place: String
  /// What it holds: where copies of it live, what all of them hold.
  public let have: Have
  /// The hashes of the segments that it holds of logs that it knows to be forked.
  public let forks: Set<[UInt8]>

  /// Whether a bundle of its was ever read.
  public var isHeard: Bool { number > 0 }

  /// The same device, as one that holds nothing.
  public var emptied: Peer {
    Peer(
      device: device, office: office, label: label, number: number, seenSeconds: seenSeconds,
      place: place, have: Have(), forks: [])
  }

  /// Tells whether it holds a segment.
  public func holds(_ segment: StoredSegment) -> Bool {
    segment.isForked ? forks.contains(segment.hash) : have.contains(segment.run)
  }
}

/// What one bundle's manifest shows of its sender.
public struct Shown: Sendable {
  /// The sender.
  public var device: DeviceID
  /// The life in which it was written.
  public var epoch: EpochID
  /// The lives that it came from.
  public var former: [EpochID]
  /// The sender's running number.
  public var number: UInt64
  /// The sender's name for itself.
  public var label: String?
  /// When it was read, in seconds since 1970, UTC.
  public var seenSeconds: Int64
  /// Where it was read.
  public var place: String
  /// The dossiers of which it speaks.
  public var scope: Set<DossierID>
  /// What the sender holds of those.
  public var have: Have
  /// The hashes of the segments that the sender holds of logs that it knows to be forked.
  public var forks: Set<[UInt8]>

  /// Creates one.
  public init(
    device: DeviceID, epoch: EpochID, former: [EpochID], number: UInt64, label: String?,
    seenSeconds: Int64, place: String, scope: Set<DossierID>, have: Have,
    forks: Set<[UInt8]>
  ) {
    self.device = device
    self.epoch = epoch
    self.former = former
    self.number = number
    self.label = label
    self.seenSeconds = seenSeconds
    self.place = place
    self.scope = scope
    self.have = have
    self.forks = forks
  }
}

extension LocalStore {
  /// Keeps what a device that takes part showed.
  public func keep(_ shown: Shown) throws(StoreError) {
    let device = SQLiteValue.blob(shown.device.publicKey)
    for epoch in shown.former where epoch != shown.epoch {
      try noteFormer(epoch, of: shown.device)
    }
    let isFormer = try first(
      "SELECT 1 FROM former WHERE device = ? AND epoch = ?", [device, .blob(shown.epoch.bytes)]
    ) { _ in true }
    guard isFormer == nil else { return }
    let scope = JSONValue.array(shown.scope.sorted().map { .string($0.hex) })
    try run(
      "INSERT OR IGNORE INTO shown VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
      [
        device, .blob(shown.epoch.bytes), .integer(Int64(shown.number)),
        shown.label.map(SQLiteValue.text) ?? .null, .integer(shown.seenSeconds),
        .text(shown.place), .blob(codec.pack(scope.canonicalBytes)),
        .blob(codec.pack(shown.have.json.canonicalBytes)),
        .blob(codec.pack(shown.forks.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { $0 })),
      ])
    // What later bundles of the same life say of all its dossiers, an older one need not say.
    var spoken: Set<DossierID> = []
    let life = try self.shown(by: shown.device).filter { $0.epoch == shown.epoch }
    for (index, row) in life.enumerated() {
      if index > 0, row.scope.isSubset(of: spoken) {
        try run(
          "DELETE FROM shown WHERE device = ? AND epoch = ? AND number = ?",
          [device, .blob(row.epoch.bytes), .integer(Int64(row.number))])
      }
      spoken.formUnion(row.scope)
    }
  }

  /// Notes that a device has left a life, so that what it showed in that is not believed any more.
  func noteFormer(_ epoch: EpochID, of device: DeviceID) throws(StoreError) {
    let device = SQLiteValue.blob(device.publicKey)
    try run("INSERT OR IGNORE INTO former VALUES(?, ?)", [device, .blob(epoch.bytes)])
    try run("DELETE FROM shown WHERE device = ? AND epoch = ?", [device, .blob(epoch.bytes)])
  }

  /// Returns what a device showed, the newest first.
  private func shown(by device: DeviceID) throws(StoreError) -> [Shown] {
    try all(
      """
      SELECT epoch, number, label, seen, place, scope, have, forks FROM shown WHERE device = ?
      ORDER BY number DESC, epoch
      """, [.blob(device.publicKey)]
    ) { row -> Shown? in
      guard let epoch = EpochID(hex: Hex.text(row.blob(0))),
        let scope = self.codec.unpack(row.blob(5)).flatMap(Self.json)?.array,
        let have = self.codec.unpack(row.blob(6)).flatMap(Self.json).flatMap(Have.init(json:)),
        let forks = self.codec.unpack(row.blob(7))
      else { return nil }
      return Shown(
        device: device, epoch: epoch, former: [], number: UInt64(row.integer(1)),
        label: row.isNull(2) ? nil : row.text(2), seenSeconds: row.integer(3),
        place: row.text(4), scope: Set(scope.compactMap { $0.string.flatMap(DossierID.init(hex:)) }),
        have: have, forks: Self.hashes(forks))
    }.compactMap { $0 }
  }

  private static func hashes(_ bytes: [UInt8]) -> Set<[UInt8]> {
    Set(stride(from: 0, to: bytes.count, by: 32).map { Array(bytes[$0..<min($0 + 32, bytes.count)]) })
  }

  /// Returns the other devices that take part, sorted by their keys, those never heard of too, and
  /// this device itself where copies of it have shown what they hold.
  public func peers() throws(StoreError) -> [Peer] {
    let dossiers = try dossiersOfLogs()
    var peers: [Peer] = []
    for (device, admission) in try trust().active {
      let shown = try shown(by: device)
      guard device != owner.device || !shown.isEmpty else { continue }
      let epochs = Dictionary(grouping: shown, by: \.epoch).values
      let lives = epochs.map { life in
        Self.have(life.sorted { $0.number > $1.number }, dossiers)
      }
      let forks = epochs.map { life in Set(life.flatMap(\.forks)) }
      let newest = shown.first
      peers.append(
        Peer(
          device: device, office: admission.office, label: newest?.label ?? admission.label,
          number: newest?.number ?? 0, seenSeconds: newest?.seenSeconds ?? 0,
          place: newest?.place ?? "",
          have: lives.dropFirst().reduce(lives.first ?? Have()) { $0.intersection($1) },
          forks: forks.dropFirst().reduce(forks.first ?? []) { $0.intersection($1) }))
    }
    return peers
  }

  /// What one life of a device holds: of each dossier, what the newest bundle that speaks of it says.
  private static func have(_ newestFirst: [Shown], _ dossiers: [LogID: DossierID]) -> Have {
    var have = Have()
    var spoken: Set<DossierID> = []
    var logs: Set<LogID> = []
    for shown in newestFirst {
      for (log, numbers) in shown.have.logs {
        if let dossier = dossiers[log] {
          guard shown.scope.contains(dossier), !spoken.contains(dossier) else { continue }
        } else if !logs.insert(log).inserted {
          continue
        }
        for interval in numbers.intervals { have.insert(Run(log: log, numbers: interval)) }
      }
      spoken.formUnion(shown.scope)
    }
    return have
  }
}
