import Bundles
import Foundation
import LocalStore
import Merging
import Registry
import SQLite
import Sodium
@testable import SyncEngine
import TestSupport
import Testing

/// What a hostile or failing stick brings, and what it does not do.
@Suite struct BadBlobTests {
  private let offices: Offices
  private let id: RecordID
  private let content = scan(200_000)
  private let blob: Blob

  init() throws {
    offices = try Offices.partners()
    try offices.meet()
    id = try offices.withDocument(content)
    blob = try #require(try offices[1].store.blob(offices[1].attachment(id).blob))
  }

  /// A bundle that the first officer signed, of blobs whose bytes may be others.
  private func bundle(
    _ ids: [BlobID], _ blobs: [Blob], network: NetworkID? = nil, sizes: [Int]? = nil
  ) -> [UInt8] {
    let sizes = sizes ?? blobs.map(\.bytes.count)
    let manifest = BlobManifest(
      network: network ?? offices[1].network, sender: offices[1].device, number: 900,
      createdSeconds: 1, contents: zip(ids, sizes).map { .init($0, sizeBytes: $1) })
    var writer = BlobBundleWriter(manifest)
    for blob in blobs { writer.add(blob) }
    return writer.finish(by: offices[1].identity.key)
  }

  private func expectRefused(_ plain: [UInt8], _ stage: String) throws {
    _ = try offices[1].sync(offices.stick)
    _ = try offices.take(".blobs")
    try offices.leave(plain, for: 2)
    let before = try offices[2].store.blobUses().count
    let report = try offices[2].sync(offices.stick)
    let stages = report.skipped.compactMap { _, problem in
      if case .bundle(_, let error) = problem { error.stage } else { nil }
    }
    #expect(stages == [stage])
    #expect(report.blobs.taken == 0 && report.blobs.wanted == 1)
    #expect(try offices[2].store.blobUses().count >= before)
    #expect(try offices[2].attachment(id).state == .wanted)
    // Its true author brings it all the same.
    _ = try offices[1].sync(offices.stick)
    _ = try offices[2].sync(offices.stick)
    #expect(try offices[2].content(id) == content)
  }

  private func other(_ bytes: [UInt8]) throws -> Blob {
    try #require(Blob(bytes: bytes, hash: { BLAKE2b.hash($0) }))
  }

  @Test func `content under another's id`() throws {
    let false1 = try other(scan(200_032, seed: 7))
    try expectRefused(bundle([blob.id], [false1]), "blob")
  }

  @Test func `a good blob before a bad one is not taken in either`() throws {
    let false1 = try other(scan(50, seed: 7))
    let false2 = try #require(BlobID(bytes: scan(32)))
    try expectRefused(bundle([blob.id, false2], [blob, false1]), "blob")
  }

  @Test func `one that is cut short, goes on, or was changed`() throws {
    let plain = bundle([blob.id], [blob])
    try expectRefused(Array(plain.dropLast(1_000)), "blob")
    let late = try BadBlobTests()
    try late.expectRefused(late.bundle([late.blob.id], [late.blob]) + [10], "closing")
    let changed = try BadBlobTests()
    var bytes = changed.bundle([changed.blob.id], [changed.blob])
    bytes[bytes.count - 20] ^= 1
    try changed.expectRefused(bytes, "closing")
  }

  @Test func `sizes that no blob has`() throws {
    for size in [0, 31, Limits.blobBytes.upperBound + 1] {
      let test = try BadBlobTests()
      try test.expectRefused(
        test.bundle([test.blob.id], [test.blob], sizes: [size]), "manifest")
    }
  }

  @Test func `another network's`() throws {
    try expectRefused(
      bundle([blob.id], [blob], network: NetworkID(high: 1, low: 1)), "network")
  }

  @Test func `a blob to which nobody refers is not kept`() throws {
    let stray = try other(scan(4_000, seed: 9))
    try offices.leave(bundle([stray.id, blob.id], [stray, blob]), for: 2)
    _ = try offices[1].sync(offices.stick)
    #expect(try offices[2].sync(offices.stick).skipped.isEmpty)
    #expect(try offices[2].store.blob(stray.id) == nil)
    #expect(try offices[2].content(id) == content)
  }

  @Test func `a damaged file is reported, and its author writes it again`() throws {
    _ = try offices[1].sync(offices.stick)
    let path = try #require(try offices.files(".blobs").first)
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    bytes[bytes.count / 2] ^= 1
    try offices.put([path: bytes])
    let report = try offices[2].sync(offices.stick)
    #expect(report.skipped.map(\.path) == [path] && report.blobs.wanted == 1)
    let again = try offices[1].sync(offices.stick)
    #expect(again.skipped.map(\.path) == [path] && again.blobs.written == 1)
    #expect(try offices[2].sync(offices.stick).blobs.taken == 1)
    #expect(try offices[2].content(id) == content)
  }
}

@Test func `a blob that the disk has damaged is wanted again, and comes again`() throws {
  let offices = try Offices.partners()
  try offices.meet()
  let content = scan(30_000)
  let id = try offices.withDocument(content)
  try offices.meet(2)
  let path = offices.folder.file("home-2/store.sqlite")
  let damage = try Connection(path: path, mode: .readWrite)
  try damage.execute("UPDATE blob SET body = zeroblob(30032)")
  #expect(try offices[2].content(id) == nil)
  #expect(try offices[2].attachment(id).state == .wanted)
  try offices.meet(2)
  #expect(try offices[2].content(id) == content)
}

@Test func `a laptop that has lost its blobs gets them again from whoever has them`() throws {
  let offices = try Offices.partners()
  try offices.meet()
  let content = scan(30_000)
  let id = try offices.withDocument(content)
  try offices.meet(3)
  let path = offices.folder.file("home-1/store.sqlite")
  let loss = try Connection(path: path, mode: .readWrite)
  try loss.execute("DELETE FROM blob; DELETE FROM carrier")
  #expect(try offices[1].sync(offices.stick).blobs.wanted == 1)
  #expect(try offices[2].sync(offices.stick).blobs.written == 1)
  #expect(try offices[0].sync(offices.stick).blobs.written == 0, "it lies there already")
  #expect(try offices[1].sync(offices.stick).blobs.taken == 1)
  #expect(try offices[1].content(id) == content)
}

@Test func `a backup brings attachments back, but none that was erased since`() throws {
  let offices = try Offices.partners()
  try offices.meet()
  let kept = try offices.withDocument(scan(30_000))
  let partnership = try #require(try offices[1].at(kept).view.reference("partnership")).hex
  let path = try offices.file(scan(20_000, seed: 2), "other.pdf")
  let erased = try offices[1].new(
    "document", ["partnership": partnership, "title": "Other", "file": "@\(path)"])
  let early = try offices[1].backup(to: offices.folder.file("early.sealed")).map(\.path)
  #expect(early.map { ($0 as NSString).lastPathComponent } == ["early.sealed", "early-1.blobs"])
  _ = try offices[1].erase(erased.hex, why: "private")
  let late = try offices[1].backup(to: offices.folder.file("late.sealed")).map(\.path)
  // The disk is lost, all but the keys.
  let home = offices.folder.file("home-9")
  try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
  try FileManager.default.copyItem(
    atPath: offices.folder.file("home-1/identity.json"), toPath: home + "/identity.json")
  let (engine, _) = try Engine.restore(home: home, from: [late[0]] + early)
  #expect(try engine.content(kept) == scan(30_000))
  #expect(try engine.attachment(erased).state == .erased)
  #expect(try offices.traces(of: scan(20_000, seed: 2), in: 9) == 0)
}
