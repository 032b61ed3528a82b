/// What a device may do, as its admission says.
public enum Role: Hashable, Sendable {
  /// Records, edits and withdraws.
  case clerk
  /// Does that, and decides conflicts.
  case officer
  /// Reads.
  case auditor
  /// Does everything: admits, retires, releases, and gives official numbers.
  case centre
  /// A role of a newer version, which reads.
  case unknown(String)

  /// The roles that can be given.
  public static let known: [Role] = [.clerk, .officer, .auditor, .centre]

  /// The name in an admission.
  public var name: String {
    switch self {
    case .clerk: "clerk"
    case .officer: "officer"
    case .auditor: "auditor"
    case .centre: "centre"
    case .unknown(let name): name
    }
  }

  /// Creates the role with a name.
  public init(name: String) {
    self = Self.known.first { $0.name == name } ?? .unknown(name)
  }

  /// Whether the role may record, edit and withdraw.
  public var mayEdit: Bool { self == .clerk || mayResolve }

  /// Whether the role may decide conflicts, and erase.
  public var mayResolve: Bool { self == .officer || self == .centre }
}

extension Operation {
  /// What the names of registers begin with that only a centre may set.
  public static let officialPrefix = "official-"

  /// Tells whether an author with these roles may do this.
  public func isPermitted(to roles: Set<Role>) -> Bool {
    // Looked through and not looked up: a device has one role, or two.
    if roles.contains(where: { $0 == .centre }) { return true }
    guard !register.hasPrefix(Self.officialPrefix) else { return false }
    var isDeciding = kind == .resolve
    if case .unknown(let name) = kind {
      guard !StatementKind.names.contains(name) else { return false }
      isDeciding = name == Erasure.kind
    }
    return roles.contains { isDeciding ? $0.mayResolve : $0.mayEdit }
  }
}
