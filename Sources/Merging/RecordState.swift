import Wire

/// The merged state of one record: a pure function of the set of its operations.
public struct RecordState: Hashable, Sendable {
  /// The record's type and id.
  public let key: RecordKey
  /// The numbers of the record's operations that are here, replaced ones included, per log.
  public internal(set) var known = SortedMap<LogID, IntervalSet>()
  /// The registers that any operation has touched.
  public internal(set) var registers = SortedMap<String, RegisterState>()

  /// Creates the state of a record of which nothing is known.
  public init(key: RecordKey) {
    self.key = key
  }

  /// Tells whether an operation of this record is here.
  public func contains(_ id: OperationID) -> Bool { known[id.log]?.contains(id.number) ?? false }

  /// Merges operations of one commit that follow each other, of which `first` is the first's
  /// number; those that are here already, or of another record, change nothing.
  ///
  /// One without effect is known from then on, but is no head and replaces nothing.
  public mutating func apply(
    _ operations: ArraySlice<Operation>, from first: UInt64, of stamp: CommitStamp,
    hasEffect: (Operation) -> Bool = { _ in true }
  ) {
    // Asked once, since hardly any register ever awaits anything.
    var awaitsAny = registers.contains { !$0.awaited.isEmpty }
    if registers.isEmpty { registers.reserveCapacity(operations.count) }
    // By their places: there are millions of operations, and to copy one takes time.
    for place in operations.indices {
      let number = first + UInt64(place - operations.startIndex)
      let id = OperationID(log: stamp.log, number: number)
      guard operations[place].record == key, !contains(id) else { continue }
      known.update(stamp.log, from: IntervalSet()) { $0.insert(number) }
      let hasEffect = hasEffect(operations[place])
      if awaitsAny { stopAwaiting(id, but: hasEffect ? operations[place].register : nil) }
      guard hasEffect else { continue }
      let seen = operations[place].seen
      let head = Head(
        stamp: stamp, number: number, kind: operations[place].kind,
        value: operations[place].value, seen: seen.count < 2 ? seen : seen.sorted())
      let replaced = operations[place].replaced
      let awaits = registers.update(operations[place].register, from: RegisterState()) { [known] in
        $0.apply(head, replacing: replaced) { known[$0.log]?.contains($0.number) ?? false }
        return !$0.awaited.isEmpty
      }
      awaitsAny = awaitsAny || awaits
    }
  }

  /// Notes that an operation has come, in all registers but its own.
  private mutating func stopAwaiting(_ id: OperationID, but own: String?) {
    registers.updateAll { name, register in
      if !register.awaited.isEmpty, name != own { register.awaited.remove(id) }
    }
  }

  /// Merges all operations of a commit that are about this record.
  public mutating func apply(_ commit: Commit, of log: LogID) {
    apply(commit.operations[...], from: commit.first, of: commit.stamp(log: log))
  }

  /// The state of a register, empty where nobody has touched it.
  public subscript(register: String) -> RegisterState { registers[register] ?? RegisterState() }

  /// How many operations of this record are here.
  public var operationCount: UInt64 { known.reduce(0) { $0 + $1.value.count } }

  /// Whether anything of it has, or had, effect.
  public var hasHeads: Bool { !registers.isEmpty }

  /// Heads that withdraw the record.
  public var voids: [Head] {
    registers[Operation.voidRegister]?.heads.filter { $0.value == Self.yes } ?? []
  }

  /// Whether somebody withdrew the record and nobody brought it back.
  public var isVoid: Bool { !voids.isEmpty }

  /// Heads made apart from the withdrawal: those that none of the withdrawals had seen.
  public var editsApartFromVoid: [Head] {
    let voids = voids
    guard !voids.isEmpty else { return [] }
    let seen = Set(voids.flatMap(\.seen))
    return registers.filter { $0.key != Operation.voidRegister }
      .flatMap(\.value.heads).filter { !seen.contains($0.id) }.sorted { $0.id < $1.id }
  }

  /// Whether a person may have to decide: different values in a register, or an edit of a
  /// withdrawn record.
  ///
  /// The schema's rules narrow this down to conflicts.
  public var isContested: Bool {
    registers.contains { !$0.hasOneHead && $0.isContested } || !editsApartFromVoid.isEmpty
  }

  /// Whether a head's value is an object: hardly ever is it.
  var holdsObject: Bool {
    registers.contains { $0.heads.contains { $0.value.bytes.first == 0x7B } }
  }

  /// Operations named as replaced that have not come, per register.
  public var awaited: [String: Set<OperationID>] {
    Dictionary(uniqueKeysWithValues: registers.map { ($0.key, $0.value.awaited) })
      .filter { !$0.value.isEmpty }
  }

  private static let yes = CanonicalJSON(true)
}
