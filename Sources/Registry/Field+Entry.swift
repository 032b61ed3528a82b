import Language
public import Wire

extension Field {
  /// Reads what a person entered and returns the canonical value; empty text clears the field.
  public func parse(_ entered: String) throws(RegistryError) -> JSONValue {
    let text = Text.trimmed(entered)
    guard !text.utf8.contains(0) else {
      throw invalid(
        Phrase("the text has the character NUL in it"),
        Phrase("no operation can hold it; leave it out"))
    }
    return text.isEmpty ? .null : try parse(text, as: kind)
  }

  private func parse(_ text: String, as kind: FieldKind) throws(RegistryError) -> JSONValue {
    switch kind {
    case .text: .string(try limited(text))
    case .date: .string(try date(text))
    case .decimal: .string(try decimal(text).description)
    case .quantity: .object(try quantity(text))
    case .money: .object(try money(text))
    case .valuation: try valuation(text)
    case .group(let members): try group(text, members)
    case .choice(let name): .string(try choice(text, codes[name]))
    case .code(let form): .string(try code(text, form))
    case .flag: .bool(try flag(text))
    case .office: .string(try office(text))
    case .reference: .string(try reference(text))
    case .blob: try facts(text)
    }
  }

  func invalid(_ reason: Phrase, _ hint: Phrase) -> RegistryError {
    .invalid(field: name, reason: reason, hint: hint)
  }

  private func limited(_ text: String) throws(RegistryError) -> String {
    guard text.utf8.count <= Text.maximumBytes else {
      throw invalid(
        Phrase("the text is too long"),
        Phrase("at most \(count: Text.maximumBytes, "byte", "bytes"); shorten it"))
    }
    return text
  }

  private func date(_ text: String) throws(RegistryError) -> String {
    guard CalendarDate.isDate(text) else {
      throw invalid(
        Phrase("'\(text)' is not a date"),
        Phrase("write year-month-day, such as 2023-02-09, or 2022-10, or 2022"))
    }
    return text
  }

  private func decimal(_ text: String) throws(RegistryError) -> ExactDecimal {
    let compact = text.filter { !" \u{A0}\u{202F}'".contains($0) }
    let commas = compact.filter { $0 == "," }.count
    let hasPoint = compact.contains(".")
    if commas > 0, hasPoint || commas > 1 || isAmbiguous(compact) {
      throw invalid(
        Phrase("'\(text)' can be read in two ways"),
        Phrase("write the decimals after a point: 1234.50"))
    }
    let plain = String(compact.map { $0 == "," ? "." : $0 })
    guard let number = ExactDecimal(plain) else {
      throw invalid(
        Phrase("'\(text)' is not a number"),
        Phrase("at most 18 digits before the point and 9 after: 1200.50"))
    }
    return number
  }

  /// Whether a comma stands before exactly three digits, as it does between thousands.
  private func isAmbiguous(_ text: String) -> Bool {
    text.split(separator: ",", omittingEmptySubsequences: false).last?.count == 3
  }

  /// Splits an amount from the word that follows its digits.
  private func split(_ text: String) -> (amount: String, word: String) {
    let end = text.firstIndex { !"0123456789.,+-' \u{A0}\u{202F}".contains($0) } ?? text.endIndex
    let word = text[end...].drop { $0 == "×" }
    return (Text.trimmed(String(text[..<end])), Text.trimmed(String(word)))
  }

  private func quantity(_ text: String) throws(RegistryError) -> JSONObject {
    let (amount, word) = split(text)
    guard let unit = codes["unit"].term(meaning: word), !word.isEmpty else {
      throw invalid(
        word.isEmpty
          ? Phrase("the unit is missing") : Phrase("'\(word)' is not a known unit"),
        codes["unit"].nearest(to: word).map { Phrase("did you mean '\($0)'?") }
          ?? Phrase("amount and unit, such as 12 H87 (or 12 pcs)"))
    }
    return JSONObject([
      JSONMember("amount", .string(try decimal(amount).description)),
      JSONMember("unit", .string(unit.code)),
    ])
  }

