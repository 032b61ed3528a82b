public import Language

/// All record types: the one place that says what is recorded, how it merges and what it is for.
public struct Schema: Sendable {
  /// The types, in the order in which help lists them.
  public let types: [RecordType]
  /// The vocabularies, and the language in which records are shown.
  public let codes: Codes
  private let places: [String: Int]

  /// The schema of this version, with the vocabularies that are built in, in English.
  public static let standard = Schema(
    [
      office, partnership, contact, task, agreement, aid, item, consignment, handOut, ledger,
      money, document, news, relation, term, rate, setting, mapping, filter,
    ], codes: .standard)

  private init(_ types: [RecordType], codes: Codes) {
    self.types = types.map { type in
      var type = type
      for index in type.fields.indices { type.fields[index].codes = codes }
      for index in type.personal.indices { type.personal[index].codes = codes }
      return type
    }
    self.codes = codes
    places = Dictionary(
      types.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { one, _ in one })
  }

  /// Returns a schema with other vocabularies, or another language.
  public func with(_ codes: Codes) -> Schema { Schema(types, codes: codes) }

  /// Returns a schema that shows records in a language.
  public func shown(in language: Language) -> Schema {
    var codes = codes
    codes.language = language
    return with(codes)
  }

  /// Returns a type by its name.
  public func type(_ name: String) throws(RegistryError) -> RecordType {
    guard let type = self[name] else {
      throw .unknownType(name, suggestion: Suggestion.nearest(to: name, in: types.map(\.name)))
    }
    return type
  }

  /// Returns a type by its name, or nil for one of a newer version.
  public subscript(name: String) -> RecordType? { place(of: name).map { types[$0] } }

  /// Tells whether records of a type have personal data beside the log.
  public func hasCards(_ name: String) -> Bool {
    place(of: name).map { !types[$0].personal.isEmpty } ?? false
  }

  /// Returns where a type is among ``types``, or nil for one of a newer version.
  func place(of name: String) -> Int? { places[name] }
}
