public import Registry
public import Wire

/// What a person says of a table and of how its columns become fields.
public struct ImportPlan: Sendable {
  /// The types of the records that each row holds, the main one first: `aid`, `item`, `ledger`.
  public var types: [String]
  /// Field, or `[TYPE.]FIELD[.PART]`, to column: what a person knows better than the guess.
  public var columns: [(field: String, column: String)]
  /// Columns that are not to be read.
  public var ignored: [String] = []
  /// Whether only the columns above are read, as a saved mapping says; else the others are guessed.
  public var isExact = false
  /// Texts that every row gets, beside its columns.
  public var constants: [Entry]
  /// The fields that tell two rows apart; nil means those of the type.
  public var key: [String]?
  /// Whether a row that differs from its record changes the record.
  public var updates: Bool
  /// How numbers are written; nil where each column tells.
  public var numbers: NumberForm?
  /// How a saved mapping says that texts write numbers; spreadsheets tell themselves.
  public var usualNumbers: NumberForm?
  /// All headings of a saved mapping, in their order.
  public var headings: [String] = []
  /// How dates are written; nil where each column tells.
  public var dates: DateForm?
  /// How the file's bytes stand for letters; nil where they tell.
  public var encoding: TextEncoding?
  /// The sheet of a spreadsheet; nil means the first that has rows.
  public var sheet: String?
  /// The number of the row of headings, from 1; nil where it is guessed.
  public var headingRow: Int?
  /// Under which name the mapping is saved; nil where it is not.
  public var savedAs: String?
  /// Whether rows that do not fit are left out; else one of them lets nothing be recorded.
  public var skipsUnfit = false

  /// Creates a plan.
  public init(
    type: String, with further: [String] = [], columns: [(field: String, column: String)] = [],
    constants: [Entry] = [], key: [String]? = nil, updates: Bool = false
  ) {
    types = [type] + further
    self.columns = columns
    self.constants = constants
    self.key = key
    self.updates = updates
  }
}
