import LocalStore
import Merging
import Registry
import SyncEngine
import Wire

/// A register in which people contradict each other, and what they say.
struct Contradiction: Hashable {
  let record: RecordID
  let register: String
  let values: Set<CanonicalJSON>
}

/// The sums of one item in one unit.
struct Book: Hashable {
  let item: RecordID
  let unit: String
  /// By what happened, what must be there last; nothing where that is zero.
  let sums: [String: ExactDecimal]

  init(item: RecordID, unit: String, sums: [String: ExactDecimal]) {
    (self.item, self.unit) = (item, unit)
    self.sums = sums.filter { !$0.value.isZero }
  }

  /// What a device shows.
  init(_ account: Consolidation.Account) {
    let balance = account.balance
    self.init(
      item: account.item, unit: account.unit,
      sums: [
        "sent": balance.sent, "received": balance.received, "handed-out": balance.handedOut,
        "returned": balance.returned, "written-off": balance.writtenOff, "stock": balance.stock,
      ])
  }
}

/// What must be shown, straight from its definition: from all operations at once, with no regard to
/// how they came, and as slow as that is.
struct Model {
  /// All operations that count.
  let operations: [(id: OperationID, operation: Operation)]
  private let withoutEffect: Set<OperationID>
  private let byRecord: [RecordKey: [(id: OperationID, operation: Operation)]]

  init(_ segments: [Segment], _ trust: Trust) {
    var all: [(id: OperationID, operation: Operation)] = []
    var withoutEffect: Set<OperationID> = []
    for segment in segments {
      let roles = trust.roles(of: segment.header.device)
      for commit in segment.commits {
        for (index, operation) in commit.operations.enumerated() {
          let id = OperationID(log: segment.header.log, number: commit.first + UInt64(index))
          all.append((id, operation))
          if !Self.permits(operation, roles) { withoutEffect.insert(id) }
        }
      }
    }
    operations = all
    self.withoutEffect = withoutEffect
    byRecord = Dictionary(grouping: operations, by: \.operation.record)
  }

  /// Whether one of the roles may do something: centres all, auditors nothing, clerks all but
  /// decisions; only centres make statements and what is official.
  private static func permits(_ operation: Operation, _ roles: Set<Role>) -> Bool {
    if roles.contains(.centre) { return true }
    let isCentral = ["admit", "retire", "release"].contains(operation.kind.name)
    if isCentral || operation.register.hasPrefix("official-") { return false }
    if roles.contains(.officer) { return true }
    return roles.contains(.clerk) && !["resolve", "erase"].contains(operation.kind.name)
  }

  /// What follows from the segments that count at a device.
  init(of engine: Engine) throws {
    let store = engine.store
    let segments = try store.segments().map { try Segment(startOf: store.bytes(of: $0)[...]) }
    self.init(segments, try store.trust())
  }

  /// The operations of each register that no other has replaced.
  func heads(of key: RecordKey) -> [String: Set<OperationID>] {
    headOperations(of: key).mapValues { Set($0.map(\.id)) }
  }

  private func headOperations(
    of key: RecordKey
  ) -> [String: [(id: OperationID, operation: Operation)]] {
    let all = (byRecord[key] ?? []).filter { !withoutEffect.contains($0.id) }
    return Dictionary(grouping: all, by: \.operation.register).compactMapValues { register in
      let replaced = Set(register.flatMap(\.operation.replaced))
      let heads = register.filter { id, operation in
        operation.kind != .remove && (operation.kind == .entry || !replaced.contains(id))
      }
      return heads.isEmpty ? nil : heads
    }
  }

  /// The fields of records, not withdrawn, for which people have entered different values.
  func contradictions(in views: [RecordView]) -> Set<Contradiction> {
    var found: Set<Contradiction> = []
    for view in views where !view.isWithdrawn {
      for (register, heads) in headOperations(of: view.state.key) {
        let rule = view.type?.field(register)?.rule ?? .ask
        guard rule == .ask, register != Operation.voidRegister else { continue }
        let values = Set(
          heads.map(\.operation).filter { [.set, .resolve].contains($0.kind) }.map(\.value))
        guard values.count > 1 else { continue }
        found.insert(Contradiction(record: view.id, register: register, values: values))
      }
    }
    return found
  }

  /// The books of all items, added up entry by entry; nil where records are joined.
  func books(_ views: [RecordView]) -> Set<Book>? {
    guard !operations.contains(where: { $0.operation.register == "same" }) else { return nil }
    let shown = Set(views.filter { !$0.isWithdrawn }.map(\.state.key))
    let entries = shown.filter { $0.type == "ledger" }.compactMap { key in
      operations.first { $0.operation.record == key && $0.operation.kind == .entry }
        .map { (key.id, $0.operation.value.value) }
    }
    let kinds = Dictionary(uniqueKeysWithValues: entries.map { ($0.0, $0.1["kind"]?.string) })
    let reversed = Set(
      entries.filter { $0.1["kind"]?.string == "reversal" }
        .compactMap { $0.1["reverses"]?.string.flatMap(RecordID.init(hex:)) }
        .filter { kinds[$0] != nil && kinds[$0] != "reversal" })
    var sums: [Ledger.Account: [String: ExactDecimal]] = [:]
    for (id, entry) in entries where !reversed.contains(id) {
      guard let item = entry["item"]?.string.flatMap(RecordID.init(hex:)),
        shown.contains(RecordKey(type: "item", id: item)),
        let amount = entry["quantity"]?["amount"]?.string.flatMap({ ExactDecimal($0) }),
        let unit = entry["quantity"]?["unit"]?.string, amount > .zero
      else { continue }
      let account = Ledger.Account(item: item, unit: unit)
      guard let kind = entry["kind"]?.string, let sign = Self.signs[kind] else { continue }
      sums[account, default: [:]][kind, default: .zero] += amount
      guard sign != 0 else { continue }
      sums[account, default: [:]]["stock", default: .zero] += sign < 0 ? -amount : amount
    }
    return Set(
      sums.map { account, sums in
        Book(item: account.item, unit: account.unit, sums: sums.filter { $0.key != "moved" })
      })
  }

  /// What each kind of entry does to what must be there.
  private static let signs = [
    "sent": 0, "received": 1, "handed-out": -1, "returned": 1, "written-off": -1, "moved": 0,
  ]
}
