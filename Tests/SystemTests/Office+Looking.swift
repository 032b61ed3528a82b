import TestSupport
import Testing
import Wire

/// What an official looks at, read from what the program prints for scripts.
extension Office {
  /// The fields of a record, by name.
  func fields(_ record: String) throws -> JSONValue {
    try #require(try json("show", record)["fields"], "no '\(record)' at \(home)")
  }

  /// What a field of a record shows, as people read it; nil where it is empty or in conflict.
  func text(_ field: String, of record: String) throws -> String? {
    try fields(record)[field]?["text"]?.string
  }

  /// The elements of a set.
  func elements(_ field: String, of record: String) throws -> Set<String> {
    Set((try fields(record)[field]?["elements"]?.array ?? []).compactMap(\.string))
  }

  /// The open conflicts.
  func conflicts() throws -> [JSONValue] {
    try json("conflicts")["conflicts"]?.array ?? []
  }

  /// The operations of a record.
  func history(_ record: String) throws -> [JSONValue] {
    try json("history", record)["history"]?.array ?? []
  }

  /// The rules that are broken, by anything or by one record.
  func violations(_ record: String? = nil) throws -> [JSONValue] {
    let words = ["violations"] + (record.map { [$0] } ?? [])
    return try json(words)["violations"]?.array ?? []
  }

  /// Decides the only conflict of a field by taking one of the values that are shown.
  func take(_ text: String, of field: String, in record: String, why: String) throws {
    let open = try #require(
      try conflicts().first { $0["id"]?.string == record && $0["field"]?.string == field })
    let value = (open["values"]?.array ?? []).first { $0["text"]?.string == text }
    let number = try #require(value?["number"]?.integer, "no '\(text)' in \(open.text)")
    let seen = try #require(open["seen"]?.string)
    try done("resolve", record, field, "--take", "\(number)", "--why", why, "--seen", seen)
  }
}

/// One value of a conflict: what, who, and why, where a reason was given.
struct Side: Hashable {
  let value: String
  let by: String
  var why: String?
}

extension JSONValue {
  /// The values of a conflict, with who entered them.
  var sides: Set<Side> {
    let values = self["values"]?.array ?? []
    return Set(
      values.flatMap { value in
        (value["heads"]?.array ?? []).map {
          Side(
            value: value["text"]?.string ?? "", by: $0["by"]?.string ?? "", why: $0["why"]?.string)
        }
      })
  }

  /// The rule that a violation is of.
  var rule: String? { self["rule"]?.string }
}
