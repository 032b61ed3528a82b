public import Language
public import Merging
public import Wire

/// What one field shows.
public struct FieldView: Sendable {
  /// The field's name.
  public let name: String
  /// The field; nil for one of a newer version.
  public let field: Field?
  /// What it shows.
  public let shown: Shown
  /// The merged register.
  public let register: RegisterState
  /// What cards say, as a person reads it, where the field refers to such.
  private let cards: [BlobID: String]

  init(
    name: String, field: Field?, shown: Shown, register: RegisterState,
    cards: [BlobID: String] = [:]
  ) {
    self.name = name
    self.field = field
    self.shown = shown
    self.register = register
    self.cards = cards
  }

  init(name: String, field: Field?, register: RegisterState, cards: [BlobID: String] = [:]) {
    // Of a newer version's field nothing may hide that its values contradict each other.
    let isSet = register.alternatives.isEmpty && register.heads.contains { $0.kind == .add }
    let rule = field?.rule ?? (isSet ? .set : .ask)
    self.init(
      name: name, field: field, shown: register.shown(by: rule), register: register,
      cards: cards)
  }

  var isFilled: Bool {
    switch shown {
    case .empty: !register.notUnderstood.isEmpty
    case .elements(let elements): !elements.isEmpty || !register.notUnderstood.isEmpty
    case .value, .conflict: true
    }
  }

  /// What it is called on the screen.
  public var caption: String { field?.caption ?? name }

  /// Returns a value of this field as a person reads it.
  public func display(_ value: JSONValue) -> String {
    if let blob = BlobID(CanonicalJSON(value)), let card = cards[blob] { return card }
    return field?.display(value) ?? value.string ?? value.text
  }

  /// What it shows, as a person reads it; the values of a conflict separated by ` ≠ `.
  public var text: String {
    switch shown {
    case .empty: ""
    case .value(let alternative): display(alternative.value.value)
    case .conflict(let alternatives):
      alternatives.map { display($0.value.value) }.joined(separator: " ≠ ")
    case .elements(let elements): elements.map { display($0.value) }.joined(separator: ", ")
    }
  }

  /// The values that it shows; more than one in a conflict or a set.
  var values: [CanonicalJSON] {
    switch shown {
    case .empty: []
    case .value(let alternative): [alternative.value]
    case .conflict(let alternatives): alternatives.map(\.value)
    case .elements(let elements): elements
    }
  }

  /// What is wrong with the values that it shows, from elsewhere; empty where all fit.
  public var problems: [Phrase] {
    guard let field else { return [] }
    return values.compactMap { field.problem(with: $0.value) }
  }
}
