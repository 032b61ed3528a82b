import Bundles
import Files
import FolderExchange
import Glibc
import Language
import Merging
import TestSupport
import Testing

@Test func `a bundle still being copied is refused at every length`() throws {
  let stick = try Stick()
  let file = [UInt8]((0..<200).map { UInt8($0) })
  let name = stick.bundleName(file)
  for count in [1, 2, 100, 199, 201] {
    try stick.leave(count <= 200 ? Array(file.prefix(count)) : file + [0], as: name)
    let place = try #require(try stick.here.list().others.first)
    #expect(place.sizeBytes == count)
    #expect(
      failure { () throws(FolderError) in try stick.here.read(place) } == .damaged(place.path))
  }
  try stick.leave([], as: name)
  #expect(try stick.ignored() == [name: .empty])
  try stick.leave(file, as: name)
  #expect(try stick.here.read(try #require(try stick.here.list().others.first)) == file)
}

@Test func `a bundle that grows meanwhile is refused until it is whole`() async throws {
  let stick = try Stick()
  let file = [UInt8](repeating: 5, count: 300_000)
  let path = try stick.leave([5], as: stick.bundleName(file))
  let place = try #require(try stick.here.list().others.first)
  let copying = Task.detached { try append(file.dropFirst(), to: path, step: 1_000) }
  while let problem = failure({ () throws(FolderError) in try stick.here.read(place) }) {
    #expect(problem == .damaged(place.path))
    await Task.yield()
  }
  try await copying.value
  #expect(try stick.here.read(place) == file)
}

/// Adds bytes to a file piece by piece, as a slow copy does.
private func append(_ bytes: ArraySlice<UInt8>, to path: String, step: Int) throws {
  let descriptor = open(path, O_WRONLY | O_APPEND)
  defer { close(descriptor) }
  for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: step) {
    let piece = bytes[start..<min(start + step, bytes.endIndex)]
    try #require(Standard.write(piece, to: descriptor))
  }
}

@Test func `a bundle with one changed byte, or another's name, is refused`() throws {
  let stick = try Stick()
  try stick.leave([1, 2, 4], as: stick.bundleName([1, 2, 3], number: 1))
  try stick.leave([1, 2, 3], as: stick.bundleName([9], number: 2))
  for place in try stick.here.list().others {
    let problem = failure { () throws(FolderError) in try stick.here.read(place) }
    #expect(problem == .damaged(place.path))
    #expect(
      problem?.description == "\(place.path) is cut short, damaged or still being copied")
  }
}

@Test func `foreign names are listed with their reason, those of operating systems are not`() throws
{
  let stick = try Stick()
  let good = stick.bundleName([1])
  try stick.leave([1], as: good)
  let hash = good.dropFirst(9)
  for name in [
    "letter.doc", good.uppercased(), "0" + good, "1-\(hash)", "00000000-\(hash)", "letter.part",
    good + ".part.part", " " + good,
  ] { try stick.leave([1], as: name) }
  for name in [".DS_Store", "Thumbs.db", "._" + good, ".Trash-1000/files/x", "desktop.ini"] {
    try stick.leave([1], as: name)
  }
  #expect(try stick.here.list().others.map(\.name) == [good])
  #expect(
    try stick.ignored() == [
      "letter.doc": .notABundleName, good.uppercased(): .notABundleName,
      "0" + good: .notABundleName, "1-\(hash)": .notABundleName,
      "00000000-\(hash)": .notABundleName, "letter.part": .notABundleName,
      good + ".part.part": .notABundleName, " " + good: .notABundleName,
    ])
}

@Test func `only folders named exactly like a device are looked into`() throws {
  let stick = try Stick()
  let file: [UInt8] = [1]
  let bundle = stick.bundleName(file)
  let upper = String(repeating: "AB", count: 32)
  let short = String(repeating: "a", count: 62)
  for name in [upper, short, "photos", "System Volume Information"] {
    try stick.root.write(file, to: "pobratym-\(stick.network.hex)/\(name)/\(bundle)")
  }
  let plain = String(repeating: "c", count: 64)
  try stick.root.write(file, to: "pobratym-\(stick.network.hex)/\(plain)")
  let listing = try stick.here.list()
  #expect(listing.others == [])
  #expect(listing.ignored.map(\.path) == [upper, short, plain, "photos"])
  #expect(listing.ignored.allSatisfy { $0.reason == .notADeviceFolder })
}

@Test func `links, pipes and folders with a bundle's name are neither followed nor waited for`()
  throws
{
  let stick = try Stick()
  try stick.leave([1], as: stick.bundleName([1]))
  let base = stick.root.file(stick.name(stick.there.device, ""))
  let names = (2...5).map { stick.bundleName([1], number: $0) }
  #expect(symlink("/etc/passwd", base + names[0]) == 0)
  #expect(mkfifo(base + names[1], 0o644) == 0)
  #expect(mkdir(base + names[2], 0o755) == 0)
  #expect(symlink(base + stick.bundleName([1]), base + names[3]) == 0)
  #expect(symlink("/etc/passwd", base + names[3] + ".part") == 0)
  let expected = (names + [names[3] + ".part"]).map { ($0, IgnoredEntry.Reason.notRegular) }
  #expect(try stick.ignored() == Dictionary(uniqueKeysWithValues: expected))
  #expect(try stick.here.list().others.count == 1)
  #expect(try stick.here.list().parts == [])
}

