extension Language {
  /// Returns the language that the environment asks for, in gettext's order; else English.
  ///
  /// The locale is the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set and not empty. Where
  /// there is one other than `C`, the list of languages in `LANGUAGE` goes before it.
  public static func chosen(environment: (String) -> String?) -> Language {
    func value(_ name: String) -> String? {
      environment(name).flatMap { $0.isEmpty ? nil : $0 }
    }
    let locale = value("LC_ALL") ?? value("LC_MESSAGES") ?? value("LANG")
    guard let locale, !untranslated.contains(locale) else { return .english }
    let wanted = value("LANGUAGE")?.split(separator: ":").map(String.init) ?? [locale]
    let known = wanted.prefix { !untranslated.contains($0) }.lazy.compactMap(Language.init(locale:))
    return known.first ?? .english
  }

  private static let untranslated = ["C", "POSIX"]
}
