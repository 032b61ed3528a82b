/// A 128-bit identifier whose kind the type system keeps apart from the others.
///
/// Written as 32 lower-case hexadecimal digits; ordered as its 16 bytes are.
public struct ID128<Kind>: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The first eight bytes, big-endian.
  public let high: UInt64
  /// The last eight bytes, big-endian.
  public let low: UInt64

  /// Creates an identifier from its two halves.
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Creates an identifier from exactly 16 bytes, or nil.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 16 else { return nil }
    // An array once, since single steps through a collection of any type are slow.
    let bytes = [UInt8](bytes)
    self.init(high: bigEndian(bytes[..<8]), low: bigEndian(bytes[8...]))
  }

  /// Creates an identifier from exactly 32 lower-case hexadecimal digits, or nil.
  public init?(hex: String) {
    guard let bytes = Hex.bytes(hex, count: 16) else { return nil }
    self.init(bytes: bytes)
  }

  /// The 16 bytes.
  public var bytes: [UInt8] { bigEndianBytes(high, low) }

  /// The 32 lower-case hexadecimal digits.
  public var hex: String {
    var text: [UInt8] = []
    text.reserveCapacity(32)
    appendHex(to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  func appendHex(to text: inout [UInt8]) {
    Hex.append(high, to: &text)
    Hex.append(low, to: &text)
  }

  /// The same as ``hex``.
  public var description: String { hex }

  /// Orders identifiers as their bytes are ordered.
  public static func < (left: Self, right: Self) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}

/// Marks identifiers of logs.
public enum LogKind {}
/// Marks identifiers of records.
public enum RecordKind {}
/// Marks identifiers of dossiers.
public enum DossierKind {}
/// Marks identifiers of networks.
public enum NetworkKind {}

/// Names the append-only operations of one device epoch in one dossier.
public typealias LogID = ID128<LogKind>
/// Names a record within its dossier and type.
public typealias RecordID = ID128<RecordKind>
/// Names a dossier; a partnership's dossier has the partnership's record id.
public typealias DossierID = ID128<DossierKind>
/// Names a network; derived from the centre's public key.
public typealias NetworkID = ID128<NetworkKind>

extension ID128 where Kind == DossierKind {
  /// The dossier of offices and other things everybody shares: all zeros.
  public static var directory: Self { Self(high: 0, low: 0) }
}
