import Wire

extension Field {
  /// Reads an office: a KATOTTG code, or a country and a name.
  func office(_ text: String) throws(RegistryError) -> String {
    guard Text.isOffice(text) else {
      throw invalid(
        "'\(text)' is not an office",
        "a KATOTTG code of UA and 17 digits, or country and name: DE/Duisburg")
    }
    return text
  }

  /// Reads an official code; spaces and points within it are left out.
  func code(_ text: String, _ form: CodeForm) throws(RegistryError) -> String {
    let compact = text.uppercased().filter { !" .\u{A0}".contains($0) }
    guard isForm(compact, form) else {
      throw invalid("'\(text)' is not \(Self.forms[form] ?? form.rawValue)", hint(form))
    }
    return compact
  }

  private func isForm(_ text: String, _ form: CodeForm) -> Bool {
    let areDigits = text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    return switch form {
    case .katottg: text.utf8.count == 19 && Text.isOffice(text)
    case .edrpou: text.utf8.count == 8 && areDigits
    case .uktzed: [4, 6, 8, 10].contains(text.utf8.count) && areDigits
    case .locode: text.utf8.count == 5
    }
  }

  private static let forms: [CodeForm: String] = [
    .katottg: "a KATOTTG code", .edrpou: "an EDRPOU code", .uktzed: "a UKTZED or HS code",
    .locode: "a UN/LOCODE",
  ]

  private func hint(_ form: CodeForm) -> String {
    switch form {
    case .katottg: "UA and 17 digits: UA12060170000091033"
    case .edrpou: "8 digits, the last of which is a check digit: look at the document again"
    case .uktzed: "4, 6, 8 or 10 digits: 8502113000"
    case .locode: "two letters of the country and three of the place: UAKWG"
    }
  }
}
