public import Language
public import Merging

/// Which records to write as a table, and in what columns.
public struct ExportPlan: Hashable, Sendable {
  /// The type of the records.
  public var type: String
  /// The saved mapping that names the columns; nil for all fields.
  public var mapping: String?
  /// Only those whose fields show these texts.
  public var filters: [String: String] = [:]
  /// Whether it is for a spreadsheet, whose numbers and dates are no texts.
  public var isSpreadsheet = false

  /// Creates a plan.
  public init(type: String) {
    self.type = type
  }
}

/// What one cell of an exported table holds.
public enum ExportedCell: Hashable, Sendable {
  /// A text, or nothing.
  case text(String)
  /// A plain decimal, and how it is written.
  case number(String, written: String)
  /// A day, month or year as it is recorded, and how it is written.
  case date(String, written: String)

  /// The cell as text.
  public var written: String {
    switch self {
    case .text(let text), .number(_, let text), .date(_, let text): text
    }
  }
}

/// Records as a table.
public struct ExportedTable: Sendable {
  /// A field that was left empty.
  public struct LeftOut: Hashable, Sendable {
    /// The record.
    public let id: RecordID
    /// Its title.
    public let title: String
    /// The field.
    public let field: String
    /// Why, in a few words.
    public let why: Phrase
  }

  /// The headings.
  public let headings: [String]
  /// The rows, each with as many cells as there are headings.
  public internal(set) var rows: [[ExportedCell]] = []
  /// What was left empty although the records show something.
  public internal(set) var leftOut: [LeftOut] = []
  /// Whether decimals are written after a comma, and cells so divided by semicolons.
  public let hasDecimalComma: Bool
  /// What the records are, for the title of a sheet.
  public let title: String
}
