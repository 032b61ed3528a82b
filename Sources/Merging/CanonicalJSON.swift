public import Wire

/// A value in its canonical bytes: the form in which values are compared and hashed.
public struct CanonicalJSON: Hashable, Sendable, CustomStringConvertible {
  /// UTF-8 JSON: members sorted by their names' bytes, no white space, fewest escapes.
  ///
  /// Often a part of the line or row that they were read from.
  public let bytes: ArraySlice<UInt8>

  /// Creates the canonical form of a value.
  public init(_ value: JSONValue) {
    self.bytes = value.canonicalBytes[...]
  }

  /// Wraps bytes that are canonical already.
  init(canonical bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
  }

  /// `null`: a register that somebody cleared.
  public static let null = CanonicalJSON(canonical: Array("null".utf8)[...])

  /// The value.
  public var value: JSONValue { (try? JSONValue.parse(bytes)) ?? .null }

  /// Whether the value is `null`.
  public var isNull: Bool { self == .null }

  /// The JSON text.
  public var description: String { String(decoding: bytes, as: UTF8.self) }
}
