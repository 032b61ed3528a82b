public import Merging

/// A kind of record: its fields, and the dossier its records are in.
public struct RecordType: Sendable {
  /// Where records of a type live.
  public enum Place: Hashable, Sendable {
    /// In the network's directory, which everybody has.
    case directory
    /// In a dossier of its own, which has the record's id.
    case ownDossier
    /// In the dossier of the record that a field refers to.
    case dossier(of: String)
  }

  /// The name, as commands and operations give it.
  public let name: String
  /// What it is, in a few words.
  public let help: String
  /// Where its records live.
  public let place: Place
  /// Whether a record is one immutable entry, corrected by another that reverses it.
  public let isLedger: Bool
  /// The field that names a record to a person.
  public let titleField: String
  /// The fields that tell two imported rows apart; empty means all of them.
  public let key: [String]
  /// The fields, in the order of forms.
  public let fields: [Field]
  /// The fields that are kept together beside the log, in the blob of ``cardField``.
  public let personal: [Field]

  init(
    _ name: String, _ help: String, place: Place, title: String, key: [String] = [],
    isLedger: Bool = false, _ fields: [Field], personal: [Field] = []
  ) {
    self.name = name
    self.help = help
    self.place = place
    self.isLedger = isLedger
    self.titleField = title
    self.key = key
    self.fields = fields
    self.personal = personal
  }

  /// Returns a field by its name, or nil.
  public func field(_ name: String) -> Field? { fields.first { $0.name == name } }
}

/// One field: what it holds, how it merges and what it is for.
public struct Field: Sendable {
  /// The name, as commands and operations give it.
  public let name: String
  /// What it holds.
  public let kind: FieldKind
  /// How edits made apart are merged.
  public let rule: MergeRule
  /// Whether a new record must have it.
  public let isRequired: Bool
  /// What it is for, in a few words.
  public let help: String

  init(
    _ name: String, _ kind: FieldKind, _ help: String, rule: MergeRule = .ask,
    required: Bool = false
  ) {
    self.name = name
    self.kind = kind
    self.rule = rule
    self.isRequired = required
    self.help = help
  }
}

/// What a field holds.
public enum FieldKind: Hashable, Sendable {
  /// Text of one or more lines.
  case text
  /// A day, month or year: `2023-02-09`, `2022-10` or `2022`.
  case date
  /// An exact decimal number.
  case decimal
  /// An amount and a unit: `12 H87`.
  case quantity
  /// An amount and a currency: `1200.50 EUR`.
  case money
  /// A date, a document and a person or body: `2023-02-09; Decision 7; City council`.
  case milestone
  /// One of a few words.
  case choice([String])
  /// A KATOTTG code, or a country and a name: `DE/Duisburg`.
  case office
  /// Another record of a type, by its id.
  case reference(String)
  /// A file of at most 16 MiB, kept beside the log.
  case blob
}
