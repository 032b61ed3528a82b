extension Language {
  /// What stays on one line with the number before it.
  private static let noBreakSpace = "\u{A0}"

  /// Writes an exact decimal such as "1234567.5", with at least so many decimals.
  ///
  /// English `1,234,567.50`, Ukrainian `1 234 567,50` with no-break spaces, German `1.234.567,50`.
  /// Nothing is rounded; what is no decimal is returned as it is.
  public func number(_ text: String, decimals: Int = 0) -> String {
    guard let digits = Digits(text) else { return text }
    let missing = max(0, decimals - digits.fraction.count)
    let fraction = digits.fraction + String(repeating: "0", count: missing)
    return (digits.isNegative ? "-" : "") + grouped(digits.whole)
      + (fraction.isEmpty ? "" : decimalMark + fraction)
  }

  /// Writes an amount and its currency's code, such as `1,200.50 EUR`.
  public func money(_ amount: String, _ currency: String, decimals: Int) -> String {
    number(amount, decimals: decimals) + Self.noBreakSpace + currency
  }

  private var decimalMark: String { self == .english ? "." : "," }

  private var groupMark: String {
    switch self {
    case .english: ","
    case .ukrainian: Self.noBreakSpace
    case .german: "."
    }
  }

  private func grouped(_ digits: Substring) -> String {
    var groups: [Substring] = []
    var rest = digits
    while !rest.isEmpty {
      groups.insert(rest.suffix(3), at: 0)
      rest = rest.dropLast(3)
    }
    return groups.joined(separator: groupMark)
  }
}
