import Merging
public import Wire

/// What a listing sorts by: numbers by their value, texts by their letters, nothing last.
public enum SortKey: Hashable, Comparable, Sendable {
  /// A number, an amount or a quantity.
  case number(ExactDecimal)
  /// A text, date or word.
  case text(String)
  /// An empty field.
  case nothing
}

extension RecordView {
  /// Tells whether a field shows a text, or a set holds it; case does not matter.
  ///
  /// A choice is found by its code and by its words in every language.
  public func shows(_ text: String, in name: String) -> Bool {
    guard let field = field(name) else { return text.isEmpty }
    let wanted = Text.trimmed(text).lowercased()
    if case .elements(let elements) = field.shown {
      return elements.contains {
        field.display($0.value).lowercased() == wanted || $0.value.string == field.code(of: text)
      }
    }
    return field.text.lowercased() == wanted
      || (value(name)?.string.map { $0.lowercased() == wanted || $0 == field.code(of: text) }
        ?? false)
  }

  /// Returns what a listing sorts this record by: a field, or the title.
  public func sortKey(_ name: String?) -> SortKey {
    guard let name else { return .text(title.lowercased()) }
    guard let field = field(name) else { return .nothing }
    let value = value(name)
    let number = value?["amount"]?.string ?? (field.field?.kind == .decimal ? value?.string : nil)
    if let number = number.flatMap({ ExactDecimal($0) }) { return .number(number) }
    return .text(field.text.lowercased())
  }
}

extension FieldView {
  /// Returns the code that a word of the field's vocabulary means, in any language.
  fileprivate func code(of word: String) -> String? {
    field?.vocabulary?.term(meaning: word)?.code
  }
}
