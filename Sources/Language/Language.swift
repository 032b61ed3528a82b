/// A language in which Pobratym speaks.
public enum Language: String, CaseIterable, Hashable, Sendable {
  /// English: the language of the sources, and of whatever is not translated.
  case english = "en"
  /// Ukrainian.
  case ukrainian = "uk"
  /// German.
  case german = "de"

  /// Returns the language of a locale such as `uk_UA.UTF-8`, `de` or `de_AT@euro`; nil for others.
  public init?(locale: String) {
    let name = locale.prefix { $0.isLetter }.lowercased()
    self.init(rawValue: name)
  }
}
