import TestSupport
import Testing
import Wire

private func problem(_ text: String, _ limits: JSONLimits = .standard) -> WireError? {
  problem(Array(text.utf8), limits)
}

private func problem(_ bytes: [UInt8], _ limits: JSONLimits = .standard) -> WireError? {
  do throws(WireError) {
    _ = try JSONValue.parse(bytes, limits: limits)
    return nil
  } catch {
    return error
  }
}

@Test(arguments: [
  ("", WireError(.empty, at: 0)), (" \n", WireError(.empty, at: 2)),
  ("[", WireError(.truncated, at: 1)), ("[1,]", WireError(.unexpectedByte(0x5D), at: 3)),
  ("[1 2]", WireError(.unexpectedByte(0x32), at: 3)),
  ("{\"a\"}", .init(.unexpectedByte(0x7D), at: 4)),
  ("{a:1}", WireError(.unexpectedByte(0x61), at: 1)),
  ("{\"a\":1,}", .init(.unexpectedByte(0x7D), at: 7)),
  ("1 2", WireError(.trailingBytes, at: 2)), ("nul", WireError(.truncated, at: 3)),
  ("nulx", WireError(.unexpectedByte(0x78), at: 3)),
  ("TRUE", WireError(.unexpectedByte(0x54), at: 0)),
  ("01", WireError(.notAnInteger, at: 0)), ("-0", WireError(.notAnInteger, at: 0)),
  ("1.5", WireError(.notAnInteger, at: 0)), ("1e3", WireError(.notAnInteger, at: 0)),
  ("-", WireError(.truncated, at: 1)), ("+1", WireError(.unexpectedByte(0x2B), at: 0)),
  ("9007199254740992", WireError(.integerOutOfRange, at: 0)),
  ("-99999999999999999999", WireError(.integerOutOfRange, at: 0)),
  ("\"abc", WireError(.truncated, at: 4)), ("\"\\x\"", WireError(.invalidEscape, at: 1)),
  ("\"\\u00\"", WireError(.invalidEscape, at: 1)),
  ("\"\\u0000\"", WireError(.invalidEscape, at: 1)),
  ("\"\\ud800\"", WireError(.loneSurrogate, at: 1)),
  ("\"\\udc00\"", WireError(.loneSurrogate, at: 1)),
  ("\"\\ud800\\u0041\"", WireError(.loneSurrogate, at: 1)),
  ("\"a\tb\"", WireError(.controlCharacter, at: 2)),
  ("{\"a\":1,\"a\":2}", WireError(.duplicateKey, at: 7)),
  ("\u{FEFF}1", .init(.unexpectedByte(0xEF), at: 0)),
  ("'a'", WireError(.unexpectedByte(0x27), at: 0)),
  ("[1//\n]", WireError(.unexpectedByte(0x2F), at: 2)),
  ("NaN", WireError(.unexpectedByte(0x4E), at: 0)),
  ("[\"a\",\n4\n,1,", WireError(.truncated, at: 11)),
])
func `what the profile does not allow is refused with its place`(text: String, expected: WireError)
{
  #expect(problem(text) == expected)
}

