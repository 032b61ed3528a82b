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
  /// The blobs that it says it lacks and wants.
  public let wants: Set<BlobID>

  /// Whether a bundle of its was ever read.
  public var isHeard: Bool { number > 0 }

  /// The same device, as one that holds nothing.
  public var emptied: Peer {
    Peer(
      device: device, office: office, label: label, number: number, seenSeconds: seenSeconds,
      place: place, have: Have(), forks: [], wants: [])
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
  /// The blobs that the sender wants.
  public var wants: [BlobID]

  /// Creates one.
  public init(
    device: DeviceID, epoch: EpochID, former: [EpochID], number: UInt64, label: String?,
    seenSeconds: Int64, place: String, scope: Set<DossierID>, have: Have,
    forks: Set<[UInt8]>, wants: [BlobID] = []
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
    self.wants = wants
  }
}

extension LocalStore {
  /// How much is kept of what devices show that do not take part: they may be admitted later.
  private static let strangersRows = 1_000
  private static let strangersHaveBytes = 65_536

  /// Keeps what a device showed; only that of devices that take part is ever believed.
  public func keep(_ shown: Shown) throws(StoreError) {
    let device = SQLiteValue.blob(shown.device.publicKey)
    let plainHave = shown.have.json.canonicalBytes
    let have = codec.pack(plainHave)
    let wants = shown.wants.flatMap(\.bytes)
    let isMember = try trust().words[shown.device]?.isActive ?? false
    if !isMember, !owner.isRoot(shown.device) {
      let rows = try first("SELECT count(*) FROM shown") { $0.integer(0) } ?? 0
      guard rows < Self.strangersRows, have.count + wants.count <= Self.strangersHaveBytes
      else { return }
    }
    for epoch in shown.former where epoch != shown.epoch {
      try noteFormer(epoch, of: shown.device)
    }
    let isFormer = try first(
      "SELECT 1 FROM former WHERE device = ? AND epoch = ?", [device, .blob(shown.epoch.bytes)]
    ) { _ in true }
    guard isFormer == nil else { return }
    let scope = JSONValue.array(shown.scope.sorted().map { .string($0.hex) }).canonicalBytes
    try run(
      "INSERT OR IGNORE INTO shown VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      [
        device, .blob(shown.epoch.bytes), .integer(Int64(shown.number)),
        .blob(codec.hash(scope + plainHave + wants)),
        shown.label.map(SQLiteValue.text) ?? .null, .integer(shown.seenSeconds),
        .text(shown.place), .blob(codec.pack(scope)),
        .blob(have),
        .blob(codec.pack(shown.forks.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { $0 })),
        .blob(wants),
      ])
    try forgetReplaced(of: shown.device, in: shown.epoch)
  }

  /// Forgets the bundles of a life that speak of nothing of which later ones do not speak.
  private func forgetReplaced(of device: DeviceID, in epoch: EpochID) throws(StoreError) {
    let life: [SQLiteValue] = [.blob(device.publicKey), .blob(epoch.bytes)]
    let rows = try all("SELECT number, scope FROM shown WHERE device = ? AND epoch = ?", life) {
      (number: $0.integer(0), scope: self.scope($0.blob(1)))
    }
    var spoken: Set<DossierID> = []
    let newest = rows.map(\.number).max()
    for (number, rows) in Dictionary(grouping: rows, by: \.number).sorted(by: { $0.key > $1.key }) {
      // Of what cannot be read nobody knows whether it is replaced.
      let scopes = rows.compactMap(\.scope)
      guard scopes.count == rows.count else { continue }
      let scope = scopes.reduce(into: Set()) { $0.formUnion($1) }
      if number != newest, scope.isSubset(of: spoken) {
        try run(
          "DELETE FROM shown WHERE device = ? AND epoch = ? AND number = ?",
          life + [.integer(number)])
      }
      spoken.formUnion(scope)
    }
  }

  private func scope(_ packed: [UInt8]) -> Set<DossierID>? {
    codec.unpack(packed).flatMap(CanonicalScanner.ids).map(Set.init)
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
      SELECT epoch, number, label, seen, place, scope, have, forks, wants
      FROM shown WHERE device = ?
      ORDER BY number DESC, epoch
      """, [.blob(device.publicKey)]
    ) { row -> Shown? in
      guard let epoch = EpochID(hex: Hex.text(row.blob(0))),
        let scope = self.scope(row.blob(5)),
        let have = self.codec.unpack(row.blob(6)).flatMap(CanonicalScanner.have),
        let forks = self.codec.unpack(row.blob(7))
      else { return nil }
      return Shown(
        device: device, epoch: epoch, former: [], number: UInt64(row.integer(1)),
        label: row.isNull(2) ? nil : row.text(2), seenSeconds: row.integer(3),
        place: row.text(4),
        scope: scope, have: have, forks: Set(Self.hashes(forks)),
        wants: Self.hashes(row.blob(8)).compactMap { BlobID(bytes: $0) })
    }.compactMap { $0 }
  }

  static func hashes(_ bytes: [UInt8]) -> [[UInt8]] {
    stride(from: 0, to: bytes.count, by: 32).map { Array(bytes[$0..<min($0 + 32, bytes.count)]) }
  }

  /// Returns the other devices that take part, sorted by their keys, those never heard of too, and
  /// this device itself where copies of it have shown what they hold; some of them only, where some
  /// are named.
  public func peers(_ devices: Set<DeviceID>? = nil) throws(StoreError) -> [Peer] {
    let dossiers = try dossiersOfLogs()
    var uses: [BlobID: Set<DossierID>]?
    var peers: [Peer] = []
    let trust = try trust()
    let admissions = trust.active
    // The root takes part also where its admission of itself has not come.
    let root = try all("SELECT DISTINCT device FROM shown") { DeviceID(publicKey: $0.blob(0)) }
      .compactMap { $0 }.filter { owner.isRoot($0) && trust.words[$0]?.admission == nil }
    let members = admissions.map { ($0.device, Optional($0.admission)) } + root.map { ($0, nil) }
    for (device, admission) in members.sorted(by: { $0.0 < $1.0 })
    where devices?.contains(device) ?? true {
      let shown = try shown(by: device)
      guard device != owner.device || !shown.isEmpty else { continue }
      if uses == nil, shown.contains(where: { !$0.wants.isEmpty }) {
        uses = Dictionary(grouping: try blobUses(), by: \.blob).mapValues { Set($0.map(\.dossier)) }
      }
      let epochs = Dictionary(grouping: shown, by: \.epoch).values
      let lives = epochs.map { life in
        Self.have(life, dossiers)
      }
      let forks = epochs.map { life in Set(life.flatMap(\.forks)) }
      let newest = shown.first
      peers.append(
        Peer(
          device: device, office: admission?.office, label: newest?.label ?? admission?.label,
          number: newest?.number ?? 0, seenSeconds: newest?.seenSeconds ?? 0,
          place: newest?.place ?? "",
          have: lives.dropFirst().reduce(lives.first ?? Have()) { $0.intersection($1) },
          forks: forks.dropFirst().reduce(forks.first ?? []) { $0.intersection($1) },
          wants: Set(
            epochs.flatMap { life in Self.wants(life, uses ?? [:])
            })))
    }
    return peers
  }

  /// What one life of a device wants: of each dossier, what the newest bundle about it says.
  private static func wants(
    _ life: [Shown], _ uses: [BlobID: Set<DossierID>]
  ) -> Set<BlobID> {
    var wants: Set<BlobID> = []
    var spoken: Set<DossierID> = []
    for together in byNumber(life) {
      for shown in together {
        let news = shown.scope.subtracting(spoken)
        wants.formUnion(shown.wants.filter { uses[$0]?.isDisjoint(with: news) == false })
      }
      for shown in together { spoken.formUnion(shown.scope) }
    }
    return wants
  }

  /// What was shown under one number together, the highest number first.
  private static func byNumber(_ shown: [Shown]) -> [[Shown]] {
    Dictionary(grouping: shown, by: \.number).sorted { $0.key > $1.key }.map(\.value)
  }

  /// What one life of a device holds: of each dossier, what the newest bundle that speaks of it
  /// says; of several of one number, what all of them say.
  private static func have(_ life: [Shown], _ dossiers: [LogID: DossierID]) -> Have {
    var have = Have()
    var spoken: Set<DossierID> = []
    var logs: Set<LogID> = []
    for rows in byNumber(life) {
      let all = rows.dropFirst().reduce(rows.first?.have ?? Have()) { all, row in
        var all = all
        all.formUnion(row.have)
        return all
      }
      for log in all.logs.keys {
        var telling = rows
        if let dossier = dossiers[log] {
          guard !spoken.contains(dossier) else { continue }
          telling = rows.filter { $0.scope.contains(dossier) }
        } else if !logs.insert(log).inserted {
          continue
        }
        let held = telling.dropFirst().reduce(telling.first?.have[log] ?? IntervalSet()) {
          $0.subtracting($0.subtracting($1.have[log]))
        }
        have.insert(held, of: log)
      }
      for row in rows { spoken.formUnion(row.scope) }
    }
    return have
  }
}
