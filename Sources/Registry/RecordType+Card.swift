import Language
import Merging
public import Wire

extension RecordType {
  /// The field that refers to a record's personal data, where its type has such.
  public static let cardField = "card"

  /// Returns the card that follows from one by what a person entered, or nil.
  ///
  /// It is nil where nothing personal was entered. A new record must have the personal fields that
  /// are required.
  public func card(
    _ pairs: [(field: String, text: String)], over card: JSONObject, isNew: Bool
  ) throws(RegistryError) -> JSONObject? {
    let entered = pairs.filter { pair in personal.contains { $0.name == pair.field } }
    if pairs.contains(where: { $0.field == Self.cardField }) {
      guard let first = entered.first else { return nil }
      throw .invalid(
        field: first.field, reason: Phrase("it is given beside the whole card"),
        hint: Phrase("give one of them"))
    }
    guard !entered.isEmpty || (isNew && !personal.isEmpty) else { return nil }
    var card = card
    for (name, text) in entered {
      let value = try known(name).parse(text)
      card[name] = value.isNull ? Optional.none : value
    }
    for field in personal where field.isRequired && card[field.name] == nil {
      throw .missing(type: self.name, field: field.name, help: field.explanation)
    }
    return card
  }

  /// Returns a card as a person reads it.
  public func display(_ card: JSONObject) -> String {
    members(of: card).map { "\((try? known($0.key))?.caption ?? $0.key): \($0.value.string ?? "")" }
      .joined(separator: "; ")
  }

  /// The texts of a card that stand for no field of the log, those known first.
  func members(of card: JSONObject) -> [JSONMember] {
    let texts = card.members.filter { $0.value.string != nil && field($0.key) == nil }
    let known = personal.compactMap { field in texts.first { $0.key == field.name } }
    return known + texts.filter { text in !personal.contains { $0.name == text.key } }
  }
}
