import Language
import Registry
import Wire

/// The centre's exchange rates into one currency, as of a day.
struct Rates {
  /// One rate.
  struct Rate {
    let factor: ExactDecimal
    let date: String
    let source: String
  }

  let target: String
  private(set) var rates: [String: Rate] = [:]
  private let decimals: Int

  /// Takes, for each currency, the latest rate that was given by the day.
  init(_ holdings: Holdings, target: String) {
    self.target = target
    decimals = Codes.standard.decimals(of: target)
    for view in holdings.records("rate") where view.text("official-target") == target {
      let date = view.text("official-date")
      let currency = view.text("official-currency")
      guard let factor = ExactDecimal(view.text("official-rate")), factor > .zero,
        holdings.hasBegun(date), rates[currency].map({ $0.date < date }) ?? true
      else { continue }
      rates[currency] = Rate(factor: factor, date: date, source: view.text("official-source"))
    }
  }

  /// Returns an amount in the target, rounded half to even to its decimals; nil without a rate.
  func converted(_ amount: ExactDecimal, from currency: String) -> ExactDecimal? {
    let factor = currency == target ? ExactDecimal(1) : rates[currency]?.factor
    return factor.flatMap { amount.product(with: $0, decimals: decimals) }
  }

  /// What a reader must know of them.
  var notes: [Words] {
    rates.sorted { $0.key < $1.key }.map { currency, rate in
      let source = rate.source.isEmpty ? "" : " (\(rate.source))"
      func text(_ language: Language) -> String {
        let factor = language.number(rate.factor.description)
        return "1 \(currency) = \(factor) \(target), \(language.date(rate.date))\(source)"
      }
      return Words(text(.english), uk: text(.ukrainian), de: text(.german))
    }
  }
}
