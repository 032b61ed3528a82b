public import Wire

extension Field {
  /// Reads what a person entered and returns the canonical value; empty text clears the field.
  public func parse(_ entered: String) throws(RegistryError) -> JSONValue {
    let text = Text.trimmed(entered)
    guard !text.isEmpty else { return .null }
    switch kind {
    case .text: return .string(try limited(text))
    case .date: return .string(try date(text))
    case .decimal: return .string(try decimal(text).description)
    case .quantity: return try quantity(text)
    case .money: return try money(text)
    case .milestone: return try milestone(text)
    case .choice(let words): return .string(try choice(text, words))
    case .office: return .string(try office(text))
    case .reference: return .string(try reference(text))
    case .blob: return try facts(text)
    }
  }

  private func invalid(_ reason: String, _ hint: String) -> RegistryError {
    .invalid(field: name, reason: reason, hint: hint)
  }

  private func limited(_ text: String) throws(RegistryError) -> String {
    guard text.utf8.count <= Text.maximumBytes else {
      throw invalid("the text is too long", "at most \(Text.maximumBytes) bytes; shorten it")
    }
    return text
  }

  private func date(_ text: String) throws(RegistryError) -> String {
    guard CalendarDate.isDate(text) else {
      throw invalid(
        "'\(text)' is not a date", "write year-month-day, such as 2023-02-09, or 2022-10, or 2022")
    }
    return text
  }

  private func decimal(_ text: String) throws(RegistryError) -> ExactDecimal {
    let compact = text.filter { !" \u{A0}\u{202F}'".contains($0) }
    let commas = compact.filter { $0 == "," }.count
    let hasPoint = compact.contains(".")
    if commas > 0, hasPoint || commas > 1 || isAmbiguous(compact) {
      throw invalid(
        "'\(text)' can be read in two ways", "write the decimals after a point: 1234.50")
    }
    let plain = String(compact.map { $0 == "," ? "." : $0 })
    guard let number = ExactDecimal(plain) else {
      throw invalid(
        "'\(text)' is not a number", "at most 18 digits before the point and 9 after: 1200.50")
    }
    return number
  }

  /// Whether a comma stands before exactly three digits, as it does between thousands.
  private func isAmbiguous(_ text: String) -> Bool {
    text.split(separator: ",", omittingEmptySubsequences: false).last?.count == 3
  }

  /// Splits an amount from the word that follows its digits.
  private func split(_ text: String) -> (amount: String, word: String) {
    let end = text.firstIndex { $0.isLetter } ?? text.endIndex
    return (Text.trimmed(String(text[..<end])), Text.trimmed(String(text[end...])))
  }

  private func quantity(_ text: String) throws(RegistryError) -> JSONValue {
    let (amount, word) = split(text)
    let known = Vocabulary.units.keys.sorted()
    guard let unit = Vocabulary.unit(word) else {
      let meant = Suggestion.nearest(to: word, in: known + Vocabulary.units.values.flatMap { $0 })
      throw invalid(
        word.isEmpty ? "the unit is missing" : "'\(word)' is not a known unit",
        meant.map { "did you mean '\($0)'?" } ?? "amount and unit, such as 12 H87 (or 12 pcs)")
    }
    return ["amount": .string(try decimal(amount).description), "unit": .string(unit)]
  }

  private func money(_ text: String) throws(RegistryError) -> JSONValue {
    let (amount, word) = split(text)
    let currency = word.uppercased()
    guard let decimals = Vocabulary.currencies[currency] else {
      let meant = Suggestion.nearest(to: currency, in: Vocabulary.currencies.keys.sorted())
      throw invalid(
        word.isEmpty ? "the currency is missing" : "'\(word)' is not a known currency",
        meant.map { "did you mean '\($0)'?" } ?? "amount and currency, such as 1200.50 EUR")
    }
    let number = try decimal(amount)
    let fraction = number.description.split(separator: ".").dropFirst().first?.count ?? 0
    guard fraction <= decimals else {
      throw invalid("\(currency) has \(decimals) decimals", "round \(amount) to \(decimals)")
    }
    return ["amount": .string(number.description), "currency": .string(currency)]
  }

  private func milestone(_ text: String) throws(RegistryError) -> JSONValue {
    let parts = text.split(separator: ";", maxSplits: 2, omittingEmptySubsequences: false)
      .map { Text.trimmed(String($0)) }
    var object = JSONObject([JSONMember("date", .string(try date(parts[0])))])
    if parts.count > 1, !parts[1].isEmpty { object["document"] = .string(try limited(parts[1])) }
    if parts.count > 2, !parts[2].isEmpty { object["by"] = .string(try limited(parts[2])) }
    return .object(object)
  }

  private func choice(_ text: String, _ words: [String]) throws(RegistryError) -> String {
    let word = text.lowercased()
    guard words.contains(word) else {
      let meant = Suggestion.nearest(to: word, in: words)
      throw invalid(
        "'\(text)' is not one of the choices",
        meant.map { "did you mean '\($0)'?" } ?? "one of: \(words.joined(separator: ", "))")
    }
    return word
  }

  private func office(_ text: String) throws(RegistryError) -> String {
    guard Text.isOffice(text) else {
      throw invalid(
        "'\(text)' is not an office",
        "a KATOTTG code of UA and 17 digits, or country and name: DE/Duisburg")
    }
    return text
  }

  /// What the log holds of a file; a path has been replaced by that before.
  private func facts(_ text: String) throws(RegistryError) -> JSONValue {
    guard let value = try? JSONValue.parse(Array(text.utf8)), let facts = BlobFacts(value) else {
      throw invalid(
        "'\(text)' is not a file",
        "attach it with 'pobratym new' or 'pobratym set', @ before its path: \(name)=@PATH")
    }
    return facts.json
  }

  private func reference(_ text: String) throws(RegistryError) -> String {
    guard text.utf8.count == 32, text.utf8.allSatisfy({ "0123456789abcdef".utf8.contains($0) })
    else { throw invalid("'\(text)' is not a record's id", "'pobratym list' shows the ids") }
    return text
  }
}
