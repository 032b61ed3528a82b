import Foundation
import TestSupport
import Testing
import Wire

/// A dry run announces what the real run then does, and changes nothing.
@Suite struct DryRunTests {
  private let partners: Partners
  private let item: String

  init() throws {
    partners = try Partners()
    item = try partners.enterAid()
    try partners.carryRound()
    let (kryvyiRih, duisburg) = (partners.kryvyiRih, partners.duisburg)
    try kryvyiRih.done("set", item, "quantity=11 H87")
    try duisburg.done("set", item, "quantity=12 H87")
    try duisburg.done("new", "office", "code=DE/Duisburg", "name=Duisburg")
  }

  /// What a person is told of records and conflicts.
  private func announced(_ intake: JSONValue?) -> [JSONValue?] {
    ["records", "newOperations", "newSegments", "forks", "alarms"].map { intake?[$0] }
  }

  @Test func `of bundle read`() throws {
    let office = partners.kryvyiRih
    let path = partners.stick.file("mail.jsonl.gz")
    try partners.duisburg.done("bundle", "write", path)
    let (home, stick) = (try office.contents(), try partners.stick.contents())
    let dry = try office.json("bundle", "read", path, "--dry-run")
    #expect(try office.contents() == home)
    #expect(try partners.stick.contents() == stick)
    let real = try office.json("bundle", "read", path)
    #expect(announced(dry) == announced(real))
    #expect(dry["dryRun"] == true && real["dryRun"] == false)
    let opened = (real["records"]?.array ?? []).filter { $0["opened"] == ["quantity"] }
    #expect(opened.map { $0["id"]?.string } == [item])
  }

  @Test func `of sync, whose bundles follow on from each other`() throws {
    let (office, duisburg, stick) = (partners.kryvyiRih, partners.duisburg, partners.stick)
    // One bundle opens a conflict for Kryvyi Rih, and a later one closes it.
    let (centre, aside) = (partners.centre, try TemporaryFolder())
    try duisburg.done("sync", stick.path)
    try office.done("bundle", "write", aside.file("mail.jsonl.gz"))
    try centre.done("bundle", "read", aside.file("mail.jsonl.gz"))
    try centre.done("bundle", "read", #require(try stick.bundles(of: duisburg.device).last))
    try centre.done("resolve", item, "quantity", "--take", "1", "--why", "counted")
    try centre.done("bundle", "write", aside.file("decided.jsonl.gz"))
    try duisburg.done("bundle", "read", aside.file("decided.jsonl.gz"))
    try duisburg.done("sync", stick.path)

    let (home, before) = (try office.contents(), try stick.contents())
    let dry = try office.json("sync", stick.path, "--dry-run")
    #expect(try office.contents() == home)
    #expect(try stick.contents() == before)
    #expect(dry["written"] == [] && dry["removed"] == [])
    let real = try office.json("sync", stick.path)
    let (announcedReads, reads) = (dry["read"]?.array ?? [], real["read"]?.array ?? [])
    #expect(announcedReads.map(announced) == reads.map(announced))
    #expect(reads.count >= 2)
    let closed = reads.flatMap { $0["records"]?.array ?? [] }.compactMap { $0["closed"]?.integer }
    #expect(closed.contains(1), "the second bundle closes what the first one opened")
    #expect(try office.done("conflicts") == "no conflicts")
  }
}
