@testable import Language
import TestSupport
import Testing

/// The strict part of gettext's format.
@Suite struct POReaderTests {
  private static let header = """
    # A comment.
    msgid ""
    msgstr ""
    "Language: de\\n"
    "Content-Type: text/plain; charset=UTF-8\\n"
    "Plural-Forms: nplurals=2; plural=(n != 1);\\n"
    """

  private func read(_ messages: String) throws -> [String: [String]] {
    try POReader.read(Self.header + "\n\n" + messages, forms: 2)
  }

  private func expect(
    _ problem: POError.Problem, line: Int, _ messages: String,
    source: SourceLocation = #_sourceLocation
  ) {
    #expect(throws: POError(problem: problem, line: line + 7), sourceLocation: source) {
      try read(messages)
    }
  }

  @Test func `messages are read, with or without empty lines between them`() throws {
    let text = """
      # For translators.
      #: Sources/A.swift
      #, qt-format
      msgid "a %1"
      msgstr "A %1"
      #. Of the next.
      msgid "b"
      msgid_plural "bs"
      msgstr[0] "B"
      msgstr[1] "Bs"
      msgid "c"
      msgstr "C"

      """
    #expect(try read(text) == ["a %1": ["A %1"], "b": ["B", "Bs"], "c": ["C"]])
    #expect(try read("").isEmpty)
  }

  @Test func `texts go on in further lines and have four escapes`() throws {
    let text = #"""
      msgid ""
      "a\n"
      "b \"c\" \\n"
      msgid_plural "d" 
      """#
    expect(.text, line: 4, text)
    let whole = #"""
      msgid ""
      "a\n"
      "b \"c\" \\n\t"
      msgstr "x"
      "y"
      """#
    #expect(try read(whole) == ["a\nb \"c\" \\n\t": ["xy"]])
  }

  @Test func `what is not translated, half translated, doubtful or obsolete is not there`() throws {
    let text = """
      msgid "a"
      msgstr ""

      msgid "b"
      msgid_plural "bs"
      msgstr[0] "B"
      msgstr[1] ""

      #, fuzzy, qt-format
      msgid "c"
      msgstr "C"

      #~ msgid "d"
      #~ msgstr "D"

      msgid "e"
      msgstr "E"
      """
    #expect(try read(text) == ["e": ["E"]])
  }

  @Test func `every other line is refused with its number`() {
    expect(.line, line: 1, "msgctxt \"x\"")
    expect(.line, line: 1, "\"x\"")
    expect(.line, line: 1, "msgid")
    expect(.line, line: 1, "msgstr \"x\"")
    expect(.line, line: 2, "msgid \"a\"\nmsgid \"b\"")
    expect(.line, line: 2, "msgid \"a\"\nmsgstr[0] \"b\"")
    expect(.line, line: 3, "msgid \"a\"\nmsgid_plural \"b\"\nmsgstr \"c\"")
    expect(.line, line: 3, "msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[1] \"c\"")
    expect(.line, line: 3, "msgid \"a\"\nmsgstr \"b\"\nmsgid_plural \"c\"")
    expect(.line, line: 3, "msgid \"a\"\nmsgstr \"b\"\nmsgstr \"c\"")
  }

  @Test func `texts without quotes, unended or with other escapes are refused`() {
    for text in ["msgid x", "msgid \"x", "msgid \"x\" y", #"msgid "\x41""#, #"msgid "x\"#] {
      expect(.text, line: 1, text)
    }
  }

  @Test func `messages that lack a form or come twice are refused`() {
    expect(.incomplete, line: 1, "msgid \"a\"")
    expect(.incomplete, line: 3, "msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"c\"")
    expect(.repeated, line: 5, "msgid \"a\"\nmsgstr \"b\"\n\nmsgid \"a\"\nmsgstr \"c\"")
  }

  @Test func `a header of another form is refused`() {
    let wrong = [
      ("UTF-8", "KOI8-U"), ("nplurals=2", "nplurals=3"), ("msgid \"\"", "msgid \"a\""),
    ]
    for (part, other) in wrong {
      let header = Self.header.replacing(part, with: other)
      #expect(throws: POError(problem: .header, line: 6)) { try POReader.read(header, forms: 2) }
    }
    #expect(throws: POError(problem: .header, line: 1)) { try POReader.read("", forms: 2) }
  }

  @Test(arguments: ["uk", "de"])
  func `the catalogues are read to their end, and gettext finds nothing wrong`(
    name: String
  ) throws {
    let path = "Sources/CCatalogues/\(name).po"
    let language = try #require(Language(rawValue: name))
    let text = String(decoding: try Repository.bytes(path), as: UTF8.self)
    let catalogue = try Catalogue(text, of: language)
    #expect(catalogue == Catalogue.of(language), "what is built in is what is there")
    let check = try Program(path: "/usr/bin/msgfmt").run(
      ["--check", "--verbose", "--output-file=/dev/null", path], folder: Repository.path)
    #expect(check.exitCode == 0, "\(check.errors)")
    #expect(!check.errors.contains("warning"), "\(check.errors)")
  }
}
