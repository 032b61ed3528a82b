public import Wire

extension Field {
  /// Returns a value as a person reads it; what does not fit the field is shown as JSON.
  public func display(_ value: JSONValue) -> String {
    switch kind {
    case .quantity: Self.pair(value, "unit") ?? Self.plain(value)
    case .money: Self.moneyText(value) ?? Self.plain(value)
    case .milestone: Self.milestoneText(value) ?? Self.plain(value)
    case .blob: BlobFacts(value)?.text ?? Self.plain(value)
    default: Self.plain(value)
    }
  }

  /// Returns what is wrong with a value that came from elsewhere, or nil where it fits.
  public func problem(with value: JSONValue) -> String? {
    guard !value.isNull, kind != .blob || BlobFacts(value) == nil else { return nil }
    guard let read = try? parse(display(value)), read == value else {
      return "\(name): \(Self.plain(value)) does not fit the field"
    }
    return nil
  }

  private static func plain(_ value: JSONValue) -> String {
    value.isNull ? "(empty)" : value.string ?? value.text
  }

  private static func pair(_ value: JSONValue, _ second: String) -> String? {
    guard let amount = value["amount"]?.string, let unit = value[second]?.string else { return nil }
    return "\(amount) \(unit)"
  }

  private static func moneyText(_ value: JSONValue) -> String? {
    guard let amount = value["amount"]?.string.flatMap({ ExactDecimal($0) }),
      let currency = value["currency"]?.string
    else { return pair(value, "currency") }
    let decimals = Vocabulary.currencies[currency] ?? 0
    return "\(amount.text(minimumFractionDigits: decimals)) \(currency)"
  }

  private static func milestoneText(_ value: JSONValue) -> String? {
    guard let date = value["date"]?.string else { return nil }
    let by = value["by"]?.string
    let document = value["document"]?.string ?? (by == nil ? nil : "")
    return ([date] + [document, by].compactMap { $0 }).joined(separator: "; ")
  }
}
