/// What is known of one register: its heads, and which replaced operations have yet to come.
///
/// The law: the heads are the register's operations that no operation of the register has
/// replaced, whatever the order in which they came. Ledger entries cannot be replaced.
public struct RegisterState: Hashable, Sendable {
  /// The heads, sorted by operation id.
  public internal(set) var heads: [Head] = []
  /// Operations named as replaced that have not come yet; they are dead on arrival.
  public internal(set) var awaited: Set<OperationID> = []

  /// Creates the state of a register that nobody has touched.
  public init() {}

  mutating func apply(
    _ head: Head, replacing replaced: [OperationID], known: (OperationID) -> Bool
  ) {
    if heads.isEmpty, awaited.isEmpty, replaced.isEmpty, head.kind != .remove {
      // As nearly every register begins.
      return heads = [head]
    }
    for id in replaced {
      if let index = heads.firstIndex(where: { $0.id == id }) {
        if heads[index].kind != .entry { heads.remove(at: index) }
      } else if !known(id) {
        awaited.insert(id)
      }
    }
    let isDead = !awaited.isEmpty && awaited.remove(head.id) != nil && head.kind != .entry
    guard !isDead, head.kind != .remove else { return }
    let index = heads.firstIndex { head.id < $0.id } ?? heads.endIndex
    heads.insert(head, at: index)
  }

  /// The distinct values of heads of the kinds that set a value, each with its heads in order.
  public var alternatives: [Alternative] {
    let heads = heads.filter(\.setsValue)
    // Nearly every register has one head: nothing to sort or to tell apart.
    if heads.count < 2 { return heads.map { Alternative(value: $0.value, heads: [$0]) } }
    var order: [CanonicalJSON] = []
    var byValue: [CanonicalJSON: [Head]] = [:]
    for head in heads.sorted(by: Head.precedes) {
      if byValue[head.value] == nil { order.append(head.value) }
      byValue[head.value, default: []].append(head)
    }
    return order.map { Alternative(value: $0, heads: byValue[$0] ?? []) }
  }

  /// Heads of kinds that this version does not understand.
  public var notUnderstood: [Head] {
    heads.filter {
      guard case .unknown(let name) = $0.kind else { return false }
      return name != Erasure.kind && !StatementKind.names.contains(name)
    }
  }

  /// Whether nobody contradicts anybody: as nearly all registers are.
  var hasOneHead: Bool { heads.count == 1 }

  /// Whether two heads set different values: a conflict, where the register's rule is `ask`.
  public var isContested: Bool { heads.count > 1 && alternatives.count > 1 }
}

/// One of the values of a register, with the heads that agree on it.
public struct Alternative: Hashable, Sendable {
  /// The value.
  public let value: CanonicalJSON
  /// The heads, in the order that is the same on every device.
  public let heads: [Head]

  /// Creates one.
  public init(value: CanonicalJSON, heads: [Head]) {
    self.value = value
    self.heads = heads
  }
}
