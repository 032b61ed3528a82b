extension Holdings {
  /// The names of the reports.
  public static let names = ["totals", "stock", "pipeline", "late", "open"]

  /// Returns a report by its name, or nil.
  public func report(_ name: String) -> Consolidated? {
    switch name {
    case "totals": totals
    case "stock": stock
    case "pipeline": pipeline
    case "late": late
    case "open": open
    default: nil
    }
  }
}
