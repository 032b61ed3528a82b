import CSodium

/// What a message of a secret stream says about its place in the stream.
public enum SecretStreamTag: UInt8, Sendable {
  /// One message among others.
  case message = 0
  /// The end of a group of messages.
  case push = 1
  /// The messages that follow have another key.
  case rekey = 2
  /// The last message.
  case final = 3
}

/// Sizes of secret streams (XChaCha20-Poly1305, as libsodium chains it), in bytes.
public enum SecretStream {
  /// A key.
  public static let keyBytes = Int(crypto_aead_xchacha20poly1305_ietf_KEYBYTES)
  /// The header that a stream begins with.
  public static let headerBytes = Int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
  /// How much longer than its message an encrypted one is.
  public static let overheadBytes = 1 + Int(crypto_aead_xchacha20poly1305_ietf_ABYTES)
}

/// The writing end of a secret stream: messages that nobody can read, change, reorder or leave out.
public struct SecretStreamWriter: ~Copyable {
  /// The header that the reader needs, 24 bytes.
  public let header: [UInt8]
  private let state: StreamState

  /// Begins a stream under a key of exactly 32 bytes, or returns nil.
  public init?(key: [UInt8]) {
    guard key.count == SecretStream.keyBytes else { return nil }
    state = StreamState()
    var header = [UInt8](repeating: 0, count: SecretStream.headerBytes)
    crypto_secretstream_xchacha20poly1305_init_push(state.pointer, &header, key)
    self.header = header
  }

  /// Returns the next message encrypted; the reader needs the same additional bytes to read it.
  public mutating func push(
    _ message: ArraySlice<UInt8>, additional: [UInt8] = [], tag: SecretStreamTag = .message
  ) -> [UInt8] {
    let length = message.count + SecretStream.overheadBytes
    return [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      message.withUnsafeBufferPointer { source in
        _ = crypto_secretstream_xchacha20poly1305_push(
          state.pointer, buffer.baseAddress, nil, source.baseAddress, UInt64(source.count),
          additional, UInt64(additional.count), tag.rawValue)
      }
      count = length
    }
  }
}

/// The reading end of a secret stream.
public struct SecretStreamReader: ~Copyable, Sendable {
  private let state: StreamState
  private let hasBegun: Bool

  /// Begins a stream with its key and header, or returns nil where one has another length.
  public init?(key: [UInt8], header: [UInt8]) {
    guard key.count == SecretStream.keyBytes, header.count == SecretStream.headerBytes else {
      return nil
    }
    state = StreamState()
    hasBegun = crypto_secretstream_xchacha20poly1305_init_pull(state.pointer, header, key) == 0
  }

  /// Returns the next message, or nil where it is not what was written next under this key.
  public mutating func pull(
    _ encrypted: ArraySlice<UInt8>, additional: [UInt8] = []
  ) -> (message: [UInt8], tag: SecretStreamTag)? {
    let length = encrypted.count - SecretStream.overheadBytes
    guard hasBegun, length >= 0 else { return nil }
    var tag: UInt8 = 0
    var isGenuine = false
    let message = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      encrypted.withUnsafeBufferPointer { source in
        let status = crypto_secretstream_xchacha20poly1305_pull(
          state.pointer, buffer.baseAddress, nil, &tag, source.baseAddress,
          UInt64(source.count), additional, UInt64(additional.count))
        isGenuine = status == 0
      }
      count = isGenuine ? length : 0
    }
    guard isGenuine, let tag = SecretStreamTag(rawValue: tag) else { return nil }
    return (message, tag)
  }
}

/// The state of a stream, of which its key is a part: wiped when it goes away.
///
/// Its one owner alone uses it, on whatever thread that is.
// Not private: an optimised build with tests cannot link the metadata of a private type like this.
struct StreamState: ~Copyable, @unchecked Sendable {
  typealias Contents = crypto_secretstream_xchacha20poly1305_state
  let pointer: UnsafeMutablePointer<Contents>

  init() {
    Library.prepare()
    pointer = .allocate(capacity: 1)
    pointer.initialize(to: Contents())
  }

  deinit {
    sodium_memzero(pointer, MemoryLayout<Contents>.size)
    pointer.deallocate()
  }
}
