import Bundles
import FolderExchange
import Glibc
import Merging
import TestSupport
import Testing

@Test func `two devices leave bundles for each other in one folder`() throws {
  let stick = try Stick()
  let first = try stick.here.put([1, 2], number: 1)
  let second = try stick.there.put([3], number: 1)
  let third = try stick.here.put([4, 5, 6], number: 2)
  for (folder, own, others) in [
    (stick.here, [first, third], [second]), (stick.there, [second], [first, third]),
  ] {
    let listing = try folder.list()
    #expect(listing.own == own)
    #expect(listing.others == others)
    #expect(listing.parts == [] && listing.ignored == [])
  }
  #expect(try stick.here.read(second) == [3])
  #expect(try stick.there.read(third) == [4, 5, 6])
  #expect(second.path == stick.root.file(stick.name(stick.there.device, second.name)))
}

@Test func `twelve devices put, list and read at once`() async throws {
  let stick = try Stick()
  let (path, network) = (stick.path, stick.network)
  try await withThrowingTaskGroup(of: Void.self) { group in
    for number in UInt8(1)...12 {
      let folder = SharedFolder(path: path, network: network, device: try Stick.device(number))
      group.addTask {
        for count in 1...4 {
          try folder.put([UInt8](repeating: number, count: count), number: UInt64(count))
          for place in try folder.list().others {
            let bytes = try folder.read(place)
            #expect(bytes.allSatisfy { [$0] == place.device.publicKey.prefix(1) })
          }
        }
      }
    }
    try await group.waitForAll()
  }
  let listing = try stick.here.list()
  #expect(listing.own.count == 4)
  #expect(listing.others.count == 44)
  #expect(listing.others == listing.others.sorted())
  #expect(listing.parts == [] && listing.ignored == [])
}

@Test func `a network without a folder yet is an empty listing, and nothing is made`() throws {
  let stick = try Stick()
  #expect(try stick.here.list() == FolderListing())
  #expect(try stick.here.removeStaleParts() == 0)
  #expect(try SharedFolder.networks(in: stick.path) == [])
  #expect(try stick.root.contents() == [:])
}

@Test func `a stick that is not plugged in is an error and is not made`() throws {
  let stick = try Stick(path: "/nowhere/stick")
  let missing = FolderError.missing("/nowhere/stick")
  #expect(failure { () throws(FolderError) in try stick.here.list() } == missing)
  #expect(failure { () throws(FolderError) in try stick.here.put([1], number: 1) } == missing)
  #expect(
    failure { () throws(FolderError) in try SharedFolder.networks(in: stick.path) } == missing)
  #expect(access("/nowhere", F_OK) != 0)
  #expect(
    "\(missing)" == "/nowhere/stick is not there (is the stick plugged in, the share connected?)")
}

@Test func `a file in place of the folder is told`() throws {
  let root = try TemporaryFolder()
  try root.write([1], to: "file")
  let stick = try Stick(path: root.file("file"))
  let expected = FolderError.notAFolder(root.file("file"))
  #expect(failure { () throws(FolderError) in try stick.here.list() } == expected)
  #expect(failure { () throws(FolderError) in try stick.here.put([1], number: 1) } == expected)
}

@Test func `networks are found by their folders and by nothing else`() throws {
  let stick = try Stick()
  let other = NetworkID(high: 1, low: 2)
  for name in [
    "pobratym-\(stick.network.hex)/x", "pobratym-\(other.hex)/x", "pobratym-12/x",
    "POBRATYM-\(other.hex)/x", "pobratym-\(NetworkID(high: 0xABC, low: 0).hex.uppercased())/x",
    "pobratym-\(NetworkID(high: 3, low: 3).hex)", "photos/x",
  ] { try stick.root.write([1], to: name) }
  let link = stick.root.file("pobratym-\(NetworkID(high: 4, low: 4).hex)")
  #expect(symlink(stick.root.file("photos"), link) == 0)
  #expect(try SharedFolder.networks(in: stick.path) == [stick.network, other].sorted())
}

@Test func `putting the same bundle twice is harmless`() throws {
  let stick = try Stick()
  let place = try stick.here.put([1, 2, 3], number: 7)
  let before = try stick.root.contents()
  #expect(try stick.here.put([1, 2, 3], number: 7) == place)
  #expect(try stick.root.contents() == before)
  #expect(try stick.here.list().own == [place])
}

@Test func `a bundle of our own that was damaged on the stick is written anew`() throws {
  let stick = try Stick()
  let place = try stick.here.put([1, 2, 3], number: 7)
  for damage: [UInt8] in [[], [1, 2], [1, 2, 4], [1, 2, 3, 4]] {
    try stick.root.write(damage, to: stick.name(stick.here.device, place.name))
    try stick.here.put([1, 2, 3], number: 7)
    #expect(try stick.here.read(place) == [1, 2, 3])
  }
}

@Test func `a device removes its own bundles and no others`() throws {
  let stick = try Stick()
  let own = try stick.here.put([1], number: 1)
  let others = try stick.there.put([2], number: 1)
  #expect(
    failure { () throws(FolderError) in try stick.here.remove(others) } == .notOurs(others.path))
  for _ in 0..<2 { try stick.here.remove(own) }
  let listing = try stick.here.list()
  #expect(listing.own == [] && listing.others == [others])
}

@Test func `a bundle removed since it was listed is gone, not damaged`() throws {
  let stick = try Stick()
  let place = try stick.there.put([2], number: 1)
  try stick.there.remove(place)
  #expect(failure { () throws(FolderError) in try stick.here.read(place) } == .gone(place.path))
}

@Test func `only our own stale parts are removed`() throws {
  let stick = try Stick()
  let name = stick.bundleName([1, 2]) + ".part"
  for device in [stick.here.device, stick.there.device] {
    try stick.root.write([1], to: stick.name(device, name))
  }
  try stick.root.write([1], to: stick.name(stick.here.device, "letter.part"))
  let parts = try stick.here.list().parts
  #expect(parts.map(\.device) == [stick.here.device, stick.there.device])
  #expect(parts.map(\.name) == [name, name])
  #expect(parts.map(\.sizeBytes) == [1, 1])
  #expect(try stick.here.removeStaleParts() == 1)
  #expect(try stick.here.list().parts.map(\.device) == [stick.there.device])
  #expect(try stick.root.contents().count == 2)
}
