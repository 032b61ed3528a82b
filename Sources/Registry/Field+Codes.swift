import CodeLists
import Language
import Wire

extension Field {
  /// Reads an office: a KATOTTG code that is on the list, or a country and a name.
  func office(_ text: String) throws(RegistryError) -> String {
    guard Text.isOffice(text) else {
      throw invalid(
        Phrase("'\(text)' is not an office"),
        Phrase("a KATOTTG code of UA and 17 digits, or country and name: DE/Duisburg"))
    }
    if !text.contains("/") { return try katottg(text) }
    let country = String(text.prefix(2))
    guard codes["country"][country] != nil else {
      throw invalid(
        Phrase("'\(country)' is not a country"),
        codes["country"].nearest(to: country).map { Phrase("did you mean '\($0)'?") }
          ?? Phrase("two letters of ISO 3166-1, such as DE, PL or UA"))
    }
    return text
  }

  /// Reads an official code; spaces and points within it are left out.
  func code(_ text: String, _ form: CodeForm) throws(RegistryError) -> String {
    let compact = text.uppercased().filter { !" .\u{A0}".contains($0) }
    switch form {
    case .katottg: return try katottg(compact)
    case .edrpou:
      guard EDRPOU.isValid(compact) else {
        throw invalid(
          Phrase("'\(text)' is not an EDRPOU code"),
          Phrase("8 digits, the last of which is a check digit: look at the document again"))
      }
    case .uktzed:
      guard UKTZED.isValid(compact) else {
        throw invalid(
          Phrase("'\(text)' is not a UKTZED or HS code"),
          Phrase("4, 6, 8 or 10 digits: 8502113000"))
      }
    case .locode:
      guard UNLOCODE.isForm(compact) else {
        throw invalid(
          Phrase("'\(text)' is not a UN/LOCODE"),
          Phrase("two letters of the country and three of the place: UAKWG"))
      }
    }
    return compact
  }

  private func katottg(_ text: String) throws(RegistryError) -> String {
    guard let code = KATOTTG(text) else {
      throw invalid(
        Phrase("'\(text)' is not a KATOTTG code"),
        Phrase("UA and 17 digits: UA12060170000091033"))
    }
    guard code.isKnown else {
      let meant = KATOTTG.suggestions(for: text).first
      throw invalid(
        Phrase("'\(text)' is in no list of KATOTTG codes"),
        meant.map { Phrase("did you mean '\($0.code)' (\($0.names))?") }
          ?? Phrase("look at the document again, digit by digit"))
    }
    return text
  }
}
