import Bundles
import Merging
import TestSupport
import Testing
import Wire

/// A centre stays as it was, however long its network lives; the whole of it: `Tools/soak/soak`.
@Suite struct SoakTests {
  @Test func `half a year of sixty laptops leaves the centre's memory and files as they were`()
    throws
  {
    let outcome = try Program(path: "\(Repository.path)/Tools/soak/soak").run([
      "--devices", "60", "--months", "6", "--program", Program.pobratym.path,
    ])
    #expect(outcome.exitCode == 0, "\(outcome.output)\(outcome.errors)")
    #expect(outcome.output.split(separator: "\n").count { $0.hasPrefix("| 5 |") } == 1)
  }

  @Test func `a bundle names the receipts of those alone whom it is for`() throws {
    let partners = try Partners()
    let (centre, stick) = (partners.centre, partners.stick)
    let offices = [partners.kryvyiRih, partners.duisburg]
    for (office, code) in zip(offices, ["UA12060170000091033", "DE/Duisburg"]) {
      try office.done("new", "partnership", "title=Own of \(code)", "parties=\(code)")
      try office.done("sync", stick.path)
    }
    let own = try offices.map { office in
      Set(try stick.bundles(of: office.device).map { Hex.text(BundleFile.hash(try bytes(of: $0))) })
    }
    try centre.done("sync", stick.path)
    let letters = try stick.bundles(of: centre.device)
    var told = 0
    for (office, hashes) in zip(offices, own) {
      for path in letters where try office.run("bundle", "verify", path).exitCode == 0 {
        let letter = try office.json("bundle", "inspect", path)
        let receipts = Set((letter["receipts"]?.array ?? []).compactMap(\.string))
        let isForAll = (letter["for"]?.array?.count ?? 0) > 2
        #expect(isForAll || receipts.isSubset(of: hashes), "\(letter.text)")
        if !isForAll, !receipts.isEmpty { told += 1 }
      }
    }
    #expect(told == 2)
  }

  @Test func `a bundle goes when those whom it is for hold it, whoever was admitted since`() throws
  {
    let partners = try Partners()
    let (centre, stick) = (partners.centre, partners.stick)
    try partners.carryRound()
    let before = Set(try stick.bundles(of: centre.device))
    let newcomer = try Office(
      "DE/Essen", label: "Essen", person: "Uwe", network: centre.network)
    try centre.admit(newcomer)
    try centre.done("sync", stick.path)
    let after = Set(try stick.bundles(of: centre.device))
    #expect(!before.isEmpty && after.isDisjoint(with: before), "\(after.intersection(before))")
    for office in [newcomer, centre] { try office.done("sync", stick.path) }
    #expect(try newcomer.digest == centre.digest)
  }
}
