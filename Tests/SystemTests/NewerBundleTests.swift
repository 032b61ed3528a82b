import Bundles
import Merging
import TestSupport
import Testing
import Wire

/// What a newer program writes goes unharmed through laptops that do not know it.
@Suite struct NewerBundleTests {
  private let partners: Partners
  private let forger: Forger
  private let partnership: String

  init() throws {
    partners = try Partners()
    forger = try Forger(partners.duisburg)
    try partners.enterAid()
    let list = try partners.kryvyiRih.json("list", "partnership")["records"]?.array
    partnership = try #require(list?.first?["id"]?.string)
  }

  @Test func `new kinds, types and fields are carried on as they were written`() throws {
    let (old, centre, stick) = (partners.kryvyiRih, partners.centre, partners.stick)
    let record = String(repeating: "ab", count: 16)
    let line =
      "{\"n\":1,\"l\":900,\"t\":1700000000,\"mood\":\"new\",\"ops\":["
      + "{\"y\":\"partnership\",\"r\":\"\(partnership)\",\"f\":\"insurance\",\"v\":\"Policy 9\"},"
      + "{\"k\":\"stamp\",\"f\":\"title\",\"ink\":\"red\"},"
      + "{\"y\":\"drone\",\"r\":\"\(record)\",\"f\":\"name\",\"v\":\"First\"}]}"
    let segment = try forger.segment(
      [Array(line.utf8)], numbers: 1...3, in: try #require(DossierID(hex: partnership)))
    let bundle = try forger.bundle(of: [segment], office: "DE/Duisburg", label: "Newer")
    try old.done("bundle", "read", try old.place.write(bundle, as: "newer"))
    #expect(try old.done("show", partnership).contains("Policy 9"))
    for _ in 0..<2 { for office in [old, centre] { try office.done("sync", stick.path) } }
    #expect(try old.digest == centre.digest)
    try centre.done("bundle", "write", centre.place.file("all"), "--all", "--plain")
    let lines = try Forger.lines(of: bytes(of: centre.place.file("all")))
    #expect(lines.contains(Array(line.utf8)), "the line is as its author wrote it")
    for office in [old, centre] {
      #expect(try office.json("rebuild")["unchanged"] == true)
      try office.expectSound()
    }
  }

  @Test func `a bundle of a newer format stays on the stick, and the rest is exchanged`() throws {
    let (old, centre, stick) = (partners.kryvyiRih, partners.centre, partners.stick)
    let newer = try forger.bundle([forger.manifest(["bundle": "2"])], segments: 0)
    let folder = "pobratym-\(forger.network.hex)/\(forger.device.hex)/"
    let name = BundleFile.name(number: 77, hash: BundleFile.hash(newer))
    let path = try stick.write(newer, as: folder + name)
    for _ in 0..<2 {
      for office in [old, centre] {
        let outcome = try office.run("sync", stick.path)
        #expect(outcome.exitCode == 10, "\(outcome.errors)")
        #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
        #expect(try bytes(of: path) == newer)
      }
    }
    #expect(try old.digest == centre.digest)
  }
}
