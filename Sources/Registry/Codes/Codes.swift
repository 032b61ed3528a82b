public import Language

/// The vocabularies against which entry is checked, and the language in which they are shown.
public struct Codes: Sendable {
  /// The vocabularies, by name.
  public private(set) var vocabularies: [String: Vocabulary]
  /// The language of what is shown.
  public var language = Language.english

  /// Creates codes.
  public init(_ vocabularies: [Vocabulary]) {
    self.vocabularies = Dictionary(
      vocabularies.map { ($0.name, $0) }, uniquingKeysWith: { one, _ in one })
  }

  /// Those of this version.
  public static let standard = Codes(
    partnershipVocabularies + aidVocabularies + paperVocabularies + [
      units, currencies, countries, crossings, things,
    ])

  /// Returns a vocabulary; one of a newer version is empty.
  public subscript(name: String) -> Vocabulary {
    vocabularies[name] ?? Vocabulary(name, Words(name, uk: name, de: name), [])
  }

  /// Returns codes to which the centre's terms have been added, by vocabulary.
  public func extended(by terms: [String: [Term]]) -> Codes {
    var codes = self
    for (name, further) in terms { codes.vocabularies[name] = self[name].extended(by: further) }
    return codes
  }

  /// Returns how many decimals a currency has; 0 for one that is not known.
  public func decimals(of currency: String) -> Int { self["currency"][currency]?.decimals ?? 0 }
}
