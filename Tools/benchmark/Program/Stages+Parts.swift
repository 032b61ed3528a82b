import Bundles
import Deflate
import Files
import Foundation
import Merging
import SQLite
import SyncEngine

extension Stages {
  /// How long each part of a consolidation takes by itself, over the same files; what the whole
  /// takes more is writing, mostly.
  func parts() throws -> Figures {
    var times: [String: Double] = [:]
    func time<T>(_ name: String, _ body: () throws -> T) rethrows -> T {
      let clock = ContinuousClock()
      let start = clock.now
      defer { times[name, default: 0] += (clock.now - start) / .seconds(1) }
      return try body()
    }
    let engine = try Engine(home: centre)
    for laptop in 0..<workload.laptops {
      let file = try File.read(path(of: laptop), maximumBytes: BundleLimits.sealedFileBytes)
      let plain = try time("unseal") {
        try BundleFile.unseal(file, network: engine.network, open: engine.opener)
      }
      try time("inflate") { try Self.inflate(plain) }
      var segments: [Segment] = []
      _ = try BundleFile.read(plain, network: engine.network) { segments.append($0) }
      try time("verify") {
        for segment in segments { try segment.verify(in: engine.network, place: 1) }
      }
      try time("parse") {
        for segment in segments { _ = try Segment(startOf: segment.bytes[...]) }
      }
      time("fold") { Self.fold(segments) }
    }
    let parts = times.values.reduce(0, +)
    let paths = (0..<workload.laptops).map { path(of: $0) }
    try time("write") { try engine.readBundles(paths) { _ in } }
    times["write"] = max(0, (times["write"] ?? 0) - parts)
    return ["seconds": times.values.reduce(0, +)].merging(times) { one, _ in one }
  }

  /// Inserts the store's segments and states into an empty one, durably: the least that a newcomer
  /// costs who gets them ready-made, with nothing to inflate, to verify or to read.
  func load() throws -> Figures {
    let path = work + "/load.sqlite"
    defer {
      for ending in ["", "-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: path + ending)
      }
    }
    let tables = ["dossier", "log", "bundle", "segment", "symbol", "record"]
    let seconds = try Self.seconds {
      let connection = try Connection(path: path, mode: .create)
      try connection.execute(
        """
        PRAGMA cache_size=-16384; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
        ATTACH '\(centre)/store.sqlite' AS centre;
        """)
      var schema: [String] = []
      for table in tables {
        let sql = "SELECT sql FROM centre.sqlite_schema WHERE tbl_name = ? AND sql IS NOT NULL"
        try connection.rows(sql, [.text(table)]) { schema.append($0.text(0)) }
      }
      try connection.execute(schema.joined(separator: ";") + "; BEGIN")
      for table in tables {
        try connection.execute("INSERT INTO main.\(table) SELECT * FROM centre.\(table)")
      }
      try connection.execute("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)")
    }
    return ["seconds": seconds]
  }

  private static func inflate(_ plain: [UInt8]) throws {
    let limits = GzipLimits(
      maximumBytes: BundleLimits.inflatedBytes, maximumRatio: BundleLimits.inflationRatio)
    var reader = GzipReader(limits: limits)
    var rest = plain[...]
    while !rest.isEmpty {
      _ = try reader.read(rest.prefix(GzipReader.chunkBytes))
      rest = rest.dropFirst(GzipReader.chunkBytes)
    }
    try reader.finish()
  }

  private static func fold(_ segments: [Segment]) {
    var states: [RecordKey: RecordState] = [:]
    for segment in segments {
      for commit in segment.commits {
        for key in Set(commit.operations.map(\.record)) {
          states[key, default: RecordState(key: key)].apply(commit, of: segment.header.log)
        }
      }
    }
  }
}
