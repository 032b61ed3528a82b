/// A sheet in the list that a file has of its sheets.
public struct SheetEntry: Hashable, Sendable {
  /// Its name, as its tab shows it.
  public let name: String
  /// Whether its tab is hidden.
  public let isHidden: Bool

  /// Creates an entry.
  public init(name: String, isHidden: Bool) {
    self.name = name
    self.isHidden = isHidden
  }
}