@Test(
  arguments: [
    [0x22, 0xFF, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
    [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x22, 0xE2, 0x82, 0x22], [0x22, 0x5C, 0x6E, 0x80, 0x22],
  ] as [[UInt8]])
func `strings that are not UTF-8 are refused`(bytes: [UInt8]) {
  #expect(problem(bytes) == WireError(.invalidUTF8, at: 1))
}

@Test(arguments: [
  (" {\"b\" : [ 1 , -2 ] , \"a\" : null } ", "{\"a\":null,\"b\":[1,-2]}"),
  ("\"\\u0456\\u006d\\ud83d\\ude00\\/\"", "\"іm😀/\""), ("9007199254740991", "9007199254740991"),
  ("\"\\b\\f\\n\\r\\t\\u001f\\\"\\\\\"", "\"\\b\\f\\n\\r\\t\\u001f\\\"\\\\\""), ("[]", "[]"),
  ("{}", "{}"),
  ("\"\"", "\"\""), ("[[[true,false]]]", "[[[true,false]]]"), ("0", "0"),
  ("\"\u{7F}\"", "\"\u{7F}\""),
])
func `what the profile allows has one canonical text`(text: String, canonical: String) throws {
  let value = try JSONValue.parse(Array(text.utf8))
  #expect(String(decoding: value.canonicalBytes, as: UTF8.self) == canonical)
}

@Test func `every beginning of a document is refused as cut short`() {
  let document = Array("{\"a\":[1,true,\"\\u0456é\",{\"b\":null}]}".utf8)
  for count in 0..<document.count {
    #expect(problem(Array(document.prefix(count))) != nil, "the first \(count) bytes")
  }
  #expect(problem(document) == nil)
}

@Test func `limits hold before anything is allocated`() {
  let deep = String(repeating: "[", count: 100_000)
  #expect(problem(deep) == WireError(.tooDeep, at: 32))
  #expect(problem("[[1]]", JSONLimits(maximumDepth: 1)) == WireError(.tooDeep, at: 1))
  #expect(problem("[1,2,3]", JSONLimits(maximumItems: 2)) == WireError(.tooManyItems, at: 4))
  #expect(
    problem("\"abcd\"", JSONLimits(maximumStringBytes: 3)) == WireError(.stringTooLong, at: 4))
  #expect(
    problem("\"\\nbcd\"", JSONLimits(maximumStringBytes: 3)) == WireError(.stringTooLong, at: 4))
  #expect(problem("[1,2,3]", JSONLimits(maximumBytes: 6)) == WireError(.tooLarge, at: 6))
}

@Test func `names that only look alike are different`() throws {
  let value = try JSONValue.parse(Array("{\"\u{E9}\":1,\"e\u{301}\":2}".utf8))
  #expect(value["\u{E9}"] == 1)
  #expect(value["e\u{301}"] == 2)
  #expect(JSONValue.string("\u{E9}") != JSONValue.string("e\u{301}"))
}

@Test func `a value written and read is the same value`() throws {
  for seed in UInt64(1)...1_000 {
    var generator = SeededGenerator(seed: seed)
    let value = randomValue(depth: 4, &generator)
    #expect(try JSONValue.parse(value.canonicalBytes) == value, "\(generator)")
    #expect(try JSONValue.parse(Array(value.text.utf8)) == value, "\(generator)")
    #expect(try JSONValue.parse(Array(value.prettyText.utf8)) == value, "\(generator)")
  }
}

private func randomValue(depth: Int, _ generator: inout SeededGenerator) -> JSONValue {
  switch Int.random(in: 0..<(depth == 0 ? 4 : 6), using: &generator) {
  case 0: return .null
  case 1: return .bool(Bool.random(using: &generator))
  case 2:
    return .integer(
      Int64.random(in: -9_007_199_254_740_991...9_007_199_254_740_991, using: &generator))
  case 3: return .string(randomText(&generator))
  case 4:
    let count = Int.random(in: 0..<5, using: &generator)
    return .array((0..<count).map { _ in randomValue(depth: depth - 1, &generator) })
  default:
    var object = JSONObject()
    for _ in 0..<Int.random(in: 0..<25, using: &generator) {
      object[randomText(&generator)] = randomValue(depth: depth - 1, &generator)
    }
    return .object(object)
  }
}

private func randomText(_ generator: inout SeededGenerator) -> String {
  let letters = ["a", "\"", "\\", "\n", "\u{1}", "é", "ї", "😀", "\u{301}", "/", "\u{FFFF}"]
  return (0..<Int.random(in: 0..<8, using: &generator))
    .map { _ in letters.randomElement(using: &generator) ?? "" }.joined()
}
