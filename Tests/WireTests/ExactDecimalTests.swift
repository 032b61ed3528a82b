import TestSupport
import Testing
import Wire

@Test(arguments: [
  ("0", "0"), ("-0.00", "0"), ("007.50", "7.5"), ("1200.50", "1200.5"), ("-3", "-3"),
  ("999999999999999999.999999999", "999999999999999999.999999999"), ("0.000000001", "0.000000001"),
])
func `a decimal has one canonical text`(text: String, canonical: String) {
  #expect(ExactDecimal(text)?.description == canonical)
}

@Test(arguments: [
  "", "-", ".5", "5.", "+1", "1e3", "1,5", " 1", "1 000", "0x1", "１", "1.0000000001",
  "1000000000000000000", "1.2.3", "--1", "NaN",
])
func `what is not a plain decimal is refused`(text: String) {
  #expect(ExactDecimal(text) == nil)
}

@Test func `sums of cents are those of integers`() {
  for seed in UInt64(1)...200 {
    var generator = SeededGenerator(seed: seed)
    let cents = (0..<200).map { _ in Int.random(in: -10_000_000...10_000_000, using: &generator) }
    let sum = cents.reduce(ExactDecimal.zero) { sum, cents in
      let sign = cents < 0 ? "-" : ""
      let rest = cents.magnitude % 100
      return sum
        + (ExactDecimal("\(sign)\(cents.magnitude / 100).\(rest < 10 ? "0" : "")\(rest)") ?? .zero)
    }
    #expect(
      sum.multiplied(by: ExactDecimal(100)) == ExactDecimal(cents.reduce(0, +)), "\(generator)")
  }
}

@Test func `products that are not exact are refused`() {
  let third = ExactDecimal("0.000000003")
  #expect(third.flatMap { $0.multiplied(by: $0) } == nil)
  #expect(ExactDecimal("1.5")?.multiplied(by: ExactDecimal(4)) == ExactDecimal(6))
  let large = ExactDecimal("999999999999999999")
  #expect(large.flatMap { $0.multiplied(by: $0) } == nil)
}

@Test func `money keeps its cents when shown`() {
  #expect(ExactDecimal("1200.5")?.text(minimumFractionDigits: 2) == "1200.50")
  #expect(ExactDecimal("-0.125")?.text(minimumFractionDigits: 2) == "-0.125")
}

@Test(arguments: [
  ("100.10", "39.5642", 2, "3960.38"), ("0.5", "0.5", 1, "0.2"), ("1.5", "0.5", 1, "0.8"),
  ("-0.5", "0.5", 1, "-0.2"), ("-1.5", "0.5", 1, "-0.8"), ("2.5", "1", 0, "2"),
  ("3.5", "1", 0, "4"), ("0.123456789", "1", 9, "0.123456789"), ("7", "0", 2, "0"),
])
func `a product is rounded half to even`(left: String, right: String, decimals: Int, text: String)
  throws
{
  let (left, right) = (try #require(ExactDecimal(left)), try #require(ExactDecimal(right)))
  #expect(left.product(with: right, decimals: decimals)?.description == text)
}

@Test func `a product that is too large is none`() throws {
  let large = try #require(ExactDecimal("999999999999999999"))
  #expect(large.product(with: large, decimals: 2) == nil)
}
