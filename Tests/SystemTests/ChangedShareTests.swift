import Bundles
import Foundation
import TestSupport
import Testing
import Wire

/// Whoever can write to a share, and has no key, can hold news up and nothing else.
@Suite struct ChangedShareTests {
  private let partners: Partners
  private let item: String
  private var office: Office { partners.kryvyiRih }
  private var stick: TemporaryFolder { partners.stick }

  init() throws {
    partners = try Partners()
    item = try partners.enterAid()
    try partners.carryRound()
  }

  private func expectAgreement(_ note: String, source: SourceLocation = #_sourceLocation) throws {
    let digest = try office.digest
    for other in partners.all {
      #expect(try other.digest == digest, "\(note)", sourceLocation: source)
      #expect(try other.done("conflicts") == office.done("conflicts"), sourceLocation: source)
      try other.expectSound(note, source: source)
    }
  }

  /// Ways to change a file; the other is of another device.
  private static func changes(of file: [UInt8], other: [UInt8]) -> [(String, [UInt8])] {
    var flipped = file
    flipped[file.count / 2] ^= 1
    var swapped = file
    swapped.replaceSubrange((file.count - 40)..., with: other.suffix(40))
    return [
      ("cut", Array(file.dropLast())), ("cut to its header", Array(file.prefix(300))),
      ("appended to", file + [0]), ("two files in one", file + other), ("flipped", flipped),
      ("with another's end", swapped), ("swapped with another's", other),
    ]
  }

