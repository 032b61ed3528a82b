import Bundles
import Foundation
import Merging
import Sodium
import TestSupport
import Testing
import Wire

/// Whoever is not admitted is heard by people, and counts nowhere.
@Suite struct OutsiderTests {
  private let partners: Partners
  private let stranger: Office
  private var office: Office { partners.kryvyiRih }
  private var centre: Office { partners.centre }
  private var stick: TemporaryFolder { partners.stick }
  private var network: String { get throws { "pobratym-\(try centre.network)" } }

  init() throws {
    partners = try Partners()
    try partners.enterAid()
    try partners.carryRound()
    stranger = try Office(
      "DE/Duisburg", label: "Duisburg, town hall", person: "Greta Schmidt",
      network: try partners.centre.network)
  }

  private func forged(_ forger: Forger) throws -> [Merging.Operation] {
    let office = RecordKey(type: "office", id: RecordID(high: 5, low: 5))
    let box = BoxKey().publicKey
    let admission = Admission(
      device: forger.device, box: box, office: "DE/Duisburg", role: .centre, label: "new")
    let victim = try #require(DeviceID(hex: try centre.device))
    return [
      Merging.Operation(
        .set, record: office, register: "name", value: CanonicalJSON(.string("Strangertown"))),
      try Forger.operation(.admit(admission)),
      try Forger.operation(.retire(victim, last: [:])),
    ]
  }

