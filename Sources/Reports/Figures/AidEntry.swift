import Merging
import Registry
import Wire

/// What one aid entry adds to the totals, and between which bounds while people contradict each
/// other on it.
struct AidEntry {
  /// Where it counts.
  struct Place: Hashable {
    var office: String
    var donor: String
    var kind: String
    /// The day, month or year; empty where none is recorded.
    var date: String
    var stage: AidStage

    var month: String { String(date.prefix(7)) }
  }

  /// A sum that is certain, or its bounds.
  struct Range: Hashable {
    var low: ExactDecimal
    var high: ExactDecimal
    /// The one value that nobody disputes; nil where there are several.
    var shown: ExactDecimal?
  }

  let record: RecordID
  /// It and those that are the same as it.
  let records: Set<RecordID>
  /// The places where it may count; one where nobody disputes that.
  private(set) var places: [Place]
  /// Per currency, from zero where it may count nowhere; empty where it has no value.
  private(set) var sums: [String: Range] = [:]
  /// The fields on which people contradict each other, sorted.
  private(set) var disputed: [String] = []

  var isCertain: Bool { disputed.isEmpty }

  /// Reads an entry, those that are the same, and the lines of each; nil where nothing of it has
  /// begun by the day.
  ///
  /// Of entries that are the same, the first that has a value or lines with one decides.
  init?(
    _ view: RecordView, same: [RecordView], lines: (RecordID) -> [RecordView],
    _ holdings: Holdings
  ) {
    record = view.id
    records = Set(same.map(\.id) + [view.id])
    let isShort = holdings.receipts.areShort(of: ([view] + same).flatMap { lines($0.id) })
    let possible = Self.places(view, isShort: isShort)
    places = possible.filter { holdings.hasBegun($0.date) }
    guard !places.isEmpty else { return nil }
    let deciding = Set(
      ["recipient", "donor", "kind", "received", "agreed", "offered", "status", "value"]
        + [Operation.voidRegister])
    disputed = view.conflicts.map(\.register).filter(deciding.contains)
    for member in [view] + same where sums.isEmpty {
      if member.id != view.id, member.conflicts.contains(where: { $0.register == "value" }) {
        disputed.append("value")
      }
      let own = member.alternatives("value").compactMap(Self.money)
      if own.isEmpty {
        addLines(lines(member.id))
      } else {
        sums = Self.ranges(own.map { [$0.currency: $0.amount] })
      }
    }
    disputed.sort()
    let mayBeNowhere =
      disputed.contains(Operation.voidRegister) || places.count < possible.count
    if mayBeNowhere {
      sums = sums.mapValues { Range(low: .zero, high: $0.high, shown: nil) }
    }
  }

  private static func places(_ view: RecordView, isShort: Bool) -> [Place] {
    var places: Set<Place> = []
    for office in view.texts("recipient") {
      for donor in view.texts("donor") {
        for kind in view.texts("kind") {
          for (date, stage) in dates(view, isShort: isShort) {
            places.insert(
              Place(office: office, donor: donor, kind: kind, date: date, stage: stage))
          }
        }
      }
    }
    return places.sorted()
  }

  /// The dates of receipt, else of agreement, else of the offer; and whether it was received.
  private static func dates(_ view: RecordView, isShort: Bool) -> [(String, AidStage)] {
    let dates = ["received", "agreed", "offered"].lazy.map(view.texts).first { $0 != [""] } ?? [""]
    let isDated = view.field("received") != nil
    return dates.flatMap { date in
      view.texts("status").map { status in
        (date, AidStage(isDated: isDated, status: status, isShort: isShort))
      }
    }
  }

  private mutating func addLines(_ lines: [RecordView]) {
    for line in lines {
      let fields = line.conflicts.map(\.register).filter {
        ["quantity", "unit-value", "aid", Operation.voidRegister].contains($0)
      }
      disputed += fields
      let prices = line.alternatives("unit-value").compactMap(Self.money)
      let counts = line.alternatives("quantity").compactMap {
        $0["amount"]?.string.flatMap { ExactDecimal($0) }
      }
      let options = prices.flatMap { price in
        counts.compactMap { count in
          price.amount.multiplied(by: count).map { [price.currency: $0] }
        }
      }
      let isElsewhere = fields.contains("aid") || fields.contains(Operation.voidRegister)
      for (currency, range) in Self.ranges(isElsewhere ? options + [[:]] : options) {
        let before = sums[currency] ?? Range(low: .zero, high: .zero, shown: .zero)
        sums[currency] = before + range
      }
    }
  }

  /// The bounds per currency of values of which one is right.
  private static func ranges(_ options: [[String: ExactDecimal]]) -> [String: Range] {
    var ranges: [String: Range] = [:]
    for currency in Set(options.flatMap(\.keys)) {
      let amounts = options.map { $0[currency] ?? .zero }
      guard let low = amounts.min(), let high = amounts.max() else { continue }
      ranges[currency] = Range(low: low, high: high, shown: low == high ? low : nil)
    }
    return ranges
  }

  private static func money(_ value: JSONValue) -> (amount: ExactDecimal, currency: String)? {
    guard let amount = value["amount"]?.string.flatMap({ ExactDecimal($0) }),
      let currency = value["currency"]?.string
    else { return nil }
    return (amount, currency)
  }
}

extension AidEntry.Range {
  static func + (left: Self, right: Self) -> Self {
    let shown: ExactDecimal? =
      if let one = left.shown, let other = right.shown { one + other } else { nil }
    return Self(low: left.low + right.low, high: left.high + right.high, shown: shown)
  }
}

extension AidEntry.Place: Comparable {
  private var order: [String] { [office, donor, kind, date] }

  static func < (left: Self, right: Self) -> Bool {
    left.order == right.order
      ? left.stage < right.stage : left.order.lexicographicallyPrecedes(right.order)
  }
}

extension RecordView {
  /// The values among which a person has to choose, or the one that is shown.
  func alternatives(_ name: String) -> [JSONValue] {
    switch field(name)?.shown {
    case .value(let value): [value.value.value]
    case .conflict(let values): values.map(\.value.value)
    case .empty, .elements, nil: []
    }
  }

  /// Those values as texts; one empty text where there is none.
  func texts(_ name: String) -> [String] {
    let texts = alternatives(name).compactMap(\.string)
    return texts.isEmpty ? [""] : texts
  }

  /// The one text that a field shows, or an empty one.
  func text(_ name: String) -> String { value(name)?.string ?? "" }
}
