/// How the cells of a column are read: decided for the column as a whole.
public struct CellReading: Hashable, Sendable {
  /// How its numbers are written.
  public var numbers: NumberForm
  /// How its dates are written.
  public var dates: DateForm

  /// Creates a reading.
  public init(numbers: NumberForm, dates: DateForm) {
    self.numbers = numbers
    self.dates = dates
  }

  /// Decides how the cells of a column are read that go to a place of a field.
  public static func decide(_ cells: some Sequence<String>, part: String?, of field: Field) -> Self
  {
    var (numbers, dates): ([String], [String]) = ([], [])
    let kinds = field.pieceKinds
    for cell in cells {
      let pieces = part == nil ? Field.pieces(cell, atMost: kinds.count) : [cell]
      let kinds = part.map { [field.kind(of: $0)] } ?? kinds
      for (piece, kind) in zip(pieces, kinds) where !piece.isEmpty {
        switch kind {
        case .decimal: numbers.append(piece)
        case .quantity, .money: numbers.append(Field.splitAmount(piece).amount)
        case .date: dates.append(piece)
        default: continue
        }
      }
    }
    return CellReading(numbers: NumberForm.decide(numbers), dates: DateForm.decide(dates))
  }
}

extension Field {
  /// What the pieces of a value are that stand after one another, divided by semicolons.
  var pieceKinds: [FieldKind] {
    switch kind {
    case .valuation: [.money, .date]
    case .group(let members): members.map(\.kind)
    default: [kind]
    }
  }

  func kind(of part: String) -> FieldKind {
    switch (kind, part) {
    case (.group(let members), _): members.first { $0.name == part }?.kind ?? .text
    case (_, "date"): .date
    default: .text
    }
  }

  static func pieces(_ text: String, atMost count: Int) -> [String] {
    guard count > 1 else { return [Text.trimmed(text)] }
    return text.split(separator: ";", maxSplits: count - 1, omittingEmptySubsequences: false)
      .map { Text.trimmed(String($0)) }
  }

  /// Divides an amount from the word that stands before or after it.
  static func splitAmount(_ text: String) -> (amount: String, word: String) {
    let text = Text.trimmed(text)
    let isAmount: (Character) -> Bool = { "0123456789.,+-'\u{2212}’ \u{A0}\u{202F}".contains($0) }
    guard let first = text.firstIndex(where: { ("0"..."9").contains($0) }) else {
      return ("", text)
    }
    let before = text[..<first]
    let start = before.lastIndex { !isAmount($0) }.map { text.index(after: $0) } ?? text.startIndex
    let end = text[start...].firstIndex { !isAmount($0) } ?? text.endIndex
    let words = [text[..<start], text[end...]].map { Text.trimmed(String($0)) }
    return (Text.trimmed(String(text[start..<end])), words.first { !$0.isEmpty } ?? "")
  }
}

extension Field {
  /// Whether the cells of a column hold numbers, and dates, that go to a part or to the whole.
  public func holds(part: String?) -> (numbers: Bool, dates: Bool) {
    let kinds = part.map { [kind(of: $0)] } ?? pieceKinds
    return (kinds.contains { [.decimal, .quantity, .money].contains($0) }, kinds.contains(.date))
  }
}

extension RecordType {
  /// The fields that tell two imported records apart, of those that a table fills.
  public func importKey(among filled: Set<String>, in types: [RecordType]) -> [String] {
    if !key.isEmpty { return key }
    if name == "ledger", types.count > 1 {
      return Headings.receiptKey.filter { filled.contains($0) || $0 == "kind" }
    }
    let identifying = (Headings.identifying[name] ?? []).filter(filled.contains)
    return identifying.isEmpty ? fields.map(\.name).filter(filled.contains) : identifying
  }

  /// The fields that refer to records of other types in the same row of a table.
  public func owners(in types: [RecordType]) -> [String] {
    fields.filter { field in
      guard case .reference(let target) = field.kind, field.isRequired else { return false }
      return types.prefix { $0.name != name }.contains { $0.name == target }
    }.map(\.name)
  }
}
