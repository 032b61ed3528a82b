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
      text.add(isFirst ? "[\"" : ",[\"")
      text.known(log, numbers)
      isFirst = false
    }
    text.add("],[")
    isFirst = true
    for (name, register) in registers where !register.heads.isEmpty {
      text.add(isFirst ? "[\"" : ",[\"")
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

  /// Adds a log's numbers after `["`.
  mutating func known(_ log: LogID, _ numbers: IntervalSet) {
    add(log)
    add("\",[")
    for (index, interval) in numbers.intervals.enumerated() {
      add(index == 0 ? "[" : ",[")
      add(interval.lowerBound)
      add(",")
      add(interval.upperBound)
      add("]")
    }
    add("]]")
  }

  /// Adds a register's heads after `["`.
  mutating func register(_ name: String, _ register: RegisterState) {
    add(name)
    add("\",[")
    for (index, head) in register.heads.enumerated() {
      add(index == 0 ? "[" : ",[")
      self.head(head)
    }
    add("]]")
  }

  /// Adds a head after `[`.
  mutating func head(_ head: Head) {
    operation(head.id)
    add(",\"")
    add(head.kind.name)
    add("\",")
    bytes.append(contentsOf: head.value.bytes)
    add(",[")
    for (index, id) in head.seen.enumerated() {
      add(index == 0 ? "[" : ",[")
      operation(id)
      add("]")
    }
    add("]]")
  }

  mutating func operation(_ id: OperationID) {
    add("\"")
    add(id.log)
    add("\",")
    add(id.number)
  }
}
