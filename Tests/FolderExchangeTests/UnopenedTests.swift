import Bundles
import FolderExchange
import Glibc
import Merging
import TestSupport
import Testing

/// Tells whether files were opened, be it by this process or another (`inotify`).
private final class Watch {
  private let descriptor: Int32

  init(_ paths: [String]) throws {
    descriptor = inotify_init1(Int32(O_NONBLOCK | O_CLOEXEC))
    try #require(descriptor >= 0)
    for path in paths { try #require(inotify_add_watch(descriptor, path, UInt32(0x20)) >= 0) }
  }

  /// Whether any of them has been opened since the last time this was asked.
  var wasOpened: Bool {
    var buffer = [UInt8](repeating: 0, count: 4_096)
    return read(descriptor, &buffer, buffer.count) > 0
  }

  deinit { close(descriptor) }
}

extension Stick {
  /// The path of a device's folder.
  fileprivate func folder(_ device: DeviceID) -> String {
    String(root.file(name(device, "")).dropLast())
  }

  /// Moves a device's folder away and puts a link to it in its place.
  fileprivate func swap(_ device: DeviceID) {
    #expect(rename(folder(device), root.file("moved")) == 0)
    #expect(symlink(root.file("moved"), folder(device)) == 0)
  }
}

@Test func `pipes and the targets of links are never opened, not even for a moment`() throws {
  let stick = try Stick()
  let real = stick.bundleName([1], number: 1)
  try stick.root.write([1], to: "elsewhere/\(real)")
  try stick.leave([2], as: stick.bundleName([2], number: 2))
  let pipe = stick.folder(stick.there.device) + "/" + stick.bundleName([1], number: 3)
  #expect(mkfifo(pipe, 0o644) == 0)
  let target = stick.root.file("elsewhere/\(real)")
  #expect(symlink(target, stick.folder(stick.there.device) + "/" + real) == 0)
  let watch = try Watch([pipe, target])
  for place in try stick.here.list().others { #expect(try stick.here.read(place) == [2]) }
  #expect(!watch.wasOpened)
  close(open(target, O_RDONLY | O_CLOEXEC))
  #expect(watch.wasOpened)
}

@Test func `a device's folder that turned into a link since it was listed is not followed`() throws
{
  let stick = try Stick()
  let own = try stick.here.put([1], number: 1)
  let others = try stick.there.put([2], number: 1)
  stick.swap(stick.there.device)
  let theirs = FolderError.notAFolder(stick.folder(stick.there.device))
  #expect(failure { () throws(FolderError) in try stick.here.read(others) } == theirs)
  #expect(unlink(stick.folder(stick.there.device)) == 0)
  #expect(rename(stick.root.file("moved"), stick.folder(stick.there.device)) == 0)
  stick.swap(stick.here.device)
  let before = try stick.root.contents()
  let ours = FolderError.notAFolder(stick.folder(stick.here.device))
  #expect(failure { () throws(FolderError) in try stick.here.remove(own) } == ours)
  #expect(failure { () throws(FolderError) in try stick.here.put([3], number: 2) } == ours)
  #expect(try stick.root.contents() == before)
}

@Test func `stale parts behind a link stay where they are`() throws {
  let stick = try Stick()
  try stick.root.write(
    [1], to: stick.name(stick.here.device, stick.bundleName([1, 2]) + ".part"))
  stick.swap(stick.here.device)
  let before = try stick.root.contents()
  #expect(try stick.here.removeStaleParts() == 0)
  #expect(try stick.root.contents() == before)
}

@Test func `a real bundle's length cut at every 97th byte is damaged`() throws {
  let stick = try Stick()
  var generator = SeededGenerator(seed: 97)
  let file = (0..<9_701).map { _ in UInt8.random(in: 0...255, using: &generator) }
  for count in stride(from: 97, to: file.count, by: 97) {
    let path = try stick.leave(Array(file.prefix(count)), as: stick.bundleName(file))
    let place = try #require(try stick.here.list().others.first)
    let problem = failure { () throws(FolderError) in try stick.here.read(place) }
    #expect(problem == .damaged(path), "cut at \(count)")
  }
}

@Test func `a file is listed up to the limit of bundles and not one byte beyond`() throws {
  let stick = try Stick()
  let name = stick.bundleName([1])
  let path = try stick.leave([1], as: name)
  #expect(truncate(path, off_t(BundleLimits.fileBytes)) == 0)
  #expect(try stick.here.list().others.map(\.sizeBytes) == [BundleLimits.fileBytes])
  #expect(truncate(path, off_t(BundleLimits.fileBytes + 1)) == 0)
  #expect(try stick.here.list().others == [])
  #expect(try stick.ignored() == [name: .tooLarge])
}

@Test func `of more than a hundred thousand names the rest is reported, not listed`() throws {
  let root = try TemporaryFolder(inMemory: true)
  let stick = try Stick(path: root.path)
  let others = try stick.there.put([1], number: 1)
  let own = try stick.here.put([1], number: 1)
  let crowd = "pobratym-\(stick.network.hex)/" + String(repeating: "0", count: 64)
  try root.write([1], to: crowd + "/0")
  for number in 1...100_000 {
    try #require(link(root.file(crowd + "/0"), root.file(crowd + "/\(number)")) == 0)
  }
  let listing = try stick.here.list()
  #expect(listing.own == [own] && listing.others == [others])
  #expect(listing.ignored.count == 100_001)
  let whole = IgnoredEntry(path: String(repeating: "0", count: 64), reason: .tooManyEntries)
  #expect(listing.ignored.contains(whole))
}

@Test func `a crowd in others' folders does not hide our own bundles`() throws {
  let stick = try Stick(limits: FolderLimits(entriesPerFolder: 3, entriesTogether: 3))
  let own = try stick.here.put([1], number: 1)
  let crowd = String(repeating: "0", count: 64)
  for name in ["a", "b", "c"] {
    try stick.root.write([1], to: "pobratym-\(stick.network.hex)/\(crowd)/\(name)")
  }
  let listing = try stick.here.list()
  #expect(listing.own == [own])
  #expect(listing.ignored.contains(IgnoredEntry(path: crowd, reason: .tooManyEntries)))
}
