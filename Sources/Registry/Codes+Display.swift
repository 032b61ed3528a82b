import CodeLists
public import Language
public import Wire

/// How values are written for people, in the language of the codes.
///
/// English has them as they are entered and as scripts read them. What is shown can be entered
/// again or is refused, but never taken for something else.
extension Codes {
  /// Returns an exact decimal.
  ///
  /// German has no points between thousands here: 1.200, entered again, is a little over one.
  public func number(_ text: String) -> String {
    switch language {
    case .english: text
    case .ukrainian: language.number(text)
    case .german: language.number(text).filter { $0 != "." }
    }
  }

  /// Returns an amount with all decimals of its currency.
  public func money(_ amount: ExactDecimal, _ currency: String) -> String {
    let decimals = decimals(of: currency)
    return language == .english
      ? "\(amount.text(minimumFractionDigits: decimals)) \(currency)"
      : language.money(amount.description, currency, decimals: decimals)
  }

  /// Returns a day, month or year.
  public func date(_ text: String) -> String { language == .english ? text : language.date(text) }

  /// Returns a unit: its code in English, else its word.
  public func unit(_ code: String) -> String {
    language == .english ? code : self["unit"][code]?.words[language] ?? code
  }

  /// Returns an amount and its unit: the code in English, else its symbol or, after a sign of
  /// multiplication that spares it a plural, its word.
  public func quantity(_ amount: String, _ code: String) -> String {
    guard language != .english, let term = self["unit"][code] else {
      return "\(number(amount)) \(code)"
    }
    let symbol = CodeList.units[code]?.columns["short_\(language.rawValue)"] ?? ""
    return number(amount) + (symbol.isEmpty ? " × \(term.words[language])" : " \(symbol)")
  }

  /// Returns a type or field as a person finds it: what it is called, and the name that commands
  /// know it by; in English the name alone.
  public func caption(_ words: Words?, _ name: String) -> String {
    guard let words, language != .english else { return name }
    return "\(words[language]) (\(name))"
  }
}
