import Merging
import Registry
import Wire

/// Records as one device of an officer's has entered them.
enum Entered {
  static let log = LogID(high: 9, low: 9)

  /// Returns a record with fields as a person types them; references are ids of `id(_:)`.
  static func view(
    _ type: String, _ number: UInt64, _ fields: KeyValuePairs<String, String>
  ) throws -> RecordView {
    let type = try Schema.standard.type(type)
    let key = RecordKey(type: type.name, id: id(number))
    let edits = try type.edits(
      fields.map { (field: $0.key, text: $0.value) }, isNew: type.isLedger)
    let operations = edits.map { edit in
      let kind: OperationKind =
        switch edit.rule {
        case .set: .add
        case .ledger: .entry
        case .ask, .latest, .text: .set
        }
      return Operation(
        kind, record: key, register: edit.register, value: CanonicalJSON(edit.value))
    }
    var state = RecordState(key: key)
    state.apply(
      Commit(
        first: number, lamport: 1, claimedSeconds: 1, author: nil, reason: nil,
        operations: operations),
      of: log)
    return RecordView(state, schema: .standard)
  }

  /// Returns a record of which somebody has said that it is the same as another.
  static func joined(_ view: RecordView, with number: UInt64) -> RecordView {
    var state = view.state
    let operation = Operation(
      .add, record: state.key, register: Sameness.register,
      value: CanonicalJSON(.string(id(number).hex)))
    state.apply(
      Commit(
        first: 1_000 + number, lamport: 2, claimedSeconds: 2, author: nil, reason: "one thing",
        operations: [operation]),
      of: log)
    return RecordView(state, schema: .standard)
  }

  static func id(_ number: UInt64) -> RecordID { RecordID(high: 1, low: number) }
}
