import LocalStore
public import Merging
import Registry
import Wire

/// A field and what a person entered for it.
public struct Entry: Hashable, Sendable {
  /// The field's name.
  public let field: String
  /// The text, as it was typed.
  public let text: String

  /// Creates an entry.
  public init(_ field: String, _ text: String) {
    self.field = field
    self.text = text
  }
}

extension Engine {
  /// Records something new and returns its id.
  public func create(_ typeName: String, _ entries: [Entry]) throws(EngineError) -> RecordID {
    guard let id = RecordID(bytes: surroundings.randomBytes(16)) else {
      preconditionFailure("sixteen bytes were asked for")
    }
    let type = try recordType(typeName)
    let (plain, blobs) = try takingBlobs(entries, of: type)
    let entries = try resolvingReferences(plain, of: type)
    let edits = try entering { () throws(RegistryError) in
      try type.edits(entries.map { ($0.field, $0.text) }, isNew: true)
    }
    try checkSetting(edits, of: type, nil)
    let dossier = try dossier(of: type, id: id, edits)
    let operations = edits.map { Self.first($0, RecordKey(type: typeName, id: id)) }
    try append(operations, in: dossier, blobs: blobs)
    return id
  }

  /// Changes fields of a record; returns how many changed.
  ///
  /// Of a set, the text lists all its elements. A field in conflict stays in conflict: the entry
  /// replaces only what this device entered before. A step that a lifecycle does not allow, such as
  /// one back, needs a reason.
  @discardableResult
  public func set(
    _ record: FoundRecord, _ entries: [Entry], why: String? = nil
  ) throws(EngineError) -> Int {
    let why = try why.map { text throws(EngineError) in try reason(text) }
    let type = try editableType(of: record)
    let (plain, blobs) = try takingBlobs(entries, of: type, in: record)
    let entries = try resolvingReferences(plain, of: type)
    let edits = try entering { () throws(RegistryError) in
      try type.edits(entries.map { ($0.field, $0.text) }, isNew: false)
    }
    try checkSetting(edits, of: type, record)
    let sets = Set(entries.map(\.field).filter { type.field($0)?.rule == .set })
    var operations: [Operation] = []
    for edit in edits where edit.rule != .set { operations += replacing(edit, in: record) }
    for name in sets.sorted() {
      operations += setting(name, to: edits.filter { $0.register == name }, in: record)
    }
    if why == nil { try checkStep(operations, of: record) }
    try append(operations, in: record.dossier, why: why, blobs: blobs)
    return Set(operations.map(\.register)).count
  }

  /// Adds elements to a set; returns how many were not there.
  @discardableResult
  public func add(_ record: FoundRecord, _ entries: [Entry]) throws(EngineError) -> Int {
    let resolved = try resolvingReferences(entries, of: editableType(of: record))
    let operations = try elements(record, resolved).filter {
      !record.view.elements($0.register).contains($0.value)
    }.map { Self.first($0, record.view.state.key) }
    try append(operations, in: record.dossier)
    return operations.count
  }

  /// Takes elements out of a set.
  public func remove(_ record: FoundRecord, _ entries: [Entry]) throws(EngineError) {
    var operations: [Operation] = []
    for edit in try elements(record, entries) {
      guard record.view.elements(edit.register).contains(edit.value) else {
        throw .noElement(field: edit.register, edit.value.string ?? edit.value.text)
      }
      operations.append(Self.removal(edit.value, edit.register, in: record))
    }
    try append(operations, in: record.dossier)
  }

  private func elements(
    _ record: FoundRecord, _ entries: [Entry]
  ) throws(EngineError) -> [RegisterEdit] {
    let type = try editableType(of: record)
    for entry in entries {
      let field = try entering { () throws(RegistryError) in try type.known(entry.field) }
      guard field.rule == .set else { throw .notASet(entry.field) }
    }
    return try entering { () throws(RegistryError) in
      try type.edits(entries.map { ($0.field, $0.text) }, isNew: false)
    }
  }

  private func editableType(of record: FoundRecord) throws(EngineError) -> RecordType {
    guard !record.view.isWithdrawn else { throw .withdrawn(record.view.title) }
    return try recordType(record.typeName)
  }

