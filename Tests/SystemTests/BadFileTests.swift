import Bundles
import Foundation
import Merging
import TestSupport
import Testing
import Wire

/// Whatever a file is, a command that refuses it says so in one line and changes nothing.
@Suite struct BadFileTests {
  private let partners: Partners
  /// A real bundle of Duisburg, which Kryvyi Rih has not taken in.
  private let good: [UInt8]
  private let forger: Forger

  init() throws {
    partners = try Partners()
    let duisburg = partners.duisburg
    try duisburg.done(
      "new", "partnership", "title=Gelsenkirchen – Shostka",
      "parties=DE/Duisburg,UA12060170000091033")
    try duisburg.done("new", "office", "code=DE/Duisburg", "name=Duisburg")
    let path = duisburg.place.file("good.jsonl.gz")
    try duisburg.done("bundle", "write", path, "--plain")
    good = try bytes(of: path)
    forger = try Forger(duisburg)
    try partners.kryvyiRih.done("new", "partnership", "title=Kryvyi Rih – Duisburg")
  }

  @Test func `a bundle cut short at any byte`() throws {
    let files = BadFile.cuts(of: good)
    #expect(files.count >= 60)
    try expectRefused(files)
  }

  @Test func `a bundle with one flipped bit`() throws {
    let files = BadFile.flips(of: good, seed: 1)
    #expect(files.count >= 60)
    try expectRefused(files)
  }

  @Test func `files of something else, and names in headers`() throws {
    try expectRefused(BadFile.strangers() + BadFile.named(good))
    #expect(!FileManager.default.fileExists(atPath: "/tmp/pobratym-escaped"))
  }

  @Test func `bundles of another network and of newer formats`() throws {
    let stranger = try Office("PL/Lublin", label: "Lublin", person: "Anna")
    try stranger.done("new", "partnership", "title=Lublin – Ivano-Frankivsk")
    let path = stranger.place.file("other.jsonl.gz")
    try stranger.done("bundle", "write", path, "--plain")
    try expectRefused(BadFile.foreign(good, other: bytes(of: path), forger))
  }

  @Test func `bundles that announce more than there is`() throws {
    try expectRefused(BadFile.boasts(good, forger))
  }

  @Test func `bundles that swell and nest without end`() throws {
    try expectRefused(BadFile.bombs(good, forger))
  }

  @Test func `a sender that claims to hold more than there can be`() throws {
    var random = SeededGenerator(seed: 3)
    let logs = (0..<2_100).map { _ in
      let log = LogID(high: random.next(), low: random.next())
      return "\"\(log.hex)\":[[1,9007199254740991]]"
    }
    let manifest = forger.manifest(["have": "{\(logs.joined(separator: ","))}"])
    let office = partners.kryvyiRih
    let path = try office.place.write(forger.bundle([manifest], segments: 0), as: "boast")
    let digest = try office.digest
    try office.done("bundle", "inspect", path)
    try office.done("bundle", "read", path)
    let devices = try #require(try office.json("status")["devices"]?.array)
    let device = devices.first { $0["device"]?.string == forger.device.hex }
    #expect(device?["hasMore"] == 9_007_199_254_740_991)
    for words in [["status"], ["doctor"], ["sync", partners.stick.path]] { try office.done(words) }
    #expect(try office.digest == digest)
  }

  /// Gives every file to every command, one by one and then all of them on one stick.
  private func expectRefused(_ files: [BadFile]) throws {
    let office = partners.kryvyiRih
    let before = try office.contents()
    let (digest, status) = (try office.digest, try office.done("status", "--json"))
    for file in files {
      let path = try office.place.write(file.bytes, as: "bad.jsonl.gz")
      try expectRefused(file, at: path, by: office)
      try FileManager.default.removeItem(atPath: path)
      #expect(try office.contents() == before, "\(file.name) changed the home")
    }
    #expect(try office.digest == digest)
    #expect(try office.done("status", "--json") == status)
    try expectSkipped(files)
  }

  private func expectRefused(_ file: BadFile, at path: String, by office: Office) throws {
    let ways = [
      (["bundle", "read", path], file.code), (["bundle", "read", path, "--dry-run"], file.code),
      (["bundle", "verify", path], file.codeOfLooking),
      (["bundle", "inspect", path, "--json"], file.codeOfLooking),
    ]
    for (words, code) in ways {
      let start = ContinuousClock.now
      let outcome = try office.run(words)
      let note = "\(words.prefix(2)) of \(file.name): \(outcome.exitCode) \(outcome.errors)"
      #expect(outcome.exitCode == code, "\(note)")
      #expect(code == 0 || outcome.isOneError, "\(note)")
      #expect(ContinuousClock.now - start < .seconds(60), "\(note)")
    }
  }

  /// Puts all files on a stick, under names that are right for their bytes, with one good one.
  private func expectSkipped(_ files: [BadFile]) throws {
    let (office, stick) = (partners.kryvyiRih, partners.stick)
    try office.done("sync", stick.path)
    let folder = "pobratym-\(forger.network.hex)/\(forger.device.hex)/"
    for (index, file) in files.enumerated() {
      let name = BundleFile.name(number: UInt64(index + 1), hash: BundleFile.hash(file.bytes))
      try stick.write(file.bytes, as: folder + name)
    }
    let (home, bad) = (try office.contents(), try stick.contents())
    for words in [["sync", stick.path, "--dry-run"], ["sync", stick.path]] {
      let outcome = try office.run(words)
      #expect(outcome.exitCode == 10, "\(outcome.errors)")
      expectOneWarningEach(files.count, outcome)
      #expect(try office.contents() == home, "\(words) changed the home")
      #expect(try stick.contents() == bad, "\(words) changed the stick")
    }
    let name = BundleFile.name(number: 9_999, hash: BundleFile.hash(good))
    try stick.write(good, as: folder + name)
    let report = try office.run("sync", stick.path, "--json")
    let json = try JSONValue.parse(Array(report.output.utf8), limits: Office.limits)
    #expect(report.exitCode == 10)
    #expect(json["read"]?.array?.count == 1, "the good bundle is read")
    // An empty file is told by the listing already, without being opened.
    let empty = files.count(where: \.bytes.isEmpty)
    #expect(json["skipped"]?.array?.count == files.count - empty)
    #expect(json["ignored"]?.array?.count == empty)
    #expect(try office.done("list").contains("Gelsenkirchen – Shostka"))
    try office.expectSound()
  }

  private func expectOneWarningEach(_ count: Int, _ outcome: Outcome) {
    let lines = outcome.errorLines
    #expect(lines.count == count, "\(outcome.errors)")
    #expect(
      lines.allSatisfy {
        $0.hasPrefix("pobratym: warning: skipped ")
          || ($0.hasPrefix("pobratym: warning: left alone: ") && $0.hasSuffix(" is empty"))
      }, "\(outcome.errors)")
  }
}
