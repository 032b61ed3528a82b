import Bundles
import FolderExchange
import Glibc
import Language
import Merging
import TestSupport
import Testing

/// A small disk of a test's own, in memory; only root can have one.
final class SmallDisk {
  let folder: TemporaryFolder
  var path: String { folder.path }

  /// Mounts it, or returns nil and prints why not.
  init?(kibibytes: Int) throws {
    folder = try TemporaryFolder()
    guard mount("tmpfs", folder.path, "tmpfs", 0, "size=\(kibibytes)k") == 0 else {
      print("skipped: no small disk can be mounted here: \(String(cString: strerror(errno)))")
      return nil
    }
  }

  func makeReadOnly() -> Bool {
    mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), "") == 0
  }

  deinit { umount2(path, Int32(MNT_DETACH)) }
}

/// Runs a body on this thread as somebody whom file permissions bind, even where we are root.
private func asNobody<T>(_ body: () throws -> T) throws -> T {
  let function = try #require(dlsym(nil, "setfsuid"))
  let become = unsafeBitCast(function, to: (@convention(c) (UInt32) -> Int32).self)
  let before = become(65_534)
  defer { _ = become(UInt32(before)) }
  return try body()
}

@Test func `a full disk is told in one line and leaves nothing half written`() throws {
  guard let disk = try SmallDisk(kibibytes: 64) else { return }
  let stick = try Stick(path: disk.path)
  let small = try stick.here.put([1], number: 1)
  let large = [UInt8](repeating: 7, count: 100_000)
  let problem = failure { () throws(FolderError) in try stick.here.put(large, number: 2) }
  #expect(problem == .full(disk.path))
  #expect(problem?.description == "\(disk.path) has no space left")
  let listing = try stick.here.list()
  #expect(listing.own == [small] && listing.parts == [] && listing.ignored == [])
  #expect(try disk.folder.contents().count == 1)
  #expect(try stick.here.read(small) == [1])
}

@Test func `a disk that fills up bundle by bundle keeps the whole ones`() throws {
  guard let disk = try SmallDisk(kibibytes: 64) else { return }
  let stick = try Stick(path: disk.path)
  var written: [BundlePlace] = []
  var problem: FolderError?
  while problem == nil {
    let number = UInt64(written.count + 1)
    problem = failure { () throws(FolderError) in
      written.append(
        try stick.here.put([UInt8](repeating: UInt8(number), count: 5_000), number: number))
    }
  }
  #expect(problem == .full(disk.path))
  #expect(!written.isEmpty)
  #expect(try stick.here.list().own == written)
  for place in written { #expect(try stick.there.read(place).count == 5_000) }
  try stick.here.remove(written[0])
  try stick.here.put([1], number: 99)
}

@Test func `a read-only stick is read, and told in one line when written to`() throws {
  guard let disk = try SmallDisk(kibibytes: 64) else { return }
  let stick = try Stick(path: disk.path)
  let place = try stick.here.put([1], number: 1)
  #expect(disk.makeReadOnly())
  #expect(try stick.there.read(try #require(try stick.there.list().others.first)) == [1])
  let expected = FolderError.readOnly(disk.path)
  #expect(failure { () throws(FolderError) in try stick.here.put([2], number: 2) } == expected)
  #expect(failure { () throws(FolderError) in try stick.there.put([2], number: 2) } == expected)
  #expect(failure { () throws(FolderError) in try stick.here.remove(place) } == expected)
  #expect(
    "\(expected)" == "\(disk.path) cannot be written to (read-only, or not permitted)")
}

@Test func `a folder we may not write in is told like a read-only stick`() throws {
  let stick = try Stick()
  #expect(chmod(stick.path, 0o555) == 0)
  let problem = try asNobody {
    failure { () throws(FolderError) in try stick.here.put([1], number: 1) }
  }
  #expect(chmod(stick.path, 0o755) == 0)
  #expect(problem == .readOnly(stick.path))
  #expect(try stick.root.contents() == [:])
}

@Test func `one unreadable folder does not stand in the way of the others`() throws {
  let stick = try Stick()
  let closed = SharedFolder(
    path: stick.path, network: stick.network, device: try Stick.device(0))
  try closed.put([1], number: 1)
  let place = try stick.there.put([2], number: 1)
  let path = String(stick.root.file(stick.name(closed.device, "")).dropLast())
  #expect(chmod(path, 0o000) == 0)
  let listing = try asNobody { try stick.here.list() }
  #expect(chmod(path, 0o755) == 0)
  #expect(listing.others == [place])
  #expect(listing.ignored == [IgnoredEntry(path: closed.device.hex, reason: .unreadable)])
}
