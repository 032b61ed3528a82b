import Language
public import LocalStore
public import Merging
public import Registry
import Sodium
public import Wire

/// A conflict, with the record in which it is and where each value came from.
public struct OpenConflict: Sendable {
  /// The record.
  public let record: FoundRecord
  /// The conflict.
  public let conflict: Conflict
  /// Where the heads came from.
  public let origins: [OperationID: Origin]
  /// Of the heads that are decisions of this conflict, what each of them decided between.
  public let decided: [OperationID: [HistoryEntry]]
  /// Eight digits that stand for the heads that were seen.
  public let token: String
  /// The language in which it is shown.
  let language: Language

  /// The field as a person names it: `void` for a disputed withdrawal.
  public var fieldName: String {
    conflict.register == Operation.voidRegister ? "void" : conflict.register
  }

  /// What the field is called on the screen.
  public var fieldCaption: String {
    guard conflict.register == Operation.voidRegister else {
      return record.view.field(conflict.register)?.caption ?? conflict.register
    }
    return Phrase("void").text(in: language)
  }

  /// Returns a value as a person reads it.
  public func display(_ value: JSONValue) -> String {
    guard conflict.register == Operation.voidRegister else {
      return record.view.field(conflict.register)?.display(value) ?? value.text
    }
    return (value == true ? Phrase("withdrawn") : Phrase("not withdrawn")).text(in: language)
  }
}

/// What a person decides on a conflict.
public enum Decision: Hashable, Sendable {
  /// One of the values, by its number from 1.
  case take(Int)
  /// Another value, as typed.
  case value(String)
}

extension Engine {
  /// Returns all open conflicts, or those of one record, sorted by dossier, record and field.
  public func conflicts(of record: FoundRecord? = nil) throws(EngineError) -> [OpenConflict] {
    let records =
      if let record { [record] } else {
        try engine { () throws(StoreError) in try store.contestedRecords() }.map(found)
      }
    var open: [OpenConflict] = []
    for record in records {
      for conflict in record.view.conflicts { open.append(try openConflict(conflict, in: record)) }
    }
    return open
  }

  private func openConflict(
    _ conflict: Conflict, in record: FoundRecord
  ) throws(EngineError) -> OpenConflict {
    var origins: [OperationID: Origin] = [:]
    for head in conflict.heads {
      origins[head.id] = try engine { () throws(StoreError) in try store.origin(of: head.id) }
    }
    let ids = conflict.heads.map(\.id).sorted().map(\.description).joined(separator: "\n")
    let token = Hex.text(BLAKE2b.hash(Array(ids.utf8)).prefix(4))
    return OpenConflict(
      record: record, conflict: conflict, origins: origins,
      decided: try decided(conflict, in: record), token: token,
      language: language)
  }

  private func decided(
    _ conflict: Conflict, in record: FoundRecord
  ) throws(EngineError) -> [OperationID: [HistoryEntry]] {
    let decisions = Set(conflict.heads.filter { $0.kind == .resolve }.map(\.id))
    guard !decisions.isEmpty else { return [:] }
    let history = try history(of: record)
    return Dictionary(
      history.filter { decisions.contains($0.id) }.map { decision in
        let replaced = Set(decision.operation.replaced)
        return (decision.id, history.filter { replaced.contains($0.id) })
      }, uniquingKeysWith: { one, _ in one })
  }

  /// Closes a conflict by a person's decision, with the reason and the heads that were seen.
  ///
  /// `seen` is the token of the conflict as it was shown: where given, a conflict that has changed
  /// since is left alone.
  public func resolve(
    _ record: FoundRecord, field: String, _ decision: Decision, why: String, seen: String? = nil
  ) throws(EngineError) {
    let why = try reason(why)
    let register = field == "void" ? Operation.voidRegister : field
    try checkPermission([
      Operation(.resolve, record: record.view.state.key, register: register, value: .null)
    ])
    guard let open = try conflicts(of: record).first(where: { $0.conflict.register == register })
    else {
      if register != Operation.voidRegister, let type = record.view.type {
        _ = try entering { () throws(RegistryError) in try type.known(field) }
      }
      throw .noConflict(field)
    }
    if let seen, seen != open.token { throw .conflictChanged(field) }
    let value = try chosen(decision, open)
    if register == Operation.voidRegister {
      let isVoid = value == CanonicalJSON(true)
      return try append([withdrawal(of: record, isVoid)], in: record.dossier, why: why)
    }
    let operation = Operation(
      .resolve, record: record.view.state.key, register: register, value: value,
      replaced: open.conflict.heads.map(\.id))
    try append([operation], in: record.dossier, why: why)
  }

  private func chosen(
    _ decision: Decision, _ open: OpenConflict
  ) throws(EngineError) -> CanonicalJSON {
    let alternatives = open.conflict.alternatives
    switch decision {
    case .take(let number):
      guard alternatives.indices.contains(number - 1) else {
        throw .noAlternative(number, count: alternatives.count)
      }
      return alternatives[number - 1].value
    case .value(let text):
      guard let field = open.record.view.field(open.conflict.register)?.field else {
        throw .noAlternative(0, count: alternatives.count)
      }
      return CanonicalJSON(
        try entering { () throws(RegistryError) in try field.parse(text) })
    }
  }

  /// Withdraws a record, with a reason.
  public func void(_ record: FoundRecord, why: String) throws(EngineError) {
    guard !record.view.isWithdrawn else { throw .withdrawn(record.view.title) }
    try append([withdrawal(of: record, true)], in: record.dossier, why: reason(why))
  }

  /// Brings a withdrawn record back, with a reason.
  public func reinstate(_ record: FoundRecord, why: String) throws(EngineError) {
    guard record.view.state.isVoid else { throw .notWithdrawn(record.view.title) }
    try append([withdrawal(of: record, false)], in: record.dossier, why: reason(why))
  }

  private func withdrawal(of record: FoundRecord, _ isVoid: Bool) -> Operation {
    let state = record.view.state
    let others = state.registers.filter { $0.key != Operation.voidRegister }.map(\.value)
    return Operation(
      .void, record: state.key, register: Operation.voidRegister,
      value: isVoid ? CanonicalJSON(true) : .null,
      replaced: state[Operation.voidRegister].heads.map(\.id),
      seen: isVoid ? others.flatMap(\.heads).map(\.id).sorted() : [])
  }

  func reason(_ text: String) throws(EngineError) -> String {
    let text = Text.trimmed(text)
    guard !text.isEmpty, text.utf8.count <= Limits.reasonBytes, !text.utf8.contains(0) else {
      throw .reason(limitBytes: Limits.reasonBytes)
    }
    return text
  }

  /// Returns every operation of a record, in the order that is the same on every device.
  public func history(of record: FoundRecord) throws(EngineError) -> [HistoryEntry] {
    let stored = StoredRecord(dossier: record.dossier, state: record.view.state)
    return try engine { () throws(StoreError) in try store.history(of: stored) }
  }
}

extension HistoryEntry {
  /// Whether the claimed time cannot be right: it decides nothing.
  ///
  /// It is more than a day after this device first saw the operation, or before the year 2026, in
  /// which this program was first written.
  public var isImplausible: Bool {
    stamp.claimedSeconds > origin.seenSeconds + 86_400 || stamp.claimedSeconds < 1_767_225_600
  }
}
