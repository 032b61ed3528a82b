import FolderExchange
import LocalStore
import Bundles
import Foundation
import Merging
@testable import SyncEngine
import TestSupport
import Testing

extension Simulation {
  /// A round with a stick: nothing but damaged files may be skipped, and nothing may alarm.
  @discardableResult
  func sync(_ place: Int, with stick: String) throws -> SyncReport {
    let report = try engine(place).sync(stick)
    for (path, problem) in report.skipped {
      #expect(problem == .folder(.damaged(path)), "\(seed): \(problem)")
      #expect(try !isWhole(path), "\(seed): \(path) was skipped")
    }
    for intake in report.read { expectSound(intake) }
    #expect(report.ignored.isEmpty, "\(seed): \(report.ignored)")
    return report
  }

  private func expectSound(_ intake: Intake) {
    #expect(intake.alarms.isEmpty, "\(seed): states differ")
    #expect(
      intake.report.forks.isEmpty || devices.contains(where: \.isCopied),
      "\(seed): a log forked")
  }

  /// Whether a file's bytes are those that its name says; one that is gone is not whole.
  private func isWhole(_ path: String) throws -> Bool {
    guard let file = FileManager.default.contents(atPath: path),
      let parts = BundleFile.parts(ofName: (path as NSString).lastPathComponent)
    else { return false }
    return BundleFile.hash([UInt8](file)).starts(with: parts.hash)
  }

  /// Writes a bundle for e-mail, for some or all devices.
  func writeMail(_ place: Int) throws {
    copies += 1
    let path = folder.file("mail/letter-\(copies).jsonl.gz")
    guard try engine(place).isMember else { return }
    let known = try engine(place).store.peers().map(\.device)
    let others = known.filter { _ in generator.chance(oneIn: 2) }
    let written = try engine(place).writeBundle(
      to: path, for: others, everything: generator.chance(oneIn: 3))
    mail += written.map { ($0.path, true) }
  }

  /// Reads some letters, in any order; a damaged one is refused and changes nothing.
  func readMail(_ place: Int) throws {
    let count = Int.random(in: 1...5, using: &generator)
    for letter in mail.shuffled(using: &generator).prefix(count) {
      if letter.isWhole {
        do {
          expectSound(try engine(place).readBundle(letter.path))
        } catch EngineError.bundle(_, .sealedToOthers) {
          continue
        }
      } else {
        let before = try engine(place).digest()
        #expect(throws: EngineError.self, "\(seed)") {
          try engine(place).readBundle(letter.path)
        }
        #expect(try engine(place).digest() == before, "\(seed)")
      }
    }
  }

  /// Copies files of a stick elsewhere under other names; some are damaged on the way.
  func copyToMail(from stick: String) throws {
    let segments = try files(on: stick).filter { !$0.hasSuffix(BundleForm.blobs.ending) }
    for path in segments.shuffled(using: &generator).prefix(3) {
      copies += 1
      let copy = folder.file("mail/copy-\(copies)")
      try FileManager.default.copyItem(atPath: path, toPath: copy)
      var isWhole = try isWhole(path)
      if generator.chance(oneIn: 4) {
        try damage(copy)
        isWhole = false
      }
      mail.append((copy, isWhole))
    }
  }

  /// Somebody deletes a file, a whole device's folder, or loses the stick and buys another.
  func lose(from stick: String) throws {
    guard let path = try files(on: stick).randomElement(using: &generator) else { return }
    let parent = (path as NSString).deletingLastPathComponent
    let lost =
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: stick
      case 1: parent
      default: path
      }
    try FileManager.default.removeItem(atPath: lost)
    if lost == stick { try makeFolder(stick) }
  }

  /// A file on a stick is cut short, or one of its bytes flips.
  func damage(on stick: String) throws {
    guard let path = try files(on: stick).randomElement(using: &generator) else { return }
    try damage(path)
  }

  private func damage(_ path: String) throws {
    var file = [UInt8](try #require(FileManager.default.contents(atPath: path)))
    guard let place = file.indices.randomElement(using: &generator) else { return }
    if generator.chance(oneIn: 2) {
      file.removeSubrange(place...)
    } else {
      file[place] ^= UInt8.random(in: 1...255, using: &generator)
    }
    try write(file, to: path)
  }

  /// A stick is copied onto another, or comes back as it was some time ago.
  func swapStick(_ stick: String) throws {
    let copy = folder.file("old-stick")
    let other = sticks.random(&generator)
    if FileManager.default.fileExists(atPath: copy), generator.chance(oneIn: 2) {
      try FileManager.default.removeItem(atPath: other)
      try FileManager.default.moveItem(atPath: copy, toPath: other)
    } else {
      try? FileManager.default.removeItem(atPath: copy)
      try FileManager.default.copyItem(atPath: stick, toPath: copy)
    }
  }

  /// The files on a stick, in an order that is the same each time.
  private func files(on stick: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: stick).sorted()
      .filter { name in BundleForm.allCases.contains { name.hasSuffix($0.ending) } }.map {
        stick + "/" + $0
      }
  }

  func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }
}
