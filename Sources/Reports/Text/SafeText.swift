/// Text from records, made harmless where it is shown as text.
enum SafeText {
  /// Returns the text on one line: characters that turn, break or drive a line become `�`, and
  /// white space a space.
  static func oneLine(_ text: String) -> String {
    String(
      text.map { character in
        if character.isNewline || character == "\t" { return " " }
        return character.unicodeScalars.contains(where: drives) ? "\u{FFFD}" : character
      })
  }

  private static func drives(_ scalar: Unicode.Scalar) -> Bool {
    // The joiners are part of some scripts' spelling.
    if scalar == "\u{200C}" || scalar == "\u{200D}" { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return true
    default: return false
    }
  }

  /// Returns the text as content or quoted attribute of HTML and XML; what XML 1.0 cannot hold
  /// becomes `�`.
  static func markup(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "'": result.append(contentsOf: "&#39;".unicodeScalars)
      case "\r": result.append(contentsOf: "&#13;".unicodeScalars)
      case "\t", "\n": result.append(scalar)
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}":
        result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// Returns the text such that a spreadsheet program that opens it in a table takes no part of it
  /// for a formula.
  ///
  /// An apostrophe goes before `=`, `+`, `-` and `@` where a cell could begin with them: at the
  /// front, and behind what may part cells or lines in some program or country (`;`, tab, line
  /// ends). Plain decimals stay as they are.
  static func withoutFormula(_ text: String) -> String {
    guard !isDecimal(text) else { return text }
    var result = String.UnicodeScalarView()
    var mayBegin = true
    for scalar in text.unicodeScalars {
      if mayBegin, starters.contains(scalar) { result.append("'") }
      result.append(scalar)
      mayBegin = partings.contains(scalar) || mayBegin && (scalar == " " || scalar == "\"")
    }
    return String(result)
  }

  private static let starters: Set<Unicode.Scalar> = ["=", "+", "-", "@", "＝", "＋", "－", "＠"]
  private static let partings: Set<Unicode.Scalar> = [";", "\t", "\n", "\r"]

  private static func isDecimal(_ text: String) -> Bool {
    let units = text.utf8
    let digits = units.first == 0x2D ? units.dropFirst() : units[...]
    let parts = digits.split(separator: 0x2E, maxSplits: 1, omittingEmptySubsequences: false)
    return parts.allSatisfy { part in
      !part.isEmpty && part.allSatisfy { (0x30...0x39).contains($0) }
    }
  }
}
