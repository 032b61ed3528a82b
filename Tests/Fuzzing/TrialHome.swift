import Files
import LocalStore
import Merging
import Sodium
@testable import SyncEngine
import Synchronization
import TestSupport

/// A real home in which everything is tried and undone.
final class TrialHome {
  /// Its engine: of a laptop that the centre of the vectors has admitted.
  let engine: Engine
  private let folder: TemporaryFolder
  private var trials = 0

  private static let only = Mutex<TrialHome?>(nil)

  /// Gives the one home of this process to a trial.
  static func withOne(_ body: (TrialHome) throws -> Void) throws {
    try only.withLock { home in
      let one = try home ?? TrialHome()
      home = one
      try body(one)
    }
  }

  private init() throws {
    folder = try TemporaryFolder()
    let home = folder.file("home")
    try Directory.create(home)
    let identity = try Identity(
      seed: TestKeys.seed("lviv"), box: TestKeys.boxSeed("lviv"), network: TestKeys.network,
      profile: Profile(office: "DE/Duisburg", label: "trial", person: "O. Koval"))
    try identity.save(to: home + "/identity.json")
    engine = try Engine(home: home)
    for name in ["admissions", "conflict-1", "conflict-2", "history-1-1"] {
      _ = try engine.readBundle(Repository.path + "/Protocol/vectors/good/\(name).jsonl.gz")
    }
  }

  /// A path for a file of a trial.
  func path(_ name: String) -> String { folder.file(name) }

  /// Writes a file of a trial in place of the one before.
  func write(_ bytes: [UInt8], to path: String) throws {
    if File.exists(path) { try File.remove(path) }
    try File.writeDurably(bytes, to: path)
  }

  /// Does something, undoes it, and makes sure that nothing of it is left.
  func trying(_ body: (Engine) throws -> Void) throws {
    let before = try engine.digests()
    var problem: (any Error)?
    try engine.rehearse { () throws(EngineError) in
      do { try body(engine) } catch { problem = error }
    }
    if let problem { throw problem }
    try hold(try engine.digests() == before, "something is left of what was undone")
    trials += 1
    guard trials.isMultiple(of: 256) else { return }
    try hold(try engine.store.integrityProblems().isEmpty, "SQLite finds the store unsound")
  }
}
