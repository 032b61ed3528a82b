import Foundation
import TestSupport
import Testing

/// Inputs that once broke something, by target, in the folder `Crashers`.
@Suite(.serialized) struct CrasherTests {
  @Test func `what once broke a target does so no more`() throws {
    let folder = Repository.path + "/Tests/Fuzzing/Crashers"
    let manager = FileManager.default
    let names = try manager.subpathsOfDirectory(atPath: folder).sorted()
      .filter { $0.contains("/") && !$0.hasSuffix("/") }
    #expect(!names.isEmpty)
    for name in names {
      let target = name.split(separator: "/").first.map(String.init)
      let found = try #require(FuzzTarget.all.first { $0.name == target }, "\(name)")
      let bytes = try Repository.bytes("Tests/Fuzzing/Crashers/" + name)
      #expect(throws: Never.self, "\(name)") { try found.run(bytes) }
    }
  }

  @Test func `the fuzzing tool knows every target`() throws {
    let listed = try Program(path: Repository.path + "/Tools/fuzz").run(["--list"])
    #expect(listed.exitCode == 0, "\(listed.errors)")
    let names = listed.output.split(separator: "\n").map(String.init)
    #expect(names.sorted() == FuzzTarget.all.map(\.name).sorted())
  }

  @Test func `every target takes nothing, one byte and noise`() {
    for target in FuzzTarget.all {
      for seed in UInt64(1)...20 {
        var random = SeededGenerator(seed: seed)
        let noise = (0..<seed * 10).map { _ in UInt8.random(in: 0...255, using: &random) }
        for bytes in [[], [noise[0]], noise] {
          #expect(throws: Never.self, "\(target.name), \(random)") { try target.run(bytes) }
        }
      }
    }
  }
}
