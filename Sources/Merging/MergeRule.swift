/// How edits made apart are merged, chosen per register by the schema.
public enum MergeRule: String, Hashable, Sendable, CaseIterable {
  /// Different values stay heads until a person resolves with a reason.
  case ask
  /// The value with the highest Lamport number shows; the others stay in the history.
  case latest
  /// A set: union of the additions; a removal removes only the additions its author saw.
  case set
  /// An immutable entry, corrected by a reversing one.
  case ledger
  /// Merged at character level; reserved.
  case text
}

/// What a register shows under its rule.
public enum Shown: Hashable, Sendable {
  /// Nobody has set it, or somebody cleared it.
  case empty
  /// One value.
  case value(Alternative)
  /// Two or more different values: a person decides.
  case conflict([Alternative])
  /// The elements of a set, sorted by their canonical bytes.
  case elements([CanonicalJSON])
}

extension RegisterState {
  /// Returns what the register shows under a rule; `text` shows as `latest` until it is specified.
  public func shown(by rule: MergeRule) -> Shown {
    switch rule {
    case .ask: shownAsking
    case .latest, .text:
      alternatives.flatMap(\.heads).max(by: Head.precedes).map(Self.single) ?? .empty
    case .set: shownElements
    case .ledger:
      heads.filter { $0.kind == .entry }.min(by: Head.precedes).map(Self.single) ?? .empty
    }
  }

  private var shownAsking: Shown {
    let alternatives = alternatives
    if alternatives.count > 1 { return .conflict(alternatives) }
    guard let only = alternatives.first, !only.value.isNull else { return .empty }
    return .value(only)
  }

  private var shownElements: Shown {
    let values = Set(heads.filter { $0.kind == .add }.map(\.value))
    return .elements(values.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) })
  }

  private static func single(_ head: Head) -> Shown {
    head.value.isNull ? .empty : .value(Alternative(value: head.value, heads: [head]))
  }
}
