import Glibc
import SQLite
import TestSupport
import Testing

private func makeTable(_ folder: TemporaryFolder) throws -> Connection {
  let connection = try Connection(path: folder.file("a.sqlite"), mode: .create)
  try connection.execute("CREATE TABLE a(id INTEGER PRIMARY KEY, t TEXT UNIQUE, b BLOB) STRICT")
  return connection
}

private func count(_ connection: Connection) throws -> Int64? {
  try connection.first("SELECT count(*) FROM a") { $0.integer(0) }
}

@Test func `values come back as they went in`() throws {
  let folder = try TemporaryFolder()
  let connection = try makeTable(folder)
  let text = "ї\u{0}😀\""
  try connection.run("INSERT INTO a VALUES(?,?,?)", [.integer(.min), .text(text), .blob([])])
  try connection.run("INSERT INTO a VALUES(?,?,?)", [2, "", nil])
  try connection.rows("SELECT * FROM a WHERE id<>2") { row in
    #expect(row.integer(0) == .min)
    #expect(row.text(1) == text)
    #expect(row.blob(2) == [] && !row.isNull(2))
  }
  #expect(try connection.first("SELECT b FROM a WHERE id=2") { $0.isNull(0) } == true)
  #expect(try connection.first("SELECT 1 WHERE 0") { $0.integer(0) } == nil)
}

@Test func `a transaction that throws changes nothing`() throws {
  let folder = try TemporaryFolder()
  let connection = try makeTable(folder)
  struct Stop: Error {}
  #expect(throws: Stop.self) {
    try connection.transaction(
      { () throws(any Error) in
        try connection.run("INSERT INTO a VALUES(1,'x',NULL)")
        throw Stop()
      }, wrapping: { $0 })
  }
  #expect(try count(connection) == 0)
  try connection.transaction(
    { () throws(SQLiteError) in
      try connection.run("INSERT INTO a VALUES(1,'x',NULL)")
    }, wrapping: { $0 })
  #expect(try count(connection) == 1)
}

@Test func `errors carry SQLite's code and the statement without values`() throws {
  let folder = try TemporaryFolder()
  let connection = try makeTable(folder)
  let insert = "INSERT INTO a(t) VALUES(?)"
  try connection.run(insert, ["x"])
  #expect(throws: SQLiteError(code: 2067, message: "UNIQUE constraint failed: a.t", sql: insert)) {
    try connection.run(insert, ["x"])
  }
  #expect(throws: SQLiteError.self) { try connection.run("SELEKT 1") }
  try connection.run(insert, ["y"])
  #expect(try count(connection) == 2)
}

@Test func `a full disk rolls back and leaves the database whole`() throws {
  let folder = try TemporaryFolder()
  let connection = try makeTable(folder)
  try connection.execute("PRAGMA max_page_count=20")
  #expect(throws: SQLiteError.self) {
    try connection.transaction(
      { () throws(SQLiteError) in
        for _ in 0..<100 {
          try connection.run(
            "INSERT INTO a(b) VALUES(?)", [.blob([UInt8](repeating: 7, count: 4_000))])
        }
      }, wrapping: { $0 })
  }
  #expect(try count(connection) == 0)
  #expect(try connection.first("PRAGMA integrity_check") { $0.text(0) } == "ok")
}

@Test func `a file that is missing, no database or a link is refused`() throws {
  let folder = try TemporaryFolder()
  #expect(throws: SQLiteError(code: 14, message: "unable to open database file")) {
    try Connection(path: folder.file("none"), mode: .readOnly)
  }
  try folder.write([UInt8](repeating: 65, count: 4_096), to: "text")
  #expect(throws: SQLiteError.self) {
    try Connection(path: folder.file("text"), mode: .readWrite).run("SELECT * FROM sqlite_schema")
  }
  _ = try makeTable(folder)
  #expect(symlink(folder.file("a.sqlite"), folder.file("link")) == 0)
  #expect(throws: SQLiteError.self) { try Connection(path: folder.file("link"), mode: .readOnly) }
}

@Test func `a transaction within another is undone by itself`() throws {
  let folder = try TemporaryFolder()
  let connection = try Connection(path: folder.file("nested.sqlite"), mode: .create)
  try connection.execute("CREATE TABLE t(x)")
  func add(_ number: Int64, undone: Bool) throws(SQLiteError) {
    try connection.transaction(
      undone: undone,
      { () throws(SQLiteError) in try connection.run("INSERT INTO t VALUES(?)", [.integer(number)])
      },
      wrapping: { $0 })
  }
  try connection.transaction(
    { () throws(SQLiteError) in
      try add(1, undone: false)
      try add(2, undone: true)
      try? connection.transaction(
        { () throws(SQLiteError) in
          try add(3, undone: false)
          throw SQLiteError(code: 1, message: "in the middle")
        }, wrapping: { $0 })
      try add(4, undone: false)
    }, wrapping: { $0 })
  var numbers: [Int64] = []
  try connection.rows("SELECT x FROM t ORDER BY x") { numbers.append($0.integer(0)) }
  #expect(numbers == [1, 4])
}
