import Files
@testable import SyncEngine
import Wire

extension FuzzTarget {
  /// The files of a home.
  static let homes = [FuzzTarget("identity", identity), FuzzTarget("life", life)]

  private static func identity(_ bytes: [UInt8]) throws {
    try TrialHome.withOne { home in
      let path = home.path("identity")
      try home.write(bytes, to: path)
      let read: Identity
      do throws(EngineError) {
        read = try Identity.read(path) { () throws(EngineError) in nil }
      } catch {
        switch error {
        case .identityDamaged, .locked, .passphrase, .file: return
        default: throw Broken(description: "\(error)")
        }
      }
      try read.save(to: path)
      let again = try Identity.read(path) { () throws(EngineError) in nil }
      try hold(
        again.device == read.device && again.network == read.network
          && again.profile == read.profile && again.renewal == read.renewal
          && again.former.map(\.device) == read.former.map(\.device), "kept as another identity")
    }
  }

  private static func life(_ bytes: [UInt8]) throws {
    try TrialHome.withOne { home in
      let path = home.path("life")
      try home.write(bytes, to: path)
      guard let life = Life(path: path) else { return }
      try life.save(to: path)
      try hold(Life(path: path) == life, "kept as another life")
    }
  }
}
