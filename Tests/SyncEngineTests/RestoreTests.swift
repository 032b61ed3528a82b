import Bundles
import Deflate
import Foundation
import LocalStore
import Merging
import SQLite
@testable import SyncEngine
import TestSupport
import Testing

/// A laptop that has exchanged something, was backed up, and has edits that nobody else has.
private struct Loss {
  let town: Town
  let laptop: Laptop
  let backup: String
  /// A record that everybody has.
  let shared: RecordID
  /// Edited before the backup, and never exchanged.
  let kept: RecordID

  /// `copying` gets the store as it was before those edits.
  init(copying copy: String? = nil, packing: Packing = .standard) throws {
    town = try Town(2)
    laptop = try Laptop(in: town)
    backup = town.folder.file("backup.sealed")
    shared = try laptop.engine.new("office", ["code": "DE/Duisburg", "name": "Duisburg"])
    try laptop.meet(town)
    if let copy {
      laptop.close()
      try FileManager.default.copyItem(atPath: laptop.store, toPath: town.folder.file(copy))
    }
    kept = try laptop.engine.new("office", ["code": "DE/Essen", "name": "Essen"])
    try laptop.engine.change(shared, ["name": "Stadt Duisburg"])
    try laptop.engine.packing = packing
    files = try laptop.engine.backup(to: backup).map(\.path)
  }

  let files: [String]

  /// Expects everything of the backup, and that all devices come to the same.
  func expectAll(_ note: String) throws {
    let engine = try laptop.engine
    #expect(try engine.show(kept, "name") == "Essen", "\(note)")
    #expect(try engine.show(shared, "name") == "Stadt Duisburg", "\(note)")
    #expect(try engine.conflicts().isEmpty, "\(note)")
    let later = try engine.new("office", ["code": "DE/Bonn", "name": "Bonn"])
    try laptop.meet(town)
    for device in town.devices {
      #expect(try device.digest() == engine.digest(), "\(note)")
      #expect(try device.show(kept, "name") == "Essen", "\(note)")
      #expect(try device.show(later, "name") == "Bonn", "\(note)")
      #expect(try device.conflicts().isEmpty, "\(note)")
    }
    #expect(try engine.checkUp().allSatisfy(\.problems.isEmpty), "\(note)")
    let standing = try engine.standing()
    #expect(standing.devices.count == town.devices.count, "\(note): no copy of itself is awaited")
    #expect(standing.devices.allSatisfy { $0.lacks == 0 && $0.hasMore == 0 }, "\(note)")
  }
}

@Test func `a store that was deleted comes back from a backup`() throws {
  let loss = try Loss()
  loss.laptop.close()
  try FileManager.default.removeItem(atPath: loss.laptop.store)
  let restoration = try loss.laptop.restore(from: loss.files)
  #expect(restoration.movedAside == nil && restoration.missing == 0)
  #expect(try loss.laptop.engine.newLife == .restored)
  try loss.expectAll("deleted")
}

@Test func `a store that was overwritten is kept aside and made anew`() throws {
  let loss = try Loss()
  loss.laptop.close()
  let rubbish = [UInt8](repeating: 0x2A, count: 10_000)
  for number in 1...2 {
    loss.laptop.close()
    try loss.town.write(rubbish, to: loss.laptop.store)
    #expect(throws: EngineError.self) { try Engine(home: loss.laptop.home) }
    let aside = try #require(try loss.laptop.restore(from: loss.files).movedAside)
    #expect(aside == loss.laptop.store + ".damaged-\(number)")
    #expect(try Data(contentsOf: URL(fileURLWithPath: aside)) == Data(rubbish))
    try loss.expectAll("overwritten \(number)")
  }
}

@Test func `a store of which a page or a segment was damaged is made anew`() throws {
  for place in [4_096, 20_000, 40_000, 60_000] {
    let loss = try Loss()
    loss.laptop.close()
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: loss.laptop.store)))
    for index in place..<min(place + 4_000, bytes.count) { bytes[index] ^= 0x55 }
    try loss.town.write(bytes, to: loss.laptop.store)
    _ = try loss.laptop.restore(from: loss.files)
    try loss.expectAll("damaged at \(place)")
  }
}

@Test func `what can still be read of a damaged store is taken over`() throws {
  let loss = try Loss()
  let since = try loss.laptop.engine.new("office", ["code": "DE/Köln", "name": "Köln"])
  loss.laptop.close()
  do {
    let connection = try Connection(path: loss.laptop.store, mode: .readWrite)
    try connection.execute(
      "UPDATE segment SET body = x'00' WHERE id = 1; UPDATE record SET state = x'00'")
  }
  let damaged = try Data(contentsOf: URL(fileURLWithPath: loss.laptop.store))
  let aside = try #require(try loss.laptop.restore(from: loss.files).movedAside)
  #expect(try Data(contentsOf: URL(fileURLWithPath: aside)) == damaged)
  #expect(try loss.laptop.engine.show(since, "name") == "Köln")
  try loss.expectAll("rescued")
  #expect(try loss.town[0].show(since, "name") == "Köln")
}

