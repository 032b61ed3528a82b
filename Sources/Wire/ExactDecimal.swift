/// An exact decimal number: at most 18 digits before the point and 9 after.
///
/// Sums of up to 10^10 numbers of the largest size are exact and do not overflow.
public struct ExactDecimal: Hashable, Comparable, Sendable, AdditiveArithmetic {
  var billionths: Int128

  private static let scale: Int128 = 1_000_000_000

  /// Zero.
  public static let zero = ExactDecimal(0)

  /// Creates a whole number.
  public init(_ integer: Int) {
    billionths = Int128(integer) * Self.scale
  }

  /// Reads `-?digits[.digits]` with at most 18 and 9 digits, or returns nil.
  public init?(_ text: some StringProtocol) {
    var units = text.utf8[...]
    let isNegative = units.first == 0x2D
    if isNegative { units = units.dropFirst() }
    let parts = units.split(separator: 0x2E, maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, !whole.isEmpty, let value = Self.digits(whole, atMost: 18)
    else { return nil }
    billionths = value * Self.scale
    if parts.count == 2 {
      guard (1...9).contains(parts[1].count), let fraction = Self.digits(parts[1], atMost: 9) else {
        return nil
      }
      billionths += (0..<(9 - parts[1].count)).reduce(fraction) { value, _ in value * 10 }
    }
    if isNegative { billionths = -billionths }
  }

  private static func digits(_ units: some Collection<UInt8>, atMost limit: Int) -> Int128? {
    let significant = units.drop { $0 == 0x30 }
    guard significant.count <= limit, units.count <= 64,
      units.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return significant.reduce(0) { $0 * 10 + Int128($1 - 0x30) }
  }

  /// Whether the number is below zero.
  public var isNegative: Bool { billionths < 0 }

  /// Whether the number is zero.
  public var isZero: Bool { billionths == 0 }

  /// Adds exactly.
  public static func + (left: Self, right: Self) -> Self {
    var sum = left
    sum.billionths += right.billionths
    return sum
  }

  /// Subtracts exactly.
  public static func - (left: Self, right: Self) -> Self { left + -right }

  /// Changes the sign.
  public static prefix func - (value: Self) -> Self {
    var result = value
    result.billionths = -value.billionths
    return result
  }

  /// Compares exactly.
  public static func < (left: Self, right: Self) -> Bool { left.billionths < right.billionths }

  /// Returns the exact product, or nil where it needs more than 9 digits after the point or 18
  /// before it.
  public func multiplied(by other: Self) -> Self? {
    let (product, overflow) = billionths.multipliedReportingOverflow(by: other.billionths)
    guard !overflow, product % Self.scale == 0 else { return nil }
    var result = Self.zero
    result.billionths = product / Self.scale
    guard result.billionths.magnitude < 1_000_000_000_000_000_000 * Self.scale.magnitude else {
      return nil
    }
    return result
  }

  /// Returns the product rounded half to even to so many digits after the point, 0 to 9, or nil
  /// where it is too large.
  public func product(with other: Self, decimals: Int) -> Self? {
    let (product, overflow) = billionths.multipliedReportingOverflow(by: other.billionths)
    guard !overflow else { return nil }
    // The product counts in parts of Self.scale squared; a step is the last digit that is kept.
    var step = Self.scale
    for _ in decimals..<9 { step *= 10 }
    let (quotient, rest) = product.quotientAndRemainder(dividingBy: step)
    var steps = quotient
    let half = rest.magnitude * 2
    if half > step.magnitude || (half == step.magnitude && !steps.isMultiple(of: 2)) {
      steps += product < 0 ? -1 : 1
    }
    var result = Self.zero
    result.billionths = steps * (step / Self.scale)
    guard result.billionths.magnitude < 1_000_000_000_000_000_000 * Self.scale.magnitude else {
      return nil
    }
    return result
  }

  /// Returns the text with at least so many digits after the point, and no needless ones.
  public func text(minimumFractionDigits: Int) -> String {
    let magnitude = billionths.magnitude
    let whole = String(magnitude / Self.scale.magnitude)
    let rest = String(magnitude % Self.scale.magnitude)
    var fraction = String(repeating: "0", count: 9 - rest.count) + rest
    while fraction.count > max(0, minimumFractionDigits), fraction.last == "0" {
      fraction.removeLast()
    }
    let sign = isNegative ? "-" : ""
    return fraction.isEmpty ? sign + whole : "\(sign)\(whole).\(fraction)"
  }
}

extension ExactDecimal: CustomStringConvertible {
  /// The canonical text: no leading zeros, none at the end after the point.
  public var description: String { text(minimumFractionDigits: 0) }
}
