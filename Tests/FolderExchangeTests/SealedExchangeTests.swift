import Bundles
import FolderExchange
import Glibc
import Merging
import TestSupport
import Testing

/// The bytes of a file that is sealed, as far as a folder can tell.
private func sealed(_ bytes: [UInt8] = []) -> [UInt8] { Array("{\"sealed\":1}\n".utf8) + bytes }

@Test func `plain and sealed bundles lie side by side`() throws {
  let stick = try Stick()
  let plain = try stick.there.put([1, 2], number: 1)
  let closed = try stick.there.put(sealed([3]), number: 2)
  #expect(plain.form == .plain && closed.form == .sealed)
  #expect(closed.name.hasPrefix("00000002-") && closed.name.hasSuffix(".sealed"))
  let listing = try stick.here.list()
  #expect(listing.others == [plain, closed])
  #expect(listing.ignored == [] && listing.parts == [])
  #expect(try stick.here.read(plain) == [1, 2])
  #expect(try stick.here.read(closed) == sealed([3]))
  try stick.there.remove(closed)
  #expect(try stick.here.list().others == [plain])
  #expect(
    failure { () throws(FolderError) in try stick.here.read(closed) } == .gone(closed.path))
}

@Test func `a sealed bundle cut short or changed is damaged`() throws {
  let stick = try Stick()
  let file = sealed([1, 2, 3])
  let place = try stick.there.put(file, number: 1)
  for damage in [Array(file.dropLast()), file + [0], Array(file.dropLast()) + [9]] {
    try stick.leave(damage, as: place.name)
    #expect(
      failure { () throws(FolderError) in try stick.here.read(place) } == .damaged(place.path))
  }
  // Half written: another's part is left alone, our own goes.
  for folder in [stick.here, stick.there] {
    try stick.root.write([1], to: stick.name(folder.device, place.name + ".part"))
  }
  #expect(try stick.here.list().parts.map(\.name) == [place.name + ".part", place.name + ".part"])
  #expect(try stick.here.removeStaleParts() == 1)
  #expect(try stick.here.list().parts.map(\.device) == [stick.there.device])
}

@Test func `a sealed file may be as large as its limit and not one byte larger`() throws {
  let stick = try Stick()
  let name = BundleFile.name(number: 1, hash: BundleFile.hash([1]), form: .sealed)
  let path = try stick.leave([1], as: name)
  #expect(truncate(path, off_t(BundleLimits.sealedFileBytes)) == 0)
  let place = try #require(try stick.here.list().others.first)
  #expect(place.sizeBytes == BundleLimits.sealedFileBytes)
  #expect(truncate(path, off_t(BundleLimits.sealedFileBytes + 1)) == 0)
  #expect(try stick.here.list().others == [])
  #expect(try stick.ignored() == [name: .tooLarge])
  #expect(failure { () throws(FolderError) in try stick.here.read(place) } == .tooLarge(path))
  let zeros = [UInt8](repeating: 0, count: BundleLimits.sealedFileBytes)
  let problem = failure { () throws(FolderError) in
    try stick.here.put(sealed(zeros), number: 1)
  }
  guard case .tooLarge = problem else {
    Issue.record("\(String(describing: problem))")
    return
  }
}

@Test func `requests are found in others' folders, replaced by their owner, and taken away`() throws
{
  let stick = try Stick()
  #expect(try stick.here.list().requests == [])
  let first = try stick.there.putRequest([1, 2])
  let own = try stick.here.putRequest([3])
  var listing = try stick.here.list()
  #expect(listing.requests == [first])
  #expect(listing.ownRequest == own)
  #expect(listing.ignored == [] && listing.parts == [])
  #expect(first.path == stick.root.file(stick.name(stick.there.device, "request.json")))
  #expect(try stick.here.read(first) == [1, 2])
  let second = try stick.there.putRequest([4, 5, 6])
  #expect(try stick.here.read(second) == [4, 5, 6])
  #expect(try stick.there.list().ownRequest == second)
  let before = try stick.root.contents()
  #expect(before.count == 2)
  try stick.there.putRequest([4, 5, 6])
  #expect(try stick.root.contents() == before)
  for _ in 0..<2 { try stick.there.removeRequest() }
  listing = try stick.here.list()
  #expect(listing.requests == [] && listing.ownRequest == own)
  #expect(
    failure { () throws(FolderError) in try stick.here.read(second) } == .gone(second.path))
}

@Test func `a request is a regular file of at most 65,536 bytes`() throws {
  let stick = try Stick()
  let most = [UInt8](repeating: 7, count: BundleLimits.requestBytes)
  let place = try stick.there.putRequest(most)
  #expect(try stick.here.read(place) == most)
  #expect(
    failure { () throws(FolderError) in try stick.there.putRequest(most + [1]) }
      == .tooLarge(place.path))
  #expect(try stick.here.read(place) == most)
  try stick.leave(most + [1], as: "request.json")
  #expect(try stick.ignored() == ["request.json": .tooLarge])
  #expect(
    failure { () throws(FolderError) in try stick.here.read(place) } == .tooLarge(place.path))
  try stick.leave([], as: "request.json")
  #expect(try stick.ignored() == ["request.json": .empty])
  for name in ["Request.json", "request.json.bak", "request.jsonl"] {
    try stick.leave([1], as: name)
    #expect(try stick.ignored()[name] == .notABundleName)
  }
}

@Test func `a link, pipe or folder in a request's place is neither followed nor waited for`() throws
{
  let stick = try Stick()
  let place = try stick.there.putRequest([1])
  try stick.root.write([9], to: "secret")
  for make in [
    { symlink(stick.root.file("secret"), $0) }, { mkfifo($0, 0o644) }, { mkdir($0, 0o755) },
  ] as [(String) -> Int32] {
    #expect(remove(place.path) == 0)
    #expect(make(place.path) == 0)
    let listing = try stick.here.list()
    #expect(listing.requests == [])
    #expect(try stick.ignored() == ["request.json": .notRegular])
    #expect(failure { () throws(FolderError) in try stick.here.read(place) } != nil)
  }
  #expect(remove(place.path) == 0)
  // Its owner writes over a link, not through it.
  #expect(symlink(stick.root.file("secret"), place.path) == 0)
  try stick.there.putRequest([2])
  #expect(try stick.here.read(place) == [2])
  #expect(try stick.root.contents()["secret"] == [9])
}

@Test func `a request that was left half written is taken away by its owner alone`() throws {
  let stick = try Stick()
  for folder in [stick.here, stick.there] {
    try stick.root.write([1], to: stick.name(folder.device, "request.json.part"))
  }
  let listing = try stick.here.list()
  #expect(listing.parts.map(\.name) == ["request.json.part", "request.json.part"])
  #expect(listing.requests == [] && listing.ownRequest == nil && listing.ignored == [])
  #expect(try stick.here.removeStaleParts() == 1)
  #expect(try stick.here.list().parts.map(\.device) == [stick.there.device])
}

@Test func `a request that does not fit on the disk leaves the earlier one`() throws {
  guard let disk = try SmallDisk(kibibytes: 64) else { return }
  let stick = try Stick(path: disk.path)
  let place = try stick.here.putRequest([1])
  try stick.here.put([UInt8](repeating: 7, count: 30_000), number: 1)
  let large = [UInt8](repeating: 2, count: 60_000)
  #expect(
    failure { () throws(FolderError) in try stick.here.putRequest(large) } == .full(disk.path))
  #expect(try stick.here.read(place) == [1])
  #expect(try stick.here.list().parts == [])
}
