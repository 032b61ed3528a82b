/// Writes the compact bytes of states: numbers as LEB128, values with their length.
struct StateWriter<Symbols: SymbolNumbers> {
  private(set) var bytes: [UInt8] = []
  /// Whether everything that is repeated has a number.
  private(set) var isComplete = true
  private let symbols: Symbols

  init(_ symbols: Symbols) {
    self.symbols = symbols
    bytes.reserveCapacity(512)
  }

  mutating func number(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func count(_ count: Int) { number(UInt64(count)) }

  mutating func text(_ raw: ArraySlice<UInt8>) {
    count(raw.count)
    bytes.append(contentsOf: raw)
  }

  mutating func raw(_ raw: ArraySlice<UInt8>) { bytes.append(contentsOf: raw) }

  private mutating func symbol(_ number: UInt64?) {
    isComplete = isComplete && number != nil
    self.number(number ?? 0)
  }

  mutating func symbol(_ text: String) { symbol(symbols.number(of: .text(text))) }

  /// Writes names as one symbol; many as a symbol each, after the number that no symbol has.
  mutating func names(_ names: [String]) {
    guard names.count > SymbolTable.mostInList else { return symbol(symbols.number(of: names)) }
    number(0)
    count(names.count)
    for name in names { symbol(name) }
  }

  mutating func log(_ log: LogID) { symbol(symbols.number(of: .log(log))) }

  mutating func operations(_ ids: some Collection<OperationID>) {
    count(ids.count)
    for id in ids {
      log(id.log)
      number(id.number)
    }
  }

  mutating func numbers(_ numbers: IntervalSet) {
    count(numbers.intervals.count)
    for interval in numbers.intervals {
      number(interval.lowerBound)
      number(interval.upperBound - interval.lowerBound)
    }
  }

  mutating func stamp(_ stamp: CommitStamp) {
    log(stamp.log)
    number(stamp.first)
    number(stamp.lamport)
    number(UInt64(bitPattern: stamp.claimedSeconds))
    number((stamp.author == nil ? 0 : 1) | (stamp.reason == nil ? 0 : 2))
    if let author = stamp.author { symbol(author) }
    if let reason = stamp.reason { text(Array(reason.utf8)[...]) }
  }

  /// Writes what a head did, and whether it has seen anything.
  mutating func kind(of head: Head) {
    let code: UInt64 =
      switch head.kind {
      case .set: 0
      case .resolve: 1
      case .add: 2
      case .remove: 3
      case .entry: 4
      case .void: 5
      case .unknown: 6
      }
    number(code << 1 | (head.seen.isEmpty ? 0 : 1))
    if case .unknown(let name) = head.kind { symbol(name) }
  }
}

extension ArraySlice<UInt8> {
  /// Whether it begins with a quote and ends at the next one.
  var isPlainString: Bool {
    guard first == 0x22 else { return false }
    return dropFirst().firstIndex(of: 0x22) == endIndex - 1
  }
}

/// Reads what `StateWriter` wrote; damage makes it fail once and yield empty values from there.
struct StateReader<Symbols: SymbolSource> {
  private let bytes: [UInt8]
  /// The place of what is read next.
  private(set) var place: Int
  private var isSound = true
  private let symbols: Symbols

  init(_ bytes: [UInt8], _ symbols: Symbols, at place: Int = 0) {
    self.bytes = bytes
    self.symbols = symbols
    self.place = place
  }

  var isWhole: Bool { isSound && place == bytes.count }

  mutating func fail() {
    isSound = false
    place = bytes.count
  }

  mutating func number() -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      guard place < bytes.count else { break }
      let byte = bytes[place]
      place += 1
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

  mutating func text() -> ArraySlice<UInt8> {
    let count = number()
    guard count <= bytes.count - place else {
      fail()
      return []
    }
    defer { place += Int(count) }
    return bytes[place..<(place + Int(count))]
  }

  /// Reads a string that ends at its second quote.
  mutating func plainString() -> ArraySlice<UInt8> {
    guard place < bytes.count, bytes[place] == 0x22 else {
      fail()
      return []
    }
    var end = place + 1
    while end < bytes.count, bytes[end] != 0x22 { end += 1 }
    guard end < bytes.count else {
      fail()
      return []
    }
    defer { place = end + 1 }
    return bytes[place...end]
  }

  mutating func symbol() -> String {
    guard let text = symbols.text(number()) else {
      fail()
      return ""
    }
    return text
  }

  mutating func names() -> [String] {
    let list = number()
    var names: [String] = []
    if list == 0 {
      repeating { names.append($0.symbol()) }
      if names.count <= SymbolTable.mostInList { fail() }
    } else if let known = symbols.names(list) {
      names = known
    } else {
      fail()
    }
    return names
  }

  mutating func log() -> LogID {
    guard let log = symbols.log(number()) else {
      fail()
      return LogID(high: 0, low: 0)
    }
    return log
  }

  /// Reads intervals, which must be in order and apart from each other.
  mutating func numbers() -> IntervalSet {
    var numbers = IntervalSet()
    repeating { reader in
      let first = reader.position()
      let last = first + reader.position()
      let follows = numbers.last.map { first > $0 + 1 } ?? true
      guard follows, last <= UInt64(Limits.largestInteger) else { return reader.fail() }
      numbers.insert(first...last)
    }
    return numbers
  }

  mutating func stamp() -> CommitStamp {
    let log = log()
    let (first, lamport) = (position(), position())
    let seconds = Int64(bitPattern: number())
    let parts = number()
    let author = parts & 1 == 0 ? nil : symbol()
    let reason = parts & 2 == 0 ? nil : String(decoding: text(), as: UTF8.self)
    return CommitStamp(
      log: log, first: first, lamport: lamport, claimedSeconds: seconds, author: author,
      reason: reason)
  }

  mutating func operations() -> [OperationID] {
    var ids: [OperationID] = []
    repeating { ids.append(OperationID(log: $0.log(), number: $0.position())) }
    return ids
  }

  /// Reads what a head did, and whether it has seen anything.
  mutating func kind() -> (kind: OperationKind, hasSeen: Bool) {
    let code = number()
    let kind: OperationKind
    switch code >> 1 {
    case 0: kind = .set
    case 1: kind = .resolve
    case 2: kind = .add
    case 3: kind = .remove
    case 4: kind = .entry
    case 5: kind = .void
    case 6: kind = .unknown(symbol())
    default:
      kind = .set
      fail()
    }
    return (kind, code & 1 == 1)
  }

  mutating func repeating(_ read: (inout StateReader) -> Void) {
    repeating(number(), read)
  }

  mutating func repeating(_ count: UInt64, _ read: (inout StateReader) -> Void) {
    var left = count
    while left > 0, isSound {
      read(&self)
      left -= 1
    }
  }
}
