/// One named value of an object.
public struct JSONMember: Hashable, Sendable {
  /// The name.
  public let key: String
  /// The value.
  public let value: JSONValue

  /// Creates a member.
  public init(_ key: String, _ value: JSONValue) {
    self.key = key
    self.value = value
  }
}

/// The members of an object in the order written; names are compared by their UTF-8 bytes.
public struct JSONObject: Sendable {
  /// The members; no two names are equal.
  public private(set) var members: [JSONMember]

  /// Creates an empty object.
  public init() {
    members = []
  }

  /// Creates an object from members whose names differ.
  public init(_ members: [JSONMember]) {
    self.members = members
  }

  /// The value of a member; setting nil removes it, a new one goes to the end.
  ///
  /// O(n) in the members.
  public subscript(key: String) -> JSONValue? {
    get { index(of: key).map { members[$0].value } }
    set {
      switch (index(of: key), newValue) {
      case (let index?, let value?): members[index] = JSONMember(key, value)
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append(JSONMember(key, value))
      case (nil, nil): break
      }
    }
  }

  /// The members sorted by their names' UTF-8 bytes.
  var sorted: [JSONMember] {
    members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }

  private func index(of key: String) -> Int? {
    members.firstIndex { $0.key.utf8.elementsEqual(key.utf8) }
  }
}

extension JSONObject: Hashable {
  /// Compares regardless of the order of members.
  public static func == (left: Self, right: Self) -> Bool {
    JSONValue.object(left) == JSONValue.object(right)
  }

  /// Hashes regardless of the order of members.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(JSONValue.object(self))
  }
}
