import LocalStore
public import Merging
public import Registry

/// A record with its dossier, read by the schema.
public struct FoundRecord: Sendable {
  /// The dossier.
  public let dossier: DossierID
  /// What the record shows.
  public let view: RecordView

  /// The id.
  public var id: RecordID { view.id }
  /// The type's name.
  public var typeName: String { view.key.type }

  var isForPeople: Bool { typeName != StatementKind.recordType && view.hasHeads }
}

/// Which records to list, and in what order.
public struct Listing: Hashable, Sendable {
  /// Only of this type.
  public var type: String?
  /// Only those whose fields show these texts, or hold them in a set; case does not matter.
  public var filters: [String: String] = [:]
  /// Only those that hold these words, in whatever language.
  public var words: String?
  /// Only those in conflict.
  public var isConflictedOnly = false
  /// Those withdrawn too.
  public var includesWithdrawn = false
  /// The field to sort by; by default the title.
  public var sortField: String?
  /// Whether the last comes first.
  public var isDescending = false

  /// Creates a listing of everything.
  public init() {}
}

extension Engine {
  /// Returns every record, read by the schema, sorted by dossier and id.
  ///
  /// Statements on devices are no records of people's, and neither is what nobody was permitted.
  public func records(type: String? = nil) throws(EngineError) -> [FoundRecord] {
    try records(type: type, except: nil)
  }

  /// Returns every record, those of one type, or those of all types but one.
  func records(type: String? = nil, except other: String?) throws(EngineError) -> [FoundRecord] {
    let packed = try engine { () throws(StoreError) in
      try store.packedRecords(type: type, except: other)
    }
    let schema = try schema
    return try packed.map { record throws(EngineError) in
      let hasCards = schema.hasCards(record.state.key.type)
      return FoundRecord(
        dossier: record.dossier,
        view: RecordView(
          record.state, schema: schema, cards: hasCards ? try cards(of: record.state.state) : [:]))
    }.filter(\.isForPeople)
  }

  /// Hands over every record as ``records(type:)`` returns them, one at a time, so that they need
  /// not all be in memory.
  func forEachRecord(
    type: String? = nil, except other: String? = nil, _ body: (FoundRecord) -> Void
  ) throws(EngineError) {
    // Read beforehand: a statement that hands over its rows cannot begin anew meanwhile.
    _ = try schema
    var failure: EngineError?
    try engine { () throws(StoreError) in
      try store.forEachRecord(type: type, except: other) { record in
        guard failure == nil else { return }
        do throws(EngineError) {
          let found = try found(record)
          if found.isForPeople { body(found) }
        } catch { failure = error }
      }
    }
    if let failure { throw failure }
  }

  func found(_ record: StoredRecord) throws(EngineError) -> FoundRecord {
    let cards = try cards(of: record.state)
    return FoundRecord(
      dossier: record.dossier, view: try RecordView(record.state, schema: schema, cards: cards))
  }

  /// Returns the one record that a text names: the beginning of its id, at least four digits, or
  /// its whole title.
  public func find(_ text: String, type: String? = nil) throws(EngineError) -> FoundRecord {
    let text = Text.trimmed(text)
    var candidates: [FoundRecord] = []
    if let ids = Self.ids(beginning: text) {
      candidates = try engine { () throws(StoreError) in try store.records(ids: ids) }.map(found)
        .filter { $0.isForPeople && (type == nil || $0.typeName == type) }
    }
    if candidates.isEmpty, !text.isEmpty {
      let others = try schema.types.filter { !$0.isTitleVerbatim }.map(\.name)
      candidates = try engine { () throws(StoreError) in
        try store.records(holding: text, orOf: others)
      }.map(found).filter {
        $0.isForPeople && (type == nil || $0.typeName == type) && $0.view.title == text
      }
    }
    guard let only = candidates.first else { throw .notFound(text, type: type) }
    guard candidates.count == 1 else { throw .ambiguous(text, ids: candidates.map(\.id.hex)) }
    return only
  }

  private static func ids(beginning text: String) -> ClosedRange<RecordID>? {
    let digits = text.lowercased()
    guard (4...32).contains(digits.utf8.count) else { return nil }
    let missing = 32 - digits.utf8.count
    guard let low = RecordID(hex: digits + String(repeating: "0", count: missing)),
      let high = RecordID(hex: digits + String(repeating: "f", count: missing))
    else { return nil }
    return low...high
  }

  /// Refuses fields that no record could have: their listing would be empty, or in no order.
  private func check(_ listing: Listing) throws(EngineError) {
    let fields = listing.filters.keys.sorted() + [listing.sortField].compactMap { $0 }
    if let name = listing.type {
      let type = try recordType(name)
      for field in fields {
        _ = try entering { () throws(RegistryError) in try type.known(field) }
      }
    } else {
      let known = try schema.types.flatMap { $0.fields + $0.personal }.map(\.name)
      for field in fields where !known.contains(field) {
        throw .noField(field, suggestion: Suggestion.nearest(to: field, in: known))
      }
    }
  }

  /// Returns the records that a listing asks for.
  public func list(_ listing: Listing) throws(EngineError) -> [FoundRecord] {
    try check(listing)
    let all =
      if let words = listing.words { try search(words, type: listing.type).records } else {
        try records(type: listing.type)
      }
    let chosen = all.filter { record in
      (listing.includesWithdrawn || !record.view.isWithdrawn)
        && (!listing.isConflictedOnly || !record.view.conflicts.isEmpty)
        && listing.filters.allSatisfy { record.view.shows($1, in: $0) }
    }
    let keyed = chosen.map { record in
      (key: record.view.sortKey(listing.sortField), record: record)
    }
    let sorted = keyed.sorted {
      $0.key == $1.key ? $0.record.id < $1.record.id : ($0.key < $1.key) != listing.isDescending
    }
    return sorted.map(\.record)
  }
}

/// Runs a step of the registry and wraps its error.
func entering<T>(_ step: () throws(RegistryError) -> T) throws(EngineError) -> T {
  do throws(RegistryError) { return try step() } catch { throw .entry(error) }
}
