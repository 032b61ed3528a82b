import Language
public import Wire

extension Field {
  /// Returns the cells that say a value, or nil where no cells of these columns would.
  ///
  /// The parts are those that have columns of their own; a unit is the one that the heading names.
  /// What is returned was read again and gave the same value.
  public func cells(
    of value: JSONValue, parts: Set<String>, unit: String?,
    reading: (_ part: String?) -> CellReading
  ) -> FieldCells? {
    let divided = dividedCells(of: value, parts, unit, reading)
    if says(divided, value) { return divided }
    var whole = FieldCells(entered(value), CellReading(numbers: .point, dates: .iso))
    whole.unit = unit
    return says(whole, value) ? whole : nil
  }

  private func says(_ cells: FieldCells, _ value: JSONValue) -> Bool {
    guard let entry = try? entry(cells), let read = try? parse(entry) else { return false }
    return read == value
  }

  private func dividedCells(
    of value: JSONValue, _ parts: Set<String>, _ unit: String?,
    _ reading: (_ part: String?) -> CellReading
  ) -> FieldCells {
    let kinds = pieceKinds
    var pieces: [String] = []
    var cells = FieldCells("", reading(nil))
    cells.unit = unit
    for (index, kind) in kinds.enumerated() {
      let part = index == 0 ? nil : parts.first { $0 == pieceNames[index] }
      let form = reading(part)
      let text = text(of: piece(index, of: value), kind, form, unit, &cells, parts)
      if let part { cells.parts[part] = (text, form) } else { pieces.append(text) }
      if part != nil, index < kinds.count - 1 { pieces.append("") }
    }
    while pieces.last == "" { pieces.removeLast() }
    cells.whole.text = pieces.joined(separator: "; ")
    return cells
  }

  private var pieceNames: [String] {
    if case .group(let members) = kind { members.map(\.name) } else { ["", "date"] }
  }

  private func piece(_ index: Int, of value: JSONValue) -> JSONValue {
    switch kind {
    case .group: value[pieceNames[index]] ?? .null
    case .valuation where index == 1: value["date"] ?? .null
    default: value
    }
  }

  private func text(
    of value: JSONValue, _ kind: FieldKind, _ form: CellReading, _ unit: String?,
    _ cells: inout FieldCells, _ parts: Set<String>
  ) -> String {
    switch kind {
    case .decimal: return value.string.map(form.numbers.write) ?? ""
    case .date: return value.string.map(form.dates.write) ?? ""
    case .quantity, .money:
      let name = kind == .quantity ? "unit" : "currency"
      guard let amount = value["amount"]?.string, let code = value[name]?.string else { return "" }
      let number = form.numbers.write(amount)
      if parts.contains(name) {
        cells.parts[name] = (word(code, name), form)
        return number
      }
      return code == unit ? number : "\(number) \(word(code, name))"
    default:
      guard !value.isNull else { return "" }
      let shown = display(value)
      return (try? parse(shown)) == value ? shown : value.string ?? entered(value)
    }
  }

  /// The word for a unit, where reading it gives the same code.
  private func word(_ code: String, _ name: String) -> String {
    guard name == "unit", let term = codes["unit"][code] else { return code }
    let word = term.words[codes.language]
    let isPlain = word.first.map { $0.isLetter } ?? false
    return isPlain && codes["unit"].term(meaning: word)?.code == code ? word : code
  }

  /// Returns the cell of a set's elements, or nil where one of them has a comma.
  public func cell(of elements: [JSONValue]) -> String? {
    var texts: [String] = []
    for element in elements {
      guard
        let text = [display(element), entered(element)].first(where: { text in
          !text.contains(",") && (try? parse(text)) == element
        })
      else { return nil }
      texts.append(text)
    }
    let cell = texts.joined(separator: ", ")
    guard let read = try? entry(FieldCells(cell, CellReading(numbers: .point, dates: .iso))),
      read.split(separator: ",").count == elements.count
    else { return nil }
    return cell
  }
}
