import Language
import Testing

@Test func `dates, months and years are written as each language does`() {
  func texts(_ text: String) -> [String] { Language.allCases.map { $0.date(text) } }
  #expect(texts("2023-02-09") == ["9 February 2023", "9 лютого 2023 р.", "9. Februar 2023"])
  #expect(texts("2023-02") == ["February 2023", "лютий 2023 р.", "Februar 2023"])
  #expect(texts("2023") == ["2023", "2023", "2023"])
}

@Test(arguments: [
  "", "-", "2023-", "2023-13", "2023-00", "2023-2-09", "2023-02-32", "2023-02-00", "2023-02-09-01",
  "23-02-09", "20230209", "2023-02-0x", "-2023-02-09", "soon",
])
func `what is no date stays as it is`(text: String) {
  for language in Language.allCases { #expect(language.date(text) == text) }
}

@Test(arguments: Language.allCases)
func `dates and months are those of CLDR`(language: Language) throws {
  let expected = try Babel.lines(
    """
    for month in range(1, 13):
      for day in (1, 9, 28):
        print(dates.format_date(datetime.date(2026, month, day), "long", locale=locale))
      print(dates.format_skeleton("yMMMM", datetime.date(2026, month, 1), locale=locale))
    """, language)
  let texts = (1...12).flatMap { month in
    let month = "2026-" + (month < 10 ? "0" : "") + "\(month)"
    return [month + "-01", month + "-09", month + "-28", month]
  }
  #expect(texts.map(language.date) == expected)
}
