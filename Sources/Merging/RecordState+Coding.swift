extension RecordState {
  /// Returns the state's compact bytes for a store's cache; with the same symbols, equal states give
  /// equal bytes.
  ///
  /// The layout is this program's own affair and not part of `Protocol/`: a changed layout is
  /// rebuilt from the segments.
  public func encoded(with symbols: SymbolTable) -> [UInt8]? {
    var writer = StateWriter(symbols)
    writer.count(known.count)
    for (log, numbers) in known {
      writer.log(log)
      writer.numbers(numbers)
    }
    let stamps = stamps
    writer.count(stamps.count)
    for stamp in stamps { writer.stamp(stamp) }
    writer.count(registers.count)
    for (name, register) in registers {
      writer.symbol(name)
      writer.number(UInt64(register.heads.count) << 1 | (register.awaited.isEmpty ? 0 : 1))
      for head in register.heads {
        let place = stamps.firstIndex { $0.isOfCommit(of: head.stamp) }
        writer.count(place ?? 0)
        writer.number(head.number - head.stamp.first)
        writer.kind(of: head)
        writer.text(head.value.bytes)
        if !head.seen.isEmpty { writer.operations(head.seen) }
      }
      if !register.awaited.isEmpty { writer.operations(register.awaited.sorted()) }
    }
    return writer.isComplete ? writer.bytes : nil
  }

  /// The stamps of all heads, each once, in the order of their commits.
  private var stamps: [CommitStamp] {
    var stamps: [CommitStamp] = []
    for (_, register) in registers {
      for head in register.heads {
        var index = stamps.count
        while index > 0, head.stamp.firstOperation < stamps[index - 1].firstOperation { index -= 1 }
        if index > 0, stamps[index - 1].isOfCommit(of: head.stamp) { continue }
        stamps.insert(head.stamp, at: index)
      }
    }
    return stamps
  }

  /// Reads what ``encoded(with:)`` wrote, or returns nil where the bytes are damaged.
  public init?(key: RecordKey, encoded bytes: [UInt8], with symbols: SymbolTable) {
    self.init(key: key)
    var reader = StateReader(bytes, symbols)
    var isSorted = true
    reader.repeating { reader in
      isSorted = known.append(reader.log(), reader.numbers()) && isSorted
    }
    var stamps: [CommitStamp] = []
    reader.repeating { reader in
      stamps.append(reader.stamp())
    }
    reader.repeating { reader in
      let name = reader.symbol()
      isSorted = registers.append(name, reader.register(stamps)) && isSorted
    }
    guard reader.isWhole, isSorted else { return nil }
  }
}

extension StateReader {
  fileprivate mutating func register(
    _ stamps: [CommitStamp]
  ) -> RegisterState {
    var register = RegisterState()
    let parts = number()
    var left = parts >> 1
    while left > 0, !isAtEnd {
      let place = number()
      guard place < stamps.count else {
        fail()
        break
      }
      let stamp = stamps[Int(place)]
      let number = stamp.first + position()
      let (kind, hasSeen) = kind()
      register.heads.append(
        Head(
          stamp: stamp, number: number, kind: kind, value: CanonicalJSON(canonical: text()),
          seen: hasSeen ? operations() : []))
      left -= 1
    }
    if left > 0 { fail() }
    if parts & 1 == 1 { register.awaited = Set(operations()) }
    return register
  }
}

extension CommitStamp {
  /// Tells whether another stamp is of the same commit.
  fileprivate func isOfCommit(of other: CommitStamp) -> Bool {
    first == other.first && log == other.log
  }
}
