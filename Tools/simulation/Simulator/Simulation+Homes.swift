import Bundles
import CFaultyDisk
import Foundation
import LocalStore
import Merging
import SQLite
import SyncEngine
import TestSupport

/// What happens to homes, and to the devices that have them.
extension Simulation {
  /// The process dies in an edit or a round: nothing more of it comes to any disk.
  func die(at place: Int, with stick: String) throws {
    _ = try engine(place)
    let isEdit = generator.chance(oneIn: 2)
    let fired = try suffer(DISK_DEAD, below: folder.path, steps: isEdit ? 12 : 60) {
      // Nor does it tidy up when it is gone.
      defer { devices[place].switchOff() }
      if isEdit { try edit(place) } else { _ = try engine(place).sync(stick) }
    }
    if fired { coverage.add(isEdit ? .diedInEdit : .diedInRound) }
    try check(place)
  }

  /// The home's disk has no space for an edit or a round; the program goes on after that.
  func fillHome(of place: Int, with stick: String) throws {
    _ = try engine(place)
    let fired = try suffer(DISK_FULL, below: devices[place].home, steps: 12) {
      if generator.chance(oneIn: 2) { try edit(place) } else { _ = try engine(place).sync(stick) }
    }
    if fired { coverage.add(.homeFull) }
    try check(place)
  }

  /// A home is copied and both copies are used: elsewhere, or as one disk image booted twice.
  func copyHome(of place: Int) throws {
    guard devices.count < plan.devices + 2, try engine(place).isMember else { return }
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
    try expect((copy.engine.newLife == .moved) == !isImage, "a copy took itself for the original")
    coverage.add(isImage ? .imageBootedTwice : .cloned)
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
    enteredAt[place] = nil
    coverage.add(isWhole ? .homePutBack : .storePutBack)
    _ = try engine(place)
  }

  /// A device's store is lost, overwritten or put back, and restored from a backup.
  func restore(_ place: Int) throws {
    copies += 1
    let files = try engine(place).backup(to: folder.file("backup-\(copies)")).map(\.path)
    let digest = try engine(place).digest()
    let device = devices[place]
    device.switchOff()
    let store = device.home + "/store.sqlite"
    let snapshot = snapshots[place].map { $0 + "/store.sqlite" }
    let isPutBack = snapshot != nil && generator.chance(oneIn: 2)
    try FileManager.default.removeItem(atPath: store)
    if let snapshot, isPutBack {
      try FileManager.default.copyItem(atPath: snapshot, toPath: store)
    } else if generator.chance(oneIn: 2) {
      try write(Array("rubbish".utf8), to: store)
    }
    let restoration = try device.restore(from: files.shuffled(using: &generator))
    try expect(restoration.missing == 0, "a restored store lacks \(restoration.missing) segments")
    coverage.add(.restored)
    // An older store may have edits that were moved to another life's log since.
    guard !isPutBack else { return }
    try expect(engine(place).digest() == digest, "a restored store shows another state")
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
    coverage.add(.retired)
  }

  /// A device gets new keys, and the centre admits them and retires the old ones.
  func renew(_ place: Int) throws {
    guard place > 0, !devices[place].isCopied, try engine(place).isMember else { return }
    let request = try engine(place).renew()
    let admission = Admission(
      device: request.device, box: request.boxPublicKey, office: request.office, role: .officer,
      label: request.label, replaces: request.renewal?.replaced)
    try engine(0).admit(admission, asking: request)
    // Who puts the whole home back has the old keys, which count no more.
    snapshots[place] = nil
    coverage.add(.renewed)
  }

  /// A newer program has used the home; this one refuses it and leaves it as it is, until the newer
  /// one has made it what it was.
  func meetNewerStore(of place: Int) throws {
    let device = devices[place]
    device.switchOff()
    let path = device.home + "/store.sqlite"
    let version = try mark(path, version: 999)
    let before = FileManager.default.contents(atPath: path)
    do {
      _ = try device.engine
      throw Broken("a store of a newer program was opened")
    } catch EngineError.store(.newerStore(version: 999)) {}
    try expect(FileManager.default.contents(atPath: path) == before, "it was changed")
    _ = try mark(path, version: version)
    coverage.add(.newerStore)
    try check(place)
  }

  /// Writes the store's version, and returns what it was.
  private func mark(_ path: String, version: Int64) throws -> Int64 {
    let connection = try Connection(path: path, mode: .readWrite)
    var former: Int64 = 0
    try connection.rows("PRAGMA user_version", []) { former = $0.integer(0) }
    try connection.execute("PRAGMA user_version = \(version); PRAGMA wal_checkpoint(TRUNCATE)")
    return former
  }
}
