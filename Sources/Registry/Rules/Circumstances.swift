public import Merging

/// What rules need to know beside the records.
public struct Circumstances: Sendable {
  /// The day for which the rules are looked at, `YYYY-MM-DD`; nil where none is overdue.
  public var day: String?
  /// What the centre has set; follows from the records that the rules look at.
  public internal(set) var settings = Settings()
  /// Tells whether the author of a log may decide, as an officer does.
  public var mayDecide: @Sendable (LogID) -> Bool = { _ in true }

  /// Creates circumstances in which nothing is over and everybody may decide.
  public init() {}

  /// Tells whether what departed on a day has been on its way for too long.
  func isOverdue(since departed: String) -> Bool {
    guard let now = day.flatMap(CalendarDate.seconds), let start = CalendarDate.seconds(departed)
    else { return false }
    return (now - start) / 86_400 > Int64(settings.transitDays)
  }
}
