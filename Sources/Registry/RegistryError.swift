/// Why what a person entered cannot be recorded, and what to do.
public enum RegistryError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no such type.
  case unknownType(String, suggestion: String?)
  /// The type has no such field.
  case unknownField(type: String, field: String, suggestion: String?)
  /// A new record lacks a field that it must have.
  case missing(type: String, field: String, help: String)
  /// A value does not fit its field.
  case invalid(field: String, reason: String, hint: String)
  /// A ledger entry cannot be changed.
  case immutable(type: String)

  /// One clear line.
  public var description: String {
    switch self {
    case .unknownType(let name, _): "there is no record type '\(name)'"
    case .unknownField(let type, let field, _): "a record of type '\(type)' has no field '\(field)'"
    case .missing(let type, let field, _): "a new '\(type)' needs the field '\(field)'"
    case .invalid(let field, let reason, _): "\(field): \(reason)"
    case .immutable(let type): "a record of type '\(type)' cannot be changed once it is written"
    }
  }

  /// What the person can do.
  public var hint: String {
    switch self {
    case .unknownType(_, let suggestion?), .unknownField(_, _, let suggestion?):
      "did you mean '\(suggestion)'?"
    case .unknownType: "'pobratym new --help' lists the types"
    case .unknownField(let type, _, nil): "'pobratym new \(type) --help' lists the fields"
    case .missing(_, let field, let help): "add \(field)=… (\(help))"
    case .invalid(_, _, let hint): hint
    case .immutable: "write another entry with kind=reversal and reverses=ID"
    }
  }
}
