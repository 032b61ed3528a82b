extension RecordState {
  /// Returns the state's compact bytes for a store's cache, or nil where something can be given no
  /// number.
  ///
  /// With the same symbols equal states give equal bytes.
  /// The layout is this program's own affair and not part of `Protocol/`: a changed layout is
  /// rebuilt from the segments. A register with one head that sets its value, as nearly all are,
  /// takes one byte and a text, or two and another value.
  public func encoded(with symbols: SymbolTable) -> [UInt8]? { bytes(symbols) }

  /// Returns the same with the numbers that were given until some moment, or nil where one is not
  /// among them.
  public func encoded(with numbers: GivenNumbers) -> [UInt8]? { bytes(numbers) }

  private func bytes(_ symbols: some SymbolNumbers) -> [UInt8]? {
    var writer = StateWriter(symbols)
    writer.count(known.count)
    for (log, numbers) in known {
      writer.log(log)
      writer.numbers(numbers)
    }
    let stamps = stamps
    writer.count(stamps.count)
    for stamp in stamps { writer.stamp(stamp) }
    writer.names(registers.keys)
    for place in registers.indices {
      if registers[at: place].isPlain {
        let head = registers[at: place].heads[0].place(among: stamps)
        let value = registers[at: place].heads[0].value.bytes
        let isString = value.isPlainString
        writer.number(head << 2 | (isString ? 3 : 1))
        if isString { writer.raw(value) } else { writer.text(value) }
      } else {
        writer.register(registers[at: place], stamps)
      }
    }
    return writer.isComplete ? writer.bytes : nil
  }

  /// The stamps of all heads, each once, in the order of their commits.
  private var stamps: [CommitStamp] {
    var stamps: [CommitStamp] = []
    for place in registers.indices {
      for index in registers[at: place].heads.indices {
        let stamp = registers[at: place].heads[index].stamp
        var index = stamps.count
        while index > 0, stamp.firstOperation < stamps[index - 1].firstOperation { index -= 1 }
        if index > 0, stamps[index - 1].isOfCommit(of: stamp) { continue }
        stamps.insert(stamp, at: index)
      }
    }
    return stamps
  }

  /// Reads what ``encoded(with:)`` wrote, or returns nil where the bytes are damaged.
  public init?(key: RecordKey, encoded bytes: [UInt8], with symbols: SymbolTable) {
    self.init(key: key, bytes, symbols)
  }

  init?(key: RecordKey, _ bytes: [UInt8], _ symbols: some SymbolSource) {
    self.init(key: key)
    var reader = StateReader(bytes, symbols)
    var isSorted = true
    reader.repeating { reader in
      isSorted = known.append(reader.log(), reader.numbers()) && isSorted
    }
    let stamps = reader.stamps()
    let names = reader.names()
    registers.reserveCapacity(names.count)
    for name in names {
      isSorted = registers.append(name, reader.register(stamps)) && isSorted
    }
    guard reader.isWhole, isSorted else { return nil }
  }
}

extension RegisterState {
  /// Whether nothing but one head sets its value.
  fileprivate var isPlain: Bool {
    heads.count == 1 && heads[0].kind == .set && heads[0].seen.isEmpty && awaited.isEmpty
  }
}

extension StateWriter {
  fileprivate mutating func register(_ register: RegisterState, _ stamps: [CommitStamp]) {
    number(UInt64(register.heads.count) << 2 | (register.awaited.isEmpty ? 0 : 2))
    for head in register.heads {
      number(head.place(among: stamps))
      kind(of: head)
      text(head.value.bytes)
      if !head.seen.isEmpty { operations(head.seen) }
    }
    if !register.awaited.isEmpty { operations(register.awaited.sorted()) }
  }
}

extension Head {
  /// One number for its commit's place among sorted stamps and its own place in the commit.
  fileprivate func place(among stamps: [CommitStamp]) -> UInt64 {
    // The last that does not come after its own, which is among them.
    let own = stamp.firstOperation
    var (place, end) = (0, stamps.count)
    while end - place > 1 {
      let middle = (place + end) / 2
      if own < stamps[middle].firstOperation { end = middle } else { place = middle }
    }
    return (number - stamp.first) * UInt64(stamps.count) + UInt64(place)
  }

  /// Reads a place that was written; nil where it can be none.
  fileprivate init?(
    place: UInt64, among stamps: [CommitStamp], kind: OperationKind, value: ArraySlice<UInt8>,
    seen: [OperationID]
  ) {
    guard !stamps.isEmpty, place <= UInt64(Limits.largestInteger) else { return nil }
    let (offset, index) = place.quotientAndRemainder(dividingBy: UInt64(stamps.count))
    let stamp = stamps[Int(index)]
    self.init(
      stamp: stamp, number: stamp.first + offset, kind: kind,
      value: CanonicalJSON(canonical: value), seen: seen)
  }
}

extension StateReader {
  /// Reads the stamps, which must be in order.
  mutating func stamps() -> [CommitStamp] {
    var stamps: [CommitStamp] = []
    repeating { reader in
      let stamp = reader.stamp()
      if let last = stamps.last, !(last.firstOperation < stamp.firstOperation) { reader.fail() }
      stamps.append(stamp)
    }
    return stamps
  }

  /// Goes past a register.
  mutating func skipRegister() {
    let form = number()
    guard form & 1 == 0 else {
      _ = form & 2 == 2 ? plainString() : text()
      return
    }
    repeating(form >> 2) { reader in
      _ = reader.number()
      let hasSeen = reader.kind().hasSeen
      _ = reader.text()
      if hasSeen { _ = reader.operations() }
    }
    if form & 2 == 2 { _ = operations() }
  }

  mutating func register(_ stamps: [CommitStamp]) -> RegisterState {
    var register = RegisterState()
    let form = number()
    guard form & 1 == 0 else {
      let value = form & 2 == 2 ? plainString() : text()
      let head = Head(place: form >> 2, among: stamps, kind: .set, value: value, seen: [])
      if let head { register.heads = [head] } else { fail() }
      return register
    }
    repeating(form >> 2) { reader in
      let place = reader.number()
      let (kind, hasSeen) = reader.kind()
      let value = reader.text()
      let seen = hasSeen ? reader.operations() : []
      guard let head = Head(place: place, among: stamps, kind: kind, value: value, seen: seen)
      else { return reader.fail() }
      register.heads.append(head)
    }
    if form & 2 == 2 { register.awaited = Set(operations()) }
    return register
  }
}

extension CommitStamp {
  /// Tells whether another stamp is of the same commit.
  fileprivate func isOfCommit(of other: CommitStamp) -> Bool {
    first == other.first && log == other.log
  }
}
