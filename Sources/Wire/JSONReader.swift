extension JSONValue {
  /// Reads one value that is the whole of `bytes`.
  public static func parse(
    _ bytes: ArraySlice<UInt8>, limits: JSONLimits = .standard
  ) throws(WireError) -> JSONValue {
    guard bytes.count <= limits.maximumBytes else {
      throw WireError(.tooLarge, at: limits.maximumBytes)
    }
    var reader = JSONReader(bytes: bytes, limits: limits)
    return try reader.readDocument()
  }

  /// Reads one value that is the whole of `bytes`.
  public static func parse(
    _ bytes: [UInt8], limits: JSONLimits = .standard
  ) throws(WireError) -> JSONValue {
    try parse(bytes[...], limits: limits)
  }
}

/// A recursive-descent reader whose depth, sizes and counts are limited.
struct JSONReader {
  let bytes: ArraySlice<UInt8>
  let limits: JSONLimits
  var position: Int

  init(bytes: ArraySlice<UInt8>, limits: JSONLimits) {
    self.bytes = bytes
    self.limits = limits
    position = bytes.startIndex
  }

  func error(_ problem: WireError.Problem, at index: Int? = nil) -> WireError {
    WireError(problem, at: (index ?? position) - bytes.startIndex)
  }

  mutating func readDocument() throws(WireError) -> JSONValue {
    skipSpace()
    guard position < bytes.endIndex else { throw error(.empty) }
    let value = try readValue(depth: 0)
    skipSpace()
    guard position == bytes.endIndex else { throw error(.trailingBytes) }
    return value
  }

  private mutating func skipSpace() {
    while position < bytes.endIndex {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  func peek() throws(WireError) -> UInt8 {
    guard position < bytes.endIndex else { throw error(.truncated) }
    return bytes[position]
  }

  mutating func expect(_ byte: UInt8) throws(WireError) {
    let found = try peek()
    guard found == byte else { throw error(.unexpectedByte(found)) }
    position += 1
  }

  private mutating func readValue(depth: Int) throws(WireError) -> JSONValue {
    let byte = try peek()
    switch byte {
    case 0x22: return .string(try readString())
    case 0x7B: return .object(try readObject(depth: depth + 1))
    case 0x5B: return .array(try readArray(depth: depth + 1))
    case 0x74: return try readWord("true", .bool(true))
    case 0x66: return try readWord("false", .bool(false))
    case 0x6E: return try readWord("null", .null)
    case 0x2D, 0x30...0x39: return .integer(try readInteger())
    default: throw error(.unexpectedByte(byte))
    }
  }

  private mutating func readWord(
    _ word: StaticString, _ value: JSONValue
  ) throws(WireError) -> JSONValue {
    for unit in word.description.utf8 { try expect(unit) }
    return value
  }

  private mutating func readInteger() throws(WireError) -> Int64 {
    let start = position
    let isNegative = bytes[position] == 0x2D
    if isNegative { position += 1 }
    let first = try peek()
    guard (0x30...0x39).contains(first) else { throw error(.unexpectedByte(first)) }
    var value: Int64 = 0
    var digits = 0
    while position < bytes.endIndex, (0x30...0x39).contains(bytes[position]) {
      digits += 1
      guard digits <= 16 else { throw error(.integerOutOfRange, at: start) }
      value = value * 10 + Int64(bytes[position] - 0x30)
      position += 1
    }
    if position < bytes.endIndex, [0x2E, 0x65, 0x45].contains(bytes[position]) {
      throw error(.notAnInteger, at: start)
    }
    guard !(first == 0x30 && (digits > 1 || isNegative)) else {
      throw error(.notAnInteger, at: start)
    }
    guard value <= 9_007_199_254_740_991 else { throw error(.integerOutOfRange, at: start) }
    return isNegative ? -value : value
  }

  private mutating func open(depth: Int, close: UInt8) throws(WireError) -> Bool {
    guard depth <= limits.maximumDepth else { throw error(.tooDeep) }
    position += 1
    skipSpace()
    guard try peek() == close else { return true }
    position += 1
    return false
  }

  /// Steps over a comma, or over the closing byte; tells whether another item follows.
  private mutating func hasNext(close: UInt8, count: Int) throws(WireError) -> Bool {
    skipSpace()
    let byte = try peek()
    guard byte == 0x2C || byte == close else { throw error(.unexpectedByte(byte)) }
    guard byte == close || count < limits.maximumItems else { throw error(.tooManyItems) }
    position += 1
    if byte == 0x2C { skipSpace() }
    return byte == 0x2C
  }

  private mutating func readArray(depth: Int) throws(WireError) -> [JSONValue] {
    var items: [JSONValue] = []
    guard try open(depth: depth, close: 0x5D) else { return items }
    repeat {
      items.append(try readValue(depth: depth))
    } while try hasNext(close: 0x5D, count: items.count)
    return items
  }

  private mutating func readObject(depth: Int) throws(WireError) -> JSONObject {
    var members: [JSONMember] = []
    var names: Set<[UInt8]> = []
    guard try open(depth: depth, close: 0x7D) else { return JSONObject() }
    repeat {
      let start = position
      let byte = try peek()
      guard byte == 0x22 else { throw error(.unexpectedByte(byte)) }
      let key = try readString()
      let isNew =
        members.count < 16
        ? !members.contains { $0.key.utf8.elementsEqual(key.utf8) }
        : addName(key, to: &names, from: members)
      guard isNew else { throw error(.duplicateKey, at: start) }
      skipSpace()
      try expect(0x3A)
      skipSpace()
      members.append(JSONMember(key, try readValue(depth: depth)))
    } while try hasNext(close: 0x7D, count: members.count)
    return JSONObject(members)
  }

  /// Adds a name to the names of an object that has grown large; false where it was there.
  private func addName(
    _ key: String, to names: inout Set<[UInt8]>, from members: [JSONMember]
  ) -> Bool {
    if names.isEmpty { names = Set(members.map { Array($0.key.utf8) }) }
    return names.insert(Array(key.utf8)).inserted
  }
}
