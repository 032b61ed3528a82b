/// A sentence, written in English with what is filled in, that can be said in every language.
///
///     let written = Phrase("\(count: 2, "record", "records") written to \(path)")
///     written.text(in: .ukrainian)  // "2 записи записано до /media/stick"
///
/// Only `Phrase("…")` makes one, with the sentence itself between the quotes: by these words
/// `Tools/make-catalogues` finds what is to be translated. What is not translated is English.
public struct Phrase: Hashable, Sendable, CustomStringConvertible {
  /// The English sentence with `%1`, `%2`, … where something is filled in: gettext's `msgid`.
  let key: String
  /// The sentence for other counts than one, where a count decides: gettext's `msgid_plural`.
  let plural: String?
  /// The count that decides, as an exact decimal.
  let count: String?
  /// What is filled in, `%1` first.
  let arguments: [Argument]

  /// Creates a phrase from a literal sentence.
  public init(_ sentence: Sentence) {
    (key, plural) = (sentence.key, sentence.plural)
    (count, arguments) = (sentence.count, sentence.arguments)
  }

  /// Returns the sentence in a language.
  public func text(in language: Language) -> String {
    text(in: language, from: Catalogue.of(language))
  }

  /// The sentence in every language.
  public var words: Words {
    Words(text(in: .english), uk: text(in: .ukrainian), de: text(in: .german))
  }

  /// The sentence in English.
  public var description: String { text(in: .english) }

  func text(in language: Language, from catalogue: Catalogue) -> String {
    filled(catalogue.pattern(of: self) ?? english, in: language)
  }

  private var english: String {
    guard let plural, let count else { return key }
    return Language.english.plural(of: count) == .one ? key : plural
  }

  /// Puts the arguments where a pattern has their numbers; other text stays as it is.
  private func filled(_ pattern: String, in language: Language) -> String {
    var text = ""
    var rest = pattern[...]
    while let sign = rest.firstIndex(of: "%") {
      text += rest[..<sign]
      let digits = rest[sign...].dropFirst().prefix(2).prefix { $0.isASCII && $0.isNumber }
      if let number = Int(digits), arguments.indices.contains(number - 1) {
        text += arguments[number - 1].text(in: language)
      } else {
        text += "%" + digits
      }
      rest = rest[digits.endIndex...]
    }
    return text + rest
  }
}
