import Language

// How numbers and dates are written, until the room `Language` says it.
extension Language {
  func number(_ text: String, decimals: Int = 0) -> String {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let isNegative = parts[0].hasPrefix("-")
    var whole = isNegative ? parts[0].dropFirst() : parts[0]
    var groups: [Substring] = []
    while !whole.isEmpty {
      groups.insert(whole.suffix(3), at: 0)
      whole = whole.dropLast(3)
    }
    let (group, point) =
      switch self {
      case .english: (",", ".")
      case .ukrainian: ("\u{A0}", ",")
      case .german: (".", ",")
      }
    let given = parts.count > 1 ? String(parts[1]) : ""
    let fraction = given + String(repeating: "0", count: max(0, decimals - given.count))
    return (isNegative ? "-" : "") + groups.joined(separator: group)
      + (fraction.isEmpty ? "" : point + fraction)
  }

  func date(_ text: String) -> String { text }
}
