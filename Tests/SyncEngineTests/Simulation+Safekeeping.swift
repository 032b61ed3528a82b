import Foundation
@testable import SyncEngine
import TestSupport
import Testing

extension Simulation {
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
    #expect(restoration.missing == 0, "\(seed)")
    // An older store may have edits that were moved to another life's log since.
    guard !isPutBack else { return }
    #expect(try engine(place).digest() == digest, "\(seed): device \(place) was not restored")
  }

  /// A device gets new keys, and the centre admits them and retires the old ones.
  func renew(_ place: Int) throws {
    guard place > 0, !devices[place].isCopied, try engine(place).isMember else { return }
    try grant(engine(place).renew(), by: engine(0))
    // Who puts the whole home back has the old keys, which count no more.
    snapshots[place] = nil
  }
}
