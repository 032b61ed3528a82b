import Wire

/// Reads the commit lines that this program itself writes, straight from their bytes.
///
/// Nearly all lines are of ordinary edits with their members in the order in which `Commit.line`
/// writes them, without white space and escapes. Those need no JSON value to be made of each
/// member. Whatever else a line holds, also what is wrong with it, is left to
/// `Commit.init(line:in:number:)`.
struct CommitLine {
  private let bytes: ArraySlice<UInt8>
  private let log: LogID
  private var place: Int

  /// Longer lines are left alone: within this length none can exceed a limit of JSON.
  private static let maximumBytes = 32_768

  private init(_ bytes: ArraySlice<UInt8>, of log: LogID) {
    self.bytes = bytes
    self.log = log
    place = bytes.startIndex
  }

  /// Returns a line's commit, or nil where the line is not of the usual form.
  static func commit(_ bytes: ArraySlice<UInt8>, in log: LogID) -> Commit? {
    guard bytes.count <= maximumBytes else { return nil }
    var line = CommitLine(bytes, of: log)
    return line.commit()
  }

  private mutating func commit() -> Commit? {
    guard take("{\"n\":"), let first = positive(), take(",\"l\":"), let lamport = positive(),
      take(",\"t\":"), let seconds = integer()
    else { return nil }
    var author: String?
    if take(",\"by\":") {
      guard let text = string(), text.utf8.count <= Limits.authorBytes else { return nil }
      author = text
    }
    var reason: String?
    if take(",\"why\":") {
      guard let text = string(), text.utf8.count <= Limits.reasonBytes else { return nil }
      reason = text
    }
    guard take(",\"ops\":["), let operations = operations(from: first), take("]}"),
      place == bytes.endIndex
    else { return nil }
    return Commit(
      first: first, lamport: lamport, claimedSeconds: seconds, author: author, reason: reason,
      operations: operations)
  }

  private mutating func operations(from first: UInt64) -> [Operation]? {
    guard first <= UInt64(Limits.largestInteger) - UInt64(Limits.operationsPerCommit) else {
      return nil
    }
    var operations: [Operation] = []
    repeat {
      // Most commits set one field of a record, or all of a new one.
      if operations.count == 1 { operations.reserveCapacity(16) }
      guard operations.count < Limits.operationsPerCommit,
        let operation = operation(first + UInt64(operations.count), after: operations.last)
      else { return nil }
      operations.append(operation)
    } while take(",")
    return operations
  }

  private mutating func operation(_ number: UInt64, after previous: Operation?) -> Operation? {
    guard take("{") else { return nil }
    var kind = OperationKind.set
    if take("\"k\":") {
      // The others have rules of their own.
      guard let name = name(), name == "add" || name == "remove" || name == "entry", take(",")
      else {
        return nil
      }
      kind = OperationKind(name: name)
    }
    var type = previous?.record.type
    if take("\"y\":") {
      type = name()
      guard take(",") else { return nil }
    }
    var id = previous?.record.id
    if take("\"r\":") {
      id = identifier(RecordKind.self)
      guard take(",") else { return nil }
    }
    var register: String?
    if take("\"f\":") {
      register = name()
      guard register != nil, register != Operation.voidRegister, take(",") else { return nil }
    }
    guard let type, let id, take("\"v\":"), let value = value() else { return nil }
    var replaced: [OperationID] = []
    if take(",\"x\":[") {
      guard let list = references(before: number) else { return nil }
      replaced = list
    }
    // What was seen is recorded by withdrawals only.
    guard take("}") else { return nil }
    return Operation(
      kind, record: RecordKey(type: type, id: id), register: register ?? kind.defaultRegister,
      value: value, replaced: replaced)
  }

  /// Goes past a text, where it comes next.
  private mutating func take(_ text: String) -> Bool {
    var end = place
    for unit in text.utf8 {
      guard end < bytes.endIndex, bytes[end] == unit else { return false }
      end += 1
    }
    place = end
    return true
  }

  private mutating func integer() -> Int64? {
    let isNegative = take("-")
    let start = place
    var value: Int64 = 0
    while place < bytes.endIndex, bytes[place] &- 0x30 < 10 {
      value = value &* 10 &+ Int64(bytes[place] &- 0x30)
      place += 1
    }
    // No needless zero, no "-0", and nothing beyond the largest, which has 16 digits.
    guard (1...16).contains(place - start), value <= Limits.largestInteger,
      value != 0 ? bytes[start] != 0x30 : place - start == 1 && !isNegative
    else { return nil }
    return isNegative ? -value : value
  }

  private mutating func positive() -> UInt64? {
    guard let value = integer(), value >= 1 else { return nil }
    return UInt64(value)
  }

  /// Reads a string without escapes and returns what is between its quotes.
  private mutating func plainString() -> ArraySlice<UInt8>? {
    guard take("\"") else { return nil }
    let start = place
    var all: UInt8 = 0
    while place < bytes.endIndex {
      let byte = bytes[place]
      if byte == 0x22 { break }
      guard byte >= 0x20, byte != 0x5C else { return nil }
      all |= byte
      place += 1
    }
    let content = bytes[start..<place]
    guard take("\"") else { return nil }
    return all < 0x80 || String(validating: content, as: UTF8.self) != nil ? content : nil
  }

  private mutating func string() -> String? {
    plainString().map { String(decoding: $0, as: UTF8.self) }
  }

  /// Reads a name: 1 to 64 bytes of a-z, 0-9 and '-', after an optional '@'.
  private mutating func name() -> String? {
    guard let content = plainString(), content.count <= Limits.nameBytes else { return nil }
    let rest = content.first == 0x40 ? content.dropFirst() : content
    guard !rest.isEmpty else { return nil }
    for byte in rest where !(byte &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x2D) { return nil }
    return String(decoding: content, as: UTF8.self)
  }

  private mutating func identifier<Kind>(_: Kind.Type) -> ID128<Kind>? {
    guard take("\""), let high = eightBytes(), let low = eightBytes(), take("\"") else {
      return nil
    }
    return ID128(high: high, low: low)
  }

  private mutating func eightBytes() -> UInt64? {
    guard bytes.endIndex - place >= 16 else { return nil }
    var value: UInt64 = 0
    for index in place..<(place + 16) {
      guard let digit = Hex.value(of: bytes[index]) else { return nil }
      value = value << 4 | UInt64(digit)
    }
    place += 16
    return value
  }

  /// Reads a value that is no list and no object.
  private mutating func value() -> CanonicalJSON? {
    let start = place
    guard place < bytes.endIndex else { return nil }
    let isRead: Bool =
      switch bytes[place] {
      case 0x22: plainString() != nil
      case 0x74: take("true")
      case 0x66: take("false")
      case 0x6E: take("null")
      default: integer() != nil
      }
    return isRead ? CanonicalJSON(canonical: bytes[start..<place]) : nil
  }

  private mutating func references(before number: UInt64) -> [OperationID]? {
    var ids: [OperationID] = []
    repeat {
      guard ids.count < Limits.referencesPerOperation else { return nil }
      if take("[") {
        guard let other = identifier(LogKind.self), take(","), let place = positive(), take("]"),
          other != log || place < number
        else { return nil }
        ids.append(OperationID(log: other, number: place))
      } else {
        guard let place = positive(), place < number else { return nil }
        ids.append(OperationID(log: log, number: place))
      }
    } while take(",")
    return take("]") ? ids : nil
  }
}
