import CSodium

/// An X25519 key pair to which anybody can seal a message; its secret is wiped when it goes away.
///
///     let key = BoxKey()
///     let sealed = BoxKey.seal(message, to: key.publicKey)
public struct BoxKey: ~Copyable, Sendable {
  /// How many bytes longer than its message a sealed one is.
  public static let overheadBytes = Int(crypto_box_PUBLICKEYBYTES + crypto_box_MACBYTES)

  /// The public key, 32 bytes.
  public let publicKey: [UInt8]
  private let seedMemory: SecretMemory
  private let secret: SecretMemory

  /// Creates a new random pair.
  public init() {
    var seed = Randomness.bytes(Int(crypto_box_SEEDBYTES))
    self.init(unchecked: seed)
    Secret.wipe(&seed)
  }

  /// Creates the pair of a seed of exactly 32 bytes, or returns nil.
  public init?(seed: [UInt8]) {
    guard seed.count == Int(crypto_box_SEEDBYTES) else { return nil }
    self.init(unchecked: seed)
  }

  private init(unchecked seed: [UInt8]) {
    seedMemory = SecretMemory(count: seed.count)
    seedMemory.pointer.update(from: seed, count: seed.count)
    secret = SecretMemory(count: Int(crypto_box_SECRETKEYBYTES))
    var publicKey = [UInt8](repeating: 0, count: Int(crypto_box_PUBLICKEYBYTES))
    crypto_box_seed_keypair(&publicKey, secret.pointer, seedMemory.pointer)
    self.publicKey = publicKey
  }

  /// The seed from which the pair can be made again, 32 bytes: a secret.
  public var seed: [UInt8] { seedMemory.prefix(seedMemory.count) }

  /// Seals a message to a public key, or returns nil where the key is none that can be sealed to.
  public static func seal(_ message: [UInt8], to publicKey: [UInt8]) -> [UInt8]? {
    guard publicKey.count == Int(crypto_box_PUBLICKEYBYTES) else { return nil }
    Library.prepare()
    var sealed = [UInt8](repeating: 0, count: message.count + overheadBytes)
    guard crypto_box_seal(&sealed, message, UInt64(message.count), publicKey) == 0 else {
      return nil
    }
    return sealed
  }

  /// Returns what was sealed to this key, or nil where it was sealed to another or was changed.
  public func open(_ sealed: [UInt8]) -> [UInt8]? {
    guard sealed.count >= Self.overheadBytes else { return nil }
    var message = [UInt8](repeating: 0, count: sealed.count - Self.overheadBytes)
    let status = crypto_box_seal_open(
      &message, sealed, UInt64(sealed.count), publicKey, secret.pointer)
    return status == 0 ? message : nil
  }
}
