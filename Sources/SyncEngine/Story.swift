public import LocalStore
public import Merging
public import Registry
import Wire

/// Everything about one record, and about those that are the same.
public struct Story: Sendable {
  /// A field through which one record refers to another.
  public struct Link: Sendable {
    /// The field.
    public let field: String
    /// The other record.
    public let record: FoundRecord
  }

  /// A day on which something was done, or was to be.
  public struct Milestone: Sendable {
    /// The date, as it was entered.
    public let date: String
    /// The field.
    public let field: FieldView
    /// The record.
    public let record: FoundRecord
  }

  /// The record.
  public let record: FoundRecord
  /// The other records that people have joined with it, those withdrawn too.
  public let same: [FoundRecord]
  /// What they refer to.
  public let refersTo: [Link]
  /// What refers to them, and what belongs to that, sorted by type and title.
  public let referredBy: [Link]
  /// The days of all of them, in their order.
  public let milestones: [Milestone]
  /// The history of all of them.
  ///
  /// In one dossier its own order stands; claimed times tell only how two dossiers follow on each
  /// other.
  public let history: [HistoryEntry]
  /// The open conflicts of all of them.
  public let conflicts: [OpenConflict]
  /// The rules that they break.
  public let violations: [FoundViolation]
  /// The pairs that may be one thing, of which one is the record.
  public let duplicates: [FoundCandidate]

  /// The records by what operations name them by.
  public var records: [RecordKey: FoundRecord] {
    let all = [record] + same + referredBy.map(\.record)
    return Dictionary(all.map { ($0.view.key, $0) }, uniquingKeysWith: { one, _ in one })
  }
}

extension Engine {
  /// Tells everything about one record.
  public func story(of record: FoundRecord) throws(EngineError) -> Story {
    let all = try records()
    let views = all.map(\.view)
    let key = record.view.key
    let members = Set(Sameness(views).members(key))
    let own = all.filter { $0.typeName == key.type && members.contains($0.id) }
    let links = Links(all)
    let referredBy = links.below(own)
    let family = own + referredBy.map(\.record)
    let ids = Set(family.map(\.id))
    var conflicts: [OpenConflict] = []
    for member in family { conflicts += try self.conflicts(of: member) }
    return Story(
      record: record, same: own.filter { $0.id != record.id },
      refersTo: links.above(own), referredBy: referredBy,
      milestones: family.flatMap(\.milestones).sorted {
        ($0.date, $0.record.id, $0.field.name) < ($1.date, $1.record.id, $1.field.name)
      },
      history: try history(of: family), conflicts: conflicts,
      violations: try violations(of: ids),
      duplicates: try duplicates(among: all).filter {
        $0.one.id == record.id || $0.other.id == record.id
      }
    )
  }

  /// The history of several records in one, each dossier's in its order.
  private func history(of records: [FoundRecord]) throws(EngineError) -> [HistoryEntry] {
    var queues: [[HistoryEntry]] = []
    for (_, list) in Dictionary(grouping: records, by: \.dossier)
      .sorted(by: { $0.key < $1.key })
    {
      let stored = list.map { StoredRecord(dossier: $0.dossier, state: $0.view.state) }
      queues.append(
        try engine { () throws(StoreError) in try store.history(of: stored) }.reversed())
    }
    var merged: [HistoryEntry] = []
    while let next = queues.indices.filter({ !queues[$0].isEmpty }).min(by: {
      (queues[$0].last?.stamp.claimedSeconds ?? 0) < (queues[$1].last?.stamp.claimedSeconds ?? 0)
    }) {
      merged.append(queues[next].removeLast())
    }
    return merged
  }
}

/// Which records refer to which.
private struct Links {
  private let byID: [RecordID: [FoundRecord]]
  private var referrers: [RecordID: [Story.Link]] = [:]

  init(_ records: [FoundRecord]) {
    byID = Dictionary(grouping: records, by: \.id)
    for record in records {
      for (field, target) in record.references {
        referrers[target, default: []].append(Story.Link(field: field, record: record))
      }
    }
  }

  /// What records refer to, each once.
  func above(_ records: [FoundRecord]) -> [Story.Link] {
    var seen: Set<RecordKey> = []
    return records.flatMap(\.references).flatMap { field, target in
      (byID[target] ?? []).filter { seen.insert($0.view.key).inserted }
        .map { Story.Link(field: field, record: $0) }
    }
  }

  /// What refers to records and, where it lives by that reference, what refers to it in turn.
  func below(_ records: [FoundRecord]) -> [Story.Link] {
    var found: [Story.Link] = []
    var seen = Set(records.map(\.view.key))
    var next = records
    while let record = next.popLast() {
      for link in referrers[record.id] ?? [] where seen.insert(link.record.view.key).inserted {
        found.append(link)
        if case .dossier(of: link.field) = link.record.view.type?.place { next.append(link.record) }
      }
    }
    return found.sorted {
      ($0.record.typeName, $0.record.view.title, $0.record.id)
        < ($1.record.typeName, $1.record.view.title, $1.record.id)
    }
  }
}

extension FoundRecord {
  /// The fields that refer to records, with every record to which they do.
  fileprivate var references: [(field: String, target: RecordID)] {
    view.fields.flatMap { field -> [(field: String, target: RecordID)] in
      guard case .reference = field.field?.kind else { return [] }
      let values: [CanonicalJSON] =
        switch field.shown {
        case .value(let alternative): [alternative.value]
        case .elements(let elements): elements
        case .conflict(let alternatives): alternatives.map(\.value)
        case .empty: []
        }
      return values.compactMap { $0.value.string.flatMap(RecordID.init(hex:)) }
        .map { (field.name, $0) }
    }
  }

  fileprivate var milestones: [Story.Milestone] {
    view.fields.compactMap { field in
      guard let value = view.value(field.name), let kind = field.field?.kind else { return nil }
      let date: String?
      switch kind {
      case .date: date = value.string
      case .group: date = value["date"]?.string
      default: date = nil
      }
      return date.map { Story.Milestone(date: $0, field: field, record: self) }
    }
  }
}
