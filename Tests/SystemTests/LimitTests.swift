import Bundles
import Deflate
import Foundation
import Merging
import TestSupport
import Testing
import Wire

/// Every limit of the law is reached, and what goes one step beyond is refused in one line.
@Suite struct LimitTests {
  private let partners: Partners
  private let forger: Forger
  private var office: Office { partners.kryvyiRih }

  init() throws {
    partners = try Partners()
    forger = try Forger(partners.duisburg)
  }

  /// The names of the limits in the law.
  private func limits() throws -> Set<String> {
    let text = String(decoding: try Repository.bytes("Protocol/README.md"), as: UTF8.self)
    let section = try #require(text.split(separator: "\n## Limits\n").dropFirst().first)
    let rows = try #require(section.split(separator: "\n## ").first).split(separator: "\n")
    return Set(
      rows.filter { $0.hasPrefix("| `") }.compactMap { row in
        row.split(separator: "`").dropFirst().first.map(String.init)
      })
  }

  @Test func `every limit of the law has what shows it`() throws {
    let limits = try limits()
    #expect(limits.count > 30)
    #expect(Set(LimitEvidence.all.keys) == limits)
    let index = try JSONValue.parse(
      Repository.bytes("Protocol/vectors/index.json"), limits: Office.limits)
    var refused: [String: Bool] = [:]
    for vector in index.array ?? [] {
      refused[try #require(vector["name"]?.string)] = vector["refused"] != nil
    }
    for (limit, evidence) in LimitEvidence.all {
      switch evidence {
      case .vectors(let reached, let beyond):
        #expect(!reached.isEmpty && !beyond.isEmpty, "\(limit)")
        for name in reached { #expect(refused[name] == false, "\(limit): \(name)") }
        for name in beyond { #expect(refused[name] == true, "\(limit): \(name)") }
      case .tests(let tests):
        for (file, name) in tests {
          let text = String(decoding: try Repository.bytes("Tests/" + file), as: UTF8.self)
          #expect(text.contains("@Test func `\(name)`"), "\(limit): \(file)")
        }
      case .files(let beyond), .unreachable(_, let beyond):
        for name in beyond { #expect(refused[name] == true, "\(limit): \(name)") }
      }
    }
    let made = LimitEvidence.all.filter { if case .files = $0.value { true } else { false } }
    #expect(Set(try files().map(\.limit)) == Set(made.keys))
  }

  @Test func `what reaches a limit is taken in, and what goes beyond changes nothing`() throws {
    for (limit, reached, beyond) in try files() {
      if let beyond {
        let before = try office.contents()
        let path = try office.place.write(beyond, as: "beyond")
        let outcome = try office.run("bundle", "read", path)
        #expect(outcome.exitCode == 6 && outcome.isOneError, "\(limit): \(outcome.errors)")
        try FileManager.default.removeItem(atPath: path)
        #expect(try office.contents() == before, "\(limit)")
      }
      guard let reached else { continue }
      let path = try office.place.write(reached, as: "reached")
      try office.done("bundle", "read", path)
      try FileManager.default.removeItem(atPath: path)
    }
    try office.expectSound()
  }

  @Test func `so many segments may be announced and not one more`() throws {
    // Of the limit the manifest is right, and then the segments are missing.
    for (count, stage) in [
      (BundleLimits.segments, "segment"), (BundleLimits.segments + 1, "manifest"),
    ] {
      let log = String(repeating: "ab", count: 16)
      let runs = (1...count).map { "[\"\(log)\",\($0),\($0)]" }
      let manifest = forger.manifest(["contents": "[\(runs.joined(separator: ","))]"])
      let file = try forger.closed(
        Gzip.compress(manifest + [0x0A], level: 0), segments: count)
      var problem: BundleError?
      do throws(BundleError) {
        _ = try BundleFile.read(file, network: forger.network) { _ in }
      } catch { problem = error }
      #expect(problem?.stage == stage, "\(count)")
    }
  }

  @Test func `the first line of a bundle of blobs may be so long and not one byte longer`() throws {
    let blob = [UInt8](repeating: 1, count: 40)
    for (bytes, expected) in [(0, nil), (1, "manifest")] as [(Int, String?)] {
      let file = try forger.blobs([blob], lineBytes: BundleLimits.blobManifestBytes + bytes)
      var reader = BlobBundleReader(file, network: forger.network) { _, _ in nil }
      var (stage, count) = (String?.none, 0)
      do throws(BundleError) { while try reader.next() != nil { count += 1 } } catch {
        stage = error.stage
      }
      #expect(stage == expected && count == 1 - bytes)
    }
  }

  /// Files that reach a limit, and such as go one step beyond where no vector does.
  private func files() throws -> [(limit: String, reached: [UInt8]?, beyond: [UInt8]?)] {
    func sized(_ members: [String: String], bytes: Int? = nil) throws -> [UInt8] {
      let line = forger.manifest(members)
      let spaces = [UInt8](repeating: 0x20, count: max(0, (bytes ?? 0) - line.count))
      return try forger.closed(
        Gzip.compress(line + spaces + [0x0A], level: 0), segments: 0)
    }
    func list(_ count: Int, _ item: (Int) -> String) -> String {
      "[\((0..<count).map(item).joined(separator: ","))]"
    }
    let epochs = list(BundleLimits.formerEpochs) { "\"\(digits($0, 16))\"" }
    let blobs = list(BundleLimits.blobs) { "\"\(digits($0, 64))\"" }
    let items = { (count: Int) in try sized(["pad": list(count) { _ in "0" }]) }
    return [
      ("operationsPerSegment", try manyOperations(), nil),
      ("manifestBytes", try sized([:], bytes: BundleLimits.manifestBytes), nil),
      ("manifestItems", try items(1_000_000), try items(1_000_001)),
      ("formerEpochs", try sized(["former": epochs]), nil),
      ("blobs", try sized(["blobs": blobs]), nil),
      ("ratioFreeBytes", try swelling(1_048_576), try swelling(1_048_577)),
      // Those have tests of their own.
      ("segments", nil, nil), ("blobManifestBytes", nil, nil),
    ]
  }

  private func digits(_ number: Int, _ count: Int) -> String {
    let text = String(number + 1, radix: 16)
    return String(repeating: "0", count: count - text.count) + text
  }

  /// A bundle out of which so many bytes come, far more than went in.
  private func swelling(_ count: Int) throws -> [UInt8] {
    let line = forger.manifest()
    let closing = try #require(Forger.lines(of: forger.bundle([line], segments: 0)).last).count + 1
    let spaces = [UInt8](repeating: 0x20, count: count - line.count - 1 - closing)
    return try forger.closed(Gzip.compress(line + spaces + [0x0A], level: 9), segments: 0)
  }

  /// A bundle with a segment of 65,536 operations.
  private func manyOperations() throws -> [UInt8] {
    let (most, part) = (Limits.operationsPerSegment, Limits.operationsPerCommit)
    let rest = String(repeating: ",{\"v\":1}", count: part - 1)
    let lines = stride(from: 1, to: most, by: part).map { first in
      let record = digits(first, 32)
      return Array(
        ("{\"n\":\(first),\"l\":1,\"t\":1,\"ops\":[{\"y\":\"aid\",\"r\":\"\(record)\",\"v\":1}"
          + "\(rest)]}").utf8)
    }
    let segment = try forger.segment(lines, numbers: 1...UInt64(most))
    return try forger.bundle(of: [segment], office: "DE/Duisburg", label: "Duisburg")
  }
}
