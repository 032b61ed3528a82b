import CSodium

/// An Ed25519 key pair (RFC 8032); its secret is wiped from memory when it goes away.
public struct SigningKey: ~Copyable, Sendable {
  /// The public key, 32 bytes.
  public let publicKey: [UInt8]
  private let secret: SecretMemory

  /// Creates a new random pair.
  public init() {
    var seed = Randomness.bytes(Int(crypto_sign_SEEDBYTES))
    self.init(unchecked: seed)
    Secret.wipe(&seed)
  }

  /// Creates the pair of a seed of exactly 32 bytes, or returns nil.
  public init?(seed: [UInt8]) {
    guard seed.count == Int(crypto_sign_SEEDBYTES) else { return nil }
    self.init(unchecked: seed)
  }

  private init(unchecked seed: [UInt8]) {
    var publicKey = [UInt8](repeating: 0, count: Int(crypto_sign_PUBLICKEYBYTES))
    secret = SecretMemory(count: Int(crypto_sign_SECRETKEYBYTES))
    crypto_sign_seed_keypair(&publicKey, secret.pointer, seed)
    self.publicKey = publicKey
  }

  /// The seed from which the pair can be made again, 32 bytes: a secret.
  public var seed: [UInt8] { secret.prefix(Int(crypto_sign_SEEDBYTES)) }

  /// Returns the signature of a message, 64 bytes.
  public func sign(_ message: [UInt8]) -> [UInt8] {
    var signature = [UInt8](repeating: 0, count: Int(crypto_sign_BYTES))
    crypto_sign_detached(&signature, nil, message, UInt64(message.count), secret.pointer)
    return signature
  }
}

/// The check of Ed25519 signatures.
public enum Ed25519 {
  /// Tells whether the signature is the key's over the message; wrong lengths are false.
  public static func verify(
    signature: [UInt8], message: [UInt8], publicKey: [UInt8]
  ) -> Bool {
    guard signature.count == Int(crypto_sign_BYTES),
      publicKey.count == Int(crypto_sign_PUBLICKEYBYTES)
    else { return false }
    Library.prepare()
    return crypto_sign_verify_detached(signature, message, UInt64(message.count), publicKey) == 0
  }
}

/// The system's source of unpredictable bytes.
public enum Randomness {
  /// Returns so many unpredictable bytes.
  public static func bytes(_ count: Int) -> [UInt8] {
    Library.prepare()
    var bytes = [UInt8](repeating: 0, count: count)
    randombytes_buf(&bytes, count)
    return bytes
  }
}
