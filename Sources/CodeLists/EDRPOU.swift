/// Codes of legal persons in Ukraine's state register (ЄДРПОУ): seven digits and a check digit.
public enum EDRPOU {
  /// Tells whether a text is eight digits and the last is the check digit of the others.
  ///
  /// That such a person is registered it does not tell.
  public static func isValid(_ text: String) -> Bool {
    guard let digits = text.digits, digits.count == 8 else { return false }
    return checkDigit(of: Array(digits.prefix(7))) == digits[7]
  }

  /// Returns the check digit of the first seven digits.
  ///
  /// The remainder by 11 of their weighted sum; where that is 10, of the sum with each weight
  /// greater by two, and 0 where it is 10 again. Codes from 30000000 to 60000000 have the weights
  /// in another order. (The rule of the register, as python-stdnum has it in `stdnum.ua.edrpou`;
  /// its release 1.18 lacks the last step.)
  static func checkDigit(of digits: [Int]) -> Int {
    let weights = (3...5).contains(digits[0]) ? [7, 1, 2, 3, 4, 5, 6] : [1, 2, 3, 4, 5, 6, 7]
    let first = remainder(digits, weights)
    return first < 10 ? first : remainder(digits, weights.map { $0 + 2 }) % 10
  }

  private static func remainder(_ digits: [Int], _ weights: [Int]) -> Int {
    zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 } % 11
  }
}