  /// The operation that a new record or a new element begins with.
  static func first(_ edit: RegisterEdit, _ key: RecordKey) -> Operation {
    let kind: OperationKind =
      switch edit.rule {
      case .set: .add
      case .ledger: .entry
      case .ask, .latest, .text: .set
      }
    return Operation(kind, record: key, register: edit.register, value: CanonicalJSON(edit.value))
  }

  static func removal(
    _ value: JSONValue, _ register: String, in record: FoundRecord
  ) -> Operation {
    let state = record.view.state
    let value = CanonicalJSON(value)
    let additions = state[register].heads.filter { $0.kind == .add && $0.value == value }
    return Operation(
      .remove, record: state.key, register: register, value: value,
      replaced: additions.map(\.id))
  }

  /// The operations that make a set hold other elements.
  func setting(
    _ name: String, to edits: [RegisterEdit], in record: FoundRecord
  ) -> [Operation] {
    let now = record.view.elements(name)
    let wanted = edits.map(\.value)
    let added = edits.filter { !now.contains($0.value) }
      .map { Self.first($0, record.view.state.key) }
    let removed = now.filter { !wanted.contains($0) }.map { Self.removal($0, name, in: record) }
    return added + removed
  }

  /// The operation that enters a value, or none where the field shows it already.
  func replacing(_ edit: RegisterEdit, in record: FoundRecord) -> [Operation] {
    let register = record.view.state[edit.register]
    let value = CanonicalJSON(edit.value)
    let isAsking = edit.rule == .ask && register.isContested
    let own = ownLog(in: record.dossier).log
    var replaced = register.alternatives.flatMap(\.heads)
    if isAsking { replaced = replaced.filter { $0.stamp.log == own } }
    switch register.shown(by: edit.rule) {
    case .empty where value.isNull: return []
    case .value(let shown) where shown.value == value: return []
    case .conflict where replaced.contains { $0.value == value }: return []
    default: break
    }
    return [
      Operation(
        .set, record: record.view.state.key, register: edit.register, value: value,
        replaced: replaced.map(\.id))
    ]
  }

  /// Replaces what a person typed for references by whole ids of records that are here.
  func resolvingReferences(
    _ entries: [Entry], of type: RecordType
  ) throws(EngineError) -> [Entry] {
    var resolved: [Entry] = []
    for entry in entries {
      guard case .reference(let target) = type.field(entry.field)?.kind,
        !Text.trimmed(entry.text).isEmpty
      else {
        resolved.append(entry)
        continue
      }
      let isSet = type.field(entry.field)?.rule == .set
      let names = isSet ? entry.text.split(separator: ",").map(String.init) : [entry.text]
      for name in names where !Text.trimmed(name).isEmpty {
        resolved.append(Entry(entry.field, try find(name, type: target).id.hex))
      }
    }
    return resolved
  }

  /// The dossier in which a new record belongs.
  func dossier(
    of type: RecordType, id: RecordID, _ edits: [RegisterEdit]
  ) throws(EngineError) -> DossierID {
    switch type.place {
    case .directory: return .directory
    case .ownDossier: return DossierID(high: id.high, low: id.low)
    case .dossier(let field):
      guard case .reference(let target) = type.field(field)?.kind,
        let edit = edits.first(where: { $0.register == field || $0.rule == .ledger }),
        let text = (edit.rule == .ledger ? edit.value[field] : edit.value)?.string
      else { preconditionFailure("the schema says that '\(field)' is a required reference") }
      return try find(text, type: target).dossier
    }
  }

  /// Appends one step of this device's person.
  func append(
    _ operations: [Operation], in dossier: DossierID, why: String? = nil, blobs: [Blob] = []
  ) throws(EngineError) {
    guard !operations.isEmpty else { return }
    for operation in operations {
      guard max(operation.replaced.count, operation.seen.count) <= Limits.referencesPerOperation
      else { throw .tooManyHeads(max(operation.replaced.count, operation.seen.count)) }
    }
    try checkPermission(operations)
    let step = draft(operations, why: why)
    try engine { () throws(StoreError) in
      try store.append([(ownLog(in: dossier), step)], blobs: blobs)
    }
  }

  func draft(_ operations: [Operation], why: String?) -> Draft {
    Draft(
      claimedSeconds: surroundings.nowSeconds(), author: profile.person, reason: why,
      operations: operations)
  }
}
