public import Wire

/// Which operations a device holds, per log: acknowledgement, gap list and packing list in one.
public struct Have: Hashable, Sendable {
  /// The numbers held of each log; no log maps to an empty set.
  public private(set) var logs: [LogID: IntervalSet] = [:]

  /// Creates an empty one.
  public init() {}

  /// Creates one of runs.
  public init(_ runs: [Run]) {
    for run in runs { insert(run) }
  }

  /// The numbers held of a log.
  public subscript(log: LogID) -> IntervalSet { logs[log] ?? IntervalSet() }

  /// Tells whether an operation is held.
  public func contains(_ id: OperationID) -> Bool { self[id.log].contains(id.number) }

  /// Tells whether every operation of a run is held.
  public func contains(_ run: Run) -> Bool { self[run.log].contains(run.numbers) }

  /// Tells whether all that another holds is held.
  public func contains(_ other: Have) -> Bool {
    other.logs.allSatisfy { contains($1, of: $0) }
  }

  /// Tells whether all of some operations of a log are held.
  public func contains(_ numbers: IntervalSet, of log: LogID) -> Bool {
    let held = self[log]
    return numbers.intervals.allSatisfy(held.contains)
  }

  /// Adds a run of operations.
  public mutating func insert(_ run: Run) {
    logs[run.log, default: IntervalSet()].insert(run.numbers)
  }

  /// Adds operations of one log.
  public mutating func insert(_ numbers: IntervalSet, of log: LogID) {
    if !numbers.isEmpty { logs[log, default: IntervalSet()].formUnion(numbers) }
  }

  /// Adds all that another holds.
  public mutating func formUnion(_ other: Have) {
    for (log, numbers) in other.logs { logs[log, default: IntervalSet()].formUnion(numbers) }
  }

  /// Returns what this holds and the other lacks.
  public func subtracting(_ other: Have) -> Have {
    var result = Have()
    for (log, numbers) in logs {
      let missing = numbers.subtracting(other[log])
      if !missing.isEmpty { result.logs[log] = missing }
    }
    return result
  }

  /// Returns what both hold.
  public func intersection(_ other: Have) -> Have { subtracting(subtracting(other)) }

  /// Returns what is held of some logs.
  public func filter(_ isIncluded: (LogID) -> Bool) -> Have {
    var result = Have()
    result.logs = logs.filter { isIncluded($0.key) }
    return result
  }

  /// How many operations are held; `UInt64.max` where another device claims more than that.
  public var count: UInt64 {
    logs.values.reduce(0) { sum, numbers in
      let (result, isBeyond) = sum.addingReportingOverflow(numbers.count)
      return isBeyond ? .max : result
    }
  }

  /// Whether nothing is held.
  public var isEmpty: Bool { logs.isEmpty }

  /// The runs missing between 1 and the last known number of each log, sorted by log.
  public var gaps: [Run] {
    logs.sorted { $0.key < $1.key }.flatMap { log, numbers in
      numbers.last.map { IntervalSet(1...$0).subtracting(numbers) }?.intervals
        .map { Run(log: log, numbers: $0) } ?? []
    }
  }

  /// The JSON form: an object from log to `[[first, last], …]`, sorted by log.
  public var json: JSONValue {
    .object(
      JSONObject(logs.sorted { $0.key < $1.key }.map { JSONMember($0.key.hex, $0.value.json) }))
  }

  /// Reads the JSON form, or returns nil.
  public init?(json: JSONValue) {
    guard let object = json.object else { return nil }
    for member in object.members {
      guard let log = LogID(hex: member.key), let numbers = IntervalSet(json: member.value),
        !numbers.isEmpty
      else { return nil }
      logs[log] = numbers
    }
  }
}

/// Consecutive operations of one log.
public struct Run: Hashable, Sendable {
  /// The log.
  public let log: LogID
  /// The first and last number.
  public let numbers: ClosedRange<UInt64>

  /// Creates a run.
  public init(log: LogID, numbers: ClosedRange<UInt64>) {
    self.log = log
    self.numbers = numbers
  }

  /// The JSON form: `[log, first, last]`.
  public var json: JSONValue {
    .array([
      .string(log.hex), .integer(Int64(numbers.lowerBound)), .integer(Int64(numbers.upperBound)),
    ])
  }

  /// Reads the JSON form, or returns nil.
  public init?(json: JSONValue) {
    guard let parts = json.array, parts.count == 3, let name = parts[0].string,
      let log = LogID(hex: name), let first = parts[1].integer, let last = parts[2].integer,
      first >= 1, first <= last
    else { return nil }
    self.init(log: log, numbers: UInt64(first)...UInt64(last))
  }
}
