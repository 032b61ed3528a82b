/// Writes the compact bytes of states: numbers as LEB128, texts with their length.
struct StateWriter {
  private(set) var bytes: [UInt8] = []

  init() {
    bytes.reserveCapacity(512)
  }

  mutating func number(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func bytes(_ raw: [UInt8]) { bytes.append(contentsOf: raw) }

  mutating func text(_ raw: [UInt8]) {
    number(UInt64(raw.count))
    bytes(raw)
  }

  mutating func text(_ text: String) { self.text(Array(text.utf8)) }

  /// Writes an optional text: its presence, then the text.
  mutating func optional(_ text: String?) {
    number(text == nil ? 0 : 1)
    if let text { self.text(text) }
  }

  mutating func operation(_ id: OperationID) {
    bytes(id.log.bytes)
    number(id.number)
  }

  mutating func stamp(_ stamp: CommitStamp) {
    bytes(stamp.log.bytes)
    number(stamp.first)
    number(stamp.lamport)
    number(UInt64(bitPattern: stamp.claimedSeconds))
    optional(stamp.author)
    optional(stamp.reason)
  }

  mutating func list<Item>(_ items: [Item], _ write: (inout StateWriter, Item) -> Void) {
    number(UInt64(items.count))
    for item in items { write(&self, item) }
  }
}

/// Reads what `StateWriter` wrote; damage makes it fail once and yield empty values from there.
struct StateReader {
  private var rest: ArraySlice<UInt8>
  private var isSound = true

  init(_ bytes: [UInt8]) {
    rest = bytes[...]
  }

  var isWhole: Bool { isSound && rest.isEmpty }

  mutating func fail() {
    isSound = false
    rest = []
  }

  mutating func number() -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      guard let byte = rest.popFirst() else { break }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    fail()
    return 0
  }

  /// Reads the number of an operation, a distance between two, or a Lamport number.
  ///
  /// Fails beyond the law's largest, so that no sum of two can overflow.
  mutating func position() -> UInt64 {
    let value = number()
    guard value <= UInt64(Limits.largestInteger) else {
      fail()
      return 0
    }
    return value
  }

  private mutating func take(_ count: UInt64) -> [UInt8] {
    guard count <= rest.count else {
      fail()
      return []
    }
    defer { rest = rest.dropFirst(Int(count)) }
    return Array(rest.prefix(Int(count)))
  }

  mutating func text() -> [UInt8] { take(number()) }

  mutating func string() -> String { String(decoding: text(), as: UTF8.self) }

  private mutating func optional() -> String? { number() == 0 ? nil : string() }

  mutating func id<Kind>(_: Kind.Type) -> ID128<Kind> {
    ID128(bytes: take(16)) ?? ID128(high: 0, low: 0)
  }

  mutating func stamp() -> CommitStamp {
    CommitStamp(
      log: id(LogKind.self), first: position(), lamport: position(),
      claimedSeconds: Int64(bitPattern: number()), author: optional(), reason: optional())
  }

  mutating func operations() -> [OperationID] {
    var ids: [OperationID] = []
    repeating { ids.append(OperationID(log: $0.id(LogKind.self), number: $0.position())) }
    return ids
  }

  mutating func repeating(_ read: (inout StateReader) -> Void) {
    let count = number()
    var index: UInt64 = 0
    while index < count, isSound {
      read(&self)
      index += 1
    }
  }
}
