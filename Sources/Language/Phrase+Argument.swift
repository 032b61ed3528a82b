extension Phrase {
  /// What is filled into a phrase.
  enum Argument: Hashable, Sendable {
    case text(String)
    case phrase(Phrase)
    case words(Words)
    case number(String, decimals: Int)
    case money(String, currency: String, decimals: Int)
    case date(String)
    case list([Argument])
    case choice([String])

    func text(in language: Language) -> String {
      switch self {
      case .text(let text): text
      case .phrase(let phrase): phrase.text(in: language)
      case .words(let words): words[language]
      case .number(let text, let decimals): language.number(text, decimals: decimals)
      case .money(let text, let currency, let decimals):
        language.money(text, currency, decimals: decimals)
      case .date(let text): language.date(text)
      case .choice(let texts): language.choice(texts)
      case .list(let arguments): language.list(arguments.map { $0.text(in: language) })
      }
    }
  }
}
