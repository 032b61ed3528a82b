import Registry
import TestSupport
import Testing

private func numbers(_ texts: [String]) -> [String] {
  let form = NumberForm.decide(texts)
  return texts.map { text in
    switch form.read(text) {
    case .success(let number): number
    case .failure(.ambiguous): "?"
    case .failure(.notANumber): "no"
    }
  }
}

@Test(arguments: [
  (["1 234,50", "12,5", "7"], ["1234.5", "12.5", "7"]),
  (["1.234,50", "1.234"], ["1234.5", "1234"]),
  (["1,234.50", "1,234"], ["1234.5", "1234"]),
  (["1,234", "7"], ["?", "7"]), (["1.234"], ["?"]), (["0,125"], ["0.125"]),
  (["1.234.567", "1,5"], ["1234567", "1.5"]),
  (["1'234.50", "1\u{A0}234.5"], ["1234.5", "1234.5"]),
  (["1,5", "1.5", "1.234"], ["1.5", "1.5", "?"]), (["12 5"], ["no"]), (["x"], ["no"]),
  (["1,2345", "1.23,4"], ["1.2345", "no"]), (["-5", "\u{2212}5,5"], ["-5", "-5.5"]),
])
func `numbers are read as their column writes them`(texts: [String], expected: [String]) {
  #expect(numbers(texts) == expected)
}

@Test func `a number that is written is read again, whatever stands beside it`() {
  for seed in Seeds.all(300) {
    var generator = SeededGenerator(seed: seed)
    let decimals = (0..<4).map { _ in
      let whole = Int.random(in: 0...2_000_000, using: &generator)
      let fraction = (0..<Int.random(in: 0...5, using: &generator)).map { _ in
        Int.random(in: 0...9, using: &generator)
      }
      let digits = fraction.map(String.init).joined()
      return digits.isEmpty || digits.last == "0" ? "\(whole)" : "\(whole).\(digits)"
    }
    for form in [NumberForm.point, .comma] {
      let texts = decimals.map(form.write)
      #expect(numbers(texts) == decimals, "\(generator): \(texts)")
    }
  }
}

private func dates(_ texts: [String]) -> [String] {
  let form = DateForm.decide(texts)
  return texts.map { text in
    switch form.read(text) {
    case .success(let date): date
    case .failure(.ambiguous): "?"
    case .failure(.notADate): "no"
    }
  }
}

@Test(arguments: [
  "14.03.2023", "14.03.23", "14/03/2023", "2023-03-14", "14 березня 2023", "14 березня 2023 р.",
  "14. März 2023", "March 14, 2023", "14 Mar 2023", "14.03.2023 10:30", "2023-03-14T00:00:00",
  "14.3.2023", "14-03-2023", "3/14/2023",
])
func `a day is read in every form that officials write`(text: String) {
  #expect(dates([text]) == ["2023-03-14"])
}

@Test(arguments: [
  (["3/4/2023"], ["?"]), (["3/4/2023", "14/3/2023"], ["2023-04-03", "2023-03-14"]),
  (["3/4/2023", "3/14/2023"], ["2023-03-04", "2023-03-14"]), (["4/4/2023"], ["2023-04-04"]),
  (["14/3/2023", "3/14/2023", "3/4/2023"], ["2023-03-14", "2023-03-14", "?"]),
  (["31.02.2023"], ["no"]), (["14/14/2023"], ["no"]), (["03.2023", "2023"], ["2023-03", "2023"]),
  (["березень 2023", "soon"], ["2023-03", "no"]),
])
func `what stands first in dates is decided for the column`(texts: [String], expected: [String]) {
  #expect(dates(texts) == expected)
}

@Test(arguments: [DateForm.iso, .dotted, .dayFirst, .monthFirst])
func `a date that is written is read again`(form: DateForm) {
  for date in ["2023-03-04", "2023-12-31", "2022-10", "2022"] {
    #expect((try? form.read(form.write(date)).get()) == date)
  }
}
