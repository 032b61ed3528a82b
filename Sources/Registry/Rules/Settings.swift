public import Language
import Merging
import Wire

/// What the centre has set for the network by records of type `setting`; else what is usual.
public struct Settings: Hashable, Sendable {
  /// How many days a consignment may be on its way until it counts as not received.
  public private(set) var transitDays = 30
  /// How many months a report on received aid covers, from January on.
  public private(set) var reportMonths = 1
  /// How many days after the end of those months the report is due.
  public private(set) var reportDueDays = 15

  /// Those of a network whose centre has set nothing.
  public init() {}

  /// Reads the settings among records.
  ///
  /// What is disputed, withdrawn or does not fit counts as not set. Of several records of one
  /// setting that with the smallest id counts.
  public init(_ views: [RecordView]) {
    let given = views.filter { $0.key.type == "setting" && !$0.isWithdrawn }
    for view in given.sorted(by: { $1.id < $0.id }) {
      guard let name = view.value("official-name")?.string,
        let number = view.value("official-value")?.string.flatMap({ Self.number($0, of: name) })
      else { continue }
      switch name {
      case "transit-days": transitDays = number
      case "report-months": reportMonths = number
      default: reportDueDays = number
      }
    }
  }

  /// Returns what is wrong with a value of a setting, or nil where it fits.
  public static func problem(_ name: String, _ value: String) -> Phrase? {
    guard let choices = choices[name], number(value, of: name) == nil else { return nil }
    if name == "report-months" {
      return Phrase("'\(name)' takes \(any: choices.map(String.init)), not '\(value)'")
    }
    return Phrase(
      """
      '\(name)' takes a whole number from \(choices.first ?? 0) to \(choices.last ?? 0), \
      not '\(value)'
      """)
  }

  private static func number(_ text: String, of name: String) -> Int? {
    Int(text).flatMap { choices[name]?.contains($0) == true ? $0 : nil }
  }

  /// The values that each setting can have.
  private static let choices: [String: [Int]] = [
    "transit-days": Array(1...365), "report-months": [1, 2, 3, 4, 6, 12],
    "report-due-days": Array(0...365),
  ]
}
