public import Merging
import SQLite

/// That a head refers to a blob, and whether that is here.
public struct BlobUse: Sendable {
  /// The blob.
  public let blob: BlobID
  /// The dossier.
  public let dossier: DossierID
  /// The record.
  public let record: RecordKey
  /// The operation that refers to it.
  public let operation: OperationID
  /// The blob's size with its salt, where it is here.
  public let sizeBytes: Int?
  /// Whether it was erased.
  public let isErased: Bool

  /// Whether it is neither here nor erased.
  public var isWanted: Bool { sizeBytes == nil && !isErased }
}

/// What a bundle of blobs holds, and who can open it.
public struct BlobCarrier: Sendable {
  /// The blobs; none where this device cannot open it.
  public let blobs: [BlobID]
  /// The devices to which it is sealed.
  public let devices: Set<DeviceID>

  /// Creates one.
  public init(blobs: [BlobID], devices: Set<DeviceID>) {
    self.blobs = blobs
    self.devices = devices
  }
}

extension LocalStore {
  /// Returns every use of a blob by a head, or of those wanted only, sorted by blob.
  public func blobUses(wantedOnly: Bool = false) throws(StoreError) -> [BlobUse] {
    try all(
      """
      SELECT reference.blob, dossier.name, record.type, record.name, reference.log,
        reference.number, blob.size, erasure.blob
      FROM reference JOIN record ON record.id = reference.record
      JOIN dossier ON dossier.id = record.dossier
      LEFT JOIN blob ON blob.id = reference.blob LEFT JOIN erasure ON erasure.blob = reference.blob
      \(wantedOnly ? "WHERE blob.id IS NULL AND erasure.blob IS NULL" : "")
      ORDER BY reference.blob
      """
    ) { row -> BlobUse? in
      guard let blob = BlobID(bytes: row.blob(0)), let dossier = DossierID(bytes: row.blob(1)),
        let record = RecordID(bytes: row.blob(3)), let log = LogID(bytes: row.blob(4))
      else { return nil }
      return BlobUse(
        blob: blob, dossier: dossier, record: RecordKey(type: row.text(2), id: record),
        operation: OperationID(log: log, number: UInt64(row.integer(5))),
        sizeBytes: row.isNull(6) ? nil : Int(row.integer(6)), isErased: !row.isNull(7))
    }.compactMap { $0 }
  }

  /// Keeps a blob, unless it was erased.
  public func keep(_ blob: Blob, seenSeconds: Int64) throws(StoreError) {
    guard try !isErased(blob.id) else { return }
    try run(
      "INSERT OR IGNORE INTO blob(id, size, seen, body) VALUES(?, ?, ?, ?)",
      [
        .blob(blob.id.bytes), .integer(Int64(blob.bytes.count)), .integer(seenSeconds),
        .blob(blob.bytes),
      ])
  }

  /// Returns a blob, or nil where it is not here.
  ///
  /// One that is damaged is dropped, so that it is wanted again.
  public func blob(_ id: BlobID) throws(StoreError) -> Blob? {
    let body = try first("SELECT body FROM blob WHERE id = ?", [.blob(id.bytes)]) { $0.blob(0) }
    guard let body else { return nil }
    if let blob = Blob(bytes: body, hash: codec.hash), blob.id == id { return blob }
    try run("DELETE FROM blob WHERE id = ?", [.blob(id.bytes)])
    return nil
  }

  /// Returns all blobs that are here, with their sizes.
  public func blobs() throws(StoreError) -> [(id: BlobID, sizeBytes: Int)] {
    try all("SELECT id, size FROM blob ORDER BY id") { row in
      BlobID(bytes: row.blob(0)).map { (id: $0, sizeBytes: Int(row.integer(1))) }
    }.compactMap { $0 }
  }

  /// Returns the blobs that were erased.
  public func erased() throws(StoreError) -> Set<BlobID> {
    Set(try all("SELECT blob FROM erasure") { BlobID(bytes: $0.blob(0)) }.compactMap { $0 })
  }

  /// Tells whether a blob was erased.
  public func isErased(_ id: BlobID) throws(StoreError) -> Bool {
    try first("SELECT 1 FROM erasure WHERE blob = ?", [.blob(id.bytes)]) { _ in true } ?? false
  }

  /// Takes a blob out, never to be taken in again, whatever is said of its eraser later.
  func erase(_ id: BlobID) throws(StoreError) {
    try run("INSERT OR IGNORE INTO erasure VALUES(?)", [.blob(id.bytes)])
    if connection.changes > 0 { noteErased() }
    try run("DELETE FROM blob WHERE id = ?", [.blob(id.bytes)])
  }

  /// Notes to which blobs a record's heads refer.
  func saveReferences(to blobs: [BlobHead], of row: Int64) throws(StoreError) {
    try run("DELETE FROM reference WHERE record = ?", [.integer(row)])
    for use in blobs {
      try run(
        "INSERT OR IGNORE INTO reference VALUES(?, ?, ?, ?)",
        [
          .integer(row), .blob(use.blob.bytes), .blob(use.head.id.log.bytes),
          .integer(Int64(use.head.id.number)),
        ])
    }
  }

  /// Returns what is known of a bundle of blobs, by the first 16 bytes of its file's hash.
  public func carrier(_ hash: [UInt8]) throws(StoreError) -> BlobCarrier? {
    try first("SELECT blobs, devices FROM carrier WHERE hash = ?", [.blob(hash)]) { row in
      BlobCarrier(
        blobs: Self.hashes(row.blob(0)).compactMap { BlobID(bytes: $0) },
        devices: Set(Self.hashes(row.blob(1)).compactMap { DeviceID(publicKey: $0) }))
    }
  }

  /// Notes what a bundle of blobs holds, so that it need not be opened again.
  public func keep(_ carrier: BlobCarrier, hash: [UInt8]) throws(StoreError) {
    try run(
      "INSERT OR REPLACE INTO carrier VALUES(?, ?, ?)",
      [
        .blob(hash), .blob(carrier.blobs.flatMap(\.bytes)),
        .blob(carrier.devices.sorted().flatMap(\.publicKey)),
      ])
  }
}
