import Language
import Testing

/// The language that an environment asks for.
@Suite struct ChoiceTests {
  private func chosen(_ environment: [String: String]) -> Language {
    Language.chosen { environment[$0] }
  }

  @Test func `the first locale that is set decides`() {
    #expect(chosen(["LANG": "uk_UA.UTF-8"]) == .ukrainian)
    #expect(chosen(["LANG": "uk_UA.UTF-8", "LC_MESSAGES": "de_DE.UTF-8"]) == .german)
    #expect(
      chosen(["LANG": "de", "LC_MESSAGES": "de", "LC_ALL": "uk_UA.UTF-8"]) == .ukrainian)
    #expect(chosen(["LANG": "uk_UA.UTF-8", "LC_ALL": "en_GB.UTF-8"]) == .english)
    #expect(chosen(["LANG": "uk_UA.UTF-8", "LC_ALL": ""]) == .ukrainian, "empty is not set")
  }

  @Test func `a list of languages goes before the locale, its first known one`() {
    #expect(chosen(["LANG": "de_DE.UTF-8", "LANGUAGE": "uk"]) == .ukrainian)
    #expect(chosen(["LC_ALL": "de_DE.UTF-8", "LANGUAGE": "fr:uk:de"]) == .ukrainian)
    #expect(chosen(["LC_ALL": "C.UTF-8", "LANGUAGE": "uk"]) == .ukrainian)
    #expect(chosen(["LANG": "de_DE.UTF-8", "LANGUAGE": ""]) == .german)
    #expect(chosen(["LANG": "de_DE.UTF-8", "LANGUAGE": "fr"]) == .english)
    #expect(chosen(["LANG": "de_DE.UTF-8", "LANGUAGE": "fr:C:uk"]) == .english)
  }

  @Test func `without a locale, or with the plain one, it is English, whatever the list`() {
    #expect(chosen([:]) == .english)
    #expect(chosen(["LANGUAGE": "uk"]) == .english)
    for plain in ["C", "POSIX"] {
      #expect(chosen(["LC_ALL": plain, "LANGUAGE": "uk", "LANG": "uk_UA.UTF-8"]) == .english)
    }
    #expect(chosen(["LANG": "fr_FR.UTF-8"]) == .english)
    #expect(chosen(["LC_ALL": "C.UTF-8", "LANG": "uk_UA.UTF-8"]) == .english)
  }
}
