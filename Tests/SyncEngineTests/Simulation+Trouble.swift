import Bundles
import Foundation
import LocalStore
import Merging
@testable import SyncEngine
import TestSupport
import Testing

extension Simulation {
  /// A home is copied and both copies are used: elsewhere, or as one disk image booted twice.
  func copyHome(of place: Int) throws {
    guard devices.count < 6, try engine(place).isMember else { return }
    let original = devices[place]
    original.switchOff()
    let number = devices.count
    let home = folder.file("home-\(number)")
    try FileManager.default.copyItem(atPath: original.home, toPath: home)
    let isImage = generator.chance(oneIn: 2)
    let copy = SimulatedDevice(
      "Town-\(number)", office: "", home: home, machine: isImage ? original.machine : nil,
      &generator)
    copy.isCopied = true
    original.isCopied = true
    devices.append(copy)
    #expect(try (copy.engine.newLife == .moved) == !isImage, "\(seed)")
  }

  /// Somebody copies the store, to put it back one day.
  func takeSnapshot(of place: Int) throws {
    devices[place].switchOff()
    let copy = folder.file("snapshot-\(place)")
    try? FileManager.default.removeItem(atPath: copy)
    try FileManager.default.copyItem(atPath: devices[place].home, toPath: copy)
    snapshots[place] = copy
  }

  /// The store is put back to what it was, alone or with the whole home, after what was entered
  /// since has been brought to the archive.
  func putBack(_ place: Int) throws {
    guard let copy = snapshots[place], try engine(place).isMember else { return }
    try sync(place, with: archive)
    devices[place].switchOff()
    devices[place].isCopied = true
    let isWhole = generator.chance(oneIn: 2)
    for name in try FileManager.default.contentsOfDirectory(atPath: devices[place].home)
    where isWhole || name.hasPrefix("store") {
      try FileManager.default.removeItem(atPath: devices[place].home + "/" + name)
    }
    for name in try FileManager.default.contentsOfDirectory(atPath: copy)
    where isWhole || name.hasPrefix("store") {
      try FileManager.default.copyItem(
        atPath: copy + "/" + name, toPath: devices[place].home + "/" + name)
    }
    _ = try engine(place)
  }

  /// The centre retires a device, which never comes back; what it had written and the centre does
  /// not know is set aside, and then released.
  func retire(_ place: Int) throws {
    guard place > 0, users.count > 3, !devices[place].isCopied, try engine(place).isMember else {
      return
    }
    let device = try engine(place).device
    try sync(place, with: archive)
    if generator.chance(oneIn: 2) { try sync(0, with: archive) }
    try engine(0).retire(device, why: "the laptop was stolen")
    devices[place].switchOff()
    devices[place].isRetired = true
    try sync(0, with: archive)
    let aside = try engine(0).quarantine().filter { $0.device == device }
    if !aside.isEmpty { try engine(0).release(aside, why: "looked through, all is right") }
  }

  /// A member that may only read writes what it likes, and brings it to somebody.
  func misbehave() throws {
    let rogue = try rogue ?? Stranger(network: engine(0).network)
    if self.rogue == nil {
      try engine(0).admit(rogue.admission(.auditor, office: "DE/Duisburg"))
      self.rogue = rogue
    }
    guard let id = ids.sorted(by: { $0.key < $1.key }).flatMap(\.value).first,
      let record = try? engine(0).find(id.hex)
    else { return }
    let text = #"{"y":"\#(record.typeName)","r":"\#(id.hex)","f":"title","v":"Rogue"}"#
    let segment = try rogue.segment([text], in: record.dossier)
    copies += 1
    let path = folder.file("mail/rogue-\(copies)")
    try write(rogue.bundle([segment], have: Have()), to: path)
    _ = try engine(users.randomElement(using: &generator) ?? 0).readBundle(path)
  }
}

extension Engine {
  /// Whether it takes part, as far as it knows.
  var isMember: Bool {
    get throws { if case .member = try membership() { true } else { false } }
  }
}
