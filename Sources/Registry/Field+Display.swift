public import Language
public import Wire

extension Field {
  /// Returns a value as a person reads it; what does not fit the field is shown as JSON.
  public func display(_ value: JSONValue) -> String {
    switch kind {
    case .choice(let name):
      value.string.map { codes[name][$0]?.words[codes.language] ?? $0 } ?? Self.plain(value)
    case .flag: value.bool.map { (($0 ? Self.yes : Self.no)[codes.language]) } ?? Self.plain(value)
    case .blob: BlobFacts(value)?.phrase.text(in: codes.language) ?? Self.plain(value)
    default: codes.language == .english ? entered(value) : spoken(value, as: kind)
    }
  }

  /// Returns a value in the codes' language.
  private func spoken(_ value: JSONValue, as kind: FieldKind) -> String {
    switch kind {
    case .date: value.string.map(codes.date) ?? Self.plain(value)
    case .decimal: value.string.map(codes.number) ?? Self.plain(value)
    case .quantity: spokenQuantity(value) ?? Self.plain(value)
    case .money, .valuation:
      spokenMoney(value).map { text in
        ([text] + [value["date"]?.string.map(codes.date)].compactMap { $0 })
          .joined(separator: "; ")
      } ?? Self.plain(value)
    case .group(let members):
      groupText(value, members) { spoken($0, as: $1.kind) } ?? Self.plain(value)
    default: entered(value)
    }
  }

  private func spokenQuantity(_ value: JSONValue) -> String? {
    guard let amount = value["amount"]?.string, let unit = value["unit"]?.string else { return nil }
    return codes.quantity(amount, unit)
  }

  private func spokenMoney(_ value: JSONValue) -> String? {
    guard let amount = value["amount"]?.string.flatMap({ ExactDecimal($0) }),
      let currency = value["currency"]?.string
    else { return Self.pair(value, "currency") }
    return codes.money(amount, currency)
  }

  private static let yes = Words("yes", uk: "так", de: "ja")
  private static let no = Words("no", uk: "ні", de: "nein")

  /// Returns a value as it can be entered again; what does not fit the field is shown as JSON.
  public func entered(_ value: JSONValue) -> String {
    entered(value, as: kind) ?? Self.plain(value)
  }

  /// Returns what is wrong with a value that came from elsewhere, or nil where it fits.
  public func problem(with value: JSONValue) -> Phrase? {
    guard !value.isNull, kind != .blob || BlobFacts(value) == nil else { return nil }
    guard let read = try? parse(entered(value)), read == value else {
      return Phrase("\(name): \(Self.plain(value)) does not fit the field")
    }
    return nil
  }

  private func entered(_ value: JSONValue, as kind: FieldKind) -> String? {
    switch kind {
    case .quantity: Self.pair(value, "unit")
    case .money: moneyText(value)
    case .valuation:
      moneyText(value).map { text in
        ([text] + [value["date"]?.string].compactMap { $0 }).joined(separator: "; ")
      }
    case .group(let members):
      groupText(value, members) { entered($0, as: $1.kind) ?? Self.plain($0) }
    case .flag: value.bool.map { $0 ? "yes" : "no" }
    default: nil
    }
  }

  private static func plain(_ value: JSONValue) -> String {
    value.isNull ? "(empty)" : value.string ?? value.text
  }

  private static func pair(_ value: JSONValue, _ second: String) -> String? {
    guard let amount = value["amount"]?.string, let unit = value[second]?.string else { return nil }
    return "\(amount) \(unit)"
  }

  private func moneyText(_ value: JSONValue) -> String? {
    guard let amount = value["amount"]?.string.flatMap({ ExactDecimal($0) }),
      let currency = value["currency"]?.string
    else { return Self.pair(value, "currency") }
    return "\(amount.text(minimumFractionDigits: codes.decimals(of: currency))) \(currency)"
  }

  /// The members in their order; empty ones at the end are left out.
  private func groupText(
    _ value: JSONValue, _ members: [Member], _ text: (JSONValue, Member) -> String
  ) -> String? {
    guard let first = members.first, value[first.name] != nil else { return nil }
    var texts = members.map { member in value[member.name].map { text($0, member) } ?? "" }
    while texts.last == "" { texts.removeLast() }
    return texts.joined(separator: "; ")
  }
}
