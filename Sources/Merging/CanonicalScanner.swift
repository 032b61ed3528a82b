/// Reads bytes that this program wrote itself, in canonical form, without a tree of JSON values.
public struct CanonicalScanner {
  private let bytes: [UInt8]
  private var place = 0

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  private var isAtEnd: Bool { place == bytes.count }

  /// Steps over a character that must stand here; tells whether it does.
  private mutating func step(over character: Unicode.Scalar) -> Bool {
    guard place < bytes.count, bytes[place] == UInt8(ascii: character) else { return false }
    place += 1
    return true
  }

  private mutating func half() -> UInt64? {
    var value: UInt64 = 0
    for _ in 0..<16 {
      guard let digit = Hex.value(of: bytes[place]) else { return nil }
      value = value << 4 | UInt64(digit)
      place += 1
    }
    return value
  }

  private mutating func id<Kind>() -> ID128<Kind>? {
    guard bytes.count - place >= 34, step(over: "\""), let high = half(), let low = half(),
      step(over: "\"")
    else { return nil }
    return ID128(high: high, low: low)
  }

  private mutating func number() -> UInt64? {
    let start = place
    var value: UInt64 = 0
    while place < bytes.count, (0x30...0x39).contains(bytes[place]), place - start < 17 {
      value = value * 10 + UInt64(bytes[place] - 0x30)
      place += 1
    }
    return value > 0 ? value : nil
  }

  private mutating func numbers() -> IntervalSet? {
    var numbers = IntervalSet()
    guard step(over: "[") else { return nil }
    repeat {
      guard step(over: "["), let first = number(), step(over: ","), let last = number(),
        first <= last, step(over: "]")
      else { return nil }
      numbers.insert(first...last)
    } while step(over: ",")
    return step(over: "]") ? numbers : nil
  }

  private mutating func have() -> Have? {
    var have = Have()
    guard step(over: "{") else { return nil }
    while !step(over: "}") {
      guard have.isEmpty || step(over: ","), let log: LogID = id(), step(over: ":"),
        let numbers = numbers()
      else { return nil }
      have.insert(numbers, of: log)
    }
    return isAtEnd ? have : nil
  }

  private mutating func list<Kind>() -> [ID128<Kind>]? {
    var ids: [ID128<Kind>] = []
    guard step(over: "[") else { return nil }
    while !step(over: "]") {
      guard ids.isEmpty || step(over: ","), let id: ID128<Kind> = id() else { return nil }
      ids.append(id)
    }
    return isAtEnd ? ids : nil
  }

  /// Reads a list of identifiers, or returns nil where the bytes are anything else.
  public static func ids<Kind>(_ bytes: [UInt8]) -> [ID128<Kind>]? {
    var scanner = Self(bytes)
    return scanner.list()
  }

  /// Reads a `have`, or returns nil where the bytes are anything else.
  public static func have(_ bytes: [UInt8]) -> Have? {
    var scanner = Self(bytes)
    return scanner.have()
  }
}
