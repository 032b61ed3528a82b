import Bundles
import Foundation
import LocalStore
import Merging
import Registry
import Simulator
@testable import SyncEngine
import TestSupport
import Testing

@Test func `two devices have each other's records after two rounds`() throws {
  let town = try Town()
  let ids = try town.devices.map { try $0.new("office", ["code": "DE/Duisburg", "name": "x"]) }
  try town.meet()
  for device in town.devices { #expect(try Set(device.records().map(\.id)) == Set(ids)) }
  #expect(try town[0].digest() == town[1].digest())
  for device in town.devices {
    let report = try device.sync(town.stick)
    #expect(report.written.isEmpty && report.read.isEmpty && report.skipped.isEmpty)
  }
}

@Test func `a bundle stays until every known device has shown that it holds it`() throws {
  let town = try Town(3)
  try town.meet()
  for device in town.devices { _ = try device.sync(town.stick) }
  _ = try town[0].new("office", ["code": "DE/Duisburg", "name": "x"])
  let written = try town[0].sync(town.stick).written
  #expect(written.map(\.operations) == [2])
  let path = try #require(written.first?.path)
  _ = try town[0].new("office", ["code": "DE/Essen", "name": "y"])
  let newest = try #require(try town[0].sync(town.stick).written.first?.path)
  _ = try town[1].sync(town.stick)
  #expect(try town[0].sync(town.stick).removed.isEmpty)
  #expect(FileManager.default.fileExists(atPath: path))
  let standing = try town[0].standing()
  #expect(standing.sent.last?.heldBy == [town[1].device])
  #expect(standing.sent.last?.awaited == [town[2].device])
  _ = try town[2].sync(town.stick)
  #expect(try town[0].sync(town.stick).removed == [(path as NSString).lastPathComponent])
  #expect(!FileManager.default.fileExists(atPath: path))
  // Everybody holds what is in it, but it tells what its author holds.
  #expect(FileManager.default.fileExists(atPath: newest))
  #expect(try town[0].sync(town.stick).removed.isEmpty)
}

@Test func `a third laptop that never met the first gets its records by relay`() throws {
  let town = try Town(3)
  let other = town.folder.file("other-stick")
  try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
  let id = try town[0].new("office", ["code": "DE/Duisburg", "name": "x"])
  for place in [0, 1] { _ = try town[place].sync(town.stick) }
  // The second learns from the third's first bundle that there is somebody who lacks everything.
  for place in [1, 2, 1, 2] { _ = try town[place].sync(other) }
  #expect(try town[2].show(id, "name") == "x")
  #expect(try town[2].digest() == town[0].digest())
  let origin = try town[2].history(of: town[2].at(id)).map(\.origin)
  #expect(origin.allSatisfy { $0.device == town[0].device })
  #expect(origin.allSatisfy { $0.bundle?.sender == town[1].device })
}

@Test func `the same bundle twice, by whatever name, changes nothing the second time`() throws {
  let town = try Town()
  let id = try town[0].new("office", ["code": "DE/Duisburg", "name": "x"])
  let path = try #require(try town[0].sync(town.stick).written.first?.path)
  let copy = town.folder.file("copy of a bundle (2).gz")
  try FileManager.default.copyItem(atPath: path, toPath: copy)
  #expect(try !town[1].readBundle(copy).isKnown)
  let digest = try town[1].digest()
  #expect(try town[1].readBundle(copy).isKnown)
  let report = try town[1].sync(town.stick)
  #expect(report.read.isEmpty && report.knownCount == 1)
  #expect(try town[1].digest() == digest && town[1].show(id, "name") == "x")
}

@Test func `a bundle that a person copied into the reader's own folder is read, once`() throws {
  let town = try Town()
  try town.meet()
  let id = try town[0].new("office", ["code": "DE/Duisburg", "name": "x"])
  for number in 0..<3 { _ = try town[0].writeBundle(to: town.folder.file("letter-\(number)")) }
  let path = try #require(try town[0].sync(town.stick).written.first?.path)
  let own = town.deviceFolder(1) + "/" + (path as NSString).lastPathComponent
  try FileManager.default.moveItem(atPath: path, toPath: own)
  let report = try town[1].sync(town.stick)
  #expect(report.read.map(\.manifest.sender) == [town[0].device])
  #expect(try town[1].show(id, "name") == "x")
  #expect(report.written.count == 1)
  #expect(try town[1].sync(town.stick).written.isEmpty)
}

@Test func `small packing gives several bundles, each readable alone and in any order`() throws {
  let town = try Town()
  let aid = try town.withAid()
  town[0].packing = Packing(packedBytes: 1, segmentBytes: 1, segments: 1)
  for number in 0..<4 {
    try town[0].change(aid, ["title": "Winter \(number)"])
    try town[0].seal()
  }
  let report = try town[0].sync(town.stick)
  #expect(report.written.map(\.operations) == [1, 1, 1, 1])
  #expect(Set(report.written.map(\.number)).count == 4)
  for (place, bundle) in report.written.reversed().enumerated() {
    #expect(try town[1].readBundle(bundle.path).report.newOperations == 1)
    #expect(try town[1].at(aid).view.isHistoryIncomplete == (place < 3))
    #expect(try town[1].show(aid, "title").hasSuffix("Winter 3"))
  }
  #expect(try town[1].show(aid, "title") == "Winter 3")
  #expect(try town[0].digest() == town[1].digest())
}

@Test func `a letter to a device that has not been heard of holds everything`() throws {
  let town = try Town()
  _ = try town.withAid()
  let stranger = try Stranger(network: town[0].network)
  #expect(throws: EngineError.notAMember(stranger.device)) {
    try town[0].writeBundle(to: town.folder.file("nobody"), for: [stranger.device])
  }
  try town[0].admit(stranger.admission(.centre))
  try town.meet()
  func operations(_ recipients: [DeviceID], _ name: String) throws -> UInt64 {
    let written = try town[0].writeBundle(to: town.folder.file(name), for: recipients)
    return written.reduce(0) { $0 + $1.operations }
  }
  #expect(try operations([town[1].device], "known") == 0)
  let all = try town[0].standing().operations
  #expect(try operations([stranger.device], "unknown") == all)
  #expect(try operations([town[1].device, stranger.device], "both") == all)
}

@Test func `a dry run tells what would be read and changes nothing anywhere`() throws {
  let town = try Town()
  _ = try town[0].new("office", ["code": "DE/Duisburg", "name": "x"])
  _ = try town[1].new("office", ["code": "DE/Essen", "name": "y"])
  let path = try #require(try town[0].sync(town.stick).written.first?.path)
  _ = try town[1].records()
  let (files, digest) = (try town.contents(), try town[1].digest())
  let report = try town[1].sync(town.stick, dryRun: true)
  // The office's two fields, and the admissions of both devices.
  #expect(report.read.map(\.report.newOperations) == [4])
  #expect(report.read.map { $0.records.map(\.key.type) } == [["device", "device", "office"]])
  #expect(try town[1].readBundle(path, dryRun: true).report.newOperations == 4)
  #expect(try town.contents() == files)
  #expect(try town[1].digest() == digest)
  #expect(try town[1].standing().devices.isEmpty)
}

extension Town {
  /// The folder of a device on the stick.
  func deviceFolder(_ place: Int) -> String {
    stick + "/pobratym-\(self[place].network.hex)/" + self[place].device.hex
  }

  /// All files with their bytes, but those in which SQLite notes who is reading.
  fileprivate func contents() throws -> [String: [UInt8]] {
    try folder.contents().filter { !$0.key.hasSuffix("-shm") }
  }
}
