import Merging
import TestSupport
import Testing
import Wire

private let digits = String(repeating: "ab", count: 32)
private let log = String(repeating: "0c", count: 16)

private func read(_ kind: String, _ value: String) throws -> Statement? {
  let text = #"{"k":"\#(kind)","v":\#(value)}"#
  return Statement(kind: kind, try JSONValue.parse(Array(text.utf8)))
}

@Test func `every statement is read as it was written`() throws {
  let one = try device(1)
  let record = RecordID(high: 3, low: 4)
  let hashes = Set((1...5).map { [UInt8](repeating: $0, count: 32) })
  let statements: [Statement] = [
    .admit(
      Admission(
        device: one, box: [UInt8](repeating: 9, count: 32), office: "Ö", role: .clerk,
        label: "l")),
    .admit(
      Admission(
        device: one, box: [UInt8](repeating: 9, count: 32), office: "",
        role: .unknown("guest"), label: "", fromSeconds: -5, untilSeconds: 7, replaces: one)),
    .retire(one, last: [:]),
    .retire(
      one, last: [LogID(high: 1, low: 2): hashes, LogID(high: 0, low: 2): [hashes.first ?? []]]),
    .release(one, segments: hashes),
  ]
  for statement in statements {
    let operation = statement.operation(about: record)
    #expect(operation.record == RecordKey(type: "device", id: record))
    #expect(Statement(operation) == statement)
    let commit = Commit(
      first: 1, lamport: 1, claimedSeconds: 1, author: nil, reason: nil, operations: [operation])
    let own = LogID(high: 8, low: 8)
    let again = try Commit(line: commit.line(in: own)[...], in: own, number: 1)
    #expect(again.operations.map { Statement($0) } == [statement])
    #expect(again.operations == [operation], "in state it is like any unknown kind")
  }
}

@Test func `a statement of which anything is malformed states nothing`() throws {
  let sound = #""device":"\#(digits)","box":"\#(digits)","office":"o","role":"clerk","label":"l""#
  #expect(try read("admit", "{\(sound)}") != nil)
  #expect(try read("admit", "{\(sound),\"later\":1}") != nil, "members of newer versions")
  let long = String(repeating: "o", count: 201)
  let changes: [(String, [String])] = [
    ("device", ["1", "null", "\"AB\"", "\"\(digits)00\"", "\"\(digits.uppercased())\""]),
    ("box", ["null", "\"ab\"", "7", "\"\(digits.uppercased())\""]),
    ("office", ["null", "3", "\"\(long)\""]), ("label", ["null", "[]", "\"\(long)\""]),
    ("role", ["null", "1", "\"\(String(repeating: "r", count: 65))\""]),
    ("from", ["null", "\"1\""]), ("until", ["null", "true"]),
    ("replaces", ["null", "\"ab\"", "1"]),
  ]
  for (name, values) in changes {
    var object = try #require(try JSONValue.parse(Array("{\(sound)}".utf8)).object)
    if object[name] != nil {
      let without = object.members.filter { $0.key != name }
      #expect(try read("admit", JSONValue.object(JSONObject(without)).text) == nil, "no \(name)")
    }
    for value in values {
      object[name] = try JSONValue.parse(Array(value.utf8))
      #expect(try read("admit", JSONValue.object(object).text) == nil, "\(name) \(value)")
    }
  }
  #expect(try read("expel", "{\(sound)}") == nil)
  #expect(Statement(kind: "admit", try JSONValue.parse(Array("{}".utf8))) == nil)
}

@Test func `a retirement or release of too many, no or malformed hashes states nothing`() throws {
  func retire(_ last: String) throws -> Statement? {
    try read("retire", #"{"device":"\#(digits)","last":\#(last)}"#)
  }
  func release(_ segments: String) throws -> Statement? {
    try read("release", #"{"device":"\#(digits)","segments":\#(segments)}"#)
  }
  func list(_ count: Int) -> String {
    "[" + Array(repeating: "\"\(digits)\"", count: count).joined(separator: ",") + "]"
  }
  #expect(try retire("{}") != nil)
  #expect(try retire("{\"\(log)\":\(list(2_048))}") != nil)
  let other = String(repeating: "0d", count: 16)
  #expect(try retire("{\"\(log)\":\(list(2_000)),\"\(other)\":\(list(49))}") == nil)
  for last in [
    "null", "[]", "{\"\(log)\":[]}", "{\"\(log)\":1}", "{\"0c\":\(list(1))}",
    "{\"\(log)\":[\"ab\"]}", "{\"\(log)\":[null]}", "{\"\(log)\":\(list(2_049))}",
  ] { #expect(try retire(last) == nil, "\(last.prefix(60))") }
  #expect(try release(list(2_048)) != nil)
  for segments in ["null", "[]", "{}", "[1]", "[\"ab\"]", list(2_049)] {
    #expect(try release(segments) == nil, "\(segments.prefix(60))")
  }
}

@Test func `a statement in another register or type states nothing`() throws {
  let statement = Statement.retire(try device(1), last: [:])
  let right = statement.operation(about: RecordID(high: 1, low: 1))
  let kind = right.kind
  let wrong = [
    Operation(kind, record: right.record, register: "@admit", value: right.value),
    Operation(
      kind, record: RecordKey(type: "aid", id: right.record.id), register: right.register,
      value: right.value),
    Operation(
      .set, record: right.record, register: "@set", value: right.value),
  ]
  for operation in wrong { #expect(Statement(operation) == nil) }
}
