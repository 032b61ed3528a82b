extension ExactDecimal {
  /// Returns how many of the `parts` equal parts of `whole` this number makes, rounded down.
  ///
  /// 0 where either is not above zero, and `parts` where this is larger. For drawings, not
  /// for sums.
  public func proportion(of whole: Self, parts: Int) -> Int {
    guard self > .zero, whole > .zero, parts > 0 else { return 0 }
    guard self < whole else { return parts }
    let divisor = whole.billionths.magnitude
    let product = billionths.magnitude.multipliedFullWidth(by: UInt128(parts))
    return Int(divisor.dividingFullWidth(product).quotient)
  }
}
