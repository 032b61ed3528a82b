import Language
public import Merging
public import Wire

/// What an entry does to one register.
public struct RegisterEdit: Hashable, Sendable {
  /// The register.
  public let register: String
  /// The value; of a set, one element.
  public let value: JSONValue
  /// The register's rule.
  public let rule: MergeRule

  /// Creates an edit.
  public init(register: String, value: JSONValue, rule: MergeRule) {
    self.register = register
    self.value = value
    self.rule = rule
  }
}

extension RecordType {
  /// Checks what a person entered for a record and returns what it does to its registers.
  ///
  /// A set's elements are separated by commas. A ledger entry becomes the one register `entry`.
  public func edits(
    _ pairs: [(field: String, text: String)], isNew: Bool
  ) throws(RegistryError) -> [RegisterEdit] {
    guard isNew || !isLedger else { throw .immutable(type: name) }
    var edits: [RegisterEdit] = []
    for (given, text) in pairs {
      let field = try known(given)
      guard !personal.contains(where: { $0.name == given }) else {
        throw .invalid(
          field: given, reason: Phrase("it is personal data, which is kept beside the log"),
          hint: Phrase("enter it with 'pobratym new \(name)' or 'pobratym set'"))
      }
      if field.rule == .set {
        for element in text.split(separator: ",") {
          let value = try field.parse(String(element))
          if !value.isNull { edits.append(.init(register: given, value: value, rule: .set)) }
        }
      } else {
        guard !edits.contains(where: { $0.register == given }) else {
          throw .invalid(
            field: given, reason: Phrase("it is given twice"),
            hint: Phrase("a field has one value; give it once"))
        }
        edits.append(.init(register: given, value: try field.parse(text), rule: field.rule))
      }
    }
    guard isNew else { return edits }
    edits.removeAll { $0.value.isNull }
    let isReversal = edits.contains { $0.register == "kind" && $0.value == "reversal" }
    for field in lacking({ name in edits.contains { $0.register == name } }) {
      if isReversal, ["quantity", "amount"].contains(field.name) { continue }
      throw .missing(type: name, field: field.name, help: field.explanation)
    }
    guard isLedger else { return edits }
    if isReversal, !edits.contains(where: { $0.register == "reverses" }) {
      throw .missing(type: name, field: "reverses", help: try known("reverses").explanation)
    }
    let entry = JSONObject(edits.map { JSONMember($0.register, $0.value) })
    return [.init(register: Operation.entryRegister, value: .object(entry), rule: .ledger)]
  }

  /// Returns a field by its name, or says which name was probably meant.
  public func known(_ field: String) throws(RegistryError) -> Field {
    guard let known = self.field(field) ?? personal.first(where: { $0.name == field }) else {
      let meant = Suggestion.nearest(to: field, in: (fields + personal).map(\.name))
      throw .unknownField(type: name, field: field, suggestion: meant)
    }
    return known
  }
}
