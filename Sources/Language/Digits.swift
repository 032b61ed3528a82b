/// The parts of an exact decimal such as "-1234.50".
struct Digits: Hashable, Sendable {
  let isNegative: Bool
  /// The digits before the point, at least one.
  let whole: Substring
  /// The digits after it, as they were given.
  let fraction: Substring

  /// Reads a decimal; nil where the text is none.
  init?(_ text: String) {
    isNegative = text.hasPrefix("-")
    let parts = text.dropFirst(isNegative ? 1 : 0)
      .split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, parts.allSatisfy(Self.areDigits) else { return nil }
    self.whole = whole
    fraction = parts.count == 2 ? parts[1] : ""
  }

  static func areDigits(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