  private func money(_ text: String) throws(RegistryError) -> JSONObject {
    let (amount, word) = split(text)
    guard let currency = codes["currency"].term(meaning: word), !word.isEmpty else {
      throw invalid(
        word.isEmpty
          ? Phrase("the currency is missing") : Phrase("'\(word)' is not a known currency"),
        codes["currency"].nearest(to: word.uppercased()).map {
          Phrase("did you mean '\($0)'?")
        } ?? Phrase("amount and currency, such as 1200.50 EUR"))
    }
    let number = try decimal(amount)
    let decimals = currency.decimals ?? 0
    let fraction = number.description.split(separator: ".").dropFirst().first?.count ?? 0
    guard fraction <= decimals else {
      throw invalid(
        Phrase("\(currency.code) has \(count: decimals, "decimal", "decimals")"),
        Phrase("round \(amount) to \(decimals)"))
    }
    return JSONObject([
      JSONMember("amount", .string(number.description)),
      JSONMember("currency", .string(currency.code)),
    ])
  }

  /// Money, and the day of the rate or estimate after a semicolon.
  private func valuation(_ text: String) throws(RegistryError) -> JSONValue {
    let parts = Self.parts(text, atMost: 2)
    var object = try money(parts[0])
    if parts.count > 1, !parts[1].isEmpty { object["date"] = .string(try date(parts[1])) }
    return .object(object)
  }

  private static func parts(_ text: String, atMost count: Int) -> [String] {
    text.split(separator: ";", maxSplits: count - 1, omittingEmptySubsequences: false)
      .map { Text.trimmed(String($0)) }
  }

  private func group(_ text: String, _ members: [Member]) throws(RegistryError) -> JSONValue {
    let parts = Self.parts(text, atMost: members.count)
    var object = JSONObject()
    for (index, member) in members.enumerated() {
      guard index < parts.count, !parts[index].isEmpty else {
        guard !member.isRequired else {
          throw invalid(
            Phrase("its \(member.name) is missing"),
            Phrase("write it first, the others after a ';'"))
        }
        continue
      }
      object[member.name] = try parse(parts[index], as: member.kind)
    }
    return .object(object)
  }

  private func choice(
    _ text: String, _ vocabulary: Vocabulary
  ) throws(RegistryError) -> String {
    if let term = vocabulary.term(meaning: text) { return term.code }
    let meant = vocabulary.nearest(to: text)
    let few = vocabulary.terms.prefix(24).map(\.code).joined(separator: ", ")
    throw invalid(
      Phrase("'\(text)' is not one of the choices"),
      meant.map { Phrase("did you mean '\($0)'?") }
        ?? (vocabulary.terms.count > 24
          ? Phrase("such as: \(few) …") : Phrase("one of: \(few)")))
  }

  private func flag(_ text: String) throws(RegistryError) -> Bool {
    switch text.lowercased() {
    case "yes", "true", "1", "так", "ja": return true
    case "no", "false", "0", "ні", "nein": return false
    default:
      throw invalid(Phrase("'\(text)' is neither yes nor no"), Phrase("write yes or no"))
    }
  }

  /// What the log holds of a file; a path has been replaced by that before.
  private func facts(_ text: String) throws(RegistryError) -> JSONValue {
    guard let value = try? JSONValue.parse(Array(text.utf8)), let facts = BlobFacts(value) else {
      throw invalid(
        Phrase("'\(text)' is not a file"),
        Phrase(
          "attach it with 'pobratym new' or 'pobratym set', @ before its path: \(name)=@PATH"))
    }
    return facts.json
  }

  private func reference(_ text: String) throws(RegistryError) -> String {
    guard text.utf8.count == 32, text.utf8.allSatisfy({ "0123456789abcdef".utf8.contains($0) })
    else {
      throw invalid(
        Phrase("'\(text)' is not a record's id"), Phrase("'pobratym list' shows the ids"))
    }
    return text
  }
}
