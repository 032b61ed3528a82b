import Foundation
import Merging
import Sodium
import TestSupport
import Testing
import Wire

/// Backups, restores and new keys, with the real program.
@Suite struct SafekeepingTests {
  private let partners: Partners
  private let item: String
  private var office: Office { partners.kryvyiRih }
  private var store: String { office.home + "/store.sqlite" }
  private var backup: String { partners.stick.file("backup.sealed") }

  init() throws {
    partners = try Partners()
    item = try partners.enterAid()
    try partners.carryRound()
  }

  /// Something that nobody else has, and then a backup; the digest with both.
  private func enterAndBackUp() throws -> String {
    try office.done("set", item, "quantity=12 H87")
    try office.done("new", "office", "code=DE/Essen", "name=Essen")
    let digest = try office.digest
    try office.done("backup", backup)
    #expect(try office.digest == digest, "signing what was entered changes no state")
    return digest
  }

  private func replaceStore(by bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: store))
  }

  /// Restores, and expects that nothing is lost and that all come to the same.
  private func expectRestored(_ digest: String, _ note: String) throws {
    try office.done("restore", backup)
    #expect(try office.digest == digest, "\(note)")
    try expectAgreement(note)
  }

  private func expectAgreement(_ note: String) throws {
    try office.expectSound(note)
    try office.done("new", "office", "code=DE/Bonn", "name=Bonn")
    try partners.carryRound()
    for other in partners.all {
      #expect(try other.done("list", "office").contains("Bonn"), "\(note)")
      #expect(try other.done("list", "office").contains("Essen"), "\(note)")
      #expect(try other.done("show", item).contains("12"), "\(note)")
      #expect(try other.digest == office.digest, "\(note)")
      try other.expectSound(note)
    }
    let round = try office.json("sync", partners.stick.path)
    #expect(round["read"] == [] && round["written"] == [], "\(note): nobody has news")
  }

  @Test func `a store that was deleted comes back, with what nobody else had`() throws {
    let digest = try enterAndBackUp()
    try FileManager.default.removeItem(atPath: store)
    try expectRestored(digest, "deleted")
  }

  @Test func `a store that was overwritten is kept, and made anew`() throws {
    let digest = try enterAndBackUp()
    let rubbish = [UInt8]("not a database, by any means".utf8)
    try replaceStore(by: rubbish)
    let outcome = try office.run("list")
    #expect(outcome.exitCode == 9 && outcome.isOneError)
    #expect(outcome.errors.contains("pobratym restore FILE"), "\(outcome.errors)")
    try expectRestored(digest, "overwritten")
    #expect(try bytes(of: store + ".damaged-1") == rubbish)
  }

  @Test func `last month's store gets what it lacks`() throws {
    let lastMonth = try bytes(of: store)
    let digest = try enterAndBackUp()
    try replaceStore(by: lastMonth)
    try expectRestored(digest, "put back")
  }

  @Test func `what was entered after the backup stays in a store that is sound`() throws {
    _ = try enterAndBackUp()
    try office.done("new", "office", "code=DE/K", "name=Köln")
    try office.done("sync", partners.stick.path)
    try office.done("new", "office", "code=DE/B", "name=Bochum")
    // What is not signed yet moves to a log of the new life, and so gets another name.
    #expect(try office.json("restore", backup)["movedAside"] == .null)
    try expectAgreement("sound")
    for name in ["Köln", "Bochum"] {
      #expect(try partners.centre.done("list", "office").contains(name))
    }
  }

  @Test func `a locked home is restored by who has its passphrase`() throws {
    let digest = try enterAndBackUp()
    func run(_ typed: String, _ words: String...) throws -> Outcome {
      try Program.pobratym.run(
        ["--home", office.home, "--passphrase-fd", "0"] + words, input: Array(typed.utf8))
    }
    let locked = try run("correct horse\n", "passphrase", "--new-fd", "0")
    #expect(locked.exitCode == 0, "\(locked.errors)")
    try FileManager.default.removeItem(atPath: store)
    #expect(try run("wrong horse\n", "restore", backup).exitCode == 12)
    #expect(!FileManager.default.fileExists(atPath: store))
    #expect(try run("correct horse\n", "restore", backup).exitCode == 0)
    #expect(try run("correct horse\n", "passphrase", "--remove").exitCode == 0)
    try expectRestored(digest, "locked")
  }

  @Test func `no key is in a backup`() throws {
    _ = try enterAndBackUp()
    let file = Data(try bytes(of: backup))
    for name in ["seed", "box"] {
      let text = try #require(try office.identity[name]?.string)
      let seed = try #require(Hex.bytes(text, count: 32))
      for needle in [Data(seed), Data(text.utf8), Data(seed).base64EncodedData()] {
        #expect(file.range(of: needle) == nil, "\(name)")
      }
    }
    #expect(file.range(of: Data("Essen".utf8)) == nil, "it is sealed")
    #expect(try partners.duisburg.run("bundle", "read", backup).exitCode == 12)
  }

  @Test func `what is no backup restores nothing`() throws {
    _ = try enterAndBackUp()
    let whole = try bytes(of: backup)
    try replaceStore(by: [1, 2, 3])
    let before = try office.contents()
    let bad = partners.stick.file("bad.sealed")
    for (bytes, code) in [(whole.dropLast(), 6), (whole.prefix(200), 6), ([0x42], 6)]
      as [(ArraySlice<UInt8>, Int32)]
    {
      try Data(bytes).write(to: URL(fileURLWithPath: bad))
      let outcome = try office.run("restore", backup, bad)
      #expect(outcome.exitCode == code && outcome.isOneError, "\(outcome.errors)")
    }
    #expect(try office.run("restore", "/nowhere").exitCode == 5)
    #expect(try office.contents() == before)
    #expect(try office.run("backup", backup).exitCode == 9, "there is no store to back up")
    try office.done("restore", backup)
    #expect(try office.run("backup", backup).exitCode == 5, "no file is overwritten")
    #expect(try bytes(of: backup) == whole)
  }

  @Test func `without identity only a centre reads the backup`() throws {
    _ = try enterAndBackUp()
    try FileManager.default.removeItem(atPath: office.home + "/identity.json")
    let outcome = try office.run("restore", backup)
    #expect(outcome.exitCode == 9 && outcome.isOneError)
    #expect(outcome.errors.contains("pobratym init") && outcome.errors.contains("bundle read"))
    try partners.centre.done("bundle", "read", backup)
    #expect(try partners.centre.done("list", "office").contains("Essen"))
  }

  @Test func `new keys are asked for, admitted, and take the place of the old`() throws {
    try office.done("set", item, "quantity=12 H87")
    let former = try office.device
    let digest = try office.digest
    let thief = try Office(copyOf: office)
    let renewed = try office.json("renew")
    let device = try office.device
    #expect(renewed["device"]?.string == device && renewed["replaces"]?.string == former)
    #expect(try office.digest == digest, "what was written counts on")
    try office.done("new", "office", "code=DE/Essen", "name=Essen")
    try office.done("sync", partners.stick.path)
    let request = partners.stick.file(
      "pobratym-\(try office.network)/\(device)/request.json")
    let digits = try #require(renewed["fingerprint"]?.string)
    try partners.centre.done("admit", request, "--role", "officer", "--fingerprint", digits)
    for other in partners.all + partners.all {
      // Whose bundle is read before the word of its admission is set aside until that is read.
      let outcome = try other.run("sync", partners.stick.path)
      #expect([0, 10].contains(outcome.exitCode), "\(outcome.errors)")
    }
    for other in partners.all {
      #expect(try other.done("show", item).contains("12"))
      #expect(try other.done("list", "office").contains("Essen"))
      #expect(try other.digest == office.digest)
    }
    #expect(!FileManager.default.fileExists(atPath: request))

    let letter = partners.stick.file("letter.sealed")
    try thief.done("new", "office", "code=DE/X", "name=Stolen")
    try thief.done("bundle", "write", letter)
    #expect(try partners.centre.run("bundle", "read", letter).exitCode == 10)
    #expect(try !partners.centre.done("list", "office").contains("Stolen"))
  }

  @Test func `who may not renew keeps the keys`() throws {
    let before = try bytes(of: partners.centre.home + "/identity.json")
    let root = try partners.centre.run("renew")
    #expect(root.exitCode == 12 && root.isOneError, "\(root.errors)")
    #expect(try bytes(of: partners.centre.home + "/identity.json") == before)
    let stranger = try Office(
      "PL/Lublin", label: "Lublin", person: "Anna", network: try partners.centre.network)
    #expect(try stranger.run("renew").exitCode == 12)
  }
}
