public import Language

/// One word of a vocabulary: what is recorded, and how people say it.
public struct Term: Hashable, Sendable {
  /// What is recorded: `handed-out`, `EUR`, `H87`.
  public let code: String
  /// How people say it, in every language.
  public let words: Words
  /// Further words that mean it, in any language.
  public let synonyms: [String]
  /// Of a currency, its number of decimals.
  public let decimals: Int?

  /// Creates a term.
  public init(_ code: String, _ words: Words, synonyms: [String] = [], decimals: Int? = nil) {
    self.code = code
    self.words = words
    self.synonyms = synonyms
    self.decimals = decimals
  }

  init(_ code: String, _ en: String, uk: String, de: String, also synonyms: [String] = []) {
    self.init(code, Words(en, uk: uk, de: de), synonyms: synonyms)
  }
}
