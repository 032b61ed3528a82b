import Foundation
import TestSupport
import Testing
import Wire

/// A store in the home that is not this laptop's is told, and nothing of it is signed here.
@Suite struct ForeignStoreTests {
  private let partners: Partners
  private var office: Office { partners.kryvyiRih }

  init() throws {
    partners = try Partners()
    try partners.enterAid()
    try partners.carryRound()
  }

  /// Puts another's store in place of the office's; returns its own.
  private func exchange(for bytes: [UInt8]) throws -> [UInt8] {
    let path = office.home + "/store.sqlite"
    let own = try SystemTests.bytes(of: path)
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return own
  }

  private func expectRefused(_ other: Office, _ note: String) throws {
    let digest = try office.digest
    let backup = partners.stick.file("\(UInt64.random(in: 0...UInt64.max)).sealed")
    try office.done("backup", backup)
    let foreign = try bytes(of: other.home + "/store.sqlite")
    let own = try exchange(for: foreign)
    let before = try office.contents()
    for words in [
      ["list"], ["sync", partners.stick.path], ["new", "office", "code=DE/X", "name=X"],
    ] {
      let outcome = try office.run(words)
      #expect(outcome.exitCode == 9 && outcome.isOneError, "\(note): \(outcome.errors)")
      #expect(outcome.errors.contains("another laptop's"), "\(note): \(outcome.errors)")
    }
    #expect(try office.contents() == before, "\(note)")
    #expect(try exchange(for: own) == foreign)
    #expect(try office.digest == digest, "\(note)")

    _ = try exchange(for: foreign)
    try office.done("restore", backup)
    #expect(try office.digest == digest, "\(note): nothing of the other's is in it")
    #expect(try bytes(of: office.home + "/store.sqlite.damaged-1") == foreign)
    try partners.carryRound()
    for each in partners.all { #expect(try each.digest == office.digest, "\(note)") }
  }

  @Test func `another network's store in the home is refused, and nothing of it is spread`() throws
  {
    let stranger = try Office("PL/Lublin", label: "Lublin", person: "Anna")
    try stranger.done("new", "office", "code=PL/Lublin", "name=Lublin")
    try stranger.done("bundle", "write", stranger.place.file("b"), "--plain")
    try expectRefused(stranger, "signed")
  }

  @Test func `what another laptop has not signed yet is never signed in this one's name`() throws {
    try partners.duisburg.done("new", "office", "code=DE/Duisburg", "name=Duisburg")
    try expectRefused(partners.duisburg, "not signed")
  }
}
