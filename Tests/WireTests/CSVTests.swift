import TestSupport
import Testing
import Wire

private let comma: UInt8 = 0x2C
private let tab: UInt8 = 0x09

private func cells(_ text: String, separator: UInt8 = comma) throws(CSVError) -> [[String]] {
  try CSV.rows(Array(text.utf8), separator: separator).map(\.cells)
}

private func problem(_ bytes: [UInt8], separator: UInt8 = comma) -> CSVError? {
  do throws(CSVError) {
    _ = try CSV.rows(bytes, separator: separator)
    return nil
  } catch {
    return error
  }
}

private func problem(_ text: String, separator: UInt8 = comma) -> CSVError? {
  problem(Array(text.utf8), separator: separator)
}

@Test(arguments: [
  ("a,b", [["a", "b"]]), ("a,b\n", [["a", "b"]]), ("a\nb\n\n", [["a"], ["b"]]),
  ("\"a\",\"b\"", [["a", "b"]]), ("\"a,b\",c", [["a,b", "c"]]),
  ("\"say \"\"hi\"\"\",\"\"\"\"", [["say \"hi\"", "\""]]),
  ("\"one\ntwo\",b", [["one\ntwo", "b"]]), ("\"one\r\ntwo\",b", [["one\r\ntwo", "b"]]),
  ("a,\n,b\n,", [["a", ""], ["", "b"], ["", ""]]), ("\"\",\"\"", [["", ""]]),
  ("5\" pipe,b", [["5\" pipe", "b"]]), (" \"a\" ,b", [[" \"a\" ", "b"]]),
  ("є,\u{1F600}\nа\u{301},ї", [["є", "\u{1F600}"], ["а\u{301}", "ї"]]),
])
func `quoted and plain cells are read as they were meant`(text: String, expected: [[String]])
  throws
{
  #expect(try cells(text) == expected)
}

@Test(arguments: ["\n", "\r\n", "\r"])
func `every kind of line end ends a line`(end: String) throws {
  let text = ["a,b", "1,2", "", "3,4"].joined(separator: end)
  for last in ["", end] {
    let rows = try CSV.rows(Array((text + last).utf8), separator: comma)
    #expect(rows.map(\.cells) == [["a", "b"], ["1", "2"], ["3", "4"]])
    #expect(rows.map(\.line) == [1, 2, 4])
  }
}

@Test func `a byte order mark at the beginning belongs to no cell`() throws {
  #expect(try cells("\u{FEFF}a,b") == [["a", "b"]])
  #expect(try cells("\u{FEFF}\"a\",b") == [["a", "b"]])
  #expect(try cells("a,\u{FEFF}b") == [["a", "\u{FEFF}b"]])
  for text in ["", "\u{FEFF}", "\n\r\n\r"] { #expect(problem(text) == .empty) }
}

@Test func `a row is told by the line on which it begins`() throws {
  let rows = try CSV.rows(Array("a,b\n\"1\n\n2\",x\n\n3,\"4\n5\"\n6,7".utf8), separator: comma)
  #expect(rows.map(\.line) == [1, 2, 6, 8])
  #expect(problem("a,b\n\"1\n\n2\",x\n3") == .columns(line: 5, count: 1))
}

@Test func `rows with more or fewer cells than headings are refused`() {
  #expect(problem("a,b\n1,2\n3") == .columns(line: 3, count: 1))
  #expect(problem("a,b\n1,2,3\n") == .columns(line: 2, count: 3))
  #expect(problem("a,b\n1,2,\n") == .columns(line: 2, count: 3))
  #expect(problem("a\tb\n1\n", separator: tab) == .columns(line: 2, count: 1))
}

@Test func `a row with too many cells is refused before they are gathered`() {
  let most = String(repeating: ",", count: CSV.maximumColumns - 1)
  #expect(problem(most) == nil)
  #expect(problem(most + ",") == .columns(line: 1, count: CSV.maximumColumns + 1))
  #expect(problem("a\n" + most + most) == .columns(line: 2, count: CSV.maximumColumns + 1))
}

@Test func `a quotation mark that is missing or out of place is told by its line`() {
  #expect(problem("a,b\n1,\"2\n3,4\n") == .quotes(line: 2))
  #expect(problem("\"") == .quotes(line: 1))
  #expect(problem("\"a\"\"") == .quotes(line: 1))
  #expect(problem("a\n\"b\"c\n") == .quotes(line: 2))
  #expect(problem("\"a\" ,b") == .quotes(line: 1))
  #expect(problem("\"a\nb\"c") == .quotes(line: 2))
}

@Test(
  arguments: [
    [0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82],
    [0xCF, 0xF0, 0xE8],
  ] as [[UInt8]])
func `text that is not UTF-8 is refused and never guessed at`(bytes: [UInt8]) {
  #expect(problem(Array("a\n".utf8) + bytes) == .notUTF8(line: 2))
  #expect(problem(Array("a\n\"".utf8) + bytes + Array("\"\n".utf8)) == .notUTF8(line: 2))
  #expect(problem(bytes, separator: tab) == .notUTF8(line: 1))
}

@Test func `in a tab file quotation marks are text`() throws {
  #expect(try cells("\"a\tb\"\n\"\"\t\"", separator: tab) == [["\"a", "b\""], ["\"\"", "\""]])
  #expect(try cells("a,b\t\"c,d\"\r\n1\t2", separator: tab) == [["a,b", "\"c,d\""], ["1", "2"]])
}

@Test func `only cells that need it are quoted`() {
  #expect(CSV.line(["a", "b c", "", "є"]) == "a,b c,,є")
  #expect(CSV.line(["a,b", "\"", "c\nd", "\r"]) == "\"a,b\",\"\"\"\",\"c\nd\",\"\r\"")
}

@Test func `a table written and read is the same table`() {
  for seed in Seeds.all(1_000) {
    var generator = SeededGenerator(seed: seed)
    let columns = Int.random(in: 2...4, using: &generator)
    let rows = (0..<Int.random(in: 1...5, using: &generator)).map { _ in
      (0..<columns).map { _ in randomCell(&generator) }
    }
    let end = ["\n", "\r\n"].randomElement(using: &generator) ?? ""
    let text = rows.map { CSV.line($0) }.joined(separator: end)
    let read = (try? CSV.rows(Array(text.utf8), separator: comma).map(\.cells)) ?? []
    let isSame = read.elementsEqual(rows) { left, right in
      left.elementsEqual(right) { $0.utf8.elementsEqual($1.utf8) }
    }
    #expect(isSame, "\(generator): \(rows) was read as \(read)")
  }
}

private func randomCell(_ generator: inout SeededGenerator) -> String {
  let letters = ["a", "\"", ",", "\n", "\r", "\t", " ", "ї", "\u{301}", "\u{1F600}", "\u{FEFF}"]
  return (0..<Int.random(in: 0...5, using: &generator))
    .map { _ in letters.randomElement(using: &generator) ?? "" }.joined()
}
