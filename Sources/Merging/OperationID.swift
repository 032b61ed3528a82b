public import Wire

/// An operation's name: its log and its number in that log, from 1.
public struct OperationID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The log.
  public let log: LogID
  /// The number in the log, 1 or more.
  public let number: UInt64

  /// Creates a name from its two parts.
  public init(log: LogID, number: UInt64) {
    self.log = log
    self.number = number
  }

  /// Reads a reference in a commit of `log`: a bare number, or `[log, number]` for another log.
  init?(_ json: JSONValue, in log: LogID) {
    if let number = json.integer, number >= 1 {
      self.init(log: log, number: UInt64(number))
      return
    }
    guard let pair = json.array, pair.count == 2, let name = pair[0].string,
      let other = LogID(hex: name), let number = pair[1].integer, number >= 1
    else { return nil }
    self.init(log: other, number: UInt64(number))
  }

  /// Returns the reference as a commit of `log` writes it.
  func json(in log: LogID) -> JSONValue {
    self.log == log ? .integer(Int64(number)) : json
  }

  /// The reference in full: `[log, number]`.
  public var json: JSONValue { .array([.string(log.hex), .integer(Int64(number))]) }

  /// The log's digits, a colon and the number.
  public var description: String { "\(log.hex):\(number)" }

  /// Orders by log, then number.
  public static func < (left: Self, right: Self) -> Bool {
    (left.log, left.number) < (right.log, right.number)
  }
}
