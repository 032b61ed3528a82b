import Language
public import Merging
import SQLite
import Wire

/// A record and the dossier it is in.
public struct StoredRecord: Sendable {
  /// The dossier.
  public let dossier: DossierID
  /// The merged state.
  public let state: RecordState

  /// Creates one.
  public init(dossier: DossierID, state: RecordState) {
    self.dossier = dossier
    self.state = state
  }
}

/// A record in few bytes, and the dossier it is in.
public struct PackedRecord: Sendable {
  /// The dossier.
  public let dossier: DossierID
  /// The merged state.
  public let state: PackedState
}

extension LocalStore {
  private static let recordColumns =
    "SELECT dossier.name, record.type, record.name, record.state FROM record"
    + " JOIN dossier ON dossier.id = record.dossier"

  /// Hands over the bytes of records one at a time, so that they need not all be in memory.
  private func forEachRow(
    _ condition: String, _ values: [SQLiteValue],
    _ body: (DossierID, RecordKey, [UInt8]) throws(StoreError) -> Void
  ) throws(StoreError) {
    var failure: StoreError?
    try wrapped { () throws(SQLiteError) in
      try connection.rows(
        "\(Self.recordColumns) WHERE \(condition)"
          + " ORDER BY dossier.name, record.name, record.type", values
      ) { row in
        guard failure == nil else { return }
        do throws(StoreError) {
          guard let dossier = DossierID(bytes: row.blob(0)), let id = RecordID(bytes: row.blob(2))
          else { throw Self.damagedState }
          try body(dossier, RecordKey(type: row.text(1), id: id), row.blob(3))
        } catch { failure = error }
      }
    }
    if let failure { throw failure }
  }

  private static let damagedState = StoreError.damaged(
    Phrase("a record's state; 'pobratym rebuild' makes it again"))

  private func forEachRecord(
    _ condition: String, _ values: [SQLiteValue], _ body: (StoredRecord) -> Void
  ) throws(StoreError) {
    try forEachRow(condition, values) { dossier, key, bytes throws(StoreError) in
      guard let state = try state(key, bytes) else { throw Self.damagedState }
      body(StoredRecord(dossier: dossier, state: state))
    }
  }

  private func records(
    _ condition: String, _ values: [SQLiteValue]
  ) throws(StoreError) -> [StoredRecord] {
    var records: [StoredRecord] = []
    try forEachRecord(condition, values) { records.append($0) }
    return records
  }

  /// Returns all records, or those of one type, sorted by dossier and id.
  public func records(type: String? = nil) throws(StoreError) -> [StoredRecord] {
    var records: [StoredRecord] = []
    try forEachRecord(type: type) { records.append($0) }
    return records
  }

  /// Hands over all records, those of one type, or those of all types but one, sorted by dossier
  /// and id: one at a time, so that they need not all be in memory.
  public func forEachRecord(
    type: String? = nil, except other: String? = nil, _ body: (StoredRecord) -> Void
  ) throws(StoreError) {
    let (condition, values) = Self.condition(type, except: other)
    try forEachRecord(condition, values, body)
  }

  /// Returns what ``forEachRecord(type:except:_:)`` hands over, in few bytes.
  public func packedRecords(
    type: String? = nil, except other: String? = nil
  ) throws(StoreError) -> [PackedRecord] {
    var records: [PackedRecord] = []
    let symbols = try symbols.known()
    let (condition, values) = Self.condition(type, except: other)
    try forEachRow(condition, values) { dossier, key, bytes throws(StoreError) in
      guard let state = PackedState(key: key, encoded: bytes, with: symbols) else {
        throw Self.damagedState
      }
      records.append(PackedRecord(dossier: dossier, state: state))
    }
    return records
  }

  private static func condition(
    _ type: String?, except other: String?
  ) -> (String, [SQLiteValue]) {
    if let other { return ("record.type <> ?", [.text(other)]) }
    guard let type else { return ("1", []) }
    // Few among many have an index of their own.
    let isOfMany = ["aid", "item", "ledger"].contains(type)
    let few = isOfMany ? "" : "record.type NOT IN ('aid', 'item', 'ledger') AND "
    return (few + "record.type = ?", [.text(type)])
  }

