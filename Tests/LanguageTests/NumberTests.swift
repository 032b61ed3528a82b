import Language
import TestSupport
import Testing

@Test func `numbers are written as each language does`() {
  let texts = Language.allCases.map { $0.number("1234567.5", decimals: 2) }
  #expect(texts == ["1,234,567.50", "1\u{A0}234\u{A0}567,50", "1.234.567,50"])
  let negative = Language.allCases.map { $0.number("-1000", decimals: 0) }
  #expect(negative == ["-1,000", "-1\u{A0}000", "-1.000"])
}

@Test func `every decimal that was given is kept, however long the number`() {
  #expect(Language.german.number("0.123456789", decimals: 2) == "0,123456789")
  #expect(Language.english.number("0.10", decimals: 1) == "0.10")
  #expect(
    Language.english.number("123456789012345678901234567890")
      == "123,456,789,012,345,678,901,234,567,890")
}

@Test(arguments: ["", "-", "1.", ".5", "1,5", "1e3", "+1", "--1", "1.2.3", " 1", "١"])
func `what is no decimal stays as it is`(text: String) {
  for language in Language.allCases { #expect(language.number(text, decimals: 2) == text) }
}

@Test func `a currency's code follows the amount`() {
  let texts = Language.allCases.map { $0.money("13806", "EUR", decimals: 2) }
  #expect(texts == ["13,806.00\u{A0}EUR", "13\u{A0}806,00\u{A0}EUR", "13.806,00\u{A0}EUR"])
}

@Test(arguments: Language.allCases)
func `numbers are those of CLDR`(language: Language) throws {
  var numbers = ["0.00", "-0.50", "999.99", "1000.00", "-1234567.50"]
  for seed in Seeds.all(20) {
    var generator = SeededGenerator(seed: seed)
    let whole = Int64.random(in: -1_000_000_000_000...1_000_000_000_000, using: &generator)
    numbers.append("\(whole).\(Int.random(in: 10...99, using: &generator))")
  }
  let expected = try Babel.lines(
    """
    for text in "\(numbers.joined(separator: " "))".split():
      print(numbers.format_decimal(Decimal(text), format="#,##0.00", locale=locale))
    """, language)
  #expect(numbers.map { language.number($0) } == expected, "seeds \(Seeds.all(20))")
}

@Test func `lists end with the language's word`() {
  let three = Language.allCases.map { $0.list(["a", "b", "c"]) }
  #expect(three == ["a, b and c", "a, b та c", "a, b und c"])
  for language in Language.allCases {
    #expect(language.list([]) == "" && language.list(["a"]) == "a")
  }
  #expect(Language.ukrainian.list(["a", "b"]) == "a та b")
}

/// CLDR's Ukrainian word is «і», which would have to change with the sounds beside it; «та» fits
/// everywhere.
@Test func `lists are those of CLDR but for the Ukrainian word`() throws {
  for language in Language.allCases {
    for texts in [["a", "b"], ["a", "b", "c", "d"]] {
      let expected = try Babel.lines(
        "print(lists.format_list('\(texts.joined())', locale=locale))", language)
      #expect([language.list(texts).replacing(" та ", with: " і ")] == expected)
    }
  }
}
