public import Wire

/// A set of operation numbers, kept as sorted intervals that neither touch nor overlap.
public struct IntervalSet: Hashable, Sendable {
  /// The intervals, ascending.
  public private(set) var intervals: [ClosedRange<UInt64>] = []

  /// Creates an empty set.
  public init() {}

  /// Creates a set of one interval.
  public init(_ interval: ClosedRange<UInt64>) {
    intervals = [interval]
  }

  /// Whether nothing is in the set.
  public var isEmpty: Bool { intervals.isEmpty }

  /// How many numbers are in the set.
  public var count: UInt64 { intervals.reduce(0) { $0 + ($1.upperBound - $1.lowerBound + 1) } }

  /// The largest number, if any.
  public var last: UInt64? { intervals.last?.upperBound }

  /// Tells whether the number is in the set.
  ///
  /// O(log n) in the intervals.
  public func contains(_ number: UInt64) -> Bool {
    let index = firstIndex(endingAtOrAfter: number)
    return index < intervals.count && intervals[index].contains(number)
  }

  /// Tells whether every number of the interval is in the set.
  public func contains(_ interval: ClosedRange<UInt64>) -> Bool {
    let index = firstIndex(endingAtOrAfter: interval.lowerBound)
    guard index < intervals.count else { return false }
    return intervals[index].lowerBound <= interval.lowerBound
      && intervals[index].upperBound >= interval.upperBound
  }

  /// Tells whether any number of the interval is in the set.
  public func overlaps(_ interval: ClosedRange<UInt64>) -> Bool {
    let index = firstIndex(endingAtOrAfter: interval.lowerBound)
    return index < intervals.count && intervals[index].lowerBound <= interval.upperBound
  }

  /// Adds every number of the interval.
  public mutating func insert(_ interval: ClosedRange<UInt64>) {
    // Numbers nearly always come in their order.
    guard let last = intervals.last, interval.lowerBound <= after(last.upperBound) else {
      return intervals.append(interval)
    }
    if interval.lowerBound >= last.lowerBound {
      let end = max(last.upperBound, interval.upperBound)
      return intervals[intervals.count - 1] = last.lowerBound...end
    }
    var merged = interval
    let touching = interval.lowerBound == 0 ? 0 : interval.lowerBound - 1
    let start = firstIndex(endingAtOrAfter: touching)
    var end = start
    while end < intervals.count, intervals[end].lowerBound <= after(merged.upperBound) {
      let low = min(merged.lowerBound, intervals[end].lowerBound)
      merged = low...max(merged.upperBound, intervals[end].upperBound)
      end += 1
    }
    intervals.replaceSubrange(start..<end, with: [merged])
    assert(isSound)
  }

  /// Adds one number.
  public mutating func insert(_ number: UInt64) {
    insert(number...number)
  }

  /// Adds every number of another set.
  public mutating func formUnion(_ other: IntervalSet) {
    for interval in other.intervals { insert(interval) }
  }

  /// Returns the numbers of this set that are not in the other.
  public func subtracting(_ other: IntervalSet) -> IntervalSet {
    var result = IntervalSet()
    for interval in intervals {
      var low = interval.lowerBound
      var index = other.firstIndex(endingAtOrAfter: low)
      while index < other.intervals.count,
        other.intervals[index].lowerBound <= interval.upperBound
      {
        let hole = other.intervals[index]
        if hole.lowerBound > low { result.intervals.append(low...(hole.lowerBound - 1)) }
        low = after(hole.upperBound)
        index += 1
      }
      if low <= interval.upperBound { result.intervals.append(low...interval.upperBound) }
    }
    return result
  }

  /// The JSON form: `[[first, last], …]`, ascending.
  public var json: JSONValue {
    .array(
      intervals.map { .array([.integer(Int64($0.lowerBound)), .integer(Int64($0.upperBound))]) })
  }

  /// Reads the JSON form, or returns nil where it is not sorted, apart and from 1.
  public init?(json: JSONValue) {
    guard let pairs = json.array else { return nil }
    for pair in pairs {
      guard let bounds = pair.array, bounds.count == 2, let first = bounds[0].integer,
        let last = bounds[1].integer, first >= 1, first <= last
      else { return nil }
      intervals.append(UInt64(first)...UInt64(last))
    }
    guard isSound else { return nil }
  }

  /// Whether the intervals ascend and are at least one number apart.
  private var isSound: Bool {
    zip(intervals, intervals.dropFirst()).allSatisfy {
      $0.upperBound < $1.lowerBound && $1.lowerBound - $0.upperBound > 1
    }
  }

  private func after(_ number: UInt64) -> UInt64 { number == .max ? number : number + 1 }

  private func firstIndex(endingAtOrAfter number: UInt64) -> Int {
    var low = 0
    var high = intervals.count
    while low < high {
      let middle = (low + high) / 2
      if intervals[middle].upperBound < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
