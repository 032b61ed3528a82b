public import Merging

/// Something on which two people contradict each other and a person must decide.
public struct Conflict: Hashable, Sendable {
  /// The two kinds.
  public enum Kind: Hashable, Sendable {
    /// Different values of one field.
    case values([Alternative])
    /// A record that one person withdrew: the two outcomes, and the edits made apart from that.
    case withdrawn([Alternative], [Head])
  }

  /// The register; `@void` for a disputed withdrawal.
  public let register: String
  /// What contradicts what.
  public let kind: Kind

  /// The values to choose from, in the order that is the same on every device.
  public var alternatives: [Alternative] {
    switch kind {
    case .values(let alternatives), .withdrawn(let alternatives, _): alternatives
    }
  }

  /// The heads that a person sees who looks at it.
  public var heads: [Head] {
    switch kind {
    case .values(let alternatives): alternatives.flatMap(\.heads)
    case .withdrawn(let alternatives, let edits): alternatives.flatMap(\.heads) + edits
    }
  }
}
