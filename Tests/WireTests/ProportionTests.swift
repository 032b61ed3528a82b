import TestSupport
import Testing
import Wire

@Test func `a proportion is rounded down and stays within the whole`() throws {
  func parts(_ value: String, _ whole: String, _ parts: Int) throws -> Int {
    try #require(ExactDecimal(value)).proportion(of: #require(ExactDecimal(whole)), parts: parts)
  }
  #expect(try parts("1", "3", 100) == 33)
  #expect(try parts("0.000000001", "999999999999999999", 1_000_000) == 0)
  #expect(try parts("999999999999999998.999999999", "999999999999999999", 1_000_000) == 999_999)
  #expect(try parts("5", "5", 370) == 370)
  #expect(try parts("6", "5", 370) == 370)
  #expect(try parts("0", "5", 370) == 0)
  #expect(try parts("-1", "5", 370) == 0)
  #expect(try parts("1", "0", 370) == 0)
  #expect(try parts("1", "2", 0) == 0)
}

@Test func `proportions of random numbers are those of whole numbers`() {
  for seed in Seeds.all(20) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      let whole = Int.random(in: 1...1_000_000, using: &generator)
      let value = Int.random(in: 0...whole, using: &generator)
      let parts = Int.random(in: 1...10_000, using: &generator)
      let found = ExactDecimal(value).proportion(of: ExactDecimal(whole), parts: parts)
      #expect(found == value * parts / whole, "\(generator)")
    }
  }
}
