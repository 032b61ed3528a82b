import Bundles
import FolderExchange
import TestSupport
import Testing

@Test func `bundles of blobs lie beside the others, under names of their own`() throws {
  let stick = try Stick()
  let file = Array("{\"sealed\":1}\n".utf8)
  let segments = try stick.there.put(file, number: 1)
  let blobs = try stick.there.put(file, number: 2, as: .blobs)
  #expect(segments.name.hasSuffix(".sealed") && blobs.name.hasSuffix(".blobs"))
  #expect(blobs.name.hasPrefix("00000002-"))
  let here = try stick.here.list()
  #expect(here.others == [segments] && here.blobs == [blobs])
  #expect(here.own.isEmpty && here.ownBlobs.isEmpty && here.ignored.isEmpty)
  let there = try stick.there.list()
  #expect(there.own == [segments] && there.ownBlobs == [blobs] && there.blobs.isEmpty)
  #expect(try stick.here.read(blobs) == file)
  try stick.leave(file + [1], as: blobs.name)
  #expect(
    failure { () throws(FolderError) in try stick.here.read(blobs) } == .damaged(blobs.path))
  #expect(
    failure { () throws(FolderError) in try stick.here.remove(blobs) } == .notOurs(blobs.path))
  try stick.there.remove(blobs)
  #expect(try stick.here.list().blobs.isEmpty)
}