@Test func `a store put back to last month's gets what it lacks`() throws {
  let loss = try Loss(copying: "last month")
  loss.laptop.close()
  try FileManager.default.removeItem(atPath: loss.laptop.store)
  try FileManager.default.copyItem(
    atPath: loss.town.folder.file("last month"), toPath: loss.laptop.store)
  #expect(try loss.laptop.restore(from: loss.files).movedAside == nil)
  try loss.expectAll("put back")
}

@Test func `what was unsigned in a store that was put back, and signed since, is there once`()
  throws
{
  let town = try Town(1)
  let laptop = try Laptop(in: town)
  let office = try laptop.engine.new("office", ["code": "DE/Duisburg", "name": "A"])
  laptop.close()
  let copy = town.folder.file("copy")
  try FileManager.default.copyItem(atPath: laptop.store, toPath: copy)
  try laptop.engine.change(office, ["name": "B"])
  let backup = town.folder.file("backup")
  _ = try laptop.engine.backup(to: backup)
  try laptop.engine.change(office, ["name": "C"])
  try laptop.meet(town)
  laptop.close()
  try FileManager.default.removeItem(atPath: laptop.store)
  try FileManager.default.copyItem(atPath: copy, toPath: laptop.store)
  _ = try laptop.restore(from: [backup])
  let engine = try laptop.engine
  #expect(try engine.show(office, "name") == "B")
  #expect(try engine.history(of: engine.at(office)).count == 3)
  try laptop.meet(town)
  #expect(try engine.show(office, "name") == "C")
  #expect(try engine.conflicts().isEmpty)
  #expect(try engine.digest() == town[0].digest())
}

@Test func `a sound store keeps what the backup has not`() throws {
  let loss = try Loss()
  let since = try loss.laptop.engine.new("office", ["code": "DE/Köln", "name": "Köln"])
  _ = try loss.laptop.restore(from: loss.files)
  #expect(try loss.laptop.engine.show(since, "name") == "Köln")
  try loss.expectAll("sound")
  #expect(try loss.town[0].show(since, "name") == "Köln")
}

@Test func `a home that lost its store and its life's file is restored`() throws {
  let loss = try Loss()
  loss.laptop.close()
  for name in ["store.sqlite", "life.json"] {
    try FileManager.default.removeItem(atPath: loss.laptop.home + "/" + name)
  }
  _ = try loss.laptop.restore(from: loss.files)
  try loss.expectAll("without life.json")
}

@Test func `a bad file among the backup's changes nothing`() throws {
  let loss = try Loss()
  loss.laptop.close()
  try loss.town.write(Array("rubbish".utf8), to: loss.laptop.store)
  let good = [UInt8](try Data(contentsOf: URL(fileURLWithPath: loss.backup)))
  let bad = loss.town.folder.file("bad")
  for bytes in [good.dropLast(), good.dropFirst(), good.prefix(good.count / 2), []]
    as [ArraySlice<UInt8>]
  {
    try loss.town.write(Array(bytes), to: bad)
    #expect(throws: EngineError.self) {
      try Engine.restore(home: loss.laptop.home, from: [loss.backup, bad])
    }
  }
  #expect(throws: EngineError.self) {
    try Engine.restore(home: loss.laptop.home, from: [loss.backup, "/nowhere"])
  }
  let store = try Data(contentsOf: URL(fileURLWithPath: loss.laptop.store))
  #expect(store == Data("rubbish".utf8))
}

@Test func `a backup of several files needs them all, in any order`() throws {
  let small = Packing(packedBytes: 1_000, segmentBytes: 60_000, segments: 1)
  let loss = try Loss(packing: small)
  try #require(loss.files.count > 2)
  #expect(loss.files[1] == loss.backup.replacing(".sealed", with: "-2.sealed"))
  loss.laptop.close()
  try FileManager.default.removeItem(atPath: loss.laptop.store)
  let part = try loss.laptop.restore(from: Array(loss.files.dropLast().reversed()))
  #expect(part.missing > 0, "a file is missing")
  #expect(try loss.laptop.restore(from: loss.files.reversed()).missing == 0)
  try loss.expectAll("several files")
}

@Test func `a backup that cannot be written whole is not there at all`() throws {
  let small = Packing(packedBytes: 1_000, segmentBytes: 60_000, segments: 1)
  let loss = try Loss(packing: small)
  let other = loss.town.folder.file("other.sealed")
  let taken = loss.town.folder.file("other-2.sealed")
  try loss.town.write([1], to: taken)
  #expect(throws: EngineError.self) { try loss.laptop.engine.backup(to: other) }
  #expect(!FileManager.default.fileExists(atPath: other))
}

