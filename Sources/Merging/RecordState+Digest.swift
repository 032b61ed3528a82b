import Wire

extension RecordState {
  /// The canonical text that is hashed for the state digest (`Protocol/`, section State digest).
  ///
  /// Written directly, because every merge hashes every record that it changes.
  public func digestInput(dossier: DossierID) -> [UInt8] {
    var text = CanonicalText()
    text.list {
      $0.add("\"pobratym record 1\",")
      $0.add(dossier)
      $0.add(",")
      JSONValue.string(key.type).writeCanonical(into: &$0.bytes)
      $0.add(",")
      $0.add(key.id)
      $0.add(",")
      $0.list { text in
        text.items(known.sorted { $0.key < $1.key }) { $0.known($1.key, $1.value) }
      }
      $0.add(",")
      $0.list { text in
        let registers = registers.filter { !$0.value.heads.isEmpty }
          .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        text.items(registers) { $0.register($1.key, $1.value) }
      }
    }
    return text.bytes
  }
}

/// Canonical JSON in the making.
private struct CanonicalText {
  var bytes: [UInt8] = []

  init() {
    bytes.reserveCapacity(1_024)
  }

  mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func add(_ number: UInt64) { bytes.append(contentsOf: String(number).utf8) }

  mutating func add<Kind>(_ id: ID128<Kind>) {
    add("\"")
    id.appendHex(to: &bytes)
    add("\"")
  }

  /// Adds a name, which has no character to escape.
  mutating func add(name: String) {
    add("\"")
    bytes.append(contentsOf: name.utf8)
    add("\"")
  }

  mutating func list(_ body: (inout CanonicalText) -> Void) {
    add("[")
    body(&self)
    add("]")
  }

  mutating func items<Item>(_ items: [Item], _ write: (inout CanonicalText, Item) -> Void) {
    for (index, item) in items.enumerated() {
      if index > 0 { add(",") }
      write(&self, item)
    }
  }

  mutating func known(_ log: LogID, _ numbers: IntervalSet) {
    list { text in
      text.add(log)
      text.add(",")
      text.list { text in
        text.items(numbers.intervals) { text, interval in
          text.list {
            $0.add(interval.lowerBound)
            $0.add(",")
            $0.add(interval.upperBound)
          }
        }
      }
    }
  }

  mutating func register(_ name: String, _ register: RegisterState) {
    list { text in
      text.add(name: name)
      text.add(",")
      text.list { $0.items(register.heads) { $0.head($1) } }
    }
  }

  mutating func operation(_ id: OperationID) {
    add(id.log)
    add(",")
    add(id.number)
  }

  mutating func head(_ head: Head) {
    list { text in
      text.operation(head.id)
      text.add(",")
      text.add(name: head.kind.name)
      text.add(",")
      text.bytes.append(contentsOf: head.value.bytes)
      text.add(",")
      text.list { $0.items(head.seen) { text, id in text.list { $0.operation(id) } } }
    }
  }
}
