import Language

/// Where a column's cells go: a field of a type, or one part of it: `quantity`, `quantity.unit`.
public struct FieldPlace: Hashable, Sendable {
  /// The type's name.
  public let type: String
  /// The field's name.
  public let field: String
  /// The part; nil for the whole, or for its first part where other columns have the others.
  public let part: String?

  /// Creates a place.
  public init(type: String, field: String, part: String? = nil) {
    self.type = type
    self.field = field
    self.part = part
  }

  /// Reads `[TYPE.]FIELD[.PART]`; the first of the types that has the field is meant.
  public init(_ text: String, in types: [RecordType]) throws(RegistryError) {
    var names = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    var candidates = types
    if names.count > 1, let type = types.first(where: { $0.name == names[0] }) {
      candidates = [type]
      names.removeFirst()
    }
    let name = names.removeFirst()
    let owner = candidates.first { $0.takes(name) } ?? candidates.first
    guard let owner else { throw .unknownType(text, suggestion: nil) }
    if name != Self.id {
      let field = try owner.known(name)
      guard names.count <= 1, names.allSatisfy({ field.parts.contains($0) }) else {
        let parts = field.parts.map { "\(name).\($0)" }.joined(separator: ", ")
        throw .invalid(
          field: name, reason: Phrase("it has no part '\(names.joined(separator: "."))'"),
          hint: parts.isEmpty
            ? Phrase("give it without a part") : Phrase("its parts are \(parts)"))
      }
    }
    self.init(type: owner.name, field: name, part: names.first)
  }

  /// Stands for the record's own id, where a column has that.
  public static let id = "id"

  /// The place's name, as commands and saved mappings give it: with its type where there are
  /// several.
  public func name(in types: [RecordType]) -> String {
    let path = [field, part].compactMap(\.self).joined(separator: ".")
    return types.count > 1 ? "\(type).\(path)" : path
  }
}

extension RecordType {
  fileprivate func takes(_ name: String) -> Bool {
    name == FieldPlace.id || (fields + personal).contains { $0.name == name }
  }
}

extension Field {
  /// The parts that may stand in columns of their own, beside the first.
  public var parts: [String] {
    switch kind {
    case .quantity: ["unit"]
    case .money: ["currency"]
    case .valuation: ["currency", "date"]
    case .group(let members): members.dropFirst().map(\.name)
    default: []
    }
  }
}
