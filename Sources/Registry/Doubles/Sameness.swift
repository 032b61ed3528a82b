public import Merging
import Wire

/// Which records people have joined, because one thing was entered more than once.
///
/// A set register of the record with the smaller id holds the ids of the others, of the same type;
/// so joining needs no field, and both records keep their histories. Joining is transitive.
public struct Sameness: Sendable {
  /// The register that holds the ids of the records that are the same thing.
  public static let register = "same"
  /// The register that holds the ids of the records of which somebody said that they are not.
  public static let apartRegister = "apart"

  /// Two records of one type.
  private struct Pair: Hashable {
    let one: RecordKey
    let other: RecordKey

    init(_ one: RecordKey, _ other: RecordKey) {
      self.one = min(one, other)
      self.other = max(one, other)
    }
  }

  private var parents: [RecordKey: RecordKey] = [:]
  private var classes: [RecordKey: [RecordKey]] = [:]
  private var representatives: [RecordKey: RecordID] = [:]
  private var joined: Set<Pair> = []
  private var apart: Set<Pair> = []

  /// Reads what people have joined; records that are withdrawn still join others.
  public init(_ views: [RecordView]) {
    for view in views {
      let key = view.key
      for id in view.joined where id != view.id {
        let other = RecordKey(type: key.type, id: id)
        joined.insert(Pair(key, other))
        unite(key, other)
      }
      for id in view.apart { apart.insert(Pair(key, RecordKey(type: key.type, id: id))) }
    }
    for key in parents.keys { parents[key] = root(key) }
    let here = views.filter { parents[$0.key] != nil }
    for view in here { classes[root(view.key), default: []].append(view.key) }
    let withdrawn = Set(here.filter(\.isWithdrawn).map(\.key))
    for (root, members) in classes {
      classes[root] = members.sorted()
      let counting = members.filter { !withdrawn.contains($0) }
      representatives[root] = (counting.isEmpty ? members : counting).min()?.id
    }
  }

  private mutating func unite(_ one: RecordKey, _ other: RecordKey) {
    let (one, other) = (root(one), root(other))
    parents[max(one, other)] = min(one, other)
    parents[min(one, other)] = min(one, other)
  }

  private mutating func root(_ key: RecordKey) -> RecordKey {
    var key = key
    while let parent = parents[key], parent != key {
      parents[key] = parents[parent]
      key = parent
    }
    return key
  }

  /// Returns the record that stands for all that are the same: the smallest id of those here that
  /// are not withdrawn; of a record that nobody has joined, its own.
  public func representative(_ key: RecordKey) -> RecordID {
    representatives[parents[key] ?? key] ?? key.id
  }

  /// Returns the records here that are the same as one, itself and those withdrawn included,
  /// sorted.
  public func members(_ key: RecordKey) -> [RecordID] {
    classes[parents[key] ?? key]?.map(\.id) ?? [key.id]
  }

  /// Tells whether two records are the same, directly or through others.
  public func areJoined(_ one: RecordKey, _ other: RecordKey) -> Bool {
    parents[one] != nil && parents[one] == parents[other]
  }

  /// Tells whether somebody has joined just these two.
  public func areJoinedDirectly(_ one: RecordKey, _ other: RecordKey) -> Bool {
    joined.contains(Pair(one, other))
  }

  /// Tells whether somebody said that two records are not the same.
  public func areApart(_ one: RecordKey, _ other: RecordKey) -> Bool {
    apart.contains(Pair(one, other))
  }

  /// Returns the records that count: of those that are the same, one.
  public func counted(_ views: [RecordView]) -> [RecordView] {
    views.filter { representative($0.key) == $0.id }
  }
}

extension RecordView {
  /// The records of which this one's own register says that they are the same.
  public var joined: [RecordID] { ids(Sameness.register) }

  /// The records of which this one's own register says that they are not the same.
  public var apart: [RecordID] { ids(Sameness.apartRegister) }

  private func ids(_ register: String) -> [RecordID] {
    guard let state = self.register(register),
      case .elements(let elements) = state.shown(by: .set)
    else { return [] }
    return elements.compactMap { $0.value.string.flatMap(RecordID.init(hex:)) }
  }
}
