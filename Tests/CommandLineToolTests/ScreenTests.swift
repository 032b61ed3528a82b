@testable import CommandLineTool
import Bundles
import Files
import FolderExchange
import Language
import LocalStore
import Merging
import Registry
import SyncEngine
import TestSupport
import Testing

@Test(arguments: [
  (0, "1970-01-01 00:00 UTC"), (59, "1970-01-01 00:00 UTC"), (60, "1970-01-01 00:01 UTC"),
  (-1, "1969-12-31 23:59 UTC"), (-86_400, "1969-12-31 00:00 UTC"),
  (951_782_400, "2000-02-29 00:00 UTC"), (951_868_800, "2000-03-01 00:00 UTC"),
  (1_709_251_199, "2024-02-29 23:59 UTC"), (1_709_251_200, "2024-03-01 00:00 UTC"),
  (4_107_542_399, "2100-02-28 23:59 UTC"), (4_107_542_400, "2100-03-01 00:00 UTC"),
  (4_102_444_799, "2099-12-31 23:59 UTC"), (1_675_936_800, "2023-02-09 10:00 UTC"),
  (-2_203_891_200, "1900-03-01 00:00 UTC"), (-2_203_891_201, "1900-02-28 23:59 UTC"),
  (-62_135_596_800, "0001-01-01 00:00 UTC"), (-62_135_596_801, "0000-12-31 23:59 UTC"),
  (253_402_300_799, "9999-12-31 23:59 UTC"),
])
func `seconds are shown as the calendar has them`(seconds: Int64, text: String) {
  #expect(Output.time(seconds) == text)
}

@Test func `the largest and smallest times of the format are shown without a trap`() {
  for seconds in [9_007_199_254_740_991, -9_007_199_254_740_991] as [Int64] {
    #expect(Output.time(seconds).hasSuffix(" UTC"))
  }
}

@Test func `columns are aligned, numbers to the right`() {
  var table = TextTable(["name", "count", ""], numeric: [1])
  table.add(["Дніпро", "5", "x"])
  table.add(["Łódź–Lviv", "1200.50", ""])
  #expect(
    table.lines == [
      "name         count  ", "Дніпро           5  x", "Łódź–Lviv  1200.50  ",
    ])
}

@Test func `cells never drive the terminal`() {
  var table = TextTable(["a"])
  table.add(["\u{1B}[2J\nx"])
  #expect(table.lines[1] == "\u{FFFD}[2J\u{FFFD}x")
  #expect(Output.safe("e\u{301} – Київ") == "e\u{301} – Київ")
  #expect(Output.safe("a\u{2028}b\u{202E}c\u{9B}d") == "a\u{FFFD}b\u{FFFD}c\u{FFFD}d")
}

@Test func `FIELD=VALUE words keep what follows the first sign of equality`() throws {
  let entries = try Invocation.entries(["website=https://x/?a=b", "name="])
  #expect(entries == [Entry("website", "https://x/?a=b"), Entry("name", "")])
  for word in ["=x", "x", ""] {
    #expect(throws: CommandError.usage(Phrase("'\(word)' is not FIELD=VALUE"))) {
      try Invocation.entries([word])
    }
  }
}

/// Every error that a person can do something about says what.
@Test func `errors have hints and exit codes`() {
  let path = "p"
  let errors: [(EngineError, ExitCode)] = [
    (.noHome(path), .home), (.homeExists(path), .home), (.identityDamaged, .home),
    (.identityMissing(path), .home), (.profile("office"), .entry), (.profile("label"), .entry),
    (.networks(folder: path, count: 0), .notFound), (.networks(folder: path, count: 2), .notFound),
    (.noColumn("x", suggestion: "y"), .entry), (.noField("x", suggestion: "y"), .entry),
    (.notFound("x", type: nil), .notFound), (.ambiguous("x", ids: []), .notFound),
    (.withdrawn("x"), .notFound), (.notASet("x"), .entry), (.noConflict("x"), .notFound),
    (.noElement(field: "x", "y"), .notFound), (.conflictChanged("x"), .notFound),
    (.noAlternative(3, count: 2), .notFound), (.reason(limitBytes: 1), .entry),
    (.tooManyHeads(5_000), .entry), (.file(FileError(.locked, path, code: 0)), .home),
    (.file(FileError(.exists, path, code: 0)), .file), (.folder(.missing(path)), .file),
    (.folder(.damaged(path)), .badBundle), (.bundle(path: path, .newerFormat(2)), .newerFormat),
    (.bundle(path: path, .closing(Phrase("x"))), .badBundle), (.store(.notAStore), .home),
    (.store(.notOurs), .home),
    (.store(.newerStore(version: 9)), .newerFormat), (.store(.damaged(Phrase("x"))), .home),
    (.store(.draftTooLarge(bytes: 1, operations: 1)), .entry),
    (.bundle(path: path, .wrongNetwork(.init(high: 1, low: 1))), .wrongNetwork),
  ]
  for (error, code) in errors {
    let shown = CommandError.engine(error)
    #expect(shown.exitCode == code, "\(shown.message)")
    for language in Language.allCases {
      let hint = shown.hint?.text(in: language) ?? ""
      #expect(!hint.isEmpty && !hint.contains("\n"), "\(shown.message)")
      #expect(!shown.message.text(in: language).contains("\n"))
    }
  }
}
