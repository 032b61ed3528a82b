public import Language

/// Why what a person entered cannot be recorded, and what to do.
public enum RegistryError: Error, Hashable, Sendable, Spoken {
  /// There is no such type.
  case unknownType(String, suggestion: String?)
  /// The type has no such field.
  case unknownField(type: String, field: String, suggestion: String?)
  /// A new record lacks a field that it must have.
  case missing(type: String, field: String, help: Words)
  /// A value does not fit its field.
  case invalid(field: String, reason: Phrase, hint: Phrase)
  /// A ledger entry cannot be changed.
  case immutable(type: String)

  /// One clear line.
  public var phrase: Phrase {
    switch self {
    case .unknownType(let name, _): Phrase("there is no record type '\(name)'")
    case .unknownField(let type, let field, _):
      Phrase("a record of type '\(type)' has no field '\(field)'")
    case .missing(let type, let field, _): Phrase("a new '\(type)' needs the field '\(field)'")
    case .invalid(let field, let reason, _): Phrase("\(field): \(reason)")
    case .immutable(let type):
      Phrase("a record of type '\(type)' cannot be changed once it is written")
    }
  }

  /// What the person can do.
  public var hint: Phrase {
    switch self {
    case .unknownType(_, let suggestion?), .unknownField(_, _, let suggestion?):
      Phrase("did you mean '\(suggestion)'?")
    case .unknownType: Phrase("'pobratym new --help' lists the types")
    case .unknownField(let type, _, nil):
      Phrase("'pobratym new \(type) --help' lists the fields")
    case .missing(_, let field, let help): Phrase("add \(field)=… (\(help))")
    case .invalid(_, _, let hint): hint
    case .immutable: Phrase("write another entry with kind=reversal and reverses=ID")
    }
  }
}
