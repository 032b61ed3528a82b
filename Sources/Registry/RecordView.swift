public import Merging
public import Wire

/// A merged record as its schema reads it: what each field shows, and what is in conflict.
public struct RecordView: Sendable {
  private enum Source: Sendable {
    /// A state, and the members of a ledger entry, each of which is a field of its own.
    indirect case whole(RecordState, entry: [JSONMember])
    case packed(PackedState)
  }

  private let source: Source
  private let types: [RecordType]
  /// The place of the type among the types; negative for one of a newer version.
  private let place: Int
  /// The personal data to which its heads refer, where that is here.
  public let cards: [BlobID: JSONObject]

  /// Reads a state by a schema, with the personal data that is here.
  public init(_ state: RecordState, schema: Schema, cards: [BlobID: JSONObject] = [:]) {
    place = schema.place(of: state.key.type) ?? -1
    types = schema.types
    self.cards = cards
    let isLedger = place >= 0 && types[place].isLedger
    source = .whole(
      state, entry: isLedger ? Self.entryMembers(of: state.registers[Operation.entryRegister]) : [])
  }

  /// Reads a packed state by a schema, with the personal data that is here.
  public init(_ state: PackedState, schema: Schema, cards: [BlobID: JSONObject] = [:]) {
    place = schema.place(of: state.key.type) ?? -1
    types = schema.types
    self.cards = cards
    source = .packed(state)
  }

  /// The record's type and id.
  public var key: RecordKey {
    switch source {
    case .whole(let state, _): state.key
    case .packed(let state): state.key
    }
  }

  /// The type; nil for one of a newer version.
  public var type: RecordType? { place < 0 ? nil : types[place] }

  /// The merged state.
  public var state: RecordState {
    switch source {
    case .whole(let state, _): state
    case .packed(let state): state.state
    }
  }

  /// Returns the merged state of a register; nil where nobody has touched it.
  public func register(_ name: String) -> RegisterState? {
    switch source {
    case .whole(let state, _): state.registers[name]
    case .packed(let state): state.register(name)
    }
  }

  /// The names of the registers that somebody has touched, sorted.
  private var registerNames: [String] {
    switch source {
    case .whole(let state, _): state.registers.keys
    case .packed(let state): state.names
    }
  }

  /// Whether anything of it has, or had, effect.
  public var hasHeads: Bool { !registerNames.isEmpty }

  /// The members of a ledger entry, each of which is a field of its own.
  private var entryMembers: [JSONMember] {
    switch source {
    case .whole(_, let entry): entry
    case .packed(let state): Self.entryMembers(of: state.register(Operation.entryRegister))
    }
  }

  /// The whole of a ledger entry; an empty object where it has none.
  var entry: JSONValue { .object(JSONObject(entryMembers)) }

  private var isLedger: Bool { place >= 0 && types[place].isLedger }

  /// The fields that hold something, in the schema's order, those not understood last.
  public var fields: [FieldView] {
    if isLedger {
      return entryMembers.map { memberField($0, of: Operation.entryRegister) }
    }
    let known = type?.fields ?? []
    let others = registerNames.filter { name in
      !Self.fieldless.contains(name) && !known.contains { $0.name == name }
    }
    return cardMembers.map { memberField($0, of: RecordType.cardField) }
      + (known.map(\.name) + others.sorted()).compactMap(field)
  }

  /// The fields that the type knows and that somebody has filled in or cleared, in no order.
  var understoodFields: [FieldView] {
    guard let type else { return [] }
    if type.isLedger || !type.personal.isEmpty { return fields.filter { $0.field != nil } }
    return type.fields.indices.compactMap { place in
      register(type.fields[place].name).map { register in
        FieldView(
          name: type.fields[place].name, field: type.fields[place], register: register)
      }
    }
  }

  /// The registers that every record can have and that are no fields.
  private static let fieldless: Set<String> = [
    Operation.voidRegister, Sameness.register, Sameness.apartRegister, Violation.acceptedRegister,
  ]

  /// Returns a field that holds something, or nil.
  public func field(_ name: String) -> FieldView? {
    if isLedger {
      return entryMembers.first { $0.key == name }
        .map { memberField($0, of: Operation.entryRegister) }
    }
    if let member = cardMembers.first(where: { $0.key == name }) {
      return memberField(member, of: RecordType.cardField)
    }
    guard let register = register(name) else { return nil }
    // Of one card the members are shown; of several that contradict each other, all they say.
    let isDisputed = name == RecordType.cardField && register.isContested
    let texts = isDisputed ? cards.compactMapValues { type?.display($0) } : [:]
    let field = FieldView(name: name, field: type?.field(name), register: register, cards: texts)
    return field.isFilled ? field : nil
  }

  private static func entryMembers(of register: RegisterState?) -> [JSONMember] {
    guard case .value(let entry) = register?.shown(by: .ledger) else { return [] }
    return entry.value.value.object?.members ?? []
  }

  /// The members of the one card that is shown, where that is here: fields of their own, too.
  private var cardMembers: [JSONMember] {
    guard place >= 0, !types[place].personal.isEmpty,
      case .value(let shown) = register(RecordType.cardField)?.shown(by: .ask),
      let card = BlobID(shown.value).flatMap({ cards[$0] })
    else { return [] }
    return types[place].members(of: card)
  }

  private func memberField(_ member: JSONMember, of name: String) -> FieldView {
    let register = register(name) ?? RegisterState()
    let value = Alternative(value: CanonicalJSON(member.value), heads: register.heads)
    return FieldView(
      name: member.key, field: try? type?.known(member.key), shown: .value(value),
      register: register)
  }

  /// The record's id.
  public var id: RecordID { key.id }

  /// Returns the one value that a field shows; nil where it is empty, a set or in conflict.
  public func value(_ name: String) -> JSONValue? {
    if isLedger { return entryMembers.first { $0.key == name }?.value }
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

  /// What names the record to a person: its title field, what stands in for it, or its id.
  public var title: String {
    if let plainTitle { return plainTitle }
    for name in [type?.titleField, type?.standInField].compactMap({ $0 }) {
      if let text = field(name)?.text, !text.isEmpty { return text }
    }
    return String(id.hex.prefix(8))
  }

  /// The title where nobody contradicts it and it is a text, as nearly all are: a merge asks for it
  /// once for every record.
  private var plainTitle: String? {
    guard let type, !type.isLedger, type.personal.isEmpty,
      case .text = type.field(type.titleField)?.kind,
      let register = register(type.titleField),
      register.heads.count == 1, register.heads[0].kind == .set,
      let text = register.heads[0].value.value.string, !text.isEmpty
    else { return nil }
    return text
  }

  /// The conflicts, in the order of the fields.
  public var conflicts: [Conflict] {
    guard isContested, !isWithdrawn else { return [] }
    let state = state
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

  private var isContested: Bool {
    switch source {
    case .whole(let state, _): state.isContested
    case .packed(let state): state.isContested
    }
  }

  /// Whether a person withdrew the record and nobody brought it back or edited it apart.
  public var isWithdrawn: Bool {
    guard register(Operation.voidRegister) != nil else { return false }
    let state = state
    return state.isVoid && !state[Operation.voidRegister].isContested
      && state.editsApartFromVoid.isEmpty
  }

  /// Operations of a newer version: kept and forwarded, not understood yet.
  public var notUnderstood: [Head] {
    state.registers.flatMap(\.value.notUnderstood)
  }

  /// Whether operations that others replaced have not come yet.
  public var isHistoryIncomplete: Bool { !state.awaited.isEmpty }
}