@Test func `what turned into a link or pipe since it was listed is refused at once`() throws {
  let stick = try Stick()
  let path = try stick.leave([1], as: stick.bundleName([1]))
  let place = try #require(try stick.here.list().others.first)
  try stick.root.write([1], to: "same")
  let changes = [
    { symlink(stick.root.file("same"), path) }, { mkfifo(path, 0o644) }, { mkdir(path, 0o755) },
  ]
  for change in changes {
    #expect(unlink(path) == 0)
    #expect(change() == 0)
    guard case .file(let error) = failure({ () throws(FolderError) in try stick.here.read(place) })
    else {
      Issue.record("it was read")
      continue
    }
    #expect(error.problem == .notRegular)
  }
  #expect(rmdir(path) == 0)
}

@Test func `a device's folder that is a link is neither read from nor written to`() throws {
  let stick = try Stick()
  try stick.root.write([1], to: "elsewhere/" + stick.bundleName([1]))
  try stick.root.write([1], to: "pobratym-\(stick.network.hex)/.keep")
  for device in [stick.here.device, stick.there.device] {
    let link = String(stick.root.file(stick.name(device, "")).dropLast())
    #expect(symlink(stick.root.file("elsewhere"), link) == 0)
  }
  let before = try stick.root.contents()
  let listing = try stick.here.list()
  #expect(listing.own == [] && listing.others == [])
  let devices = [stick.here.device.hex, stick.there.device.hex]
  #expect(
    listing.ignored
      == [IgnoredEntry(path: ".keep", reason: .notADeviceFolder)]
      + devices.map { IgnoredEntry(path: $0, reason: .notRegular) })
  let own = String(stick.root.file(stick.name(stick.here.device, "")).dropLast())
  #expect(
    failure { () throws(FolderError) in try stick.here.put([1], number: 1) } == .notAFolder(own))
  #expect(try stick.root.contents() == before)
}

@Test func `a network's folder that is a link is refused`() throws {
  let stick = try Stick()
  try stick.root.write([1], to: "elsewhere/x")
  let link = stick.root.file("pobratym-\(stick.network.hex)")
  #expect(symlink(stick.root.file("elsewhere"), link) == 0)
  #expect(failure { () throws(FolderError) in try stick.here.list() } == .notAFolder(link))
  #expect(
    failure { () throws(FolderError) in try stick.here.put([1], number: 1) } == .notAFolder(link))
}

@Test func `a file larger than a bundle may be is not read, however it came`() throws {
  let stick = try Stick()
  let name = stick.bundleName([1])
  let path = try stick.leave([1], as: name)
  let place = try #require(try stick.here.list().others.first)
  #expect(truncate(path, off_t(1) << 40) == 0)
  #expect(try stick.ignored() == [name: .tooLarge])
  #expect(failure { () throws(FolderError) in try stick.here.read(place) } == .tooLarge(path))
  let large = [UInt8](repeating: 0, count: BundleLimits.fileBytes + 1)
  let problem = failure { () throws(FolderError) in try stick.here.put(large, number: 1) }
  #expect(problem?.description.hasSuffix("is larger than such a file may be") == true)
}

@Test func `more names than the limit are reported and not looked at`() throws {
  let stick = try Stick(limits: FolderLimits(entriesPerFolder: 3, entriesTogether: 5))
  for number in 1...4 {
    try stick.here.put([1], number: UInt64(number))
    try stick.there.put([1], number: UInt64(number))
  }
  let listing = try stick.here.list()
  #expect(listing.own.count == 3 && listing.others.count == 2)
  #expect(
    listing.ignored
      == [stick.here.device.hex, stick.there.device.hex].map {
        IgnoredEntry(path: $0, reason: .tooManyEntries)
      })
  for name in ["a", "b", "c"] {
    try stick.root.write([1], to: "pobratym-\(stick.network.hex)/\(name)/x")
  }
  #expect(
    try stick.here.list().ignored.first == IgnoredEntry(path: ".", reason: .tooManyEntries))
}

@Test func `a hostile name cannot steer the terminal it is shown on`() throws {
  let stick = try Stick()
  try stick.leave([1], as: "a\u{1B}[2Jb\nc\u{202E}d")
  let entry = try #require(try stick.here.list().ignored.first)
  #expect(
    entry.description
      == "\(stick.there.device.hex)/a\u{FFFD}[2Jb\u{FFFD}c\u{FFFD}d does not have a bundle's name")
}
