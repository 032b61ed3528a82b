import Bundles
import Foundation
import FolderExchange
import LocalStore
import Merging
import Registry
import Sodium
@testable import SyncEngine
import TestSupport
import Testing

@Test func `a document's file comes to its partners and the centre, and to no other office`() throws
{
  let offices = try Offices.partners()
  let content = scan(100_000)
  let id = try offices.withDocument(content)
  #expect(try offices[1].attachment(id).state == .here)
  try offices.meet(3)
  for place in 0...2 {
    #expect(try offices[place].attachment(id).state == .here)
    #expect(try offices[place].content(id) == content)
    #expect(
      try offices[place].show(id, "file").hasPrefix("decision.pdf (application/pdf, 100,000 b"))
  }
  #expect(try offices[2].rebuild().isUnchanged && offices[2].content(id) == content)
  #expect(throws: EngineError.self) { try offices[3].at(id) }
  #expect(try offices[3].attachments().isEmpty)
  #expect(try offices.traces(of: content, in: 2) > 190)
  #expect(try offices.traces(of: content, in: 3) == 0)
  #expect(try offices.traces(of: content, in: nil) == 0, "what lies on the stick is sealed")
}

@Test func `a bundle of blobs goes as soon as nobody for whom it is lacks one`() throws {
  let offices = try Offices.partners()
  try offices.meet()
  let id = try offices.withDocument(scan(5_000))
  let written = try offices[1].sync(offices.stick)
  #expect(written.blobs == report(written: 1, bytes: 5_032))
  #expect(try offices.files(".blobs").count == 1)
  let taken = try offices[0].sync(offices.stick)
  #expect(taken.blobs == report(taken: 1), "the centre has nothing to add")
  #expect(try offices[1].sync(offices.stick).removed.isEmpty, "Kryvyi Rih still lacks it")
  #expect(try offices.files(".blobs").count == 1)
  #expect(try offices[3].sync(offices.stick).sealedForOthers > 0)
  #expect(try offices[2].sync(offices.stick).blobs == report(taken: 1))
  #expect(try offices[1].sync(offices.stick).removed.contains { $0.hasSuffix(".blobs") })
  #expect(try offices.files(".blobs").isEmpty)
  try offices.meet(2)
  for device in offices.devices {
    let quiet = try device.sync(offices.stick)
    #expect(quiet.written.isEmpty && quiet.read.isEmpty && quiet.removed.isEmpty)
    #expect(quiet.blobs == report())
  }
  #expect(try offices[2].content(id) != nil)
}

private func report(
  taken: Int = 0, written: Int = 0, bytes: Int = 0, left: Int = 0, wanted: Int = 0
) -> BlobReport {
  var report = BlobReport()
  (report.taken, report.written, report.writtenBytes) = (taken, written, bytes)
  (report.left, report.wanted) = (left, wanted)
  return report
}

@Test func `an operation never waits for its blob, which is asked for and comes later`() throws {
  let offices = try Offices.partners()
  try offices.meet()
  let content = scan(3_000)
  let id = try offices.withDocument(content)
  _ = try offices[1].sync(offices.stick)
  _ = try offices.take(".blobs")
  #expect(try offices[2].sync(offices.stick).blobs == report(wanted: 1))
  #expect(try offices[2].show(id, "title") == "Decision 7")
  #expect(try offices[2].attachment(id).state == .wanted)
  // The bundle is gone: its author sees what is wanted, and writes it once more.
  #expect(try offices[1].sync(offices.stick).blobs.written == 1)
  #expect(try offices[2].sync(offices.stick).blobs == report(taken: 1))
  #expect(try offices[2].content(id) == content)
}

@Test func `a blob that comes before what refers to it is left until that is there`() throws {
  let offices = try Offices.partners()
  try offices.meet()
  let content = scan(3_000)
  let id = try offices.withDocument(content)
  _ = try offices[1].sync(offices.stick)
  let segments = try offices.take(".sealed")
  #expect(try offices[2].sync(offices.stick).blobs == report())
  #expect(try offices.traces(of: content, in: 2) == 0, "nobody refers to it: it is not taken in")
  try offices.put(segments)
  #expect(try offices[2].sync(offices.stick).blobs == report(taken: 1))
  #expect(try offices[2].content(id) == content)
}

