import Language
import Registry
import Sodium

/// Gives the passphrase that unlocks an identity, as it was typed; nil where there is none to give.
///
/// It is asked only where the identity is locked, once, and what it gives is wiped.
public typealias PassphraseSource = () throws(EngineError) -> [UInt8]?

/// How a typed passphrase is made canonical, so that every keyboard gives the same bytes.
enum Passphrase {
  /// The fewest characters of a new one.
  static let minimumCharacters = 8
  static let maximumBytes = 1_024

  /// Asks for the present one.
  static func given(by source: PassphraseSource) throws(EngineError) -> [UInt8] {
    guard var typed = try source() else { throw .locked }
    defer { Secret.wipe(&typed) }
    guard let passphrase = canonical(typed) else { throw .wrongPassphrase }
    guard !passphrase.isEmpty else { throw .locked }
    return passphrase
  }

  /// Checks a new one.
  static func new(_ typed: [UInt8]) throws(EngineError) -> [UInt8] {
    guard typed.count <= maximumBytes, let passphrase = canonical(typed) else {
      throw .passphrase(
        Phrase(
          """
          the new passphrase is longer than \(count: maximumBytes, "byte", "bytes"), or not UTF-8
          """))
    }
    guard String(decoding: passphrase, as: UTF8.self).count >= minimumCharacters else {
      throw .passphrase(
        Phrase(
          """
          the new passphrase has fewer than \
          \(count: minimumCharacters, "character", "characters")
          """))
    }
    return passphrase
  }

  private static func canonical(_ typed: [UInt8]) -> [UInt8]? {
    String(validating: typed, as: UTF8.self).map { Array(Text.trimmed($0).utf8) }
  }
}

extension Engine {
  /// Whether a passphrase locks the secrets of this device.
  public var isLocked: Bool { !identity.passphrase.isEmpty }

  /// Locks the secrets of this device with a passphrase from now on, in place of the present one,
  /// or with none where that is nil.
  ///
  /// The caller wipes what was typed.
  public func lock(with typed: [UInt8]?) throws(EngineError) {
    let passphrase = if let typed { try Passphrase.new(typed) } else { [UInt8]() }
    try identity.lock(with: passphrase, at: identityPath)
  }
}