  /// Returns the records that hold all the words, sorted by dossier and id.
  ///
  /// Of each word there are several ways to say it, of which one is enough: words that must all be
  /// there, as they are or, where `isPrefix`, as beginnings. Words are letters and digits.
  public func records(
    matching words: [[WordChoice]], type: String? = nil
  ) throws(StoreError) -> [StoredRecord] {
    let query = words.map { choices in
      "(" + choices.map(\.query).joined(separator: " OR ") + ")"
    }
    guard !query.isEmpty else { return [] }
    try indexWords()
    let condition = "record.words IN (SELECT rowid FROM words WHERE words MATCH ?)"
    let values = [SQLiteValue.text(query.joined(separator: " AND "))]
    guard let type else { return try records(condition, values) }
    return try records(condition + " AND record.type = ?", values + [.text(type)])
  }

  /// Returns the records whose state holds a text as it is, those in which a person may have to
  /// decide, and all of some types, sorted by dossier and id.
  public func records(
    holding text: String, orOf types: [String]
  ) throws(StoreError) -> [StoredRecord] {
    let written = JSONValue.string(text).canonicalBytes.dropFirst().dropLast()
    // By their rows: in the order that is wanted SQLite would fetch each state from another place.
    return try records(
      """
      record.id IN (SELECT id FROM record WHERE instr(state, ?) > 0 OR contested = 1
        OR type IN (\(types.map { _ in "?" }.joined(separator: ", "))))
      """, [.blob(Array(written))] + types.map { .text($0) })
  }

  /// Returns the records in which a person may have to decide.
  public func contestedRecords() throws(StoreError) -> [StoredRecord] {
    try records("record.contested = 1", [])
  }

  /// Returns the records of a type that say that others are the same thing.
  public func joiningRecords(type: String) throws(StoreError) -> [StoredRecord] {
    try records("record.joining = 1 AND record.type = ?", [.text(type)])
  }

  /// Returns the records whose ids are in a range, sorted by dossier and id.
  public func records(ids: ClosedRange<RecordID>) throws(StoreError) -> [StoredRecord] {
    try records(
      "record.name BETWEEN ? AND ?",
      [.blob(ids.lowerBound.bytes), .blob(ids.upperBound.bytes)])
  }

  /// Returns one record, or nil.
  public func record(
    _ dossier: DossierID, _ key: RecordKey
  ) throws(StoreError) -> RecordState? {
    try records(
      "dossier.name = ? AND record.name = ? AND record.type = ?",
      [.blob(dossier.bytes), .blob(key.id.bytes), .text(key.type)]
    ).first?.state
  }

  /// Returns the states of a dossier's records, sorted by id.
  func records(in dossier: DossierID) throws(StoreError) -> [RecordState] {
    try records("dossier.name = ?", [.blob(dossier.bytes)]).map(\.state)
  }

  func bundleNote(_ id: Int64) throws(StoreError) -> BundleNote? {
    try bundleNotes("id = ?", [.integer(id)]).first
  }

  /// Returns the bundles that were read or written, oldest first.
  public func bundleNotes() throws(StoreError) -> [BundleNote] { try bundleNotes("1", []) }

  /// Tells whether a bundle with this file hash has been taken in.
  public func hasTakenIn(_ hash: [UInt8]) throws(StoreError) -> Bool {
    try !bundleNotes("hash = ? AND outgoing = 0 AND whole = 1", [.blob(hash)]).isEmpty
  }

  /// Tells whether this device, in this or a former life, wrote a bundle with this file hash, or
  /// one that begins so.
  public func hasWritten(_ hash: [UInt8]) throws(StoreError) -> Bool {
    let last = hash + Array(repeating: 0xFF, count: 32 - hash.count)
    return try !bundleNotes(
      "hash BETWEEN ? AND ? AND outgoing = 1", [.blob(hash), .blob(last)]
    ).isEmpty
  }

  private func bundleNotes(
    _ condition: String, _ values: [SQLiteValue]
  ) throws(StoreError) -> [BundleNote] {
    try all(
      "SELECT hash, outgoing, sender, number, place, seen FROM bundle"
        + " WHERE \(condition) ORDER BY id", values
    ) { row -> BundleNote? in
      guard let sender = DeviceID(publicKey: row.blob(2)) else { return nil }
      return BundleNote(
        hash: row.blob(0), isOutgoing: row.integer(1) == 1, sender: sender,
        number: UInt64(row.integer(3)), place: row.text(4), seenSeconds: row.integer(5))
    }.compactMap { $0 }
  }
}
