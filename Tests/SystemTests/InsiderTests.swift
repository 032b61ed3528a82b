import Bundles
import Foundation
import Merging
import Sodium
import TestSupport
import Testing
import Wire

/// Whoever has an admitted device's key can do what its role permits, until it is retired.
@Suite struct InsiderTests {
  private let partners: Partners
  private let insider: Office
  /// An office record of the directory, with two names that contradict each other.
  private let record: String
  private var centre: Office { partners.centre }
  private var stick: TemporaryFolder { partners.stick }
  private var all: [Office] { partners.all + [insider] }

  init() throws {
    partners = try Partners()
    insider = try Office(
      "DE/Essen", label: "Essen", person: "Jo", network: try partners.centre.network)
    record = try partners.centre.done("new", "office", "code=DE/Essen", "name=Essen")
    try partners.carryRound()
    try partners.kryvyiRih.done("set", record, "name=Essen (Ruhr)")
    try partners.duisburg.done("set", record, "name=Essen an der Ruhr")
    try partners.carryRound()
  }

  private func admit(as role: String) throws {
    try centre.admit(insider, as: role)
    try centre.tell(insider)
    try carryRound()
  }

  private func carryRound() throws {
    for _ in 0..<2 { for office in all { try office.done("sync", stick.path) } }
  }