@Test func `a backup holds no key, and is for this laptop and the centres alone`() throws {
  let loss = try Loss()
  let secrets = try Secrets(of: loss.laptop)
  let file = [UInt8](try Data(contentsOf: URL(fileURLWithPath: loss.backup)))
  #expect(!secrets.isIn(file))
  #expect(Data(file).range(of: Data("Essen".utf8)) == nil)
  let engine = try loss.laptop.engine
  let plain = try Gzip.decompress(
    BundleFile.unseal(file, network: nil, open: engine.opener),
    limits: GzipLimits(maximumBytes: 1 << 24, maximumRatio: 1_000))
  #expect(Data(plain).range(of: Data("Essen".utf8)) != nil)
  #expect(!secrets.isIn(plain))
  let devices = try SealedBundleHeader(startOf: file).keys.map(\.device)
  #expect(Set(devices) == [engine.device, loss.town[0].device])
  #expect(throws: EngineError.bundle(path: loss.backup, .sealedToOthers)) {
    try loss.town[1].readBundle(loss.backup)
  }
}

@Test func `without its identity a laptop's backup is read by a centre`() throws {
  let loss = try Loss()
  loss.laptop.close()
  try FileManager.default.removeItem(atPath: loss.laptop.home + "/identity.json")
  #expect(throws: EngineError.identityLost(loss.laptop.home)) {
    try Engine.restore(home: loss.laptop.home, from: loss.files)
  }
  _ = try loss.town[0].readBundle(loss.backup)
  #expect(try loss.town[0].show(loss.kept, "name") == "Essen")
}

@Test func `a laptop that is not admitted yet is backed up and restored`() throws {
  let town = try Town(1)
  let laptop = try Laptop(in: town, admitted: false)
  let office = try laptop.engine.new("office", ["code": "DE/Essen", "name": "Essen"])
  let admission = try laptop.engine.ownAdmission(.clerk)
  let backup = town.folder.file("backup")
  _ = try laptop.engine.backup(to: backup)
  let file = [UInt8](try Data(contentsOf: URL(fileURLWithPath: backup)))
  #expect(BundleForm(of: file) == .sealed)
  laptop.close()
  try FileManager.default.removeItem(atPath: laptop.store)
  _ = try laptop.restore(from: [backup])
  #expect(try laptop.engine.show(office, "name") == "Essen")
  try town[0].admit(admission)
  try laptop.meet(town)
  #expect(try town[0].show(office, "name") == "Essen")
}

@Test func `a backup from before the admission came does not lock a laptop out`() throws {
  let town = try Town(2)
  let laptop = try Laptop(in: town)
  let backup = town.folder.file("backup")
  let office = try laptop.engine.new("office", ["code": "DE/Essen", "name": "Essen"])
  _ = try laptop.engine.backup(to: backup)
  try laptop.meet(town)
  try #require(try laptop.engine.membership() == .member([.officer]))
  laptop.close()
  try FileManager.default.removeItem(atPath: laptop.store)
  _ = try laptop.restore(from: [backup])
  #expect(try laptop.engine.membership() == .stranger, "it has lost word of its admission")
  try laptop.meet(town)
  #expect(try laptop.engine.membership() == .member([.officer]))
  #expect(try laptop.engine.show(office, "name") == "Essen")
  for device in town.devices { #expect(try device.digest() == laptop.engine.digest()) }
}

@Test func `what is set aside is in a backup, and is set aside again`() throws {
  let town = try Town(2)
  let stranger = try Laptop(in: town, "stranger", admitted: false)
  let office = try stranger.engine.new("office", ["code": "DE/Essen", "name": "Essen"])
  let letter = town.folder.file("letter")
  _ = try stranger.engine.backup(to: letter)
  let plain = try BundleFile.unseal(
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: letter))), network: nil,
    open: stranger.engine.opener)
  let laptop = try Laptop(in: town)
  try town.write(plain, to: town.folder.file("plain"))
  _ = try laptop.engine.readBundle(town.folder.file("plain"))
  try #require(try laptop.engine.quarantine().count == 1)
  let backup = town.folder.file("backup")
  _ = try laptop.engine.backup(to: backup)
  laptop.close()
  try FileManager.default.removeItem(atPath: laptop.store)
  #expect(try laptop.restore(from: [backup]).missing == 0)
  #expect(try laptop.engine.quarantine().count == 1)
  try town[0].admit(stranger.engine.ownAdmission(.clerk))
  try laptop.meet(town)
  #expect(try laptop.engine.show(office, "name") == "Essen")
}
