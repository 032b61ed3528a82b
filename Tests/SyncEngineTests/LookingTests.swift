import Foundation
import Merging
import SQLite
@testable import SyncEngine
import TestSupport
import Testing

/// Changes a byte in the middle of a file, and not its size.
private func damage(_ path: String) throws {
  var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  bytes[bytes.count / 2] ^= 1
  try Data(bytes).write(to: URL(fileURLWithPath: path))
}

private func bundles(_ folder: String) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { folder + "/" + $0 }
}

@Test func `of bundles that are known only the names are read, beyond those that are looked at`()
  throws
{
  let town = try Town()
  _ = try town.withAid()
  let before = try town.devices.map { try $0.sync(town.stick) }
  for place in [0, 1] { for path in try bundles(town.deviceFolder(place)) { try damage(path) } }
  for (device, before) in zip(town.devices, before) {
    device.bytesLookedAt = 0
    let report = try device.sync(town.stick)
    #expect(report.skipped.isEmpty && report.read.isEmpty && report.written.isEmpty)
    #expect(report.knownCount == before.knownCount && report.knownCount > 0)
  }
}

@Test func `what is looked at is damaged: of others it is told, of one's own it is written again`()
  throws
{
  let town = try Town()
  _ = try town.withAid()
  let own = try bundles(town.deviceFolder(0))
  for path in own { try damage(path) }
  let others = try town[1].sync(town.stick)
  #expect(others.skipped.count == own.count)
  let report = try town[0].sync(town.stick)
  #expect(report.skipped.count == own.count && report.written.count == 1)
  #expect(try town[1].sync(town.stick).skipped.isEmpty)
}

@Test func `rounds come to all bundles, however little each looks at`() throws {
  let town = try Town()
  _ = try town.withAid()
  let own = try bundles(town.deviceFolder(0))
  let sizes = try own.map { try Data(contentsOf: URL(fileURLWithPath: $0)).count }
  town[1].bytesLookedAt = try #require(sizes.min()) / 2
  for path in own { try damage(path) }
  var told: Set<String> = []
  for _ in 0..<200 where told.count < own.count {
    told.formUnion(try town[1].sync(town.stick).skipped.map(\.path))
  }
  #expect(told.count == own.count)
}

@Test func `a known bundle of another size is read at once`() throws {
  let town = try Town()
  _ = try town.withAid()
  town[1].bytesLookedAt = 0
  let path = try #require(try bundles(town.deviceFolder(0)).last)
  let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
  try bytes.dropLast().write(to: URL(fileURLWithPath: path))
  #expect(try town[1].sync(town.stick).skipped.map(\.path) == [path])
}

@Test func `what is sealed to others is opened once`() throws {
  let town = try Town(3)
  try town.meet()
  let late = try Town.engine(town.folder.file("home-3"), network: town[0].network)
  try town[0].admit(late.ownAdmission(.officer))
  let first = try late.sync(town.stick)
  #expect(first.sealedForOthers > 0)
  late.bytesLookedAt = 0
  for place in 0..<3 { for path in try bundles(town.deviceFolder(place)) { try damage(path) } }
  let second = try late.sync(town.stick)
  #expect(second.sealedForOthers == first.sealedForOthers && second.skipped.isEmpty)
}

@Test func `bundles in a folder are known to a store that has kept nothing of their files`() throws
{
  let town = try Town()
  _ = try town.withAid()
  let before = try town.devices.map { try $0.sync(town.stick) }
  for place in [0, 1] {
    let store = town.folder.file("home-\(place)/store.sqlite")
    try Connection(path: store, mode: .readWrite).execute("UPDATE bundle SET letter = NULL")
  }
  for (device, before) in zip(town.devices, before) {
    let report = try device.sync(town.stick)
    #expect(report.knownCount == before.knownCount && report.written.isEmpty)
  }
}
