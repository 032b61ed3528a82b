public import Merging
import SQLite

/// Whose store it is: what the rules of who counts depend on.
public struct StoreOwner: Sendable {
  /// The device, whose own segments count for itself even before it is admitted.
  public let device: DeviceID
  /// Tells whether the network is named after a device's key.
  public let isRoot: @Sendable (DeviceID) -> Bool

  /// Creates an owner.
  public init(device: DeviceID, isRoot: @escaping @Sendable (DeviceID) -> Bool) {
    self.device = device
    self.isRoot = isRoot
  }
}

/// The store of one device on SQLite: segments verbatim, and the state as a cache of them.
///
/// Every method that changes something is one transaction that is durable when it returns.
/// One command or actor owns a store at a time.
public final class LocalStore {
  let connection: Connection
  let codec: StoreCodec
  let owner: StoreOwner
  let symbols: StoredSymbols
  var cached = Cache()
  private var recordsProblem: StoreError?
  /// Called now and then during long work, with how much of how much is done.
  public var progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }

  /// Opens the store at `path`, making it where there is none, and brings its schema up to date.
  public init(path: String, codec: StoreCodec, owner: StoreOwner) throws(StoreError) {
    self.codec = codec
    self.owner = owner
    connection = try wrapped { () throws(SQLiteError) in
      try Connection(path: path, mode: .create)
    }
    symbols = StoredSymbols(connection)
    try wrapped { () throws(SQLiteError) in
      // What is deleted is overwritten: an erased blob must not stay in the file.
      try connection.execute(
        "PRAGMA cache_size=-16384; PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON;")
    }
    try Migrations.apply(to: connection)
    try wrapped { () throws(SQLiteError) in
      try connection.execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
    }
    try renewWords()
    do throws(StoreError) { try renewRecords() } catch .damaged(let what) {
      // What is whole must still be reached, to be rescued.
      recordsProblem = .damaged(what)
    }
  }

  /// Throws why the records could not be made of the segments, where that is so.
  ///
  /// Then nothing may be shown: it would not be all there is.
  public func requireRecords() throws(StoreError) {
    if let recordsProblem { throw recordsProblem }
  }

  /// Runs the body as one transaction: all of it, or nothing.
  ///
  /// Where it is to be undone, nothing is kept even when all went well.
  public func transaction<T, Failure: Error>(
    undone: Bool = false, wrapping wrap: (StoreError) -> Failure, _ body: () throws(Failure) -> T
  ) throws(Failure) -> T {
    let before = cached
    defer { endedTransactions += 1 }
    do throws(Failure) {
      let result = try connection.transaction(
        undone: undone, body, wrapping: { wrap(.database($0)) })
      if undone { undo(to: before) } else { cached.isChanged = true }
      if cached.hasErased, !connection.isInTransaction { scrub() }
      return result
    } catch {
      undo(to: before)
      throw error
    }
  }

  private func undo(to before: Cache) {
    cached = before
    symbols.forget()
  }

  /// Runs the body and undoes all that it has changed.
  public func rehearse<T, Failure: Error>(
    wrapping wrap: (StoreError) -> Failure, _ body: () throws(Failure) -> T
  ) throws(Failure) -> T {
    try transaction(undone: true, wrapping: wrap, body)
  }

  /// Empties the file of the latest changes, in which what was erased stands until then.
  ///
  /// Where that fails, it is done when the store is closed.
  private func scrub() {
    try? connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    cached.hasErased = false
  }

  func run(_ sql: String, _ values: [SQLiteValue] = []) throws(StoreError) {
    try wrapped { () throws(SQLiteError) in try connection.run(sql, values) }
  }

  func first<T>(
    _ sql: String, _ values: [SQLiteValue] = [], _ make: (Row) throws(SQLiteError) -> T
  ) throws(StoreError) -> T? {
    try wrapped { () throws(SQLiteError) in try connection.first(sql, values, make) }
  }

  func all<T>(
    _ sql: String, _ values: [SQLiteValue] = [], _ make: (Row) -> T
  ) throws(StoreError) -> [T] {
    var items: [T] = []
    try wrapped { () throws(SQLiteError) in
      try connection.rows(sql, values) { row throws(SQLiteError) in items.append(make(row)) }
    }
    return items
  }

  /// Returns a value kept under a key, or nil.
  public func meta(_ key: String) throws(StoreError) -> [UInt8]? {
    try first("SELECT value FROM meta WHERE key = ?", [.text(key)]) { $0.blob(0) }
  }

  /// Keeps a value under a key.
  public func setMeta(_ key: String, _ value: [UInt8]) throws(StoreError) {
    try run("INSERT OR REPLACE INTO meta VALUES(?, ?)", [.text(key), .blob(value)])
  }

  /// Whether nothing was recorded or taken in yet.
  public var isEmpty: Bool {
    get throws(StoreError) {
      let sql = "SELECT EXISTS (SELECT 1 FROM segment) OR EXISTS (SELECT 1 FROM pending)"
      return try first(sql) { $0.integer(0) } == 0
    }
  }

  /// Returns which operations are held that count, those not yet sealed included.
  public func have() throws(StoreError) -> Have {
    if let have = cached.have { return have }
    var have = Have()
    // Of most logs no run is missing and none told twice: the ends tell all, and SQLite finds them.
    let sql = """
      SELECT log.name, run.first, run.last, run.count, log.forked FROM
        (SELECT log, min(first) AS first, max(last) AS last, sum(last - first + 1) AS count
         FROM segment GROUP BY log) run
        JOIN log ON log.id = run.log
      """
    var parted: [LogID] = []
    let runs = try all(sql) { row -> Run? in
      guard let run = Self.run(row) else { return nil }
      if row.integer(4) == 0, run.numbers.count == row.integer(3) { return run }
      parted.append(run.log)
      return nil
    }
    for run in runs { if let run { have.insert(run) } }
    for log in parted { have.insert(try held(of: log), of: log) }
    let pending = try all(
      "SELECT log.name, first, last FROM pending JOIN log ON log.id = pending.log", [], Self.run)
    for run in pending { if let run { have.insert(run) } }
    cached.have = have
    return have
  }

  /// Returns which operations of a log are held that count, those not yet sealed included.
  func held(of log: LogID) throws(StoreError) -> IntervalSet {
    if let have = cached.have { return have[log] }
    if let held = cached.held[log] { return held }
    var held = IntervalSet()
    let runs = try all(
      """
      SELECT ?1, first, last FROM segment WHERE log = (SELECT id FROM log WHERE name = ?1)
      UNION ALL
      SELECT ?1, first, last FROM pending WHERE log = (SELECT id FROM log WHERE name = ?1)
      """, [.blob(log.bytes)], Self.run)
    for run in runs { if let run { held.insert(run.numbers) } }
    cached.held[log] = held
    return held
  }

  func note(_ run: Run) {
    cached.have?.insert(run)
    cached.held[run.log]?.insert(run.numbers)
  }

  /// Whether anything was changed since the store was opened.
  public var isChanged: Bool { cached.isChanged }

  /// What has changed whenever anything may have been changed, or undone, through this.
  public struct Version: Hashable, Sendable {
    fileprivate let endedTransactions: Int
    fileprivate let changedRows: Int
  }

  /// The present version; what is worked out from the store holds as long as that stays the same.
  public var version: Version {
    Version(endedTransactions: endedTransactions, changedRows: connection.totalChanges)
  }

  /// Remembers that a blob was taken out, so that what is left of it is overwritten.
  func noteErased() {
    cached.hasErased = true
  }

  /// Forgets who counts, because a statement has come.
  func forgetTrust() {
    cached.trust = nil
  }

  /// How many segments are set aside at most.
  var maximumAside = quarantineSegments

  /// Whether there is room to set more aside.
  func roomAside() throws(StoreError) -> Bool {
    if cached.aside == nil {
      let sql = """
        SELECT count(*), sum(length(body)) FROM
          (SELECT body, dropped FROM quarantine UNION ALL SELECT body, dropped FROM defect)
        WHERE dropped IS NULL
        """
      cached.aside = try first(sql) { (Int($0.integer(0)), Int($0.integer(1))) }
    }
    return cached.aside.map { $0 < maximumAside && $1 < Self.quarantineBytes } ?? true
  }

  /// Notes that so much was set aside; nil for less than before.
  func noteAside(_ bytes: Int?) {
    cached.aside = bytes.flatMap { bytes in cached.aside.map { ($0 + 1, $1 + bytes) } }
    cached.mayBeAside = nil
  }

  /// Tells whether any segment may be set aside, or was and has been dropped.
  func mayBeAside() throws(StoreError) -> Bool {
    if let mayBeAside = cached.mayBeAside { return mayBeAside }
    let isAside = try first("SELECT EXISTS (SELECT 1 FROM quarantine)") { $0.integer(0) == 1 }
    cached.mayBeAside = isAside
    return isAside ?? true
  }

  /// Forgets what is held, because something was set aside.
  func forgetHave() {
    cached.have = nil
    cached.held = [:]
    cached.tails = [:]
  }

  /// How often all statements were judged since the store was opened.
  private(set) var judgements = 0

  private var endedTransactions = 0

  /// Returns who counts, by the statements that are held.
  public func trust() throws(StoreError) -> Trust {
    if let trust = cached.trust { return trust }
    let trust = try judge()
    judgements += 1
    cached.trust = trust
    return trust
  }

  /// The last row up to which records have been indexed, once it was asked for.
  var cachedIndexedRow: Int64? {
    get { cached.indexedRow }
    set { cached.indexedRow = newValue }
  }

  /// What is worked out once and kept until it changes.
  struct Cache {
    var have: Have?
    /// What is held of the logs that were asked for, while not all was.
    var held: [LogID: IntervalSet] = [:]
    var dossiers: [LogID: DossierID]?
    var logs: [DossierID: [LogID]]?
    var trust: Trust?
    var ambiguous: [DossierID: [LogID: UInt64]]?
    var entries: [LogID: LogEntry] = [:]
    /// Of logs that were written to, the last segment.
    var tails: [LogID: SegmentMark] = [:]
    /// How many segments are set aside, and their bytes.
    var aside: (Int, Int)?
    var mayBeAside: Bool?
    var indexedRow: Int64?
    var isChanged = false
    var hasErased = false
  }

  static func run(_ row: Row) -> Run? {
    let first = row.integer(1)
    let last = row.integer(2)
    guard let log = LogID(bytes: row.blob(0)), first >= 1, first <= last else { return nil }
    return Run(log: log, numbers: UInt64(first)...UInt64(last))
  }
}
