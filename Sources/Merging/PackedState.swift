/// A record's state in the compact bytes that a store keeps: very many of them fit into memory.
///
/// Of its registers only those are read that are asked for, each time anew.
public final class PackedState: Sendable {
  /// The record's type and id.
  public let key: RecordKey
  /// The registers that any operation has touched, sorted.
  public let names: [String]
  /// Whether a person may have to decide, as ``RecordState/isContested`` tells.
  public let isContested: Bool
  private let bytes: [UInt8]
  private let symbols: KnownSymbols
  private let stampsPlace: Int
  private let registersPlace: Int

  /// Takes what `RecordState.encoded(with:)` wrote; nil where the bytes are damaged.
  public init?(key: RecordKey, encoded bytes: [UInt8], with symbols: KnownSymbols) {
    guard let state = RecordState(key: key, bytes, symbols) else { return nil }
    self.key = key
    self.bytes = bytes
    self.symbols = symbols
    isContested = state.isContested
    var reader = StateReader(bytes, symbols)
    reader.repeating { reader in
      _ = reader.log()
      _ = reader.numbers()
    }
    stampsPlace = reader.place
    _ = reader.stamps()
    names = reader.names()
    registersPlace = reader.place
  }

  /// The whole state.
  public var state: RecordState {
    RecordState(key: key, bytes, symbols) ?? RecordState(key: key)
  }

  /// Returns the state of a register; nil where nobody has touched it.
  public func register(_ name: String) -> RegisterState? {
    guard let index = names.firstIndex(of: name) else { return nil }
    var stamps = StateReader(bytes, symbols, at: stampsPlace)
    var reader = StateReader(bytes, symbols, at: registersPlace)
    for _ in 0..<index { reader.skipRegister() }
    return reader.register(stamps.stamps())
  }
}
