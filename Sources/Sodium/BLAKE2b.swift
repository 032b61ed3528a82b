import CSodium

/// The BLAKE2b hash (RFC 7693) without a key; `b2sum -l 256` gives the same 32 bytes.
public enum BLAKE2b {
  /// Returns the hash of `length` bytes, 16 to 64.
  public static func hash(_ bytes: some Collection<UInt8>, length: Int = 32) -> [UInt8] {
    precondition((16...64).contains(length), "a BLAKE2b hash here has 16 to 64 bytes")
    Library.prepare()
    var hash = [UInt8](repeating: 0, count: length)
    let done: Int32? = bytes.withContiguousStorageIfAvailable {
      crypto_generichash(&hash, length, $0.baseAddress, UInt64($0.count), nil, 0)
    }
    return done == nil ? self.hash(Array(bytes), length: length) : hash
  }
}

/// A BLAKE2b hash in the making, for input that comes in pieces.
///
/// Its one owner alone uses its memory, on whatever thread that is.
public struct BLAKE2bHasher: ~Copyable, @unchecked Sendable {
  private let memory: UnsafeMutableRawPointer
  private let length: Int

  /// Creates a hasher for `length` bytes, 16 to 64.
  public init(length: Int = 32) {
    precondition((16...64).contains(length), "a BLAKE2b hash here has 16 to 64 bytes")
    Library.prepare()
    self.length = length
    // The state is an opaque C type that wants 64-byte alignment.
    memory = .allocate(byteCount: crypto_generichash_statebytes(), alignment: 64)
    crypto_generichash_init(OpaquePointer(memory), nil, 0, length)
  }

  deinit {
    memory.deallocate()
  }

  /// Adds input.
  public mutating func update(_ bytes: some Collection<UInt8>) {
    let done: Int32? = bytes.withContiguousStorageIfAvailable {
      crypto_generichash_update(OpaquePointer(memory), $0.baseAddress, UInt64($0.count))
    }
    if done == nil {
      Array(bytes).withUnsafeBufferPointer {
        _ = crypto_generichash_update(OpaquePointer(memory), $0.baseAddress, UInt64($0.count))
      }
    }
  }

  /// Returns the hash; the hasher is of no use afterwards.
  public mutating func finalize() -> [UInt8] {
    var hash = [UInt8](repeating: 0, count: length)
    crypto_generichash_final(OpaquePointer(memory), &hash, length)
    return hash
  }
}

/// The library's one-time preparation.
enum Library {
  private static let status = sodium_init()

  static func prepare() {
    precondition(status >= 0, "libsodium cannot start on this machine")
  }
}
