/// The plural categories of Unicode's CLDR that the three languages have.
enum Plural: Hashable, Sendable {
  case one, few, many, other
}

extension Language {
  /// Returns the category of a number, an exact decimal, by the rules of CLDR.
  ///
  /// What is no number is `other`, which exists for decimals in every language.
  func plural(of number: String) -> Plural {
    guard let number = Digits(number), number.fraction.isEmpty else { return .other }
    guard self == .ukrainian else { return number.whole == "1" ? .one : .other }
    let lastTwo = Int(number.whole.suffix(2)) ?? 0
    switch (lastTwo % 10, lastTwo / 10) {
    case (1, let tens) where tens != 1: return .one
    case (2...4, let tens) where tens != 1: return .few
    default: return .many
    }
  }

  /// How many plural forms a message of gettext has.
  var pluralForms: Int { self == .ukrainian ? 3 : 2 }

  /// Returns which of a message's plural forms a number takes, as its catalogue's `Plural-Forms`.
  ///
  /// A Ukrainian decimal is followed by the genitive singular, for which gettext has no form; that
  /// of `few` is written the same but for masculine nouns.
  func pluralForm(of number: String) -> Int {
    switch plural(of: number) {
    case .one: 0
    case .few, .other: 1
    case .many: 2
    }
  }
}
