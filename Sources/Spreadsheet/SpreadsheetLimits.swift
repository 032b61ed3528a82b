/// What a reader of spreadsheets refuses, and what a writer does not write.
public struct SpreadsheetLimits: Hashable, Sendable {
  /// The largest file.
  public var maximumFileBytes = 64 << 20
  /// The most bytes that one part of the file may inflate to.
  public var maximumPartBytes = 256 << 20
  /// The most bytes that all parts of the file may inflate to.
  public var maximumInflatedBytes = 512 << 20
  /// The most cells of one sheet, counted with the empty ones before the last of each row; also
  /// the most different texts of a file.
  public var maximumCells = 2_000_000

  /// Creates the limits for files of an office.
  public init() {}

  /// The most parts of a file.
  static let parts = 10_000
  /// The most rows of a sheet, by the format.
  public static let rows = 1_048_576
  /// The most columns of a sheet, by the format.
  public static let columns = 16_384
  /// The longest text of a cell in UTF-16 units, by the format.
  static let text = 32_767
  /// How deep elements may be nested; real files stay below 20.
  static let depth = 64
}