  @Test func `what a stranger writes is set aside and shown, and counts nowhere`() throws {
    let forger = try Forger(stranger)
    let segment = try forger.segment(forged(forger), author: "J", reason: "so")
    let file = try forger.bundle(of: [segment], office: "DE/Duisburg", label: "town hall")
    // One that says it holds all that anybody has written, so that nobody needs to send it.
    let have = try centre.json("bundle", "inspect", try plain(of: centre))["have"]
    let boast = try forger.bundle(
      [forger.manifest(["have": try #require(have).text, "number": "78"])], segments: 0)
    let (digest, members) = (try office.digest, try office.standings())
    for (number, bytes) in [(1, file), (2, boast)] as [(UInt64, [UInt8])] {
      let name = BundleNames.name(of: bytes, number: number)
      try stick.write(bytes, as: "\(try network)/\(forger.device.hex)/\(name)")
    }
    // The same in the folder of a device that is admitted.
    let device = try partners.duisburg.device
    try stick.write(file, as: "\(try network)/\(device)/\(BundleNames.name(of: file, number: 90))")
    for each in [office, centre] {
      let outcome = try each.run("sync", stick.path, "--json")
      let json = try JSONValue.parse(Array(outcome.output.utf8), limits: Office.limits)
      #expect(outcome.exitCode == 10, "\(outcome.errors)")
      let aside = json["read"]?.array?.flatMap { $0["setAside"]?.array ?? [] } ?? []
      #expect(aside.map { $0["reason"]?.string } == ["stranger"])
      #expect(try each.digest == digest)
      #expect(try each.standings() == members)
      #expect(try !each.done("list").contains("Strangertown"))
      #expect(try each.json("quarantine", "list")["segments"]?.array?.count == 1)
    }
    try office.done("new", "office", "code=DE/Essen", "name=Essen")
    for _ in 0..<2 { for each in partners.all { try each.run("sync", stick.path) } }
    for each in partners.all {
      #expect(try each.digest == office.digest)
      #expect(try each.done("list", "office").contains("Essen"))
      #expect(try each.run("sync", stick.path).exitCode == 0, "what is set aside is told once")
      try each.expectSoundButForQuarantine()
    }
    // Nothing was sealed to the stranger, who reads nothing.
    let outcome = try stranger.run("sync", stick.path, "--json")
    let json = try JSONValue.parse(Array(outcome.output.utf8), limits: Office.limits)
    #expect(json["membership"]?.string == "stranger")
    #expect(try stranger.done("list", "aid").isEmpty)
  }

  private func plain(of other: Office) throws -> String {
    let path = other.place.file("plain-\(UInt64.random(in: 0...UInt64.max)).jsonl.gz")
    try other.done("bundle", "write", path, "--plain", "--all")
    return path
  }

  @Test func `a request that was exchanged on the way admits nobody`() throws {
    let honest = stranger.place.file("request.json")
    let digits = try #require(
      try JSONValue.parse(Array(stranger.done("admit", "request", honest, "--json").utf8))[
        "fingerprint"]?.string)
    let thief = try Office(
      "DE/Duisburg", label: "Duisburg, town hall", person: "Greta Schmidt",
      network: try centre.network)
    let exchanged = thief.place.file("request.json")
    try thief.done("admit", "request", exchanged)
    let (members, digest) = (try centre.standings(), try centre.digest)
    let before = try centre.contents()
    func refuse(_ path: String, _ code: Int32, _ digits: String) throws {
      let outcome = try centre.run("admit", path, "--role", "officer", "--fingerprint", digits)
      #expect(outcome.exitCode == code && outcome.isOneError, "\(outcome.errors)")
      #expect(try centre.contents() == before)
    }
    // Another's whole request, though all its names are the same.
    try refuse(exchanged, 12, digits)
    // The honest one with the thief's box key, or with the thief's device.
    let (mine, theirs) = (try bytes(of: honest), try bytes(of: exchanged))
    let (own, other) = (try JSONValue.parse(mine), try JSONValue.parse(theirs))
    for member in ["box", "device", "office", "person"] {
      let old = try #require(own[member]?.string)
      let new = member == "box" || member == "device" ? try #require(other[member]?.string) : "DE/X"
      let text = String(decoding: mine, as: UTF8.self).replacing(old, with: new)
      let path = try stick.write(Array(text.utf8), as: "\(member).json")
      try refuse(path, 6, digits)
    }
    try refuse(honest, 12, "00000 00000 00000 00000 00000 00000")
    // On a stick, in the folder of another device, it is not even shown.
    try stick.write(theirs, as: "\(try network)/\(try stranger.device)/request.json")
    let seen = try centre.json("sync", stick.path, "--dry-run")
    #expect(seen["requests"] == [])
    #expect(try centre.standings() == members)
    #expect(try centre.digest == digest)
    try centre.done("admit", honest, "--role", "officer", "--fingerprint", digits)
    #expect(try centre.standings() != members)
  }

  @Test func `an old request that comes again admits nobody, and costs one bundle`() throws {
    let path = "\(try network)/\(try partners.duisburg.device)/request.json"
    let file = stick.file("request.json")
    try partners.duisburg.done("admit", "request", file)
    let request = try bytes(of: file)
    let (members, digest) = (try centre.standings(), try centre.digest)
    for _ in 0..<3 {
      try stick.write(request, as: path)
      let written = try (0..<3).map { _ in
        let report = try centre.json("sync", stick.path)
        #expect(report["requests"] == [])
        return report["written"]?.array?.count ?? 0
      }
      #expect(written[0] <= 1 && written.dropFirst().allSatisfy { $0 == 0 }, "\(written)")
      try partners.carryRound()
      for each in partners.all {
        #expect(try each.digest == digest)
        #expect(try each.standings() == members)
      }
    }
  }

  @Test func `where there is no more room to set aside, nothing that counts is lost`() throws {
    let forger = try Forger(stranger)
    let segment = try forger.segment(forged(forger), author: "J", reason: "so")
    let file = try forger.bundle(of: [segment], office: "DE/Duisburg", label: "town hall")
    // Another stranger has filled the quarantine before.
    let flooder = try Office(
      "PL/Lublin", label: "x", person: "y", network: try centre.network)
    let flood = try Forger(flooder)
    let drop = try flood.bundle(
      of: [flood.segment(forged(flood), author: "J", reason: "so")], office: "x", label: "y")
    let digest = try office.digest
    let path = try stick.write(drop, as: "drop")
    #expect(try office.run("bundle", "read", path).exitCode == 10)
    let fill = try Program(path: "/usr/bin/sqlite3").run([
      office.home + "/store.sqlite",
      """
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 99999)
      INSERT INTO quarantine(hash, log, first, last, previous, reason, bundle, seen, size, body)
      SELECT randomblob(32), log, i + 100, i + 100, randomblob(32), reason, bundle, seen, size, body
      FROM quarantine, n
      """,
    ])
    #expect(fill.exitCode == 0, "\(fill.errors)")
    let name = BundleNames.name(of: file)
    try stick.write(file, as: "\(try network)/\(forger.device.hex)/\(name)")
    try partners.duisburg.done("new", "office", "code=DE/Essen", "name=Essen")
    try partners.duisburg.run("sync", stick.path)
    for _ in 0..<2 {
      let outcome = try office.run("sync", stick.path)
      #expect(outcome.exitCode == 10, "\(outcome.errors)")
      #expect(outcome.errors.contains("not even set aside"), "\(outcome.errors)")
    }
    #expect(try office.done("list", "office").contains("Essen"), "members' news came all the same")
    #expect(try office.digest == partners.duisburg.digest)
    #expect(try office.digest != digest)

    // Once there is room again, what lies where it was is set aside, and counts when admitted.
    let device = flood.device.hex
    #expect(try office.run("quarantine", "drop", device, "--why", "a flood").exitCode == 0)
    #expect(try office.run("sync", stick.path).exitCode == 10)
    let held = try office.json("status")["setAside"]
    #expect(held == 1)
    #expect(try office.run("sync", stick.path).exitCode == 0)
  }
}
