/// A column of a written sheet.
public struct Column: Hashable, Sendable {
  /// What its heading says.
  public var heading: String
  /// How wide it is, in digits of the normal font, from 1 to 255.
  public var widthCharacters: Int

  /// Creates a column.
  public init(_ heading: String, widthCharacters: Int) {
    self.heading = heading
    self.widthCharacters = widthCharacters
  }
}
