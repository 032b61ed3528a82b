public import Language

/// The words among which a field's value is chosen; the centre can extend it.
public struct Vocabulary: Sendable {
  /// The name, as fields and terms refer to it.
  public let name: String
  /// What it is of.
  public let title: Words
  private let table: Lazily<TermTable>
  private let meanings: Lazily<Meanings>

  /// Creates a vocabulary; of two terms with one code or one meaning of a word the first counts.
  ///
  /// The terms are made when they are first asked for.
  public init(
    _ name: String, _ title: Words, _ terms: @autoclosure @escaping @Sendable () -> [Term]
  ) {
    self.name = name
    self.title = title
    let table = Lazily { TermTable(terms()) }
    self.table = table
    meanings = Lazily { Meanings(of: table.value.terms) }
  }

  /// The terms, in the order in which people are shown them.
  public var terms: [Term] { table.value.terms }

  /// Returns the term with a code, exactly as it is recorded.
  public subscript(code: String) -> Term? {
    let table = table.value
    return table.places[code].map { table.terms[$0] }
  }

  /// Returns the term that a code or a word in any language means; case does not matter.
  public func term(meaning text: String) -> Term? {
    self[text] ?? meanings.value.place(of: text).map { terms[$0] }
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

/// The terms of a vocabulary, and where each code is.
private struct TermTable: Sendable {
  var terms: [Term] = []
  var places: [String: Int] = [:]

  init(_ all: [Term]) {
    for term in all where places[term.code] == nil {
      places[term.code] = terms.count
      terms.append(term)
    }
  }
}
