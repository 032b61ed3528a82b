import CCatalogues

/// The translations of one language.
struct Catalogue: Hashable, Sendable {
  /// The patterns of each key: one, or one for each plural form.
  private let patterns: [String: [String]]
  private let language: Language

  /// Reads a gettext PO file.
  init(_ text: String, of language: Language) throws(POError) {
    patterns = try POReader.read(text, forms: language.pluralForms)
    self.language = language
  }

  private init(emptyOf language: Language) {
    patterns = [:]
    self.language = language
  }

  /// Returns the pattern for a phrase and its count; nil where there is no translation.
  func pattern(of phrase: Phrase) -> String? {
    guard let forms = patterns[phrase.key] else { return nil }
    let form = phrase.count.map { language.pluralForm(of: $0) } ?? 0
    let isFitting = forms.count == (phrase.plural == nil ? 1 : language.pluralForms)
    return isFitting ? forms[form] : nil
  }

  /// Returns a language's catalogue, which is read when it is first asked for.
  static func of(_ language: Language) -> Catalogue {
    switch language {
    case .english: english
    case .ukrainian: ukrainian
    case .german: german
    }
  }

  private static let english = Catalogue(emptyOf: .english)
  private static let ukrainian = builtIn(.ukrainian, ukrainianCatalogue())
  private static let german = builtIn(.german, germanCatalogue())

  /// A catalogue that cannot be read must not keep anybody from work: all is said in English.
  private static func builtIn(_ language: Language, _ file: CCatalogues.Catalogue) -> Catalogue {
    let bytes = UnsafeBufferPointer(start: file.bytes, count: file.count)
    let catalogue = try? Catalogue(String(decoding: bytes, as: UTF8.self), of: language)
    return catalogue ?? Catalogue(emptyOf: language)
  }
}
