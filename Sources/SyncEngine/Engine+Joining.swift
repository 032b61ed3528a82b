public import Language
import LocalStore
import Merging
import Registry
import Wire

/// Why two records cannot be joined or separated.
public enum JoiningProblem: Hashable, Sendable, Spoken {
  /// It is one record.
  case itself(String)
  /// They are of different types.
  case types(String, String)
  /// Nobody has joined these two directly: others join them.
  case through(String, String)

  /// One clear line.
  public var phrase: Phrase {
    switch self {
    case .itself(let title): Phrase("'\(title)' and '\(title)' are one record")
    case .types(let one, let other):
      Phrase("'\(one)' and '\(other)' are different types of records")
    case .through(let one, let other):
      Phrase("'\(one)' and '\(other)' are joined through other records; separate it from those")
    }
  }
}

extension Engine {
  /// Joins two records that are one thing, entered twice; returns whether they were not joined.
  ///
  /// Nothing is copied, and both keep their histories. It is noted in the record with the smaller
  /// id, with the reason; a joining made apart from a separation wins.
  @discardableResult
  public func join(
    _ one: FoundRecord, _ other: FoundRecord, why: String
  ) throws(EngineError) -> Bool {
    let (holder, element) = try checkedPair(one, other)
    let why = try reason(why)
    guard !holder.view.joined.contains(element) else { return false }
    let apart = Self.removal(.string(element.hex), Sameness.apartRegister, in: holder)
    let operations =
      [Self.addition(of: element, Sameness.register, in: holder)]
      + (holder.view.apart.contains(element) ? [apart] : [])
    try append(operations, in: holder.dossier, why: why)
    return true
  }

  /// Returns the other records that people have joined with one, directly or through others, those
  /// withdrawn too.
  public func joined(with record: FoundRecord) throws(EngineError) -> [FoundRecord] {
    let all = try joinedRecords(type: record.typeName)
    let members = Set(Sameness(all.map(\.view)).members(record.view.key))
    return all.filter { members.contains($0.id) && $0.id != record.id }
  }

  /// Returns the records of a type that somebody has joined with another: few among many.
  func joinedRecords(type: String) throws(EngineError) -> [FoundRecord] {
    let holders = try engine { () throws(StoreError) in try store.joiningRecords(type: type) }
      .map(found)
    var all = Dictionary(holders.map { ($0.id, [$0]) }, uniquingKeysWith: +)
    for id in Set(holders.flatMap(\.view.joined)) where all[id] == nil {
      let same = try engine { () throws(StoreError) in try store.records(ids: id...id) }
      all[id] = try same.map(found).filter { $0.typeName == type }
    }
    return all.values.joined().filter(\.isForPeople)
      .sorted { ($0.dossier, $0.id) < ($1.dossier, $1.id) }
  }

  /// Says that two records are not one thing, whether they were joined or not; returns whether
  /// that is new.
  public func separate(
    _ one: FoundRecord, _ other: FoundRecord, why: String
  ) throws(EngineError) -> Bool {
    let (holder, element) = try checkedPair(one, other)
    let why = try reason(why)
    let isJoined = holder.view.joined.contains(element)
    if !isJoined {
      let (key, otherKey) = (one.view.key, other.view.key)
      let sameness = Sameness(try joinedRecords(type: one.typeName).map(\.view))
      guard !sameness.areJoined(key, otherKey) else {
        throw .joining(.through(one.view.title, other.view.title))
      }
    }
    let isApart = holder.view.apart.contains(element)
    guard isJoined || !isApart else { return false }
    let operations =
      (isJoined ? [Self.removal(.string(element.hex), Sameness.register, in: holder)] : [])
      + (isApart ? [] : [Self.addition(of: element, Sameness.apartRegister, in: holder)])
    try append(operations, in: holder.dossier, why: why)
    return true
  }

  private static func addition(
    of element: RecordID, _ register: String, in holder: FoundRecord
  ) -> Operation {
    Operation(
      .add, record: holder.view.key, register: register,
      value: CanonicalJSON(.string(element.hex)))
  }

  /// The record with the smaller id, and the id of the other.
  private func checkedPair(
    _ one: FoundRecord, _ other: FoundRecord
  ) throws(EngineError) -> (holder: FoundRecord, element: RecordID) {
    guard one.typeName == other.typeName else {
      throw .joining(.types(one.typeName, other.typeName))
    }
    guard one.id != other.id else { throw .joining(.itself(one.view.title)) }
    for record in [one, other] where record.view.isWithdrawn {
      throw .withdrawn(record.view.title)
    }
    return one.id < other.id ? (one, other.id) : (other, one.id)
  }
}
