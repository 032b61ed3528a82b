@_spi(_Unicode) import Swift

/// Words as they are compared across languages: in Latin letters, without accents and endings.
///
/// `Generators`, `генераторів` and `Generatoren` are all `generator`. It is rough on purpose: it
/// decides nothing, it only finds.
public enum Stem {
  /// Returns the stems of a text's words, in their order; numbers are words of their own.
  public static func all(in text: String) -> [String] {
    var words: [String] = []
    var letters: [UInt8] = []
    var digits: [UInt8] = []
    func close() {
      if !letters.isEmpty { words.append(String(decoding: stripped(letters), as: UTF8.self)) }
      if !digits.isEmpty { words.append(String(decoding: digits, as: UTF8.self)) }
      letters = []
      digits = []
    }
    for scalar in text._nfd {
      switch kind(of: scalar) {
      case .letters(let latin):
        if !digits.isEmpty { close() }
        for letter in latin.utf8 where letter != letters.last { letters.append(letter) }
      case .digit(let digit):
        if !letters.isEmpty { close() }
        digits.append(digit)
      case .nothing: break
      case .gap: close()
      }
    }
    close()
    return words
  }

  private enum Kind {
    case letters(String)
    case digit(UInt8)
    /// An accent, an apostrophe within a word or a soft sign.
    case nothing
    case gap
  }

  private static func kind(of scalar: Unicode.Scalar) -> Kind {
    switch scalar.value {
    case 0x30...0x39: return .digit(UInt8(scalar.value))
    case 0x41...0x5A, 0x61...0x7A:
      let letter = UInt8(scalar.value | 0x20)
      return .letters(latin[letter] ?? String(UnicodeScalar(letter)))
    case 0x300...0x36F, 0x27, 0x2019, 0x2BC, 0x60: return .nothing
    default:
      if let known = others[scalar] { return known.isEmpty ? .nothing : .letters(known) }
      guard scalar.properties.isAlphabetic else { return .gap }
      return .letters(scalar.properties.lowercaseMapping)
    }
  }

  /// Latin letters that stand for one sound in some languages and another in others.
  private static let latin: [UInt8: String] = [
    UInt8(ascii: "c"): "k", UInt8(ascii: "q"): "k", UInt8(ascii: "w"): "v",
    UInt8(ascii: "x"): "ks", UInt8(ascii: "y"): "i",
  ]

  private static let others: [Unicode.Scalar: String] = {
    let table = """
      а=a б=b в=v г=g ґ=g д=d е=e є=e ж=zh з=z и=i і=i й=i к=k л=l м=m н=n о=o п=p р=r с=s т=t \
      у=u ф=f х=h ц=z ч=ch ш=sh щ=sh ь= ъ= ю=u я=a ы=i э=e ß=s ł=l ø=o đ=d æ=a
      """
    var letters: [Unicode.Scalar: String] = [:]
    for pair in table.split(separator: " ") {
      guard let scalar = pair.unicodeScalars.first else { continue }
      let latin = String(pair.dropFirst(2))
      letters[scalar] = latin
      if let upper = scalar.properties.uppercaseMapping.unicodeScalars.first {
        letters[upper] = latin
      }
    }
    return letters
  }()

  /// Endings of cases and plurals, longer ones first.
  private static let endings = [
    "iami", "ami", "iah", "iam", "ovi", "evi", "ogo", "omu", "imi", "ih", "iv", "am", "im", "om",
    "em", "ah", "en", "es", "s",
  ].map { Array($0.utf8) }

  private static let vowels = Set("aeiou".utf8)

  /// The least letters that are left of a word.
  private static let minimumLetters = 3

  private static func stripped(_ word: [UInt8]) -> [UInt8] {
    var word = word
    for ending in endings
    where word.count >= minimumLetters + ending.count
      && word.suffix(ending.count).elementsEqual(ending)
    {
      word.removeLast(ending.count)
      break
    }
    while word.count > minimumLetters, let last = word.last, vowels.contains(last) {
      word.removeLast()
    }
    return word
  }
}
