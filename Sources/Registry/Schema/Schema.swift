/// All record types: the one place that says what is recorded, how it merges and what it is for.
public struct Schema: Sendable {
  /// The types, in the order in which help lists them.
  public let types: [RecordType]

  /// The schema of this version.
  public static let standard = Schema(types: [
    office, partnership, contact, document, aid, item, ledger, relation,
  ])

  /// Returns a type by its name.
  public func type(_ name: String) throws(RegistryError) -> RecordType {
    guard let type = types.first(where: { $0.name == name }) else {
      throw .unknownType(name, suggestion: Suggestion.nearest(to: name, in: types.map(\.name)))
    }
    return type
  }

  /// Returns a type by its name, or nil for one of a newer version.
  public subscript(name: String) -> RecordType? { types.first { $0.name == name } }
}
