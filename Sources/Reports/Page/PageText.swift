/// Text on a page of HTML.
enum PageText {
  /// The most characters of a word that is not broken.
  private static let wordLength = 24

  /// Returns the text as content or quoted attribute, nothing of which turns the text around it.
  static func markup(_ text: String) -> String { SafeText.markup(unturned(text)) }

  /// Returns the text as content whose very long words may go on in the next line.
  static func breakable(_ text: String) -> String {
    var result = ""
    var part = ""
    var length = 0
    for character in unturned(text) {
      length = character.isWhitespace ? 0 : length + 1
      if length > wordLength {
        result += SafeText.markup(part) + "<wbr>"
        (part, length) = ("", 1)
      }
      part.append(character)
    }
    return result + SafeText.markup(part)
  }

  /// Replaces the characters that embed or override the direction of others.
  static func unturned(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let turns =
        ("\u{202A}"..."\u{202E}").contains(scalar) || ("\u{2066}"..."\u{2069}").contains(scalar)
      result.append(turns ? "\u{FFFD}" : scalar)
    }
    return String(result)
  }
}
