public import Language

/// The words among which a field's value is chosen; the centre can extend it.
public struct Vocabulary: Sendable {
  /// The name, as fields and terms refer to it.
  public let name: String
  /// What it is of.
  public let title: Words
  /// The terms, in the order in which people are shown them.
  public let terms: [Term]
  private let places: [String: Int]
  private let meanings: Meanings

  /// Creates a vocabulary; of two terms with one code or one meaning of a word the first counts.
  public init(_ name: String, _ title: Words, _ terms: [Term]) {
    self.name = name
    self.title = title
    var places: [String: Int] = [:]
    var kept: [Term] = []
    for term in terms where places[term.code] == nil {
      places[term.code] = kept.count
      kept.append(term)
    }
    self.terms = kept
    self.places = places
    meanings = Meanings(of: kept)
  }

  /// Returns the term with a code, exactly as it is recorded.
  public subscript(code: String) -> Term? { places[code].map { terms[$0] } }

  /// Returns the term that a code or a word in any language means; case does not matter.
  public func term(meaning text: String) -> Term? {
    self[text] ?? meanings.place(of: text).map { terms[$0] }
  }

  /// Returns the code or word that a person probably meant, or nil.
  public func nearest(to text: String) -> String? {
    Suggestion.nearest(
      to: text, in: terms.flatMap { [$0.code] + $0.words.all + $0.synonyms })
  }

  /// Returns a vocabulary with further terms; those that are there keep their meaning.
  public func extended(by further: [Term]) -> Vocabulary {
    Vocabulary(name, title, terms + further)
  }
}
