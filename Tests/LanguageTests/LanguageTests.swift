import Language
import Testing

@Test(
  arguments: [
    ("uk_UA.UTF-8", Language.ukrainian), ("de", .german), ("de_AT@euro", .german),
    ("en_GB.UTF-8", .english),
  ])
func `a locale's name tells its language`(locale: String, language: Language) {
  #expect(Language(locale: locale) == language)
}

@Test(arguments: ["C", "C.UTF-8", "POSIX", "fr_FR", "", "deu", "ukr"])
func `of other locales nothing is guessed`(locale: String) {
  #expect(Language(locale: locale) == nil)
}

@Test func `words are there in every language`() {
  let words = Words("stick", uk: "флешка", de: "Stick")
  #expect(Language.allCases.map { words[$0] } == words.all)
}
