public import Merging
import SQLite
import Wire

/// What is kept of bundles' files, so that those which lie in a folder need not be opened again.
extension LocalStore {
  /// Returns what was kept of a bundle that was taken in wholly, or written here; `hash` is the
  /// beginning of its file's hash, 16 bytes at least.
  public func letter(_ hash: [UInt8], isOutgoing: Bool) throws(StoreError) -> [UInt8]? {
    let last = hash + Array(repeating: 0xFF, count: 32 - hash.count)
    let packed = try first(
      """
      SELECT letter FROM bundle
      WHERE hash BETWEEN ? AND ? AND outgoing = ? AND whole = 1 AND letter IS NOT NULL
      """, [.blob(hash), .blob(last), .integer(isOutgoing ? 1 : 0)]
    ) { $0.blob(0) }
    return packed.flatMap(codec.unpack)
  }

  /// Keeps what is to be known of a bundle that was taken in, or written, before.
  public func keep(
    letter: [UInt8], of hash: [UInt8], isOutgoing: Bool
  ) throws(StoreError) {
    try run(
      "UPDATE bundle SET letter = ? WHERE hash = ? AND outgoing = ?",
      [.blob(codec.pack(letter)), .blob(hash), .integer(isOutgoing ? 1 : 0)])
  }

  /// Tells whether a file was found to be sealed to others; `hash` is the beginning of its hash,
  /// 16 bytes.
  public func isSealedToOthers(_ hash: [UInt8]) throws(StoreError) -> Bool {
    try first("SELECT 1 FROM closed WHERE hash = ?", [.blob(hash)]) { _ in true } ?? false
  }

  /// Notes that a file is sealed to others: it will never be this device's to open.
  public func noteSealedToOthers(_ hash: [UInt8]) throws(StoreError) {
    try run("INSERT OR IGNORE INTO closed VALUES(?)", [.blob(hash)])
  }
}

extension LocalStore {
  /// Returns the row of the bundle that was noted last.
  public func lastBundleRow() throws(StoreError) -> Int64 {
    try first("SELECT max(id) FROM bundle") { $0.integer(0) } ?? 0
  }

  /// Returns the dossiers of which a device sent anything in bundles that were noted after a row.
  public func dossiersSent(
    by device: DeviceID, after row: Int64
  ) throws(StoreError) -> Set<DossierID> {
    let contents = try all(
      "SELECT contents FROM bundle WHERE id > ? AND outgoing = 0 AND sender = ?",
      [.integer(row), .blob(device.publicKey)]
    ) { self.codec.unpack($0.blob(0)).flatMap(Self.json)?.array ?? [] }
    guard !contents.isEmpty else { return [] }
    let dossiers = try dossiersOfLogs()
    return Set(contents.joined().compactMap { Run(json: $0).flatMap { dossiers[$0.log] } })
  }
}
