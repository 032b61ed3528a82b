/// Decimal numbers as text, between what a file holds and what a spreadsheet shows.
///
/// A spreadsheet keeps numbers as binary ones of 64 bits, which hold every decimal of at most 15
/// significant digits, and shows no more digits than those (IEEE 754; ECMA-376, part 1, 18.3.1.96).
enum DecimalText {
  static let significantDigits = 15
  /// The highest exponent that is expanded; a binary number of 64 bits has at most 308.
  private static let highestExponent = 400

  /// Returns the decimal that a spreadsheet shows for the text of a number, or nil for no number.
  ///
  /// `0.30000000000000004` becomes `0.3`, `1.5E-3` becomes `0.0015`; integers that are written out
  /// and decimals of at most 15 significant digits stay as they are.
  static func shown(_ text: String) -> String? {
    guard var number = Parts(text) else { return nil }
    let isWrittenOut = number.exponent == 0 && number.isPlain
    if isWrittenOut, number.fraction == 0 || number.significantCount <= significantDigits {
      return text
    }
    if number.fraction > 0 || number.exponent != 0 { number.round() }
    return number.expanded
  }

  /// Returns the shortest decimal of the same value, or nil for no number.
  static func shortest(_ text: String) -> String? { Parts(text)?.expanded }

  /// Tells whether a spreadsheet keeps this decimal, `-?digits[.digits]` without needless zeros in
  /// front, without rounding it.
  static func isKept(_ text: String) -> Bool {
    guard let number = Parts(text), number.exponent == 0, number.isPlain else { return false }
    return number.significantCount <= significantDigits && number.digits.count <= 300
  }

  /// How many digits follow the point.
  static func fractionCount(_ text: String) -> Int { Parts(text)?.fraction ?? 0 }

  /// A number taken apart: `digits` times ten to the power of `exponent - fraction`.
  private struct Parts {
    var isNegative = false
    var digits: [UInt8] = []
    var fraction = 0
    var exponent = 0
    /// Whether it is written `-?(0|[1-9][0-9]*)(.[0-9]+)?`, apart from the exponent.
    var isPlain: Bool

    init?(_ text: String) {
      var units = Array(text.utf8.prefix(highestExponent + 1))[...]
      guard units.count <= highestExponent else { return nil }
      let sign = units.first == 0x2D || units.first == 0x2B ? units.removeFirst() : 0
      isNegative = sign == 0x2D
      let whole = Self.takeDigits(&units)
      digits = whole
      var hasPoint = false
      if units.first == 0x2E {
        units.removeFirst()
        hasPoint = true
        let decimals = Self.takeDigits(&units)
        fraction = decimals.count
        digits += decimals
      }
      guard !digits.isEmpty else { return nil }
      isPlain =
        sign != 0x2B && !whole.isEmpty && (whole.count == 1 || whole[0] != 0)
        && hasPoint == (fraction > 0) && !(isNegative && digits.allSatisfy { $0 == 0 })
      if let unit = units.first, unit == 0x45 || unit == 0x65 {
        guard let power = Int(String(decoding: units.dropFirst(), as: UTF8.self)),
          abs(power) <= highestExponent
        else { return nil }
        exponent = power
        units = []
      }
      guard units.isEmpty else { return nil }
    }

    private static func takeDigits(_ units: inout ArraySlice<UInt8>) -> [UInt8] {
      let found = units.prefix { (0x30...0x39).contains($0) }
      units = units.dropFirst(found.count)
      return found.map { $0 - 0x30 }
    }

    /// The digits from the first that is not zero to the last that is not zero.
    var significantCount: Int {
      guard let first = digits.firstIndex(where: { $0 != 0 }),
        let last = digits.lastIndex(where: { $0 != 0 })
      else { return 0 }
      return last - first + 1
    }

    /// Rounds to 15 significant digits, halves away from zero.
    mutating func round() {
      guard let first = digits.firstIndex(where: { $0 != 0 }) else { return }
      let end = first + significantDigits
      guard end < digits.count else { return }
      let isUp = digits[end] >= 5
      for index in end..<digits.count { digits[index] = 0 }
      guard isUp else { return }
      var index = end - 1
      while index >= 0, digits[index] == 9 {
        digits[index] = 0
        index -= 1
      }
      if index >= 0 { digits[index] += 1 } else { digits.insert(1, at: 0) }
    }

    /// The number written out, without exponent and needless zeros.
    var expanded: String {
      var decimals = fraction - exponent
      var units = digits
      if decimals < 0 {
        units += Array(repeating: 0, count: -decimals)
        decimals = 0
      }
      if units.count <= decimals {
        units = Array(repeating: 0, count: decimals - units.count + 1) + units
      }
      while decimals > 0, units.last == 0 {
        units.removeLast()
        decimals -= 1
      }
      let zeros = units.prefix { $0 == 0 }.count
      units.removeFirst(min(zeros, units.count - decimals - 1))
      var text = units.map { $0 + 0x30 }
      if decimals > 0 { text.insert(0x2E, at: text.count - decimals) }
      let isZero = units.allSatisfy { $0 == 0 }
      return (isNegative && !isZero ? "-" : "") + String(decoding: text, as: UTF8.self)
    }
  }
}
