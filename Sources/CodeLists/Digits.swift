extension String {
  /// The values of its digits, where it is made of nothing but the digits 0 to 9; else nil.
  var digits: [Int]? {
    guard utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return utf8.map { Int($0) - 0x30 }
  }
}
