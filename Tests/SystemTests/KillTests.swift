import Foundation
import TestSupport
import Testing
import Wire

/// A process that is killed at any moment loses nothing that a command had confirmed.
@Suite(.serialized) struct KillTests {
  private static let seed: UInt64 = 20_230_209

  private func records(of office: Office) throws -> Int {
    let outcome = try Program(path: "/usr/bin/sqlite3").run([
      office.home + "/store.sqlite", "SELECT count(*) FROM record WHERE type <> 'device'",
    ])
    return try #require(Int(outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)))
  }

  private func table(_ rows: Int, in office: Office) throws -> String {
    let lines = (0..<rows).map { "Q\($0)\tTown \($0)\tQ\($0 + 100_000)\tStadt \($0)\n" }
    return try office.place.write(
      Array(("a\tname-a\tb\tname-b\n" + lines.joined()).utf8), as: "relations.tsv")
  }

  @Test func `fifteen times during edits`() throws {
    let office = try Office("DE/Duisburg", label: "Duisburg", person: "Greta")
    let id = try office.done("new", "office", "code=DE/Duisburg", "name=Duisburg")
    var random = SeededGenerator(seed: Self.seed)
    // How long an edit takes is found on the way: another time it takes longer, or less.
    var longest = try microseconds { try office.done("add", id, "needs=first") }
    var (kills, number, confirmed) = (0, 0, Set(["first"]))
    while kills < 15, number < 120 {
      number += 1
      let delay = UInt32.random(in: 0...longest, using: &random)
      let code = try office.kill(
        ["add", id, "needs=edit-\(number)"], afterMicroseconds: delay)
      if code == 0 { confirmed.insert("edit-\(number)") } else { kills += 1 }
      longest = code == 0 ? longest / 4 * 3 + 1 : longest / 4 * 5 + 1
      #expect(code == nil || code == 0, "\(random)")
      let shown = try office.json("show", id)["fields"]?["needs"]?["elements"]?.array ?? []
      let missing = confirmed.subtracting(shown.compactMap(\.string))
      #expect(missing.isEmpty, "\(missing) were confirmed and are gone, \(random)")
      try office.expectSound("\(random)")
    }
    #expect(kills == 15)
  }

  @Test func `during an import of 17,000 rows: all of them or none`() throws {
    let office = try Office("DE/Duisburg", label: "Duisburg", person: "Greta")
    try office.done("new", "office", "code=DE/Duisburg", "name=Duisburg")
    let words = ["import", try table(17_000, in: office), "--type", "relation", "--accept"]
    let twin = try Office(copyOf: office)
    let usual = try microseconds { try twin.done(words) }
    var random = SeededGenerator(seed: Self.seed)
    for _ in 0..<4 {
      let delay = UInt32.random(in: (usual / 20)...(usual * 19 / 20), using: &random)
      let code = try office.kill(words, afterMicroseconds: delay)
      let count = try records(of: office)
      #expect(count == 17_001 || (count == 1 && code != 0), "\(count) records, \(random)")
      try office.expectSound("\(random)")
    }
    let again = try office.json(words)
    #expect(again["rows"] == 17_000)
    #expect(try records(of: office) == 17_001)
  }

  @Test func `during a sync that writes: no half bundle has a bundle's name`() throws {
    let partners = try Partners()
    let (writer, stick) = (partners.kryvyiRih, partners.stick)
    try writer.done("import", table(4_000, in: writer), "--type", "relation", "--accept")
    let (twin, other) = (try Office(copyOf: writer), try TemporaryFolder())
    let usual = try microseconds { try twin.done("sync", other.path) }
    var random = SeededGenerator(seed: Self.seed)
    for _ in 0..<5 {
      let delay = UInt32.random(in: 0...usual, using: &random)
      try writer.kill(["sync", stick.path], afterMicroseconds: delay)
      for path in try stick.bundles() {
        #expect(try writer.run("bundle", "verify", path).exitCode == 0, "\(path), \(random)")
      }
      try writer.expectSound("\(random)")
    }
    try writer.done("sync", stick.path)
    let left = try FileManager.default.subpathsOfDirectory(atPath: stick.path)
    #expect(!left.contains { $0.hasSuffix(".part") }, "\(left)")
    try partners.duisburg.done("sync", stick.path)
    #expect(try partners.duisburg.digest == writer.digest)
  }

  @Test func `during a sync that reads: all of a bundle or nothing`() throws {
    let partners = try Partners()
    let (writer, reader, stick) = (partners.kryvyiRih, partners.duisburg, partners.stick)
    try writer.done("import", table(4_000, in: writer), "--type", "relation", "--accept")
    try writer.done("sync", stick.path)
    let usual = try microseconds { try Office(copyOf: reader).done("sync", stick.path) }
    var random = SeededGenerator(seed: Self.seed)
    for _ in 0..<5 {
      let delay = UInt32.random(in: 0...usual, using: &random)
      try reader.kill(["sync", stick.path], afterMicroseconds: delay)
      let count = try records(of: reader)
      #expect([0, 4_000].contains(count), "\(count) records, \(random)")
      try reader.expectSound("\(random)")
    }
    try reader.done("sync", stick.path)
    #expect(try reader.digest == writer.digest)
  }

  @Test func `what a command has confirmed was synced before it ended`() throws {
    let strace = "/usr/bin/strace"
    guard FileManager.default.isExecutableFile(atPath: strace) else {
      print("skipped: strace is not installed, so that system calls cannot be watched")
      return
    }
    let office = try Office("DE/Duisburg", label: "Duisburg", person: "Greta")
    let trace = office.place.file("trace")
    let outcome = try Program(path: strace).run([
      "-f", "-y", "-o", trace, "-e", "trace=fsync,fdatasync,write,pwrite64,exit_group",
      Program.pobratym.path, "--home", office.home, "new", "office", "code=DE/Duisburg",
      "name=Duisburg",
    ])
    guard outcome.exitCode == 0 else {
      print("skipped: strace cannot watch here: \(outcome.errors)")
      return
    }
    let calls = String(decoding: try bytes(of: trace), as: UTF8.self).split(separator: "\n")
    let told = try #require(calls.firstIndex { $0.contains(" write(1<") })
    // What tells this life of the store from others is written after that.
    let written = calls[..<told].lastIndex {
      $0.contains("pwrite64") && $0.contains("store.sqlite-wal")
    }
    let synced = calls[..<told].lastIndex {
      $0.contains("sync(") && $0.contains("store.sqlite-wal")
    }
    let (write, sync) = (try #require(written), try #require(synced))
    #expect(write < sync, "the log is synced after its last page, before the person is told")
  }
}
