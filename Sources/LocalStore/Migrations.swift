import SQLite

/// The store's schema, one step a version; a step that has been released never changes.
enum Migrations {
  /// Marks the file as Pobratym's: the bytes `Pobr`.
  static let applicationID: Int64 = 0x506F_6272

  static let steps = [
    """
    CREATE TABLE meta(
      key TEXT PRIMARY KEY,
      value BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE dossier(
      id INTEGER PRIMARY KEY,
      name BLOB NOT NULL UNIQUE CHECK(length(name) = 16),
      lamport INTEGER NOT NULL DEFAULT 0,
      digest BLOB NOT NULL CHECK(length(digest) = 32)
    ) STRICT;
    CREATE TABLE log(
      id INTEGER PRIMARY KEY,
      name BLOB NOT NULL UNIQUE CHECK(length(name) = 16),
      dossier INTEGER NOT NULL REFERENCES dossier,
      device BLOB NOT NULL CHECK(length(device) = 32),
      epoch BLOB NOT NULL CHECK(length(epoch) = 8),
      office TEXT,
      forked INTEGER NOT NULL DEFAULT 0 CHECK(forked IN (0, 1)),
      parted INTEGER
    ) STRICT;
    CREATE TABLE branch(
      name BLOB PRIMARY KEY CHECK(length(name) = 16),
      log INTEGER NOT NULL REFERENCES log
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE bundle(
      id INTEGER PRIMARY KEY,
      hash BLOB NOT NULL CHECK(length(hash) = 32),
      outgoing INTEGER NOT NULL CHECK(outgoing IN (0, 1)),
      sender BLOB NOT NULL CHECK(length(sender) = 32),
      number INTEGER NOT NULL,
      place TEXT NOT NULL,
      seen INTEGER NOT NULL,
      contents BLOB NOT NULL,
      whole INTEGER NOT NULL DEFAULT 1 CHECK(whole IN (0, 1)),
      UNIQUE(hash, outgoing)
    ) STRICT;
    CREATE TABLE segment(
      id INTEGER PRIMARY KEY,
      log INTEGER NOT NULL REFERENCES log,
      first INTEGER NOT NULL CHECK(first >= 1),
      last INTEGER NOT NULL CHECK(last >= first),
      hash BLOB NOT NULL CHECK(length(hash) = 32),
      previous BLOB CHECK(length(previous) = 32),
      bundle INTEGER REFERENCES bundle,
      seen INTEGER NOT NULL,
      size INTEGER NOT NULL,
      body BLOB NOT NULL,
      UNIQUE(log, first, hash)
    ) STRICT;
    CREATE TABLE statement(
      segment BLOB NOT NULL CHECK(length(segment) = 32),
      number INTEGER NOT NULL,
      device BLOB NOT NULL CHECK(length(device) = 32),
      log BLOB NOT NULL CHECK(length(log) = 16),
      first INTEGER NOT NULL,
      last INTEGER NOT NULL,
      lamport INTEGER NOT NULL,
      kind TEXT NOT NULL,
      body BLOB NOT NULL,
      PRIMARY KEY(segment, number)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE pending(
      log INTEGER NOT NULL REFERENCES log,
      first INTEGER NOT NULL,
      last INTEGER NOT NULL CHECK(last >= first),
      seen INTEGER NOT NULL,
      line BLOB NOT NULL,
      PRIMARY KEY(log, first)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE record(
      id INTEGER PRIMARY KEY,
      dossier INTEGER NOT NULL REFERENCES dossier,
      name BLOB NOT NULL CHECK(length(name) = 16),
      type TEXT NOT NULL,
      contested INTEGER NOT NULL CHECK(contested IN (0, 1)),
      hash BLOB NOT NULL CHECK(length(hash) = 32),
      state BLOB NOT NULL,
      UNIQUE(dossier, name, type)
    ) STRICT;
    CREATE INDEX record_contested ON record(id) WHERE contested = 1;
    CREATE INDEX record_setting ON record(type) WHERE type IN ('filter', 'mapping', 'rate', 'term');
    CREATE TABLE shown(
      device BLOB NOT NULL CHECK(length(device) = 32),
      epoch BLOB NOT NULL CHECK(length(epoch) = 8),
      number INTEGER NOT NULL,
      hash BLOB NOT NULL,
      label TEXT,
      seen INTEGER NOT NULL,
      place TEXT NOT NULL,
      scope BLOB NOT NULL,
      have BLOB NOT NULL,
      forks BLOB NOT NULL,
      wants BLOB NOT NULL,
      PRIMARY KEY(device, epoch, number, hash)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE former(
      device BLOB NOT NULL CHECK(length(device) = 32),
      epoch BLOB NOT NULL CHECK(length(epoch) = 8),
      PRIMARY KEY(device, epoch)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE defect(
      id INTEGER PRIMARY KEY,
      hash BLOB NOT NULL UNIQUE CHECK(length(hash) = 32),
      device BLOB NOT NULL CHECK(length(device) = 32),
      dossier BLOB NOT NULL CHECK(length(dossier) = 16),
      log BLOB NOT NULL CHECK(length(log) = 16),
      first INTEGER NOT NULL,
      last INTEGER NOT NULL,
      office TEXT,
      stage TEXT NOT NULL,
      dropped TEXT,
      bundle INTEGER REFERENCES bundle,
      seen INTEGER NOT NULL,
      size INTEGER NOT NULL,
      body BLOB NOT NULL
    ) STRICT;
    CREATE TABLE quarantine(
      id INTEGER PRIMARY KEY,
      hash BLOB NOT NULL UNIQUE CHECK(length(hash) = 32),
      log INTEGER NOT NULL REFERENCES log,
      first INTEGER NOT NULL,
      last INTEGER NOT NULL,
      previous BLOB CHECK(length(previous) = 32),
      reason TEXT NOT NULL,
      dropped TEXT,
      bundle INTEGER REFERENCES bundle,
      seen INTEGER NOT NULL,
      size INTEGER NOT NULL,
      body BLOB NOT NULL
    ) STRICT;
    CREATE TABLE blob(
      row INTEGER PRIMARY KEY,
      id BLOB NOT NULL UNIQUE CHECK(length(id) = 32),
      size INTEGER NOT NULL,
      seen INTEGER NOT NULL,
      body BLOB NOT NULL
    ) STRICT;
    CREATE TABLE erasure(
      blob BLOB PRIMARY KEY CHECK(length(blob) = 32)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE reference(
      record INTEGER NOT NULL REFERENCES record ON DELETE CASCADE,
      blob BLOB NOT NULL CHECK(length(blob) = 32),
      log BLOB NOT NULL CHECK(length(log) = 16),
      number INTEGER NOT NULL,
      PRIMARY KEY(record, blob, log, number)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE carrier(
      hash BLOB PRIMARY KEY CHECK(length(hash) = 16),
      blobs BLOB NOT NULL,
      devices BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE VIRTUAL TABLE words USING fts5(
      text, content='', detail=none, tokenize='unicode61 remove_diacritics 2'
    );
    """,
    // Records name by numbers what they repeat, and are indexed when something is looked for. They
    // are made again from the segments when the store is opened. Of bundles in folders is kept what
    // saves opening them again.
    """
    DELETE FROM reference;
    DROP TABLE record;
    ALTER TABLE bundle ADD COLUMN letter BLOB;
    CREATE TABLE closed(
      hash BLOB PRIMARY KEY CHECK(length(hash) = 16)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE symbol(
      id INTEGER PRIMARY KEY,
      log INTEGER NOT NULL CHECK(log IN (0, 1)),
      value BLOB NOT NULL,
      UNIQUE(value, log)
    ) STRICT;
    CREATE TABLE record(
      id INTEGER PRIMARY KEY,
      dossier INTEGER NOT NULL REFERENCES dossier,
      name BLOB NOT NULL CHECK(length(name) = 16),
      type TEXT NOT NULL,
      contested INTEGER NOT NULL CHECK(contested IN (0, 1)),
      hash BLOB NOT NULL CHECK(length(hash) = 32),
      state BLOB NOT NULL,
      joining INTEGER NOT NULL CHECK(joining IN (0, 1)),
      words INTEGER,
      UNIQUE(dossier, name, type)
    ) STRICT;
    CREATE INDEX record_contested ON record(id) WHERE contested = 1;
    CREATE INDEX record_setting ON record(type) WHERE type IN ('filter', 'mapping', 'rate', 'term');
    CREATE INDEX record_joining ON record(type) WHERE joining = 1;
    CREATE INDEX record_words ON record(words) WHERE words IS NOT NULL;
    CREATE TABLE unindexed(
      record INTEGER PRIMARY KEY
    ) STRICT;
    INSERT INTO meta SELECT 'stale', x'' WHERE EXISTS (SELECT 1 FROM dossier);
    """,
    // What is packed from here on, older programs cannot unpack. Which runs are held, which logs a
    // dossier has, and which records are of a type of few, is told without looking at all.
    """
    CREATE INDEX segment_run ON segment(log, first, last);
    CREATE INDEX log_dossier ON log(dossier);
    DROP INDEX record_setting;
    CREATE INDEX record_few ON record(type) WHERE type NOT IN ('aid', 'item', 'ledger');
    """,
  ]

