import Deflate
import Foundation
import Merging
import Sodium
@testable import SyncEngine

/// A laptop's secrets, to be looked for where they must not be.
struct Secrets {
  private let needles: [[UInt8]]

  init(of laptop: Laptop) throws {
    let identity = try laptop.engine.identity
    needles = [identity.key.seed, identity.own.box.seed].flatMap { seed in
      [seed, Array(Hex.text(seed).utf8), Array(Data(seed).base64EncodedString().utf8)]
    }
  }

  /// Tells whether one of them is in the bytes.
  func isIn(_ bytes: [UInt8]) -> Bool {
    needles.contains { Data(bytes).range(of: Data($0)) != nil }
  }
}
