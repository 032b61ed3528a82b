/// What an operation does to its register.
public enum OperationKind: Hashable, Sendable {
  /// Sets the value, replacing the operations it names.
  case set
  /// Sets the value as a person's decision on a conflict, with a reason.
  case resolve
  /// Adds an element to a set.
  case add
  /// Takes an element out of a set, by naming the additions its author saw.
  case remove
  /// Writes a ledger entry, which nothing can replace.
  case entry
  /// Withdraws the record (`true`) or brings it back (`null`), with a reason.
  case void
  /// A kind of a newer version: kept, forwarded, counted and shown as not understood yet.
  case unknown(String)

  /// Whether it is none of those that are named here.
  public var isUnknown: Bool { if case .unknown = self { true } else { false } }

  /// The name in a commit.
  public var name: String {
    switch self {
    case .set: "set"
    case .resolve: "resolve"
    case .add: "add"
    case .remove: "remove"
    case .entry: "entry"
    case .void: "void"
    case .unknown(let name): name
    }
  }

  /// Creates the kind with a name.
  public init(name: String) {
    switch name {
    case "set": self = .set
    case "resolve": self = .resolve
    case "add": self = .add
    case "remove": self = .remove
    case "entry": self = .entry
    case "void": self = .void
    default: self = .unknown(name)
    }
  }

  /// Whether the commit must give a reason.
  public var needsReason: Bool { self == .resolve || self == .void }

  /// The register of an operation that names none.
  var defaultRegister: String { "@" + name }
}
