import Language
import Merging

/// What the columns of one field say in one row.
public struct FieldCells: Sendable {
  /// The cell of the field's own column; "" where it has none.
  public var whole: (text: String, reading: CellReading)
  /// The cells of its parts' columns, or what every row gets for a part.
  public var parts: [String: (text: String, reading: CellReading)] = [:]
  /// The unit or currency for amounts that name none.
  public var unit: String?

  /// Creates cells.
  public init(_ whole: String, _ reading: CellReading) {
    self.whole = (whole, reading)
  }

  /// Whether nothing is said.
  public var isEmpty: Bool {
    // A unit or currency beside no amount says nothing.
    Text.trimmed(whole.text).isEmpty
      && parts.allSatisfy { ["unit", "currency"].contains($0.key) || $0.value.text.isEmpty }
  }
}

extension Field {
  /// Returns what a person would have entered for what the columns say; "" for nothing.
  public func entry(_ cells: FieldCells) throws(RegistryError) -> String {
    guard !cells.isEmpty else { return "" }
    if rule == .set { return elements(cells.whole.text) }
    let kinds = pieceKinds
    var pieces: [String] = []
    var given = Self.pieces(cells.whole.text, atMost: kinds.count)
    given += Array(repeating: "", count: kinds.count - given.count)
    for (index, kind) in kinds.enumerated() {
      let part = index == 0 ? nil : pieceName(index)
      let own = part.flatMap { cells.parts[$0] }.flatMap { $0.text.isEmpty ? nil : $0 }
      let (text, reading) = own ?? (given[index], cells.whole.reading)
      let piece = try read(text, as: kind, reading, cells)
      guard index == kinds.count - 1 || !piece.contains(";") else {
        throw invalid(
          Phrase("'\(piece)' has a semicolon, which divides values"),
          Phrase("write a comma instead"))
      }
      pieces.append(piece)
    }
    while pieces.last == "" { pieces.removeLast() }
    return pieces.joined(separator: "; ")
  }

  private func pieceName(_ index: Int) -> String {
    if case .group(let members) = kind { members[index].name } else { "date" }
  }

  private func read(
    _ text: String, as kind: FieldKind, _ reading: CellReading, _ cells: FieldCells
  ) throws(RegistryError) -> String {
    guard !text.isEmpty else { return "" }
    switch kind {
    case .decimal: return try number(text, reading.numbers)
    case .date: return try date(text, reading.dates)
    case .quantity: return try amount(text, reading.numbers, cells.parts["unit"]?.text, cells.unit)
    case .money:
      return try amount(text, reading.numbers, cells.parts["currency"]?.text, cells.unit)
    default: return text
    }
  }

  /// The elements of a set; those that are no free text may be divided by semicolons, too.
  private func elements(_ text: String) -> String {
    guard kind != .text else { return text }
    return String(text.map { ";\n\r".contains($0) || $0 == "\r\n" ? "," : $0 })
  }

  private func number(_ text: String, _ form: NumberForm) throws(RegistryError) -> String {
    switch form.read(text) {
    case .success(let number): return number
    case .failure(.ambiguous):
      throw invalid(
        Phrase("'\(text)' can be read in two ways"),
        Phrase("say with --decimal comma or --decimal point how this table writes decimals"))
    case .failure(.notANumber):
      throw invalid(
        Phrase("'\(text)' is not a number"), Phrase("write digits, such as 1234,50"))
    }
  }

  private func date(_ text: String, _ form: DateForm) throws(RegistryError) -> String {
    switch form.read(text) {
    case .success(let date): return date
    case .failure(.ambiguous):
      throw invalid(
        Phrase("'\(text)' can be read in two ways"),
        Phrase("say with --dates d/m/y or --dates m/d/y what this table writes first"))
    case .failure(.notADate):
      throw invalid(
        Phrase("'\(text)' is not a date"), Phrase("write it as 14.03.2023 or 2023-03-14"))
    }
  }

  /// An amount and its unit or currency: from the column for that, the cell, or the heading.
  private func amount(
    _ text: String, _ form: NumberForm, _ column: String?, _ heading: String?
  ) throws(RegistryError) -> String {
    let (amount, own) = Self.splitAmount(text)
    let isQuantity = kind == .quantity
    let words = [own, column ?? "", heading ?? ""].map(Text.trimmed).filter { !$0.isEmpty }
    let meant = words.prefix(own.isEmpty || column?.isEmpty != false ? 1 : 2).map { code(of: $0) }
    guard !amount.isEmpty else {
      throw invalid(
        Phrase("'\(text)' has no amount"), Phrase("write digits, such as 1234,50"))
    }
    guard let word = meant.first else {
      throw invalid(
        isQuantity ? Phrase("the unit is missing") : Phrase("the currency is missing"),
        isQuantity
          ? Phrase("write it after the amount, or give one for all rows: --set \(name).unit=шт")
          : Phrase(
            "write it after the amount, or give one for all rows: --set \(name).currency=EUR"))
    }
    guard meant.allSatisfy({ $0 == word }) else {
      throw invalid(
        Phrase("'\(text)' is in \(words[0]), but its column says \(words[1])"),
        Phrase("write the same in both"))
    }
    return "\(try number(amount, form)) \(word)"
  }

  private func code(of word: String) -> String {
    if kind == .quantity { return Headings.unit(meaning: word, codes) ?? word }
    return Headings.currency(meaning: word, codes) ?? word
  }
}
