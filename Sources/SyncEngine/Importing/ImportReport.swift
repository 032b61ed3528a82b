public import Registry
public import Wire

/// What an import did, or would do.
public struct ImportReport: Hashable, Sendable {
  /// How many rows the table has.
  public var rows = 0
  /// How many records are new.
  public var created = 0
  /// How many records of each type are new.
  public var createdByType: [String: Int] = [:]
  /// How many records got fields that were empty, or were changed.
  public var changed = 0
  /// How many records show already what their rows say.
  public var unchanged = 0
  /// Rows that differ from their record, or whose record is withdrawn: it was left as it is.
  public var differing: [Int] = []
  /// Rows that repeat an earlier row's key.
  public var repeated: [Int] = []
}

/// Why a row cannot be recorded, and where in the table that stands.
public struct RowProblem: Hashable, Sendable {
  /// The row's number in the file, from 1; nil for what is wrong with the table as a whole.
  public let row: Int?
  /// The column's heading; nil where no single one is to blame.
  public let column: String?
  /// What is wrong, and what to do.
  public let error: RegistryError
}

/// One column, and how its cells are read.
public struct MappedColumn: Hashable, Sendable {
  /// What it was taken for.
  public let guess: ColumnGuess
  /// The name of its place, such as `quantity.unit`; nil where it is not read.
  public let place: String?
  /// How its numbers are written; nil where it has none.
  public let numbers: NumberForm?
  /// How its dates are written; nil where it has none.
  public let dates: DateForm?
}

/// A record as a row would make it.
public struct SampleRecord: Hashable, Sendable {
  /// The row's number.
  public let row: Int
  /// The type's name.
  public let type: String
  /// Fields and what they would show.
  public let fields: [Entry]
}

/// What a table was found to be.
public struct TableFacts: Hashable, Sendable {
  /// How its bytes stand for letters; nil for a spreadsheet.
  public var encoding: TextEncoding?
  /// What separates its cells; nil for a spreadsheet.
  public var separator: String?
  /// The sheet of a spreadsheet.
  public var sheet: String?
  /// The number of the row of headings.
  public var headingRow = 1
  /// The rows that are no data: titles above the headings, empty ones, and sums.
  public var skipped: [Int] = []
}

/// What an import would do, for a person to look at.
public struct ImportPreview: Sendable {
  /// What the table was found to be.
  public let table: TableFacts
  /// The columns in their order.
  public let columns: [MappedColumn]
  /// What every row gets.
  public let constants: [Entry]
  /// The fields that tell records apart.
  public let key: [String]
  /// The records of the first rows.
  public let sample: [SampleRecord]
  /// What would be recorded.
  public let report: ImportReport
  /// Everything that does not fit, by rows.
  public let problems: [RowProblem]
}
