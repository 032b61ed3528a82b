import Wire

extension RecordState {
  /// The canonical text that is hashed for the state digest (`Protocol/`, section State digest).
  ///
  /// Written directly, because every merge hashes every record that it changes.
  public func digestInput(dossier: DossierID) -> [UInt8] {
    var text = CanonicalText()
    text.add("[\"pobratym record 1\",\"")
    text.add(dossier)
    text.add("\",")
    JSONValue.string(key.type).writeCanonical(into: &text.bytes)
    text.add(",\"")
    text.add(key.id)
    text.add("\",[")
    var isFirst = true
    for (log, numbers) in known {
      text.open(isFirst: isFirst)
      text.known(log, numbers)
      isFirst = false
    }
    text.add("],[")
    isFirst = true
    for (name, register) in registers where !register.heads.isEmpty {
      text.open(isFirst: isFirst)
      text.register(name, register)
      isFirst = false
    }
    text.add("]]")
    return text.bytes
  }
}

/// Canonical JSON in the making.
private struct CanonicalText {
  var bytes: [UInt8] = []
  /// The digits of the logs that were named already.
  private var digits: [(log: LogID, hex: [UInt8])] = []

  private static let open = Array("[\"".utf8)
  private static let nextOpen = Array(",[\"".utf8)
  private static let set = Array(",\"set\",".utf8)
  private static let noneSeen = Array(",[]]".utf8)

  init() {
    bytes.reserveCapacity(2_048)
  }

  mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func add(_ number: UInt64) {
    guard number >= 10 else { return bytes.append(0x30 + UInt8(number)) }
    add(number / 10)
    bytes.append(0x30 + UInt8(number % 10))
  }

  mutating func add<Kind>(_ id: ID128<Kind>) { id.appendHex(to: &bytes) }

  private mutating func add(log: LogID) {
    if let known = digits.firstIndex(where: { $0.log == log }) {
      return bytes.append(contentsOf: digits[known].hex)
    }
    var hex: [UInt8] = []
    log.appendHex(to: &hex)
    digits.append((log, hex))
    bytes.append(contentsOf: hex)
  }

  /// Begins a list whose first item is a string, as the first or a further one.
  mutating func open(isFirst: Bool) {
    bytes.append(contentsOf: isFirst ? Self.open : Self.nextOpen)
  }

  /// Adds a log's numbers after `["`.
  mutating func known(_ log: LogID, _ numbers: IntervalSet) {
    add(log: log)
    add("\",[")
    for (index, interval) in numbers.intervals.enumerated() {
      add(index == 0 ? "[" : ",[")
      add(interval.lowerBound)
      bytes.append(0x2C)
      add(interval.upperBound)
      bytes.append(0x5D)
    }
    add("]]")
  }

  /// Adds a register's heads after `["`.
  mutating func register(_ name: String, _ register: RegisterState) {
    add(name)
    add("\",[")
    for index in register.heads.indices {
      open(isFirst: index == 0)
      head(register.heads[index])
    }
    add("]]")
  }

  /// Adds a head after `["`.
  private mutating func head(_ head: Head) {
    operation(head.stamp.log, head.number)
    if head.kind == .set {
      bytes.append(contentsOf: Self.set)
    } else {
      add(",\"\(head.kind.name)\",")
    }
    bytes.append(contentsOf: head.value.bytes)
    guard !head.seen.isEmpty else { return bytes.append(contentsOf: Self.noneSeen) }
    add(",[")
    for (index, id) in head.seen.enumerated() {
      open(isFirst: index == 0)
      operation(id.log, id.number)
      bytes.append(0x5D)
    }
    add("]]")
  }

  /// Adds an operation's name after `"`.
  private mutating func operation(_ log: LogID, _ number: UInt64) {
    add(log: log)
    bytes.append(0x22)
    bytes.append(0x2C)
    add(number)
  }
}
