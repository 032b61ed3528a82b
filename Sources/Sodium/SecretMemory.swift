import CSodium

/// The memory of one secret, wiped when it goes away.
///
/// Written only while its owner is made, so that threads may share it.
struct SecretMemory: ~Copyable, @unchecked Sendable {
  let pointer: UnsafeMutablePointer<UInt8>
  let count: Int

  /// Takes memory for so many bytes, all zero.
  init(count: Int) {
    Library.prepare()
    pointer = .allocate(capacity: count)
    pointer.initialize(repeating: 0, count: count)
    self.count = count
  }

  deinit {
    sodium_memzero(pointer, count)
    pointer.deallocate()
  }

  /// Lends the memory, which stays until the body has ended.
  func withPointer<T>(_ body: (UnsafeMutablePointer<UInt8>) -> T) -> T { body(pointer) }

  /// Returns a copy of the first bytes: a secret again.
  func prefix(_ length: Int) -> [UInt8] {
    Array(UnsafeBufferPointer(start: pointer, count: min(length, count)))
  }
}

/// The care of secrets that are held as ordinary bytes.
public enum Secret {
  /// Overwrites the bytes with zeros and empties the array.
  ///
  /// Only the bytes of this array: where another variable shares them, or where they were copied
  /// before, those stay.
  public static func wipe(_ bytes: inout [UInt8]) {
    bytes.withUnsafeMutableBufferPointer { buffer in
      if let start = buffer.baseAddress { sodium_memzero(start, buffer.count) }
    }
    bytes = []
  }
}
