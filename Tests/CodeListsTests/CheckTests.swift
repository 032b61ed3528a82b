import TestSupport
import Testing

@testable import CodeLists

/// What Debian's python-stdnum works out for each beginning of seven digits.
///
/// Its release 1.18 says 10 where newer ones say 0, as the register does.
private func stdnum(_ numbers: [String]) throws -> [Int] {
  let script = """
    import sys
    from stdnum.ua.edrpou import calc_check_digit
    for line in sys.stdin:
        print(int(calc_check_digit(line.strip())) % 10)
    """
  let outcome = try Program(path: "/usr/bin/python3").run(
    ["-c", script], input: Array(numbers.joined(separator: "\n").utf8))
  #expect(outcome.exitCode == 0, "\(outcome.errors)")
  return outcome.output.split(separator: "\n").compactMap { Int($0) }
}

@Test func `check digits of EDRPOU are those of python-stdnum`() throws {
  for seed in Seeds.all(1) {
    var generator = SeededGenerator(seed: seed)
    let numbers = (0..<4_000).map { _ in
      String(String(Int.random(in: 10_000_000...19_999_999, using: &generator)).suffix(7))
    }
    let theirs = try stdnum(numbers)
    try #require(theirs.count == numbers.count)
    for (number, digit) in zip(numbers, theirs) {
      let ours = EDRPOU.checkDigit(of: number.digits ?? [])
      #expect(ours == digit, "\(number), \(generator)")
      #expect(EDRPOU.isValid(number + String(digit)))
      #expect(!EDRPOU.isValid(number + String((digit + 1) % 10)))
    }
  }
}

@Test func `numbers of real persons are valid, also where ten becomes nought`() {
  for number in ["32855961", "41761770", "25083040", "23246880", "43808820", "40599600"] {
    #expect(EDRPOU.isValid(number), "\(number)")
  }
  for text in ["", "3285596", "328559610", "32855968", "3285596a", "3285596１", " 2855961"] {
    #expect(!EDRPOU.isValid(text), "\(text)")
  }
}

@Test func `a code of goods has an even number of digits and a chapter`() {
  for code in ["8502", "850211", "85021120", "8502112000", "0101", "9706"] {
    #expect(UKTZED.isValid(code), "\(code)")
  }
  for text in ["", "85", "850", "85021", "850211200", "85021120000"] {
    #expect(!UKTZED.isValid(text), "\(text)")
  }
  for text in ["7701", "0001", "9801", "8502x1", "８502"] {
    #expect(!UKTZED.isValid(text), "\(text)")
  }
}

@Test func `a UN LOCODE is a country and three letters or digits from 2`() {
  for code in ["DEDUI", "UAKRR", "UAIEV", "PLRZE", "US2MN"] {
    #expect(UNLOCODE.isForm(code), "\(code)")
  }
  for text in ["", "DE", "DEDU", "DEDUIS", "deDUI", "DEdui", "DE1AB", "DE0AB"] {
    #expect(!UNLOCODE.isForm(text), "\(text)")
  }
  for text in ["ZZDUI", "DEDÜ", "УAIE", "DE\u{301}AB"] {
    #expect(!UNLOCODE.isForm(text), "\(text)")
  }
}
