import Language
import Merging
import Registry
import Sodium
import Wire

/// Tells which record a row is of: the one whose id it gives, the one whose id follows from its
/// key, or the only one that shows the same key.
final class RecordMatcher {
  private let plan: ColumnPlan
  private var byID: [String: [RecordID: FoundRecord]] = [:]
  private var byKey: [String: [[UInt8]: [RecordID]]] = [:]
  private let engine: Engine

  init(_ engine: Engine, _ plan: ColumnPlan) throws(EngineError) {
    self.engine = engine
    self.plan = plan
    for type in plan.types {
      byID[type.name] = Dictionary(
        try engine.records(type: type.name).map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one }
      )
    }
  }

  /// The record that a row's own column of ids names; nil where it has none.
  func named(_ row: TableRow) throws(RegistryError) -> FoundRecord? {
    guard let column = plan.idColumn else { return nil }
    let text = Text.trimmed(row.cells[column]).lowercased()
    guard !text.isEmpty else { return nil }
    guard let id = RecordID(hex: text), let found = byID[plan.types[0].name]?[id] else {
      throw .invalid(
        field: FieldPlace.id,
        reason: Phrase("no '\(plan.types[0].name)' with the id '\(text)' is here"),
        hint: Phrase("empty the cell to record a new one, or sync with the laptop that has it"))
    }
    return found
  }

  func existing(_ type: RecordType, _ id: RecordID) -> FoundRecord? { byID[type.name]?[id] }

  /// The record's id: that of the only one that shows the same key, else the one that follows.
  func id(of type: RecordType, _ edits: [RegisterEdit]) -> RecordID {
    let key = key(of: type) { name in
      if type.isLedger { return edits.first?.value[name].map { [$0] } ?? [] }
      return edits.filter { $0.register == name }.map(\.value)
    }
    let id = Self.id(key)
    guard existing(type, id) == nil else { return id }
    let alike = keyed(type)[key] ?? []
    return alike.count == 1 ? alike[0] : id
  }

  /// The id that follows from a key.
  static func id(_ key: [UInt8]) -> RecordID {
    let text = Array("pobratym import 1\n".utf8) + key
    guard let id = RecordID(bytes: BLAKE2b.hash(text).prefix(16)) else {
      preconditionFailure("a hash has 32 bytes")
    }
    return id
  }

  /// The type and the values of its key; of a set all elements, in one order.
  private func key(of type: RecordType, _ values: (String) -> [JSONValue]) -> [UInt8] {
    var parts: [JSONValue] = [.string(type.name)]
    for name in plan.keys[type.name] ?? [] {
      let values = values(name)
      guard type.field(name)?.rule == .set, values.count > 1 else {
        parts.append(values.first ?? .null)
        continue
      }
      parts.append(.array(values.sorted { $0.text < $1.text }))
    }
    return JSONValue.array(parts).canonicalBytes
  }

  private func keyed(_ type: RecordType) -> [[UInt8]: [RecordID]] {
    if let known = byKey[type.name] { return known }
    var keyed: [[UInt8]: [RecordID]] = [:]
    for (id, record) in byID[type.name] ?? [:] where !record.view.isWithdrawn {
      let key = key(of: type) { name in
        let elements = record.view.elements(name)
        return elements.isEmpty ? [record.view.value(name)].compactMap { $0 } : elements
      }
      keyed[key, default: []].append(id)
    }
    byKey[type.name] = keyed
    return keyed
  }

  /// The title of a record that a value refers to.
  func title(of value: JSONValue) -> String {
    guard let id = value.string else { return value.text }
    return (try? engine.find(id))?.view.title ?? id
  }
}
