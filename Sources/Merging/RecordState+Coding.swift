extension RecordState {
  /// Returns the state's compact bytes for a store's cache; equal states give equal bytes.
  ///
  /// The layout is this program's own affair and not part of `Protocol/`: a changed layout is
  /// rebuilt from the segments.
  public func encoded() -> [UInt8] {
    var writer = StateWriter()
    writer.list(known.sorted { $0.key < $1.key }) { writer, entry in
      writer.bytes(entry.key.bytes)
      writer.list(entry.value.intervals) { writer, interval in
        writer.number(interval.lowerBound)
        writer.number(interval.upperBound - interval.lowerBound)
      }
    }
    var stamps: [OperationID: CommitStamp] = [:]
    for register in registers.values {
      for head in register.heads { stamps[head.stamp.firstOperation] = head.stamp }
    }
    let commits = stamps.sorted { $0.key < $1.key }
    writer.list(commits) { $0.stamp($1.value) }
    let places = Dictionary(
      uniqueKeysWithValues: commits.enumerated().map { ($1.key, UInt64($0)) })
    let names = registers.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    writer.list(names) { writer, name in
      writer.text(name)
      writer.list(self[name].heads) { writer, head in
        writer.number(places[head.stamp.firstOperation] ?? 0)
        writer.number(head.number - head.stamp.first)
        writer.text(head.kind.name)
        writer.text(head.value.bytes)
        writer.list(head.seen) { $0.operation($1) }
      }
      writer.list(self[name].awaited.sorted()) { $0.operation($1) }
    }
    return writer.bytes
  }

  /// Reads what ``encoded()`` wrote, or returns nil where the bytes are damaged.
  public init?(key: RecordKey, encoded bytes: [UInt8]) {
    self.init(key: key)
    var reader = StateReader(bytes)
    reader.repeating { reader in
      let log = reader.id(LogKind.self)
      reader.repeating { reader in
        let first = reader.position()
        known[log, default: IntervalSet()].insert(first...(first + reader.position()))
      }
    }
    var stamps: [CommitStamp] = []
    reader.repeating { stamps.append($0.stamp()) }
    reader.repeating { reader in
      var register = RegisterState()
      let name = reader.string()
      reader.repeating { reader in
        let place = reader.number()
        guard place < stamps.count else { return reader.fail() }
        let stamp = stamps[Int(place)]
        register.heads.append(
          Head(
            stamp: stamp, number: stamp.first + reader.position(),
            kind: OperationKind(name: reader.string()),
            value: CanonicalJSON(canonical: reader.text()), seen: reader.operations()))
      }
      register.awaited = Set(reader.operations())
      registers[name] = register
    }
    guard reader.isWhole else { return nil }
  }
}
