public import Language
public import Merging

/// One field: what it holds, how it merges and what it is for.
public struct Field: Sendable {
  /// The name, as commands and operations give it.
  public let name: String
  /// What it holds.
  public let kind: FieldKind
  /// What it is called on a form, over a column and in a report.
  public let words: Words
  /// More on what to enter, in a sentence; nil where its name says all.
  public let note: Words?
  /// How edits made apart are merged.
  public let rule: MergeRule
  /// Whether a new record must have it.
  public let isRequired: Bool
  /// The vocabularies that its value is chosen from, and the language in which it is shown.
  public internal(set) var codes = Codes.standard

  init(
    _ name: String, _ kind: FieldKind, _ words: Words, rule: MergeRule = .ask,
    required: Bool = false, note: Words? = nil
  ) {
    self.name = name
    self.kind = kind
    self.words = words
    self.note = note
    self.rule = rule
    self.isRequired = required
  }

  /// What it is called in the language of the codes.
  public var label: String { words[codes.language] }

  /// What it is called and its name, in the language of the codes; in English its name alone.
  public var caption: String { codes.caption(words, name) }

  /// What it is called and what to enter, in the language of the codes.
  public var help: String { explanation[codes.language] }

  /// What it is called and what to enter.
  public var explanation: Words {
    guard let note else { return words }
    return Words(
      words.en + ": " + note.en, uk: words.uk + ": " + note.uk, de: words.de + ": " + note.de)
  }

  /// The vocabulary that its value is chosen from, where there is one.
  public var vocabulary: Vocabulary? {
    guard case .choice(let name) = kind else { return nil }
    return codes[name]
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
  /// An amount, a currency and the date of the rate or estimate: `1200.50 EUR; 2023-03-01`.
  case valuation
  /// Values that only make sense together, entered after one another: `2023-02-09; Decision 7`.
  case group([Member])
  /// One term of a vocabulary.
  case choice(String)
  /// An official code.
  case code(CodeForm)
  /// Yes or no.
  case flag
  /// A KATOTTG code, or a country and a name: `DE/Duisburg`.
  case office
  /// Another record of a type, by its id; of any type where that is empty.
  case reference(String)
  /// A file of at most 16 MiB, kept beside the log.
  case blob

  /// A date, a document and who it was: `2023-02-09; Decision 7; City council`.
  static let milestone = group([
    Member("date", .date, isRequired: true), Member("document", .text), Member("by", .text),
  ])
  /// A number and its date.
  static let numbered = group([Member("number", .text, isRequired: true), Member("date", .date)])
  /// A date and who it was.
  static let done = group([Member("date", .date, isRequired: true), Member("by", .text)])
}

/// One value of a group.
public struct Member: Hashable, Sendable {
  /// The name in the value's object.
  public let name: String
  /// What it holds.
  public let kind: FieldKind
  /// Whether the group needs it; such members come first.
  public let isRequired: Bool

  init(_ name: String, _ kind: FieldKind, isRequired: Bool = false) {
    self.name = name
    self.kind = kind
    self.isRequired = isRequired
  }
}

/// The forms of official codes.
public enum CodeForm: String, Hashable, Sendable {
  /// A Ukrainian administrative unit: `UA` and 17 digits.
  case katottg
  /// A Ukrainian legal person: 8 digits, the last of which is a check digit.
  case edrpou
  /// Goods by UKTZED, or HS: 4, 6, 8 or 10 digits.
  case uktzed
  /// A place by UN/LOCODE: two letters and three.
  case locode
}
