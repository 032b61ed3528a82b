import Bundles
import Deflate
import Merging
import TestSupport
import Testing
import Wire

/// The law in `Protocol/`: its vectors, limits and stages hold for this program.
@Suite struct VectorTests {
  @Test func `every good vector shows what the law says, in any order of its files`()
    throws
  {
    let vectors = try Vector.all().filter { $0.refused == nil }
    #expect(vectors.count >= 40)
    for vector in vectors {
      let order = Array(vector.files.indices)
      let outcome = try vector.outcome(order)
      for part in outcome.object?.members ?? [] {
        #expect(vector.expected[part.key] == part.value, "\(vector): \(part.key)")
      }
      for other in [order.reversed(), order + order] {
        let again = try vector.outcome(other)
        for part in ["records", "digests", "digest"] {
          #expect(again[part] == outcome[part], "\(vector): \(part)")
        }
      }
    }
  }

  @Test func `every bad vector is refused at the stage that the law names`() throws {
    let vectors = try Vector.all().filter { $0.refused != nil }
    #expect(vectors.count >= 40)
    for vector in vectors {
      var stage: String?
      do throws(BundleError) { _ = try vector.outcome([0]) } catch { stage = error.stage }
      #expect(stage == vector.refused, "\(vector)")
    }
  }

  /// Returns the cells of the rows of the table under a heading of the law.
  private func table(_ heading: String) throws -> [[String]] {
    let text = String(decoding: try Repository.bytes("Protocol/README.md"), as: UTF8.self)
    let section = try #require(text.split(separator: "\n## \(heading)\n").dropFirst().first)
    let rows = try #require(section.split(separator: "\n## ").first).split(separator: "\n")
      .filter { $0.hasPrefix("| ") }
    let frame: Set<Character> = [" ", "`"]
    return rows.dropFirst().map { row in
      row.split(separator: "|").map { cell in
        let start = cell.drop { frame.contains($0) }
        return String(start.reversed().drop { frame.contains($0) }.reversed())
      }
    }
  }

  @Test func `the law's limits are the program's`() throws {
    let limits = [
      "lineBytes": Limits.lineBytes, "operationsPerCommit": Limits.operationsPerCommit,
      "operationsPerSegment": Limits.operationsPerSegment, "segmentBytes": Limits.segmentBytes,
      "nesting": Limits.nesting, "authorBytes": Limits.authorBytes,
      "reasonBytes": Limits.reasonBytes, "nameBytes": Limits.nameBytes,
      "referencesPerOperation": Limits.referencesPerOperation,
      "largestInteger": Int(Limits.largestInteger), "fileBytes": BundleLimits.fileBytes,
      "inflatedBytes": BundleLimits.inflatedBytes, "inflationRatio": BundleLimits.inflationRatio,
      "manifestBytes": BundleLimits.manifestBytes, "segments": BundleLimits.segments,
      "labelBytes": BundleLimits.nameBytes, "memberBytes": BundleLimits.memberBytes,
      "closingBytes": BundleLimits.closingBytes,
      // Not constants of the program: vectors go up to them and beyond.
      "itemsPerContainer": 65_536, "ratioFreeBytes": 1_048_576, "manifestNesting": 16,
      "manifestStringBytes": 65_536, "manifestItems": 1_000_000,
    ]
    let rows = try table("Limits").map { ($0[0], Int($0[1].filter { $0 != "," }) ?? -1) }
    #expect(Dictionary(uniqueKeysWithValues: rows) == limits)
  }

  @Test func `the law's stages are the program's, and a vector shows each`() throws {
    let network = NetworkID(high: 0, low: 0)
    let errors: [BundleError] = [
      .gzip(.empty), .manifest("{"), .newerFormat(2), .wrongNetwork(network),
      .segment(1, .truncated), .logName(1), .hash(1), .signature(1), .contents(1), .closing(""),
    ]
    let stages = try table("Refusal").map { $0[0] }
    #expect(stages == errors.map(\.stage))
    #expect(Set(try Vector.all().compactMap(\.refused)) == Set(stages))
  }

  @Test func `the independent reader shows what this program wrote`() throws {
    let folder = try TemporaryFolder()
    let file = try SampleBundle().file()
    try folder.write(file, to: "bundle")
    let real = try Program(path: "/usr/bin/python3").run([
      Repository.path + "/Tools/reader", "show", folder.file("bundle"),
    ])
    #expect(real.exitCode == 0, "\(real.errors)")
    let shown = try JSONValue.parse(Array(real.output.utf8))
    let vector = Vector(
      name: "sample", files: [file], network: nil, refused: nil, rules: [:], expected: .null)
    let outcome = try vector.outcome([0])
    #expect(shown["digests"] == outcome["digests"])
    #expect(shown["digest"] == outcome["digest"])
    #expect(shown["records"]?.array?.count == 4)
  }

  @Test func `the independent reader passes every vector, and makes the same ones again`() throws {
    let python = Program(path: "/usr/bin/python3")
    let check = try python.run([
      Repository.path + "/Tools/reader", "check", Repository.path + "/Protocol/vectors",
    ])
    #expect(check.exitCode == 0, "\(check.output)\(check.errors)")
    let again = try python.run([Repository.path + "/Tools/make-vectors", "--check"])
    #expect(again.exitCode == 0, "\(again.output)\(again.errors)")
  }
}
