import Bundles
import FolderExchange
import Foundation
import LocalStore
import Merging
import SyncEngine
import TestSupport

extension Simulation {
  /// A round with a stick: only what is damaged or newer is skipped, and nothing alarms.
  @discardableResult
  func sync(_ place: Int, with stick: String) throws -> SyncReport {
    let report = try engine(place).sync(stick)
    for (path, problem) in report.skipped { try expectReason(path, problem) }
    for intake in report.read { try expectSound(intake) }
    try expect(report.ignored.isEmpty, "ignored: \(report.ignored)")
    return report
  }

  private func expectReason(_ path: String, _ problem: EngineError) throws {
    if case .bundle(path: _, .newerFormat(2)) = problem, newer.contains(path) {
      return coverage.add(.newerBundle)
    }
    try expect(problem == .folder(.damaged(path)), "\(path) was skipped: \(problem)")
    try expect(!isWhole(path), "\(path) is whole and was skipped")
  }

  func expectSound(_ intake: Intake) throws {
    let isRogue = intake.manifest.sender == rogue?.device
    // Of two histories of one log that nobody has seen together yet, `have` can be the same.
    let mayDiffer = isRogue || hasTwins
    try expect(intake.alarms.isEmpty || mayDiffer, "\(intake.place): states differ")
    if isRogue, !intake.alarms.isEmpty { coverage.add(.falseDigest) }
    let mayFork = devices.contains(where: \.isCopied) || rogue?.hasForked == true
    try expect(intake.report.forks.isEmpty || mayFork, "\(intake.place): a log forked")
  }

  /// Whether a file's bytes are those that its name says; one that is gone is not whole.
  func isWhole(_ path: String) throws -> Bool {
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
    let known = try engine(place).standing().devices.map(\.device)
    let others = known.filter { _ in generator.chance(oneIn: 2) }
    let written = try engine(place).writeBundle(
      to: path, for: others, everything: generator.chance(oneIn: 3))
    mail += written.map { ($0.path, true) }
  }

  /// Reads some letters, in any order; a damaged one is refused and changes nothing.
  func readMail(_ place: Int) throws {
    let count = Int.random(in: 1...5, using: &generator)
    for letter in mail.shuffled(using: &generator).prefix(count) {
      guard letter.isWhole else {
        try expectRefusal(of: letter.path, at: place)
        continue
      }
      do { try expectSound(engine(place).readBundle(letter.path)) } catch EngineError.bundle(
        _, .sealedToOthers)
      { continue }
    }
  }

  private func expectRefusal(of path: String, at place: Int) throws {
    let before = try engine(place).digest()
    do { _ = try engine(place).readBundle(path) } catch is EngineError {
      return try expect(engine(place).digest() == before, "what was refused has changed the state")
    }
    throw Broken("\(path) is damaged and was read")
  }

  /// Copies files of a stick elsewhere under other names; some are damaged on the way.
  func copyToMail(from stick: String) throws {
    let segments = try files(on: stick).filter { !$0.hasSuffix(BundleForm.blobs.ending) }
    for path in segments.shuffled(using: &generator).prefix(3) where !newer.contains(path) {
      copies += 1
      let copy = folder.file("mail/copy-\(copies)")
      try FileManager.default.copyItem(atPath: path, toPath: copy)
      coverage.add(.copied)
      var isWhole = try isWhole(path)
      if generator.chance(oneIn: 4) {
        try damage(copy)
        isWhole = false
      }
      mail.append((copy, isWhole))
    }
  }

  func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }
}

extension Engine {
  /// Whether it takes part, as far as it knows.
  var isMember: Bool {
    get throws { if case .member = try membership() { true } else { false } }
  }
}
