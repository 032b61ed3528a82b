import Bundles
import Foundation
import TestSupport
import Testing

/// The right name for a bundle's bytes.
enum BundleNames {
  static func name(of file: [UInt8], number: UInt64 = 1) -> String {
    BundleFile.name(number: number, hash: BundleFile.hash(file))
  }
}

/// Links, pipes and names on a stick lead nowhere.
@Suite struct BadStickTests {
  private let partners: Partners
  private let outside: TemporaryFolder
  private var network: String
  private let files = FileManager.default

  init() throws {
    partners = try Partners()
    outside = try TemporaryFolder()
    network = partners.stick.file("pobratym-\(try partners.centre.network)")
    try partners.duisburg.done(
      "new", "partnership", "title=Gelsenkirchen – Shostka",
      "parties=DE/Duisburg,UA12060170000091033")
    try partners.duisburg.done("bundle", "write", outside.file("b"))
  }

  @Test func `names with dots, links and pipes are left alone and named`() throws {
    let (office, stick) = (partners.kryvyiRih, partners.stick)
    let bundle = try bytes(of: outside.file("b"))
    let device = try partners.duisburg.device
    let name = BundleNames.name(of: bundle)
    try stick.write(bundle, as: "\(try folder())/..\(device)/\(name)")
    try stick.write(bundle, as: "\(try folder())/..%2f..%2f\(name)")
    try stick.write(bundle, as: "\(try folder())/\(device)/..-\(name)")
    try outside.write(bundle, as: "linked/\(name)")
    let other = try partners.centre.device
    try files.createSymbolicLink(
      atPath: "\(network)/\(other)", withDestinationPath: outside.file("linked"))
    try files.createSymbolicLink(
      atPath: "\(network)/\(device)/\(name)", withDestinationPath: outside.file("linked/\(name)"))
    mkfifo("\(network)/\(device)/\(BundleNames.name(of: bundle, number: 2))", 0o600)

    let before = try office.contents()
    let dry = try office.run("sync", stick.path, "--dry-run")
    #expect(try office.contents() == before)
    let outcome = try office.run("sync", stick.path)
    for run in [dry, outcome] {
      #expect(run.exitCode == 0, "nothing that could be a bundle was skipped: \(run.errors)")
      #expect(run.errorLines.count == 6, "\(run.errors)")
      #expect(run.errorLines.allSatisfy { $0.hasPrefix("pobratym: warning: left alone: ") })
    }
    #expect(try !office.done("list").contains("Gelsenkirchen"))
    #expect(try outside.contents().count == 2)
  }

  private func folder() throws -> String { "pobratym-\(try partners.centre.network)" }

  @Test func `a link where the own folder must be is refused`() throws {
    let (office, stick) = (partners.kryvyiRih, partners.stick)
    try files.createDirectory(atPath: network, withIntermediateDirectories: false)
    let own = "\(network)/\(try office.device)"
    try files.createSymbolicLink(atPath: own, withDestinationPath: outside.path)
    let outcome = try office.run("sync", stick.path)
    #expect(outcome.exitCode == 5)
    #expect(outcome.isOneError, "\(outcome.errors)")
    #expect(try outside.contents().count == 1, "nothing is written beyond the stick")
    try files.removeItem(atPath: own)
    try office.done("sync", stick.path)
  }

  @Test func `a link where the network's folder must be is refused`() throws {
    try files.createSymbolicLink(atPath: network, withDestinationPath: outside.path)
    for words in [["sync", partners.stick.path], ["sync", partners.stick.path, "--dry-run"]] {
      let outcome = try partners.kryvyiRih.run(words)
      #expect(outcome.exitCode == 5)
      #expect(outcome.isOneError, "\(outcome.errors)")
    }
    #expect(try outside.contents().count == 1)
  }
}