  /// Brings the schema up to date in one transaction.
  static func apply(to connection: Connection) throws(StoreError) {
    let version = try number("PRAGMA user_version", of: connection)
    let application = try number("PRAGMA application_id", of: connection)
    let tables = try number("SELECT count(*) FROM sqlite_schema", of: connection)
    guard application == applicationID || (tables == 0 && application == 0) else {
      throw .notAStore
    }
    guard version <= steps.count else { throw .newerStore(version: version) }
    guard version < steps.count else { return }
    try connection.transaction(
      { () throws(StoreError) in
        try wrapped { () throws(SQLiteError) in
          for step in steps[Int(version)...] { try connection.execute(step) }
          try connection.execute("PRAGMA user_version = \(steps.count)")
          try connection.execute("PRAGMA application_id = \(applicationID)")
        }
      }, wrapping: StoreError.database)
  }

  private static func number(_ sql: String, of connection: Connection) throws(StoreError) -> Int64 {
    try wrapped { () throws(SQLiteError) in try connection.first(sql) { $0.integer(0) } ?? 0 }
  }
}

/// Runs a body and wraps SQLite's errors once, at the room's border.
func wrapped<T>(_ body: () throws(SQLiteError) -> T) throws(StoreError) -> T {
  do throws(SQLiteError) { return try body() } catch { throw .database(error) }
}
