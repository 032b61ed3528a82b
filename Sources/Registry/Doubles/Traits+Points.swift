import Language
import Merging
import Wire

extension Traits {
  /// Compares two records of one type and says what speaks for and against their being one.
  func reasons(against other: Traits) -> [Candidate.Reason] {
    (papers(other) + [date(other), kind(other)] + amounts(other)
      + [
        party(donor, other.donor, "donor"), party(recipient, other.recipient, "recipient"),
        owner(other), parties(other), things(other), words(other), numbers(other), office(other),
      ]).compactMap { $0 }
  }

  /// Most pairs are compared for their points only, so that the text is made when asked for.
  private func reason(
    _ rule: String, _ points: Int, _ phrase: @autoclosure () -> Phrase
  ) -> Candidate.Reason {
    Candidate.Reason(rule: rule, points: points, phrase: isTelling ? phrase() : nil)
  }

  private func papers(_ other: Traits) -> [Candidate.Reason] {
    guard !papers.isEmpty, !other.papers.isEmpty else { return [] }
    return papers.keys.sorted().compactMap { name in
      guard let one = papers[name], let two = other.papers[name] else { return nil }
      let isCode = name == "uktzed"
      if one == two { return reason(name, isCode ? 12 : 40, Phrase("\(name) \(one)")) }
      if !isCode, one.utf8.count >= 5, Suggestion.isTypingError(one, two) {
        return reason("\(name)-near", 25, Phrase("\(name) \(one) and \(two) are nearly alike"))
      }
      return reason("\(name)-other", isCode ? -12 : -40, Phrase("\(name) \(one) and \(two)"))
    }
  }

  /// The nearest dates of one field count; where no field has two, the nearest of all.
  private func date(_ other: Traits) -> Candidate.Reason? {
    let alike = days.compactMap { name, day in other.days[name].map { abs(day - $0) } }.min()
    let any = days.values.flatMap { day in other.days.values.map { abs(day - $0) } }.min()
    guard let gap = alike ?? any else { return nil }
    let text = {
      gap == 0 ? Phrase("the same day") : Phrase("\(count: gap, "day apart", "days apart")")
    }
    switch gap {
    case 0...1: return reason("date", alike == nil ? 10 : 18, text())
    case 2...4: return reason("date", alike == nil ? 8 : 12, text())
    case 5...10: return reason("date-far", alike == nil ? 0 : -4, text())
    case 11...31: return alike == nil ? nil : reason("date-far", -12, text())
    default: return reason("date-far", alike == nil ? -10 : -28, text())
    }
  }

  private func kind(_ other: Traits) -> Candidate.Reason? {
    guard let one = kind, let two = other.kind else { return nil }
    if one == two { return reason("kind", key.type == "partnership" ? 10 : 5, Phrase("\(one)")) }
    return reason("kind-other", -6, Phrase("\(one) and \(two)"))
  }

  private func amounts(_ other: Traits) -> [Candidate.Reason] {
    [
      amount(quantities, other.quantities, "quantity", 20),
      amount(values, other.values, "value", 18),
    ].compactMap { $0 }
  }

  private func amount(
    _ ones: Set<Amount>, _ twos: Set<Amount>, _ rule: String, _ points: Int
  ) -> Candidate.Reason? {
    guard !ones.isEmpty, !twos.isEmpty else { return nil }
    if let shared = ones.intersection(twos).min() {
      return reason(rule, points, Phrase("\(shared.text)"))
    }
    for one in ones.sorted() {
      guard let two = twos.sorted().first(where: { $0.unit == one.unit }) else { continue }
      let text = { Phrase("\(one.text) and \(two.text)") }
      if rule == "value", one.isNear(two) { return reason("value-near", 8, text()) }
      return reason("\(rule)-other", rule == "value" ? -20 : -25, text())
    }
    return nil
  }

  private func party(_ one: String?, _ two: String?, _ rule: String) -> Candidate.Reason? {
    guard let known = one ?? two else { return nil }
    guard let one, let two else { return reason(rule, 2, Phrase("\(known), by one of them")) }
    return one == two
      ? reason(rule, 6, Phrase("\(one)"))
      : reason("\(rule)-other", -25, Phrase("\(one) and \(two)"))
  }

