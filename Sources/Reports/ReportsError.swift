/// Why a report cannot be written in a format, and where.
public enum ReportsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no activity, and the standard has no empty file.
  case noActivities
  /// Two activities have the same identifier.
  case sameIdentifier(String)
  /// An activity lacks what the standard demands.
  case missing(activity: String, what: String)
  /// Something of an activity has not the form that the standard demands.
  case malformed(activity: String, what: String, text: String)
  /// The spreadsheet cannot be written; the reason is that room's.
  case spreadsheet(String)

  /// One clear line: what is wrong, where, and what to do.
  public var description: String {
    switch self {
    case .noActivities: "there is no activity to publish; choose a wider period or more offices"
    case .sameIdentifier(let identifier):
      "two activities have the identifier \(identifier); it must be unique"
    case .spreadsheet(let reason): reason
    case .missing(let activity, let what): "activity \(activity): enter its \(what)"
    case .malformed(let activity, let what, let text):
      "activity \(activity): its \(what) \"\(text)\" has not the form that IATI demands; correct it"
    }
  }
}
