import Merging
import Registry
import Wire

/// Sums by what they are grouped by, by stage and by currency.
struct Tally {
  /// What one line of a table is for.
  struct Key: Hashable, Comparable {
    let label: String
    let stage: AidStage
    /// Empty for entries without a value.
    let currency: String

    static func < (left: Self, right: Self) -> Bool {
      (left.label, left.stage, left.currency) < (right.label, right.stage, right.currency)
    }
  }

  /// What is counted on one line.
  struct Sum {
    var entries = 0
    var disputed = 0
    var shown = ExactDecimal.zero
    var low = ExactDecimal.zero
    var high = ExactDecimal.zero
    var records: Set<RecordID> = []

    fileprivate mutating func add(_ entry: AidEntry, _ range: AidEntry.Range?, isOnly: Bool) {
      entries += 1
      disputed += entry.isCertain ? 0 : 1
      records.formUnion(entry.records)
      guard let range else { return }
      shown += entry.isCertain ? range.shown ?? .zero : .zero
      low += isOnly ? range.low : .zero
      high += range.high
    }
  }

  private(set) var sums: [Key: Sum] = [:]

  /// Counts entries, each under the label of every place where it may count, once each.
  init(_ entries: [AidEntry], by label: (AidEntry.Place) -> String) {
    for entry in entries {
      let lines = Set(entry.places.map { Line(label: label($0), stage: $0.stage) })
      for line in lines { count(entry, on: line, isOnly: lines.count == 1) }
    }
  }

  private struct Line: Hashable {
    let label: String
    let stage: AidStage
  }

  private mutating func count(_ entry: AidEntry, on line: Line, isOnly: Bool) {
    let currencies = entry.sums.isEmpty ? [""] : entry.sums.keys.sorted()
    for currency in currencies {
      let key = Key(label: line.label, stage: line.stage, currency: currency)
      sums[key, default: Sum()].add(entry, entry.sums[currency], isOnly: isOnly)
    }
  }
}
