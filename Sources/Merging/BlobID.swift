/// Names a blob by its hash of 32 bytes (`Protocol/`, section Blobs).
public struct BlobID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The 32 bytes.
  public let bytes: [UInt8]

  /// Creates an id from exactly 32 bytes, or nil.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 32 else { return nil }
    self.bytes = Array(bytes)
  }

  /// Creates an id from 64 lower-case hexadecimal digits, or nil.
  public init?(hex: String) {
    guard let bytes = Hex.bytes(hex, count: 32) else { return nil }
    self.bytes = bytes
  }

  /// Reads which blob a value refers to: an object does whose first member, sorted, is `blob`.
  public init?(_ value: CanonicalJSON) {
    guard value.bytes.count > Self.opening.count, value.bytes.first == Self.opening[0],
      value.bytes.starts(with: Self.opening)
    else { return nil }
    let rest = value.bytes.dropFirst(Self.opening.count)
    guard rest.dropFirst(64).first == 0x22 else { return nil }
    self.init(hex: String(decoding: rest.prefix(64), as: UTF8.self))
  }

  private static let opening = Array("{\"blob\":\"".utf8)

  /// The 64 lower-case hexadecimal digits.
  public var hex: String { Hex.text(bytes) }

  /// The first eight digits, enough for people to tell blobs apart.
  public var short: String { String(hex.prefix(8)) }

  /// The same as ``hex``.
  public var description: String { hex }

  /// Orders ids as their bytes are ordered.
  public static func < (left: Self, right: Self) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

/// What is kept beside the log, so that it can be erased: an attachment, or personal data.
///
/// The log holds only its id. One that exists has the right id: that is made from its bytes. The
/// salt keeps a short content from being guessed from the id.
public struct Blob: Sendable {
  /// The id.
  public let id: BlobID
  /// The salt and the content.
  public let bytes: [UInt8]

  private static let domain = Array("pobratym blob 1\n".utf8)

  /// Creates a blob of salt and content, or nil where there are too few or too many bytes.
  public init?(bytes: [UInt8], hash: ([UInt8]) -> [UInt8]) {
    guard Limits.blobBytes.contains(bytes.count), let id = BlobID(bytes: hash(Self.domain + bytes))
    else { return nil }
    self.id = id
    self.bytes = bytes
  }

  /// What a person gave.
  public var content: ArraySlice<UInt8> { bytes.dropFirst(Limits.blobSaltBytes) }
}

/// A head that refers to a blob.
public struct BlobHead: Hashable, Sendable {
  /// The blob.
  public let blob: BlobID
  /// The register.
  public let register: String
  /// The head.
  public let head: Head
}

extension RecordState {
  /// The heads that refer to blobs, sorted by register and operation.
  public var blobs: [BlobHead] {
    guard holdsObject else { return [] }
    return registers.flatMap { name, register in
      register.heads.compactMap { head in
        // Of a kind that is not named the value is the whole operation.
        if case .unknown = head.kind { return nil }
        return BlobID(head.value).map { BlobHead(blob: $0, register: name, head: head) }
      }
    }.sorted { ($0.register, $0.head.id) < ($1.register, $1.head.id) }
  }
}
