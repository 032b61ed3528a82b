import Foundation
import Merging
import TestSupport
import Testing
import Wire

/// Laptops that were copied, whose disk was booted twice, or whose clock is wrong, as their people
/// see it.
@Suite struct CopiedHomeTests {
  private let partners: Partners
  private let item: String

  init() throws {
    partners = try Partners()
    item = try partners.enterAid()
    try partners.carryRound()
  }

  private func expectOneState(with copies: [Office] = []) throws {
    for _ in 0..<3 {
      for office in partners.all + copies { _ = try office.run("sync", partners.stick.path) }
    }
    let digests = try (partners.all + copies).map { try $0.digest }
    #expect(Set(digests).count == 1)
  }

  @Test func `a copied home is told so, and both go on`() throws {
    let first = partners.kryvyiRih
    let copy = try Office(copyOf: first)
    let told = try copy.run("set", item, "name=Generator, red")
    #expect(told.exitCode == 0 && told.errors.contains("copied or moved"))
    try first.done("set", item, "unit-value=1100 EUR")
    try expectOneState(with: [copy])
    for office in partners.all + [copy] {
      let shown = try office.done("show", item)
      #expect(shown.contains("Generator, red") && shown.contains("1100"))
      try office.expectSound()
    }
  }

  @Test func `of a disk that was booted twice both histories are kept and shown`() throws {
    let office = partners.kryvyiRih
    let disk = try TemporaryFolder()
    // One folder on one machine, whose content is now this disk's, now that one's.
    func save(_ name: String) throws {
      try? FileManager.default.removeItem(atPath: disk.file(name))
      try FileManager.default.copyItem(atPath: office.home, toPath: disk.file(name))
    }
    func boot(_ name: String) throws {
      for file in try FileManager.default.contentsOfDirectory(atPath: office.home) {
        try FileManager.default.removeItem(atPath: office.home + "/" + file)
      }
      for file in try FileManager.default.contentsOfDirectory(atPath: disk.file(name)) {
        try FileManager.default.copyItem(
          atPath: disk.file(name) + "/" + file, toPath: office.home + "/" + file)
      }
    }
    try save("one")
    try office.done("set", item, "name=Generator one")
    let other = try TemporaryFolder()
    try office.done("sync", other.path)
    try save("two")
    try boot("one")
    let unaware = try office.run("set", item, "name=Generator two")
    #expect(unaware.exitCode == 0 && unaware.errors.isEmpty, "nothing tells the two apart")
    try office.done("sync", partners.stick.path)
    _ = try partners.centre.run("sync", partners.stick.path)
    // Now the centre hears of the other one, too.
    _ = try partners.centre.run("sync", other.path)
    try expectOneState()
    let open = try #require(try partners.centre.json("conflicts")["conflicts"]?.array?.first)
    let values = open["values"]?.array?.compactMap { $0["text"]?.string } ?? []
    #expect(Set(values) == ["Generator one", "Generator two"])
    let doctor = try partners.centre.run("doctor")
    #expect(doctor.exitCode == 11)
    #expect(doctor.output.contains(String(try office.device.prefix(8))))
  }

  @Test(arguments: [Int64(0), 4_080_000_000])
  func `a laptop whose clock is wrong is believed in all but the time`(_ claimed: Int64) throws {
    let (reader, forger) = (partners.kryvyiRih, try Forger(partners.duisburg))
    let key = RecordKey(type: "office", id: RecordID(high: 9, low: UInt64(claimed)))
    let segment = try forger.segment(
      [Operation(.set, record: key, register: "name", value: CanonicalJSON("Essen"))],
      claimed: claimed)
    let path = try reader.place.write(
      forger.bundle(of: [segment], office: "DE/Duisburg", label: "wrong clock"), as: "letter")
    try reader.done("bundle", "read", path)
    let history = try reader.json("history", key.id.hex)["history"]?.array
    #expect(history?.first?["implausible"] == true && history?.first?["effect"] == true)
    #expect(try reader.done("list", "office").contains("Essen"))
    try reader.expectSound()
  }
}