  @Test func `a file on a share that is cut, appended to, swapped or renamed is not taken in`()
    throws
  {
    try partners.duisburg.done("set", item, "quantity=12 H87")
    try partners.duisburg.done("sync", stick.path)
    let path = try #require(try stick.bundles(of: partners.duisburg.device).last)
    let other = try bytes(of: try #require(try stick.bundles(of: partners.centre.device).last))
    let (good, digest) = (try bytes(of: path), try office.digest)
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    for (name, changed) in Self.changes(of: good, other: other) {
      // Under the old name, and under one that is right for the bytes.
      let right =
        folder + "/"
        + BundleFile.name(
          number: 70, hash: BundleFile.hash(changed), form: .sealed)
      for place in [path, right] {
        try FileManager.default.removeItem(atPath: path)
        try Data(changed).write(to: URL(fileURLWithPath: place))
        let outcome = try office.run("sync", stick.path)
        // Another device's whole file, under a right name, is just known already.
        let isWhole = changed == other && place == right
        #expect(outcome.exitCode == (isWhole ? 0 : 10), "\(name): \(outcome.errors)")
        #expect(outcome.errorLines.count == (isWhole ? 0 : 1), "\(name): \(outcome.errors)")
        #expect(try office.digest == digest, "\(name)")
        try FileManager.default.removeItem(atPath: place)
        try Data(good).write(to: URL(fileURLWithPath: path))
      }
    }
    try office.done("sync", stick.path)
    #expect(try office.done("show", item).contains("12"))
    try partners.carryRound()
    try expectAgreement("changed")
  }

  @Test func `a share rolled back to last week's, or replayed, changes nothing`() throws {
    let lastWeek = try stick.contents()
    try partners.duisburg.done("set", item, "quantity=12 H87")
    try office.done("new", "office", "code=DE/Essen", "name=Essen")
    try partners.carryRound()
    let digest = try office.digest
    // What is not on the share any more when it is rolled back, and nobody else has.
    try office.done("new", "office", "code=DE/Bonn", "name=Bonn")
    try office.done("sync", stick.path)
    let folder = try #require(
      try FileManager.default.contentsOfDirectory(atPath: stick.path).first)
    try FileManager.default.removeItem(atPath: stick.file(folder))
    for (name, bytes) in lastWeek { try stick.write(bytes, to: name) }
    for other in [partners.duisburg, partners.centre] {
      try other.done("sync", stick.path)
      #expect(try other.digest == digest, "what is known stays")
    }
    try partners.carryRound()
    for other in partners.all { #expect(try other.done("list", "office").contains("Bonn")) }
    try expectAgreement("rolled back")

    // The old files come again, as if they were new ones.
    let after = try office.digest
    for (name, bytes) in lastWeek where name.hasSuffix(".sealed") {
      let parts = name.split(separator: "/")
      let again = "9" + parts[2].dropFirst()
      try stick.write(bytes, to: "\(parts[0])/\(parts[1])/\(again)")
    }
    try partners.carryRound()
    for other in partners.all {
      #expect(try other.digest == after)
      #expect(try other.done("show", item).contains("12"))
    }
    try expectAgreement("replayed")
  }

  @Test func `names that are too long, of other case or of no text are left alone`() throws {
    let device = try partners.duisburg.device
    let network = "pobratym-\(try office.network)"
    let good = try #require(try stick.bundles(of: device).last)
    let (file, name) = (try bytes(of: good), URL(fileURLWithPath: good).lastPathComponent)
    let long = String(repeating: "n", count: 255)
    for odd in [
      "\(device)/\(long)", "\(long)/\(name)", "\(device.uppercased())/\(name)",
      "\(device)/\(name.uppercased())", "\(device)/\(name).sealed", "\(device)/REQUEST.JSON",
      "\(device)/999999999999999999999-\(name.split(separator: "-")[1])",
    ] { try stick.write(file, to: "\(network)/\(odd)") }
    let unreadable = stick.file("\(network)/\(device)/") + "bad"
    try Data(file).write(to: URL(fileURLWithPath: unreadable))
    let renamed = try Program(path: "/usr/bin/python3").run([
      "-c", "import os, sys; p = sys.argv[1].encode(); os.rename(p, p + b'\\xff\\xfe.sealed')",
      unreadable,
    ])
    #expect(renamed.exitCode == 0, "\(renamed.errors)")
    // The uppercase network's folder is nobody's.
    try stick.write(file, to: "\(network.uppercased())/\(device)/\(name)")
    let digest = try office.digest
    let outcome = try office.run("sync", stick.path)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(outcome.errorLines.count == 8, "\(outcome.errors)")
    #expect(outcome.errorLines.allSatisfy { $0.hasPrefix("pobratym: warning: left alone: ") })
    #expect(try office.digest == digest)
    try partners.carryRound()
    try expectAgreement("odd names")
  }

  @Test func `a database on a stick is never opened, whatever it is called`() throws {
    let database = stick.file("pobratym.db")
    let made = try Program(path: "/usr/bin/sqlite3").run([
      database,
      "CREATE TABLE meta(key, value); CREATE VIEW log AS SELECT randomblob(99999999) AS device;"
        + " PRAGMA application_id=1349476978; PRAGMA user_version=1;",
    ])
    #expect(made.exitCode == 0, "\(made.errors)")
    let file = try bytes(of: database)
    let device = try partners.duisburg.device
    let folder = "pobratym-\(try office.network)/\(device)/"
    let hash = BundleFile.hash(file)
    for name in [
      "store.sqlite", "\(folder)store.sqlite", folder + BundleFile.name(number: 71, hash: hash),
      folder + BundleFile.name(number: 72, hash: hash, form: .sealed),
    ] { try stick.write(file, to: name) }
    let (before, digest) = (try stick.contents(), try office.digest)
    let outcome = try office.run("sync", stick.path, "--dry-run")
    #expect(outcome.exitCode == 10 && outcome.errorLines.count == 3, "\(outcome.errors)")
    for words in [
      ["bundle", "read", database], ["bundle", "inspect", database],
      ["bundle", "verify", database],
      ["restore", database], ["admit", database],
    ] {
      let outcome = try office.run(words)
      #expect(outcome.exitCode == 6 && outcome.isOneError, "\(words): \(outcome.errors)")
    }
    let asTable = try office.run("import", database, "--type", "office", "--accept")
    #expect(asTable.exitCode == 3 && asTable.isOneError, "\(asTable.errors)")
    #expect(try stick.contents() == before, "nothing was opened, not even a journal")
    #expect(try office.digest == digest)
    for name in before.keys where name.hasSuffix("72-\(Self.digits(hash)).sealed") {
      try FileManager.default.removeItem(atPath: stick.file(name))
    }
    #expect(try office.run("sync", stick.path).exitCode == 10)
    try expectAgreement("databases")
  }

  private static func digits(_ hash: [UInt8]) -> String {
    hash.prefix(16).map { String(format: "%02x", $0) }.joined()
  }
}
