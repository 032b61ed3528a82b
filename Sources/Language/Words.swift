/// A few words in every language: a label, a heading, a line of help.
public struct Words: Hashable, Sendable {
  /// English.
  public let en: String
  /// Ukrainian.
  public let uk: String
  /// German.
  public let de: String

  /// Creates words.
  public init(_ en: String, uk: String, de: String) {
    self.en = en
    self.uk = uk
    self.de = de
  }

  /// The words in one language.
  public subscript(language: Language) -> String {
    switch language {
    case .english: en
    case .ukrainian: uk
    case .german: de
    }
  }

  /// The words in every language, English first.
  public var all: [String] { [en, uk, de] }
}
