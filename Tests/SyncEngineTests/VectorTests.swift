import Bundles
import Deflate
import Language
import Merging
import Registry
@testable import SyncEngine
import TestSupport
import Testing
import Wire

/// The law in `Protocol/`: its vectors, limits and stages hold for this program.
@Suite struct VectorTests {
  @Test func `every good vector shows what the law says, in any order of its files`()
    throws
  {
    let vectors = try Vector.all().filter { $0.refused == nil && $0.expected["request"] == nil }
    #expect(vectors.count >= 100)
    for vector in vectors {
      let order = Array(vector.files.indices)
      for other in [order, order.reversed(), order + order] {
        let outcome = try vector.outcome(other)
        for part in outcome.object?.members ?? [] where part.key != "bundles" || other == order {
          // What is not told is none, but of members and of what they hold nothing is said then.
          guard let expected = vector.expected[part.key] ?? Self.untold[part.key] else { continue }
          #expect(
            expected == part.value,
            "\(vector): \(part.key), \(other): \(expected.text) became \(part.value.text)")
        }
      }
    }
  }

  private static let untold: [String: JSONValue] = [
    "aside": [], "without_effect": [], "forks": [:], "branches": [:],
    "blobs": ["held": [], "wanted": [], "erased": []],
  ]

  @Test func `every request of the vectors says what the law says`() throws {
    let vectors = try Vector.all().filter { $0.expected["request"] != nil }
    #expect(vectors.count >= 3)
    for vector in vectors {
      #expect(try vector.requestFacts() == vector.expected["request"], "\(vector)")
    }
  }

  @Test func `every bad vector is refused at the stage that the law names`() throws {
    let vectors = try Vector.all().filter { $0.refused != nil }
    #expect(vectors.count >= 200)
    for vector in vectors {
      var stage: String?
      do { try vector.read() } catch {
        stage = (error as? BundleError)?.stage ?? (error as? RequestError)?.stage
      }
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
      "closingBytes": BundleLimits.closingBytes, "formerEpochs": BundleLimits.formerEpochs,
      "statementItems": Limits.statementItems, "sealedFileBytes": BundleLimits.sealedFileBytes,
      "sealedHeaderBytes": BundleLimits.sealedHeaderBytes,
      "sealedChunkBytes": BundleLimits.sealedChunkBytes, "recipients": BundleLimits.recipients,
      "requestBytes": BundleLimits.requestBytes, "blobs": BundleLimits.blobs,
      "blobManifestBytes": BundleLimits.blobManifestBytes, "blobSaltBytes": Limits.blobSaltBytes,
      "blobContentBytes": Limits.blobContentBytes,
      // Not constants of the program: vectors go up to them and beyond.
      "itemsPerContainer": 65_536, "ratioFreeBytes": 1_048_576, "manifestNesting": 16,
      "manifestStringBytes": 65_536, "manifestItems": 1_000_000,
    ]
    let rows = try table("Limits").map { ($0[0], Int($0[1].filter { $0 != "," }) ?? -1) }
    #expect(Dictionary(uniqueKeysWithValues: rows) == limits)
  }

  @Test func `the law's merge rules are the program's`() throws {
    func names(_ cell: String) -> Set<String> {
      Set(cell.split { $0 == "`" || $0 == " " }.map(String.init))
    }
    let rows = try table("Values").filter { $0.count == 3 }.dropFirst()
    let common = try #require(rows.first)
    #expect(common[0] == "every" && common[2].isEmpty)
    #expect(
      names(common[1]) == [
        Sameness.register, Sameness.apartRegister, Violation.acceptedRegister,
      ])
    let law = Dictionary(
      uniqueKeysWithValues: rows.dropFirst().map { ($0[0], [names($0[1]), names($0[2])]) })
    for type in Schema.standard.types {
      let rules = [MergeRule.set, .latest].map { rule in
        Set(type.fields.filter { $0.rule == rule }.map(\.name))
      }
      #expect(rules == law[type.name] ?? [[], []], "\(type.name)")
      #expect(type.fields.allSatisfy { [.ask, .set, .latest].contains($0.rule) })
    }
    #expect(Schema.standard.types.filter(\.isLedger).map(\.name) == ["ledger", "money"])
    #expect(Set(law.keys).isSubset(of: Schema.standard.types.map(\.name)))
  }

  @Test func `the law's stages are the program's, and a vector shows each`() throws {
    let network = NetworkID(high: 0, low: 0)
    let errors: [BundleError] = [
      .sealed(Phrase("x")), .sealedToOthers, .gzip(.empty), .manifest("{"), .newerFormat(2),
      .wrongNetwork(network),
      .segment(1, .truncated), .logName(1), .hash(1), .signature(1), .contents(1), .blob(1),
      .closing(Phrase("x")),
    ]
    let stages = try table("Refusal").map { $0[0] }
    #expect(Set(stages) == Set(errors.map(\.stage) + [RequestError.tooLarge.stage]))
    #expect(Set(try Vector.all().compactMap(\.refused)) == Set(stages))
  }

  @Test func `the independent reader shows what this program wrote`() throws {
    let town = try Town()
    let aid = try town.withAid()
    try town[1].change(aid, ["title": "Winter 2"])
    try town.meet()
    let path = town.folder.file("letter.jsonl.gz")
    _ = try town[0].writeBundle(to: path, everything: true, isPlain: true)
    let real = try Program(path: "/usr/bin/python3").run([
      Repository.path + "/Tools/reference", "show", path,
    ])
    #expect(real.exitCode == 0, "\(real.errors)")
    let shown = try JSONValue.parse(Array(real.output.utf8))
    let digests = try town[0].digests().map { JSONMember($0.key.hex, .string($0.value.hex)) }
    #expect(shown["digests"] == .object(JSONObject(digests)))
    #expect(shown["digest"]?.string == (try town[0].digest().hex))
    #expect(shown["records"]?.array?.count == 4)
  }

  @Test func `the independent reader passes every vector, and makes the same ones again`() throws {
    let python = Program(path: "/usr/bin/python3")
    let check = try python.run([
      Repository.path + "/Tools/reference", "check", Repository.path + "/Protocol/vectors",
    ])
    #expect(check.exitCode == 0, "\(check.output)\(check.errors)")
    let again = try python.run([Repository.path + "/Tools/make-vectors", "--check"])
    #expect(again.exitCode == 0, "\(again.output)\(again.errors)")
  }
}