  private func owner(_ other: Traits) -> Candidate.Reason? {
    guard let one = owner, let two = other.owner else { return nil }
    let isItem = key.type == "item"
    if one == two {
      return reason(
        "owner", isItem ? 14 : 8,
        isItem ? Phrase("the same aid entry") : Phrase("the same partnership"))
    }
    return reason(
      "owner-other", -10, isItem ? Phrase("another aid entry") : Phrase("another partnership"))
  }

  private func parties(_ other: Traits) -> Candidate.Reason? {
    guard !parties.isEmpty, !other.parties.isEmpty else { return nil }
    let shared = parties.intersection(other.parties)
    let text = { Phrase("\(shared.sorted().joined(separator: ", "))") }
    if shared.count == max(parties.count, other.parties.count) {
      return reason("parties", 55, text())
    }
    return shared.count >= 2
      ? reason("parties", 25, text()) : reason("parties-other", -25, Phrase("other parties"))
  }

  private func things(_ other: Traits) -> Candidate.Reason? {
    guard !things.isEmpty, !other.things.isEmpty else { return nil }
    let shared = things.intersection(other.things)
    guard !shared.isEmpty else { return reason("thing-other", -28, Phrase("different things")) }
    let names = shared.sorted().map { String($0.dropFirst(6)) }
    return reason("thing", 14, Phrase("\(names.joined(separator: ", "))"))
  }

  private func words(_ other: Traits) -> Candidate.Reason? {
    let least = min(words.count, other.words.count)
    guard least > 0, !words.isDisjoint(with: other.words) else { return nil }
    let shared = words.intersection(other.words)
    return reason(
      "words", 12 * shared.count / least,
      Phrase("\(shared.sorted().prefix(5).joined(separator: ", "))"))
  }

  /// Of titles such as "12 beds, hospital 1" the count says little, and another number much.
  private func numbers(_ other: Traits) -> Candidate.Reason? {
    guard !told.isEmpty, !other.told.isEmpty else { return nil }
    let (left, right) = (numbers.subtracting(other.told), other.numbers.subtracting(told))
    if !left.isEmpty, !right.isEmpty {
      let all = (left.sorted() + right.sorted()).joined(separator: ", ")
      return reason(
        "numbers-other", -45, Phrase("different numbers in the titles: \(all)"))
    }
    guard quantities.isDisjoint(with: other.quantities),
      let shared = told.intersection(other.told).min()
    else { return nil }
    return reason("numbers", 12, Phrase("\(shared) in both"))
  }

  private func office(_ other: Traits) -> Candidate.Reason? {
    guard let one = office, let two = other.office else { return nil }
    if one != two { return reason("offices", 12, Phrase("entered by \(one) and by \(two)")) }
    let isOnePerson = author != nil && author == other.author
    return reason("same-office", isOnePerson ? -25 : -18, Phrase("both entered by \(one)"))
  }
}

extension Traits.Amount: Comparable {
  var text: String { "\(number) \(unit)" }

  static func < (left: Self, right: Self) -> Bool {
    left.unit == right.unit ? left.number < right.number : left.unit < right.unit
  }

  /// Whether they differ by no more than a fiftieth, as after rounding.
  fileprivate func isNear(_ other: Traits.Amount) -> Bool {
    let gap = number < other.number ? other.number - number : number - other.number
    guard let times = gap.multiplied(by: ExactDecimal(50)) else { return false }
    return times < max(number, other.number)
  }
}

extension Suggestion {
  /// Whether one text becomes the other by one letter put in, taken out, changed or swapped.
  static func isTypingError(_ one: String, _ other: String) -> Bool {
    let (left, right) = (Array(one.utf8), Array(other.utf8))
    guard abs(left.count - right.count) <= 1 else { return false }
    let start = zip(left, right).prefix { $0 == $1 }.count
    let (a, b) = (left[start...], right[start...])
    if a.dropFirst().elementsEqual(b.dropFirst()) || a.dropFirst().elementsEqual(b)
      || a.elementsEqual(b.dropFirst())
    {
      return true
    }
    return a.count >= 2 && b.count >= 2 && a.prefix(2).elementsEqual(b.prefix(2).reversed())
      && a.dropFirst(2).elementsEqual(b.dropFirst(2))
  }
}
