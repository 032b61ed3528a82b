/// One fact: what one person did to one register of one record.
public struct Operation: Hashable, Sendable {
  /// What it does.
  public let kind: OperationKind
  /// The record it is about.
  public let record: RecordKey
  /// The register; names that begin with `@` belong to the format, such as `@void`.
  public let register: String
  /// The value; of an unknown kind, the operation's whole JSON object.
  public let value: CanonicalJSON
  /// The operations of the same register that it replaces.
  public let replaced: [OperationID]
  /// The operations of the record that its author saw, where the kind records them.
  public let seen: [OperationID]

  /// Creates an operation.
  public init(
    _ kind: OperationKind, record: RecordKey, register: String, value: CanonicalJSON,
    replaced: [OperationID] = [], seen: [OperationID] = []
  ) {
    self.kind = kind
    self.record = record
    self.register = register
    self.value = value
    self.replaced = replaced
    self.seen = seen
  }

  /// The register in which a record is withdrawn.
  public static let voidRegister = OperationKind.void.defaultRegister
  /// The register that holds a ledger entry.
  public static let entryRegister = "entry"
}

/// A record's name within its dossier: its type and its id.
public struct RecordKey: Hashable, Comparable, Sendable {
  /// The type, such as `aid`.
  public let type: String
  /// The id.
  public let id: RecordID

  /// Creates a key.
  public init(type: String, id: RecordID) {
    self.type = type
    self.id = id
  }

  /// Orders by id, then by the type's bytes.
  public static func < (left: Self, right: Self) -> Bool {
    if left.id != right.id { return left.id < right.id }
    return left.type.utf8.lexicographicallyPrecedes(right.type.utf8)
  }
}
