import Foundation
import TestSupport
import Testing
import Wire

/// The public suite of cases for JSON parsers (RFC 8259), in `JSONTestSuite.tsv`: names that begin
/// with `y` are JSON, with `n` are not, and of `i` every parser decides itself.
@Suite struct JSONTestSuiteTests {
  /// The cases of `y` that section JSON of `Protocol/README.md` refuses, by its words.
  private static let beyondTheProfile: [String: Set<String>] = [
    "a number with a fraction or an exponent": [
      "y_number", "y_number_0e+1", "y_number_0e1", "y_number_double_close_to_zero",
      "y_number_int_with_exp", "y_number_real_capital_e", "y_number_real_capital_e_neg_exp",
      "y_number_real_capital_e_pos_exp", "y_number_real_exponent",
      "y_number_real_fraction_exponent", "y_number_real_neg_exp", "y_number_real_pos_exponent",
      "y_number_simple_real", "y_object_extreme_numbers", "y_structure_lonely_negative_real",
    ],
    "`-0`": ["y_number_minus_zero", "y_number_negative_zero"],
    "two members of one object with the same name": [
      "y_object_duplicated_key", "y_object_duplicated_key_and_value",
    ],
    "the escape `\\u0000`": ["y_object_escaped_null_in_key", "y_string_null_escape"],
  ]

  /// What becomes of every case of `i`, by the words of the same section.
  private static let decided: [String: (words: Set<WireError.Problem>, count: Int)] = [
    "a number with a fraction or an exponent": ([.notAnInteger], 7),
    "beyond ±(2^53 - 1)": ([.integerOutOfRange], 3),
    "half a surrogate pair": ([.loneSurrogate], 10),
    "bytes that are not UTF-8": ([.invalidUTF8], 10),
    "a byte order mark": ([.unexpectedByte(0xEF), .unexpectedByte(0xFF)], 2),
    "more nesting": ([.tooDeep], 1),
    // UTF-16 without a mark: its zero bytes cannot stand between tokens.
    "one JSON text (RFC 8259) in UTF-8": ([.unexpectedByte(0)], 2),
  ]

  private let cases: [(name: String, bytes: [UInt8])]

  private enum Problem: Error { case line(Substring) }

  init() throws {
    let text = String(
      decoding: try Repository.bytes("Tests/WireTests/JSONTestSuite.tsv"), as: UTF8.self)
    cases = try text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard cells.count == 2 else { throw Problem.line(line) }
      let parts = try cells[1].split(separator: " ").map { part throws -> [UInt8] in
        let pair = part.split(separator: "*")
        guard let data = pair.last.flatMap({ Data(base64Encoded: String($0)) }),
          let count = pair.count == 1 ? 1 : Int(pair[0])
        else { throw Problem.line(line) }
        return Array(repeatElement(data, count: count).joined())
      }
      return (String(cells[0]), Array(parts.joined()))
    }
  }

  private func problem(of bytes: [UInt8]) -> WireError.Problem? {
    do throws(WireError) { _ = try JSONValue.parse(bytes) } catch { return error.problem }
    return nil
  }

  private func cases(of kind: Character) -> [(name: String, bytes: [UInt8])] {
    cases.filter { $0.name.first == kind }
  }

  @Test func `the whole suite is there`() {
    #expect(["y", "n", "i"].map { cases(of: $0).count } == [95, 188, 35])
  }

  @Test func `what is no JSON is refused`() {
    for (name, bytes) in cases(of: "n") { #expect(problem(of: bytes) != nil, "\(name)") }
  }

  @Test func `what is JSON is read, but for what the profile refuses by name`() {
    let beyond = Set(Self.beyondTheProfile.values.joined())
    let refused = cases(of: "y").filter { problem(of: $0.bytes) != nil }.map(\.name)
    #expect(Set(refused) == beyond)
  }

  @Test func `of what parsers decide themselves, all is refused as the profile says`() {
    var counts: [String: Int] = [:]
    for (name, bytes) in cases(of: "i") {
      let found = problem(of: bytes)
      let words = Self.decided.first { found.map($0.value.words.contains) ?? false }?.key
      #expect(words != nil, "\(name): \(String(describing: found))")
      counts[words ?? "", default: 0] += 1
    }
    #expect(counts == Self.decided.mapValues(\.count))
  }

  @Test func `the profile has the words that these lists go by`() throws {
    let law = String(decoding: try Repository.bytes("Protocol/README.md"), as: UTF8.self)
    let section = law.split(separator: "\n## JSON\n")[1].split(separator: "\n## ")[0]
      .replacing("\n", with: " ")
    for words in Array(Self.beyondTheProfile.keys) + Array(Self.decided.keys) {
      #expect(section.contains(words), "\(words)")
    }
  }

  @Test func `what is read is written as it was meant`() throws {
    for (name, bytes) in cases(of: "y") {
      guard let value = try? JSONValue.parse(bytes) else { continue }
      #expect(try JSONValue.parse(value.canonicalBytes) == value, "\(name)")
      #expect(try JSONValue.parse(Array(value.prettyText.utf8)) == value, "\(name)")
    }
  }
}
