import CSodium

/// What one guess at a passphrase costs (argon2id), within bounds that any laptop can bear.
public struct PassphraseCost: Hashable, Sendable {
  /// How many passes over the memory, 2 to 16.
  public let operations: Int
  /// How much memory, 64 to 256 MiB, in whole KiB.
  public let memoryKibibytes: Int

  /// Creates a cost within the bounds, or returns nil.
  public init?(operations: Int, memoryKibibytes: Int) {
    guard (2...16).contains(operations), (65_536...262_144).contains(memoryKibibytes) else {
      return nil
    }
    self.init(unchecked: operations, memoryKibibytes)
  }

  private init(unchecked operations: Int, _ memoryKibibytes: Int) {
    self.operations = operations
    self.memoryKibibytes = memoryKibibytes
  }

  /// libsodium's choice where a person waits: 64 MiB, well under a second.
  public static let interactive = PassphraseCost(unchecked: 2, 65_536)
  /// libsodium's choice for keys that are unlocked rarely: 256 MiB, about a second.
  public static let moderate = PassphraseCost(unchecked: 3, 262_144)
}

/// The machine has not the memory that a passphrase's cost asks for.
public struct PassphraseMemoryError: Error, Hashable, Sendable, CustomStringConvertible {
  /// How much memory was asked for.
  public let memoryKibibytes: Int

  /// One clear phrase.
  public var description: String {
    "there are no \(memoryKibibytes / 1_024) MiB of memory free to work the passphrase out"
  }
}

/// A small secret locked with a passphrase (argon2id, XChaCha20-Poly1305).
///
/// As bytes: a version (1), the operations, the memory in KiB (4 bytes, big-endian), the salt (16),
/// the nonce (24), and the encrypted secret.
public struct PassphraseBox: Hashable, Sendable {
  /// The most bytes of a secret.
  public static let maximumSecretBytes = 65_536

  /// What one guess costs.
  public let cost: PassphraseCost
  private let salt: [UInt8]
  private let nonce: [UInt8]
  private let encrypted: [UInt8]

  private static let version: UInt8 = 1
  private static let saltBytes = Int(crypto_pwhash_argon2id_SALTBYTES)
  private static let nonceBytes = Int(crypto_secretbox_xchacha20poly1305_NONCEBYTES)
  private static let tagBytes = Int(crypto_secretbox_xchacha20poly1305_MACBYTES)
  private static let prefixBytes = 6 + saltBytes + nonceBytes

  /// Locks a secret of at most 65,536 bytes with a passphrase and a salt of its own.
  public init(
    locking secret: [UInt8], passphrase: [UInt8], cost: PassphraseCost = .moderate
  ) throws(PassphraseMemoryError) {
    precondition(secret.count <= Self.maximumSecretBytes, "a small secret")
    self.cost = cost
    salt = Randomness.bytes(Self.saltBytes)
    let nonce = Randomness.bytes(Self.nonceBytes)
    let key = try Self.key(passphrase, salt, cost)
    var encrypted = [UInt8](repeating: 0, count: secret.count + Self.tagBytes)
    _ = key.withPointer {
      crypto_secretbox_xchacha20poly1305_easy(
        &encrypted, secret, UInt64(secret.count), nonce, $0)
    }
    self.nonce = nonce
    self.encrypted = encrypted
  }

  /// Reads a box's bytes, or returns nil where they are none or its cost is out of bounds.
  public init?(bytes: [UInt8]) {
    let sizes = Self.prefixBytes + Self.tagBytes
    guard (sizes...(sizes + Self.maximumSecretBytes)).contains(bytes.count),
      bytes[0] == Self.version,
      let cost = PassphraseCost(
        operations: Int(bytes[1]), memoryKibibytes: bytes[2..<6].reduce(0) { $0 << 8 | Int($1) })
    else { return nil }
    self.cost = cost
    salt = Array(bytes[6..<(6 + Self.saltBytes)])
    nonce = Array(bytes[(6 + Self.saltBytes)..<Self.prefixBytes])
    encrypted = Array(bytes[Self.prefixBytes...])
  }

  /// The box's bytes, to be kept.
  public var bytes: [UInt8] {
    let memory = stride(from: 24, through: 0, by: -8).map {
      UInt8(truncatingIfNeeded: cost.memoryKibibytes >> $0)
    }
    return [Self.version, UInt8(cost.operations)] + memory + salt + nonce + encrypted
  }

  /// Returns the secret, or nil where the passphrase is another or the box was changed.
  public func open(passphrase: [UInt8]) throws(PassphraseMemoryError) -> [UInt8]? {
    let key = try Self.key(passphrase, salt, cost)
    var secret = [UInt8](repeating: 0, count: encrypted.count - Self.tagBytes)
    let status = key.withPointer {
      crypto_secretbox_xchacha20poly1305_open_easy(
        &secret, encrypted, UInt64(encrypted.count), nonce, $0)
    }
    return status == 0 ? secret : nil
  }

  private static func key(
    _ passphrase: [UInt8], _ salt: [UInt8], _ cost: PassphraseCost
  ) throws(PassphraseMemoryError) -> SecretMemory {
    let key = SecretMemory(count: Int(crypto_secretbox_xchacha20poly1305_KEYBYTES))
    let text = SecretMemory(count: passphrase.count + 1)
    let status = text.withPointer { text in
      text.update(from: passphrase, count: passphrase.count)
      return key.withPointer {
        crypto_pwhash_argon2id(
          $0, UInt64(key.count), UnsafeRawPointer(text).assumingMemoryBound(to: CChar.self),
          UInt64(passphrase.count), salt, UInt64(cost.operations), cost.memoryKibibytes * 1_024,
          crypto_pwhash_argon2id_ALG_ARGON2ID13)
      }
    }
    guard status == 0 else { throw PassphraseMemoryError(memoryKibibytes: cost.memoryKibibytes) }
    return key
  }
}
