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
    for (index, entry) in known.enumerated() {
      text.open(isFirst: index == 0)
      text.known(entry.key, entry.value)
    }
    text.add("],[")
    text.registers(registers)
    text.add("]]")
    return text.bytes
  }
}

/// Canonical JSON in the making.
private struct CanonicalText {
  var bytes: [UInt8] = []
  /// What a head begins with, up to its number, of the logs that were named already.
  private var starts: [(log: LogID, text: [UInt8])] = []

  private static let open = Array("[\"".utf8)
  private static let nextOpen = Array(",[\"".utf8)
  private static let set = Array(",\"set\",".utf8)
  private static let noneSeen = Array(",[]]".utf8)
  private static let endPlain = Array(",[]]]]".utf8)

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

  /// Adds `",[["`, a log and `",`: what stands between a register's name and its head's number.
  private mutating func addStart(of log: LogID) {
    if let known = starts.firstIndex(where: { $0.log == log }) {
      return bytes.append(contentsOf: starts[known].text)
    }
    var text = Array("\",[[\"".utf8)
    log.appendHex(to: &text)
    text += [0x22, 0x2C]
    starts.append((log, text))
    bytes.append(contentsOf: text)
  }

  /// Begins a list whose first item is a string, as the first or a further one.
  mutating func open(isFirst: Bool) {
    bytes.append(contentsOf: isFirst ? Self.open : Self.nextOpen)
  }

  /// Adds a log's numbers after `["`.
  mutating func known(_ log: LogID, _ numbers: IntervalSet) {
    add(log)
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

  /// Adds the registers that have heads.
  ///
  /// Nothing is copied on the way: this is done more often than anything else in a merge.
  mutating func registers(_ registers: SortedMap<String, RegisterState>) {
    var isFirst = true
    for place in registers.indices where !registers[at: place].heads.isEmpty {
      open(isFirst: isFirst)
      isFirst = false
      add(registers[keyAt: place])
      for index in registers[at: place].heads.indices {
        let log = registers[at: place].heads[index].stamp.log
        if index == 0 { addStart(of: log) } else { name(log) }
        add(registers[at: place].heads[index].number)
        kind(registers[at: place].heads[index].kind)
        bytes.append(contentsOf: registers[at: place].heads[index].value.bytes)
        let isLast = index == registers[at: place].heads.count - 1
        if isLast, registers[at: place].heads[index].seen.isEmpty {
          bytes.append(contentsOf: Self.endPlain)
        } else {
          seen(registers[at: place].heads[index].seen)
          if isLast { add("]]") }
        }
      }
    }
  }

  private mutating func kind(_ kind: OperationKind) {
    if kind == .set {
      bytes.append(contentsOf: Self.set)
    } else {
      add(",\"\(kind.name)\",")
    }
  }

  private mutating func seen(_ seen: [OperationID]) {
    guard !seen.isEmpty else { return bytes.append(contentsOf: Self.noneSeen) }
    add(",[")
    for (index, id) in seen.enumerated() {
      if index == 0 { add("[\"") } else { bytes.append(contentsOf: Self.nextOpen) }
      add(id.log)
      add("\",")
      add(id.number)
      bytes.append(0x5D)
    }
    add("]]")
  }

  /// Adds a further head up to its number.
  private mutating func name(_ log: LogID) {
    bytes.append(contentsOf: Self.nextOpen)
    add(log)
    add("\",")
  }
}
