import Bundles
import CFaultyDisk
import Foundation
import SyncEngine
import TestSupport

/// What happens to sticks and shares.
extension Simulation {
  /// The files on a stick, in an order that is the same each time.
  func files(on stick: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: stick).sorted()
      .filter { name in BundleForm.allCases.contains { name.hasSuffix($0.ending) } }.map {
        stick + "/" + $0
      }
  }

  /// Somebody deletes a file, a whole device's folder, or loses the stick and buys another.
  func lose(from stick: String) throws {
    guard let path = try files(on: stick).randomElement(using: &generator) else { return }
    let parent = (path as NSString).deletingLastPathComponent
    let (lost, fault): (String, Fault) =
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: (stick, .stickLost)
      case 1: (parent, .folderLost)
      default: (path, .fileLost)
      }
    try FileManager.default.removeItem(atPath: lost)
    coverage.add(fault)
    if lost == stick { try makeFolder(stick) }
  }

  /// A file on a stick is cut short, or one of its bytes flips.
  func damage(on stick: String) throws {
    guard let path = try files(on: stick).randomElement(using: &generator) else { return }
    try damage(path)
  }

  func damage(_ path: String) throws {
    var file = [UInt8](FileManager.default.contents(atPath: path) ?? Data())
    guard let place = file.indices.randomElement(using: &generator) else { return }
    if generator.chance(oneIn: 2) {
      file.removeSubrange(place...)
      coverage.add(.cut)
    } else {
      file[place] ^= UInt8.random(in: 1...255, using: &generator)
      coverage.add(.flipped)
    }
    newer.remove(path)
    try write(file, to: path)
  }

  /// A stick is copied, or the copy of a while ago comes back in the place of another.
  func swapStick(_ stick: String) throws {
    let copy = folder.file("old-stick")
    let other = sticks.random(&generator)
    if FileManager.default.fileExists(atPath: copy), generator.chance(oneIn: 2) {
      try FileManager.default.removeItem(atPath: other)
      try FileManager.default.moveItem(atPath: copy, toPath: other)
      newer.formUnion(newer.filter { $0.hasPrefix(copy) }.map { other + $0.dropFirst(copy.count) })
      coverage.add(.oldStickBack)
    } else {
      try? FileManager.default.removeItem(atPath: copy)
      try FileManager.default.copyItem(atPath: stick, toPath: copy)
      newer.formUnion(newer.filter { $0.hasPrefix(stick) }.map { copy + $0.dropFirst(stick.count) })
    }
  }

  /// A share does not show some files yet, or only a half of each.
  func delay(on stick: String) throws {
    for path in try files(on: stick).shuffled(using: &generator).prefix(3) {
      copies += 1
      let aside = folder.file("aside/\(copies)")
      try FileManager.default.moveItem(atPath: path, toPath: aside)
      if generator.chance(oneIn: 3) {
        let half = (FileManager.default.contents(atPath: aside) ?? Data())
        try write([UInt8](half.prefix(half.count / 2)), to: path)
        coverage.add(.half)
      }
      delayed.append((path, aside))
    }
  }

  /// Some of them come, in any order.
  func arrive() throws {
    let count = Int.random(in: 1...3, using: &generator)
    for _ in 0..<count {
      guard let index = delayed.indices.randomElement(using: &generator) else { return }
      let (path, aside) = delayed.remove(at: index)
      let parent = (path as NSString).deletingLastPathComponent
      guard FileManager.default.fileExists(atPath: parent) else { continue }
      let later = try FileManager.default.contentsOfDirectory(atPath: parent)
        .contains { $0 > (path as NSString).lastPathComponent }
      try? FileManager.default.removeItem(atPath: path)
      try FileManager.default.moveItem(atPath: aside, toPath: path)
      coverage.add(.late)
      if later { coverage.add(.outOfOrder) }
    }
  }

  /// A round with a stick that has no space left after some writes.
  func fillUp(_ stick: String, at place: Int) throws {
    if try suffer(DISK_FULL, below: stick, steps: 8, { _ = try engine(place).sync(stick) }) {
      coverage.add(.stickFull)
    }
    try check(place)
  }

  /// A round with a stick that is pulled out in mid-write.
  func pullOut(_ stick: String, at place: Int) throws {
    if try suffer(DISK_GONE, below: stick, steps: 12, { _ = try engine(place).sync(stick) }) {
      coverage.add(.pulledOut)
    }
    try check(place)
  }

  /// Does something while the disk fails below a folder after at most some steps.
  ///
  /// What is thrown then is no wonder. Tells whether a step failed.
  func suffer(
    _ fault: disk_fault, below root: String, steps: Int, _ body: () throws -> Void
  ) throws -> Bool {
    disk_arm(
      root, fault, .random(in: 0...steps, using: &generator), generator.chance(oneIn: 2) ? 1 : 0)
    do { try body() } catch let error as Broken {
      _ = disk_disarm()
      throw error
    } catch {
      guard disk_disarm() > 0 else { throw error }
      tell?("   \(error)")
      return true
    }
    return disk_disarm() > 0
  }
}
