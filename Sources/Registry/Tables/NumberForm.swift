import Wire

/// How the numbers of a column are written, decided for the column as a whole.
public enum NumberForm: String, Hashable, Sendable {
  /// Decimals after a point: `1,234.50`, `1234.5`.
  case point
  /// Decimals after a comma: `1.234,50`, `1234,5`.
  case comma
  /// No number of the column tells.
  case undecided
  /// Some of its numbers can only have the point, and some only the comma.
  case mixed

  /// Decides the form of a column.
  public static func decide(_ texts: some Sequence<String>) -> NumberForm {
    var (hasPoint, hasComma) = (false, false)
    for text in texts {
      switch Self.own(compact(text)) {
      case .point: hasPoint = true
      case .comma: hasComma = true
      case .undecided, .mixed: continue
      }
    }
    if hasPoint, hasComma { return .mixed }
    return hasPoint ? .point : hasComma ? .comma : .undecided
  }

  /// The form that one number has for sure.
  private static func own(_ text: String) -> NumberForm {
    let points = text.utf8.count { $0 == 0x2E }
    let commas = text.utf8.count { $0 == 0x2C }
    guard let last = text.lastIndex(where: { $0 == "." || $0 == "," }) else { return .undecided }
    if points > 0, commas > 0 { return text[last] == "." ? .point : .comma }
    if points > 1 { return .comma }
    if commas > 1 { return .point }
    let whole = text[..<last].drop { $0 == "-" }
    let decimals = text[text.index(after: last)...]
    let canGroup = decimals.count == 3 && (1...3).contains(whole.count) && whole.first != "0"
    guard !canGroup else { return .undecided }
    return text[last] == "." ? .point : .comma
  }

  /// Returns the plain decimal that a number of the column means: `1234.5`.
  public func read(_ text: String) -> Result<String, Problem> {
    let compact = Self.compact(text)
    let own = Self.own(compact)
    let form = self == .mixed || self == .undecided ? own : self
    if form == .undecided, compact.contains(where: { ".,".contains($0) }) {
      return .failure(.ambiguous)
    }
    let (mark, group): (Character, Character) = form == .comma ? (",", ".") : (".", ",")
    let sides = compact.split(separator: mark, omittingEmptySubsequences: false)
    guard (1...2).contains(sides.count), Self.isGrouped(sides[0], by: group),
      Self.isSpaced(text), !(sides.last ?? "").contains(group) || sides.count == 1
    else { return .failure(.notANumber) }
    let whole = sides[0].filter { $0 != group }
    let plain = sides.count == 2 ? "\(whole).\(sides[1])" : String(whole)
    guard let number = ExactDecimal(plain) else { return .failure(.notANumber) }
    return .success(number.description)
  }

  /// Why a cell is not a number of the column.
  public enum Problem: Error, Hashable, Sendable {
    /// A comma or point that may divide thousands or decimals.
    case ambiguous
    /// Not a number at all.
    case notANumber
  }

  /// Returns a plain decimal in this form, so that it cannot be read in two ways.
  public func write(_ decimal: String) -> String {
    let sides = decimal.split(separator: ".")
    guard sides.count == 2 else { return decimal }
    let padding = sides[1].count == 3 ? "0" : ""
    return "\(sides[0])\(self == .comma ? "," : ".")\(sides[1])\(padding)"
  }

  private static let spaces: Set<Character> = [" ", "\u{A0}", "\u{202F}", "\u{2009}", "'", "’"]

  /// Without spaces, with a plain minus.
  private static func compact(_ text: String) -> String {
    String(
      text.compactMap { letter in
        if spaces.contains(letter) || letter == "+" { return nil }
        return letter == "\u{2212}" || letter == "–" ? "-" : letter
      })
  }

  private static func isGrouped(_ whole: Substring, by group: Character) -> Bool {
    let groups = whole.split(separator: group, omittingEmptySubsequences: false)
    return groups.count == 1
      || groups.dropFirst().allSatisfy { $0.count == 3 } && (1...4).contains(groups[0].count)
  }

  /// Whether spaces divide thousands, and nothing else.
  private static func isSpaced(_ text: String) -> Bool {
    let whole = text.prefix { $0 != "." && $0 != "," }
    let groups = whole.split { spaces.contains($0) }.drop { "+-\u{2212}–".contains($0) }
    return groups.count <= 1 || groups.dropFirst().allSatisfy { $0.count == 3 }
  }
}
