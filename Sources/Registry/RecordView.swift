public import Merging
public import Wire

/// A merged record as its schema reads it: what each field shows, and what is in conflict.
public struct RecordView: Sendable {
  /// The merged state.
  public let state: RecordState
  /// The type; nil for one of a newer version.
  public let type: RecordType?
  /// The fields that hold something, in the schema's order, those not understood last.
  public let fields: [FieldView]

  /// Reads a state by a schema.
  public init(_ state: RecordState, schema: Schema) {
    self.state = state
    let type = schema[state.key.type]
    self.type = type
    if let type, type.isLedger {
      fields = Self.entryFields(state, type)
    } else {
      let places = Dictionary(
        uniqueKeysWithValues: (type?.fields ?? []).enumerated().map { ($1.name, $0) })
      let names = state.registers.keys.filter { $0 != Operation.voidRegister }
      fields =
        names.sorted { (places[$0] ?? .max, $0) < (places[$1] ?? .max, $1) }
        .map { FieldView(name: $0, field: type?.field($0), register: state[$0]) }
        .filter { $0.isFilled }
    }
  }

  /// A ledger entry's members, each as a field of its own.
  private static func entryFields(_ state: RecordState, _ type: RecordType) -> [FieldView] {
    let register = state[Operation.entryRegister]
    guard case .value(let entry) = register.shown(by: .ledger),
      let members = entry.value.value.object?.members
    else { return [] }
    return members.map { member in
      let value = Alternative(value: CanonicalJSON(member.value), heads: entry.heads)
      return FieldView(
        name: member.key, field: type.field(member.key), shown: .value(value), register: register)
    }
  }

  /// The record's id.
  public var id: RecordID { state.key.id }

  /// Returns a field that holds something, or nil.
  public func field(_ name: String) -> FieldView? { fields.first { $0.name == name } }

  /// Returns the one value that a field shows; nil where it is empty, a set or in conflict.
  public func value(_ name: String) -> JSONValue? {
    guard case .value(let alternative) = field(name)?.shown else { return nil }
    return alternative.value.value
  }

  /// Returns the elements of a set.
  public func elements(_ name: String) -> [JSONValue] {
    guard case .elements(let elements) = field(name)?.shown else { return [] }
    return elements.map(\.value)
  }

  /// Returns the record that a field refers to.
  public func reference(_ name: String) -> RecordID? {
    value(name)?.string.flatMap(RecordID.init(hex:))
  }

  /// What names the record to a person: its title field, or its id.
  public var title: String {
    let text = type.flatMap { field($0.titleField)?.text }
    return text.flatMap { $0.isEmpty ? nil : $0 } ?? String(id.hex.prefix(8))
  }

  /// The conflicts, in the order of the fields.
  public var conflicts: [Conflict] {
    guard !isWithdrawn else { return [] }
    var conflicts = fields.compactMap { field -> Conflict? in
      guard case .conflict(let alternatives) = field.shown else { return nil }
      return Conflict(register: field.name, kind: .values(alternatives))
    }
    if state.isVoid {
      let kind = Conflict.Kind.withdrawn(Self.voidChoices(state), state.editsApartFromVoid)
      conflicts.append(Conflict(register: Operation.voidRegister, kind: kind))
    }
    return conflicts
  }

  /// The two outcomes of a disputed withdrawal: it stays withdrawn, or it comes back.
  private static func voidChoices(_ state: RecordState) -> [Alternative] {
    let alternatives = state[Operation.voidRegister].alternatives
    return [CanonicalJSON(true), .null].map { value in
      alternatives.first { $0.value == value } ?? Alternative(value: value, heads: [])
    }
  }

  /// Whether a person withdrew the record and nobody brought it back or edited it apart.
  public var isWithdrawn: Bool {
    state.isVoid && !state[Operation.voidRegister].isContested && state.editsApartFromVoid.isEmpty
  }

  /// Operations of a newer version: kept and forwarded, not understood yet.
  public var notUnderstood: [Head] {
    state.registers.sorted { $0.key < $1.key }.flatMap(\.value.notUnderstood)
  }

  /// Whether operations that others replaced have not come yet.
  public var isHistoryIncomplete: Bool { !state.awaited.isEmpty }
}