@Test func `a third laptop that never meets the author gets the blob by relay`() throws {
  let offices = try Offices.partners()
  try offices.meet()
  let content = scan(3_000)
  let id = try offices.withDocument(content)
  for place in [1, 0] { _ = try offices[place].sync(offices.stick) }
  try FileManager.default.removeItem(atPath: offices.stick)
  try FileManager.default.createDirectory(
    atPath: offices.stick, withIntermediateDirectories: true)
  for place in [0, 2] { _ = try offices[place].sync(offices.stick) }
  #expect(try offices[2].content(id) == content)
}

@Test func `one round writes no more than its limit, and the next ones the rest`() throws {
  let offices = try Offices.partners()
  try offices.meet()
  let first = try offices.withDocument(scan(400_000))
  let partnership = try #require(try offices[1].at(first).view.reference("partnership")).hex
  for seed in [2, 3] {
    let path = try offices.file(scan(300_000, seed: UInt64(seed)), "scan-\(seed).jpg")
    _ = try offices[1].new(
      "document", ["partnership": partnership, "title": "\(seed)", "file": "@\(path)"])
  }
  func round(_ limit: Int) throws -> BlobReport {
    try offices[1].sync(offices.stick, blobLimitBytes: limit).blobs
  }
  #expect(try round(0) == report(left: 3))
  #expect(try round(700_000) == report(written: 2, bytes: 600_064, left: 1))
  #expect(try round(700_000) == report(written: 1, bytes: 400_032))
  #expect(try round(700_000) == report())
  _ = try offices[2].sync(offices.stick)
  #expect(try offices[2].attachments().map(\.state) == [.here, .here, .here])
}

@Test func `a stick that has gone, or is full of limits, takes nothing away`() throws {
  let offices = try Offices.partners()
  let content = scan(2_000)
  let id = try offices.withDocument(content)
  try FileManager.default.removeItem(atPath: offices.stick)
  #expect(throws: EngineError.folder(.missing(offices.stick))) {
    try offices[1].sync(offices.stick)
  }
  #expect(try offices[1].content(id) == content)
}

@Test func `a dry run takes no blob in, and writes none`() throws {
  let offices = try Offices.partners()
  try offices.meet()
  let id = try offices.withDocument(scan(2_000))
  #expect(try offices[1].sync(offices.stick, dryRun: true).blobs == report())
  #expect(try offices.files(".blobs").isEmpty)
  _ = try offices[1].sync(offices.stick)
  #expect(try offices[2].sync(offices.stick, dryRun: true).blobs.taken == 0)
  #expect(throws: EngineError.self) { try offices[2].at(id) }
}

@Test func `a file that is too large is refused, and nothing is recorded`() throws {
  let offices = try Offices.partners()
  try offices.meet()
  let path = offices.folder.file("film.mp4")
  _ = FileManager.default.createFile(atPath: path, contents: nil)
  #expect(truncate(path, off_t(Limits.blobContentBytes + 1)) == 0)
  let partnership = try offices[1].new("partnership", ["title": "Twins"])
  #expect(throws: EngineError.attachment(path, .tooLarge)) {
    try offices[1].new(
      "document", ["partnership": partnership.hex, "title": "Film", "file": "@\(path)"])
  }
  #expect(try offices[1].records(type: "document").isEmpty)
  #expect(truncate(path, off_t(Limits.blobContentBytes)) == 0)
  let id = try offices[1].new(
    "document", ["partnership": partnership.hex, "title": "Film", "file": "@\(path)"])
  _ = try offices[1].sync(offices.stick)
  _ = try offices[0].sync(offices.stick)
  #expect(try offices[0].content(id)?.count == Limits.blobContentBytes)
}

@Test func `an attachment is saved to a new file, and never over another`() throws {
  let offices = try Offices.partners()
  let content = scan(2_000)
  let id = try offices.withDocument(content)
  let name = try offices[1].attachment(id).blob.short
  let path = offices.folder.file("saved.pdf")
  try offices[1].saveAttachment(name, to: path)
  #expect([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) == content)
  #expect(throws: EngineError.self) { try offices[1].saveAttachment(name, to: path) }
  #expect(throws: EngineError.attachment("abc", .unknown)) {
    try offices[1].saveAttachment("abc", to: path + "2")
  }
}
