/// Ukrainian in Latin letters, as in passports and on road signs.
///
/// By the table of the Cabinet of Ministers' resolution No. 55 of 27 January 2010.
public enum Transliteration {
  private static let letters: [String: String] = [
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh",
    "з": "z", "и": "y", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n",
    "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
    "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu", "я": "ia",
  ]

  /// The letters that are written otherwise at the beginning of a word.
  private static let firstLetters: [String: String] = [
    "є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya",
  ]

  private static let apostrophes: Set<Character> = ["’", "'", "ʼ"]

  /// Returns a text with every Ukrainian letter in Latin letters and without apostrophes in words.
  ///
  /// What is no Ukrainian letter stays as it is. A part of a name behind a hyphen begins a word.
  public static func latin(_ text: String) -> String {
    let text = Array(text)
    return text.indices.map { latin(text, at: $0) }.joined()
  }

  private static func latin(_ text: [Character], at place: Int) -> String {
    let letter = text[place]
    let before: Character? = place > 0 ? text[place - 1] : nil
    let after: Character? = place + 1 < text.count ? text[place + 1] : nil
    let isInWord = before.map { $0.isLetter || apostrophes.contains($0) } ?? false
    if apostrophes.contains(letter), before?.isLetter == true { return "" }
    let small = letter.lowercased()
    guard var latin = letters[small] else { return String(letter) }
    if !isInWord { latin = firstLetters[small] ?? latin }
    if small == "г", before == "з" || before == "З" { latin = "gh" }
    guard letter.isUppercase else { return latin }
    let isInCapitals = after?.isLetter == true ? after?.isUppercase : before?.isUppercase
    return isInCapitals == true
      ? latin.uppercased() : latin.prefix(1).uppercased() + latin.dropFirst()
  }
}
