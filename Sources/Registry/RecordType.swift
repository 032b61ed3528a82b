public import Language

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
  /// What it is called.
  public let words: Words
  /// What it is, in a few words.
  public let help: Words
  /// Where its records live.
  public let place: Place
  /// Whether a record is one immutable entry, corrected by another that reverses it.
  public let isLedger: Bool
  /// The field that names a record to a person.
  public let titleField: String
  /// The choice that names a record without a title, in the reader's language.
  public let standInField: String?
  /// The fields that tell two imported rows apart; empty means all of them.
  public let key: [String]
  /// The fields, in the order of forms.
  public internal(set) var fields: [Field]
  /// The fields that are kept together beside the log, in the blob of ``cardField``.
  public internal(set) var personal: [Field]

  init(
    _ name: String, _ words: Words, _ help: Words, place: Place, title: String,
    or standIn: String? = nil, key: [String] = [], isLedger: Bool = false, _ fields: [Field],
    personal: [Field] = []
  ) {
    self.name = name
    self.words = words
    self.help = help
    self.place = place
    self.isLedger = isLedger
    titleField = title
    standInField = standIn
    self.key = key
    self.fields = fields
    self.personal = personal
  }

  /// Whether the title of a record, where nobody contradicts it, is a text that stands in its state
  /// as it is, or the beginning of its id.
  public var isTitleVerbatim: Bool {
    personal.isEmpty && standInField == nil && field(titleField)?.kind == .text
  }

  /// Returns a field by its name, or nil.
  public func field(_ name: String) -> Field? { fields.first { $0.name == name } }

  /// Returns the fields that a record must have, and that it lacks.
  public func lacking(_ has: (String) -> Bool) -> [Field] {
    fields.filter { field in
      guard field.isRequired, !has(field.name) else { return false }
      return field.name != titleField || standInField.map(has) != true
    }
  }
}
