import CodeLists
import Language

extension Codes {
  /// ISO 4217 currencies.
  static let currencies = Vocabulary(
    "currency", Words("currency", uk: "валюта", de: "Währung"), of: .currencies)

  /// UN/CEFACT Recommendation 20 and 21 units in use, with the words that mean them.
  static let units = Vocabulary(
    "unit", Words("unit", uk: "одиниця", de: "Einheit"), of: .units)

  /// ISO 3166-1 alpha-2 countries.
  static let countries = Vocabulary(
    "country", Words("country", uk: "країна", de: "Land"), of: .countries)

  /// Border crossings of Ukraine.
  static let crossings = Vocabulary(
    "crossing", Words("border crossing", uk: "пункт пропуску", de: "Grenzübergang"),
    of: .crossings)
}

extension Vocabulary {
  /// Takes the terms from a public list.
  fileprivate init(
    _ name: String, _ title: Words, of list: @autoclosure @escaping @Sendable () -> CodeList
  ) {
    self.init(
      name, title,
      list().entries.map { entry in
        Term(
          entry.code, entry.names, synonyms: entry.synonyms,
          decimals: entry.columns["decimals"].flatMap { Int($0) })
      })
  }
}
