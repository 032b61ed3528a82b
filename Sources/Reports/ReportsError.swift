public import Language

/// Why a report cannot be written in a format, and where.
public enum ReportsError: Error, Hashable, Sendable, Spoken {
  /// There is no activity, and the standard has no empty file.
  case noActivities
  /// Two activities have the same identifier.
  case sameIdentifier(String)
  /// An activity lacks what the standard demands.
  case missing(activity: String, what: String)
  /// Something of an activity has not the form that the standard demands.
  case malformed(activity: String, what: String, text: String)
  /// The spreadsheet cannot be written; the reason is that room's.
  case spreadsheet(Phrase)

  /// One clear line: what is wrong, where, and what to do.
  public var phrase: Phrase {
    switch self {
    case .noActivities:
      Phrase("there is no activity to publish; choose a wider period or more offices")
    case .sameIdentifier(let identifier):
      Phrase("two activities have the identifier \(identifier); it must be unique")
    case .spreadsheet(let reason): reason
    case .missing(let activity, let what): Phrase("activity \(activity): enter its \(what)")
    case .malformed(let activity, let what, let text):
      Phrase(
        """
        activity \(activity): its \(what) '\(text)' has not the form that IATI demands; correct it
        """)
    }
  }
}
