@testable import Language
import Testing

@Test(arguments: Language.allCases)
func `plural categories are those of CLDR`(language: Language) throws {
  var numbers = (0...1_000).map(String.init)
  numbers += ["1000000", "1000001", "1000002", "1000011", "12345678901234567890121"]
  numbers += ["0.0", "0.5", "1.0", "1.00", "1.5", "2.0", "2.5", "5.1", "11.1", "21.0", "100.25"]
  let expected = try Babel.lines(
    """
    for text in "\(numbers.joined(separator: " "))".split():
      print(locale.plural_form(Decimal(text)))
    """, language)
  #expect(expected.count == numbers.count)
  for (number, category) in zip(numbers, expected) {
    #expect("\(language.plural(of: number))" == category, "\(number)")
    #expect("\(language.plural(of: "-" + number))" == category, "-\(number)")
  }
}

@Test func `what is no number has the plural of decimals`() {
  for text in ["", "-", "x", "1.", ".1", "1,5", "١"] {
    for language in Language.allCases { #expect(language.plural(of: text) == .other) }
  }
}

/// The form is the one that the catalogue's own `Plural-Forms` tells gettext to take.
@Test func `a message's form is the one that gettext takes`() {
  for number in Array(0...1_000) + [1_000_000] {
    let (one, two) = (number % 10, number % 100)
    let ukrainian =
      one == 1 && two != 11 ? 0 : one >= 2 && one <= 4 && (two < 12 || two > 14) ? 1 : 2
    #expect(Language.ukrainian.pluralForm(of: "\(number)") == ukrainian, "\(number)")
    #expect(Language.german.pluralForm(of: "\(number)") == (number != 1 ? 1 : 0), "\(number)")
  }
  #expect(Language.ukrainian.pluralForm(of: "1.5") == 1, "1,5 гривні, 1,5 відра")
  #expect(Language.german.pluralForm(of: "1.5") == 1)
}
