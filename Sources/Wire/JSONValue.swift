/// A JSON value of Pobratym's profile: integers only, no duplicate keys.
///
/// Values are equal when their canonical bytes are: strings by their UTF-8 bytes, objects
/// regardless of the order of their members.
public indirect enum JSONValue: Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// An integer within ±(2^53 - 1).
  case integer(Int64)
  /// Text.
  case string(String)
  /// A list.
  case array([JSONValue])
  /// Members by name.
  case object(JSONObject)
}

extension JSONValue {
  /// The text, where this is a string.
  public var string: String? { if case .string(let value) = self { value } else { nil } }
  /// The number, where this is one.
  public var integer: Int64? { if case .integer(let value) = self { value } else { nil } }
  /// The items, where this is an array.
  public var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
  /// The members, where this is an object.
  public var object: JSONObject? { if case .object(let value) = self { value } else { nil } }
  /// The truth value, where this is one.
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  /// Whether this is `null`.
  public var isNull: Bool { if case .null = self { true } else { false } }
  /// The member of an object, or nil.
  public subscript(key: String) -> JSONValue? { object?[key] }
}

extension JSONValue: Hashable {
  /// Compares canonical bytes.
  public static func == (left: Self, right: Self) -> Bool {
    left.canonicalBytes == right.canonicalBytes
  }

  /// Hashes canonical bytes.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(canonicalBytes)
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
  ExpressibleByNilLiteral
{
  /// Creates a string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// Creates an integer.
  public init(integerLiteral value: Int64) { self = .integer(value) }
  /// Creates a truth value.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// Creates an array.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  /// Creates an object; the keys must differ.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(JSONObject(elements.map { JSONMember($0.0, $0.1) }))
  }
  /// Creates `null`.
  public init(nilLiteral: ()) { self = .null }
}