  private func key() throws -> RecordKey {
    RecordKey(type: "office", id: try #require(RecordID(hex: record)))
  }

  /// A decision of the open conflict that replaces both values.
  private func decision() throws -> Merging.Operation {
    let open = try #require(try centre.json("conflicts")["conflicts"]?.array?.first)
    let heads = (open["values"]?.array ?? []).flatMap { $0["heads"]?.array ?? [] }
    let seen = heads.compactMap { head -> OperationID? in
      guard let name = head["operation"]?.array, let log = name[0].string.flatMap(LogID.init(hex:)),
        let number = name[1].integer
      else { return nil }
      return OperationID(log: log, number: UInt64(number))
    }
    #expect(seen.count == 2)
    return Merging.Operation(
      .resolve, record: try key(), register: "name", value: CanonicalJSON(.string("Forged")),
      replaced: seen)
  }

  private func value(_ register: String, _ text: String) throws -> Merging.Operation {
    Merging.Operation(
      .set, record: try key(), register: register, value: CanonicalJSON(.string(text)))
  }

  /// Statements that would make a device a centre and end others' parts.
  private func statements(by forger: Forger) throws -> [Merging.Operation] {
    let box = BoxKey().publicKey
    let victims = try [centre, partners.kryvyiRih].map { try #require(DeviceID(hex: $0.device)) }
    let stranger = try #require(DeviceID(publicKey: SigningKey().publicKey))
    let admissions = [forger.device, stranger].map {
      Statement.admit(Admission(device: $0, box: box, office: "DE/X", role: .centre, label: "x"))
    }
    let statements =
      admissions + victims.map { Statement.retire($0, last: [:]) } + [
        .release(forger.device, segments: [[UInt8](repeating: 7, count: 32)])
      ]
    return try statements.map(Forger.operation)
  }

  /// Everybody reads a bundle of one segment; expects the exit code of each.
  private func spread(_ segment: Segment, by forger: Forger, code: Int32) throws {
    let file = try forger.bundle(of: [segment], office: "DE/Essen", label: "Essen")
    let path = try stick.write(file, as: "letter-\(segment.hash[0])")
    for office in partners.all {
      let outcome = try office.run("bundle", "read", path)
      #expect(outcome.exitCode == code, "\(outcome.output)\(outcome.errors)")
    }
    try FileManager.default.removeItem(atPath: path)
  }

  private func expectUnmoved(_ members: [[JSONValue?]]) throws {
    for office in partners.all {
      #expect(try office.standings() == members)
      #expect(try office.json("conflicts")["conflicts"]?.array?.count == 1)
      let shown = try office.done("show", record)
      #expect(!shown.contains("Forged") && !shown.contains("owned"))
      #expect(shown.contains("Essen (Ruhr)") && shown.contains("Essen an der Ruhr"))
      try office.expectSoundButForQuarantine()
    }
    try partners.kryvyiRih.done("new", "office", "code=DE/Bonn", "name=Bonn")
    try partners.carryRound()
    for office in partners.all {
      #expect(try office.done("list", "office").contains("Bonn"))
      #expect(try office.digest == centre.digest)
    }
    try centre.done("resolve", record, "name", "--take", "1", "--why", "asked the town")
  }

  @Test func `an office reads no dossier of which it is no party, whatever lies on the stick`()
    throws
  {
    try partners.enterAid()
    try admit(as: "officer")
    try carryRound()
    #expect(try partners.duisburg.done("list", "aid").contains("Generators"))
    #expect(try insider.done("list", "aid").isEmpty)
    #expect(try insider.done("list", "partnership").isEmpty)
    #expect(try insider.json("digest")["dossiers"]?.object?.members.count == 1, "the directory")
    // Some files are sealed to it, and say nothing of that dossier; the others do not open.
    var closed = 0
    for file in try stick.bundles() where !file.contains(try insider.device) {
      let plain = insider.place.file("plain-\(closed).jsonl.gz")
      let outcome = try insider.run("bundle", "open", file, plain)
      if outcome.exitCode == 12 {
        closed += 1
        continue
      }
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
      let text = String(decoding: try Forger.lines(of: bytes(of: plain)).joined(), as: UTF8.self)
      #expect(!text.contains("Generators") && !text.contains("1200.5"))
      try FileManager.default.removeItem(atPath: plain)
    }
    #expect(closed >= 1)
    try partners.duisburg.done("set", record, "website=essen.example")
    try carryRound()
    for office in all { #expect(try office.done("show", record).contains("essen.example")) }
  }

  @Test func `a clerk decides no conflict, admits and retires nobody, and makes nothing official`()
    throws
  {
    try admit(as: "clerk")
    for words in [
      ["resolve", record, "name", "--take", "1", "--why", "mine"],
      ["retire", try centre.device, "--why", "mine"],
    ] {
      let outcome = try insider.run(words)
      #expect(outcome.exitCode == 12 && outcome.isOneError, "\(words): \(outcome.errors)")
    }
    let members = try centre.standings()
    let forger = try Forger(insider)
    let forged =
      [try decision(), try value("official-name", "owned"), try value("website", "essen.example")]
      + (try statements(by: forger))
    let segment = try forger.segment(forged, author: "Jo", reason: "so")
    try spread(segment, by: forger, code: 0)
    let history = try centre.json("history", record)["history"]?.array ?? []
    let own = history.filter { $0["operation"]?.array?[0].string == segment.header.log.hex }
    #expect(own.map { $0["effect"] } == [false, false, true], "kept, shown, and without effect")
    #expect(try centre.done("show", record).contains("essen.example"), "a clerk may edit")
    try expectUnmoved(members)
  }

  @Test func `an auditor reads and writes nothing`() throws {
    try admit(as: "auditor")
    #expect(try insider.digest == centre.digest)
    for words in [
      ["set", record, "name=owned"], ["new", "office", "code=DE/X", "name=owned"],
      ["void", record, "--why", "mine"],
      ["resolve", record, "name", "--take", "1", "--why", "mine"],
    ] {
      let outcome = try insider.run(words)
      #expect(outcome.exitCode == 12 && outcome.isOneError, "\(words): \(outcome.errors)")
    }
    let members = try centre.standings()
    let forger = try Forger(insider)
    let forged = [
      try value("website", "owned"), try value("official-name", "owned"), try decision(),
    ]
    try spread(forger.segment(forged, author: "Jo", reason: "so"), by: forger, code: 0)
    let history = try centre.json("history", record)["history"]?.array ?? []
    #expect(history.count { $0["effect"] == false } == 3)
    try expectUnmoved(members)
  }

  @Test func `an auditor who has learnt a dossier's id gets nothing of it by writing in it`() throws
  {
    try partners.enterAid()
    try admit(as: "auditor")
    let found = try partners.duisburg.json("list", "partnership")["records"]?.array?.first
    let dossier = try #require(found?["dossier"]?.string.flatMap(DossierID.init(hex:)))
    let forger = try Forger(insider)
    let segment = try forger.segment(
      [value("website", "owned")], author: "Jo", reason: "so", in: dossier)
    try spread(segment, by: forger, code: 0)
    try carryRound()
    #expect(try insider.done("list", "aid").isEmpty)
    #expect(try insider.done("list", "partnership").isEmpty)
    for office in partners.all { #expect(try office.done("list", "aid").contains("Generators")) }
  }

  @Test func `a stolen laptop that is retired adds nothing, neither beyond its logs nor below`()
    throws
  {
    try admit(as: "officer")
    try insider.done("set", record, "website=essen.example")
    try carryRound()
    let forger = try Forger(insider)
    let thief = try Office(copyOf: insider)
    try centre.done("retire", insider.device, "--why", "stolen from a car")
    try partners.carryRound()
    let members = try centre.standings()

    // The thief goes on with the program, and signs another beginning of the same log.
    try thief.done("set", record, "website=owned.example")
    let letter = stick.file("thief.sealed")
    try thief.done("bundle", "write", letter)
    let fork = try forger.segment(
      [try value("website", "owned.example"), try decision()] + (try statements(by: forger)),
      author: "Jo", reason: "so")
    let aside = try #require(try centre.json("members")["members"]?.array)
      .compactMap { $0["setAside"]?.integer }.reduce(0, +)
    #expect(aside == 0)
    for office in partners.all {
      let outcome = try office.run("bundle", "read", letter)
      #expect(outcome.exitCode == 10, "\(outcome.output)\(outcome.errors)")
    }
    let digest = try centre.digest
    try spread(fork, by: forger, code: 10)
    for office in partners.all {
      #expect(try office.digest == digest)
      #expect(try office.done("show", record).contains("essen.example"), "what it wrote stays")
      let held = try office.json("quarantine", "list")["segments"]?.array ?? []
      #expect(held.count >= 2 && held.allSatisfy { $0["reason"]?.string == "retired" })
    }
    try FileManager.default.removeItem(atPath: letter)
    try expectUnmoved(members)
    // It is told so, and nothing else is sealed to it any more.
    _ = try thief.run("sync", stick.path)
    #expect(try thief.json("status")["membership"]?.string == "retired")
    #expect(try thief.run("set", record, "website=again.example").exitCode == 12)
    #expect(try !thief.done("list", "office").contains("Bonn"))
  }

  @Test func `the stolen key of a centre that was retired moves nobody`() throws {
    try admit(as: "centre")
    let forger = try Forger(insider)
    // Before it is retired, it cannot touch the root or what the root has stated.
    let outcome = try insider.run("retire", centre.device, "--why", "mine")
    #expect(outcome.exitCode == 12 && outcome.isOneError, "\(outcome.errors)")
    try centre.done("retire", insider.device, "--why", "its key was stolen")
    try partners.carryRound()
    let (members, digest) = (try centre.standings(), try centre.digest)
    let forged =
      try statements(by: forger) + [try value("official-name", "owned"), try decision()]
    try spread(forger.segment(forged, author: "Jo", reason: "so"), by: forger, code: 10)
    for office in partners.all { #expect(try office.digest == digest) }
    try expectUnmoved(members)
    #expect(try partners.kryvyiRih.json("status")["membership"]?.string == "member")
  }
}
