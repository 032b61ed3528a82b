import Foundation
import TestSupport
import Testing

@Test func `every phrase is translated, and the catalogues hold no other`() throws {
  let check = try Program(path: Repository.path + "/Tools/make-catalogues").run(["--check"])
  #expect(check.exitCode == 0, "\(check.errors)")
}

/// `Tools/make-catalogues`, in a project of one source file and one catalogue.
@Suite struct CatalogueTests {
  private let place: TemporaryFolder
  private let tool: Program
  private static let header = """
    msgid ""
    msgstr ""
    "Content-Type: text/plain; charset=UTF-8\\n"
    "Plural-Forms: nplurals=2; plural=(n != 1);\\n"

    """

  init() throws {
    place = try TemporaryFolder()
    for folder in ["Tools", "Sources/CCatalogues", "Sources/A"] {
      try FileManager.default.createDirectory(
        atPath: place.file(folder), withIntermediateDirectories: true)
    }
    try FileManager.default.copyItem(
      atPath: Repository.path + "/Tools/make-catalogues",
      toPath: place.file("Tools/make-catalogues"))
    tool = Program(path: place.file("Tools/make-catalogues"))
    try write("", Self.header)
  }

  private func write(_ source: String, _ catalogue: String? = nil) throws {
    try source.write(toFile: place.file("Sources/A/A.swift"), atomically: true, encoding: .utf8)
    guard let catalogue else { return }
    try catalogue.write(toFile: path, atomically: true, encoding: .utf8)
  }

  private var path: String { place.file("Sources/CCatalogues/de.po") }

  /// The catalogue without its header, after collecting.
  private func collected() throws -> String {
    let outcome = try tool.run([])
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.hasPrefix(Self.header))
    return String(text.dropFirst(Self.header.count))
  }

  /// The lines of a check, without what they begin with.
  private func complaints() throws -> [String] {
    let outcome = try tool.run(["--check"])
    #expect(outcome.output.isEmpty && (outcome.exitCode == 0) == outcome.errors.isEmpty)
    return outcome.errors.split(separator: "\n").map {
      $0.replacingOccurrences(of: "make-catalogues: error: ", with: "")
    }
  }

  @Test func `phrases are found as Swift reads them`() throws {
    try write(
      #"""
      let a = Phrase("a \"b\" \u{2026} \\ 5 %") // Phrase("no")
      /* Phrase("no") */ let b = "Phrase(\"no\")"; let c = #"Phrase("no")"#
      func d(_ phrase: Phrase) -> [Phrase] { [Phrase](repeating: Phrase("d"), count: 2) }
      let e = Phrase(
        """
        one \
        line
          two \(count: f["x"], "file", "files") to \(Phrase("nested \(g("y(")) z"))
        """)
      """#)
    let found = try collected()
    #expect(
      found == #"""

        #: Sources/A/A.swift
        msgid "a \"b\" … \\ 5 %"
        msgstr ""

        #: Sources/A/A.swift
        msgid "d"
        msgstr ""

        #: Sources/A/A.swift
        #, qt-format
        msgid "nested %1 z"
        msgstr ""

        #: Sources/A/A.swift
        #, qt-format
        msgid "one line\n  two %1 file to %2"
        msgid_plural "one line\n  two %1 files to %2"
        msgstr[0] ""
        msgstr[1] ""

        """#)
  }

  @Test func `translations and notes are kept, and what is not used goes`() throws {
    let kept = """

      # A note.
      #: Sources/A/A.swift
      #, fuzzy
      msgid "kept"
      msgstr "behalten"

      """
    try write(#"Phrase("kept")"#, Self.header + kept + "\nmsgid \"gone\"\nmsgstr \"weg\"\n")
    #expect(try complaints().count == 2)
    #expect(try collected() == kept)
    #expect(try complaints() == ["de.po: 'kept' is marked as doubtful (fuzzy)"])
  }

  @Test func `what is missing, stale, not translated or wrongly filled is told`() throws {
    try write(#"Phrase("a \(b) \(c)")"#)
    let old = "de.po: is not up to date; run Tools/make-catalogues"
    #expect(try complaints() == [old, "de.po: 'a %1 %2' is not translated"])
    let untranslated = try collected()
    #expect(try complaints() == ["de.po: 'a %1 %2' is not translated"])
    func translate(_ text: String) throws {
      let message = untranslated.replacingOccurrences(of: "msgstr \"\"", with: "msgstr \"\(text)\"")
      try (Self.header + message).write(toFile: path, atomically: true, encoding: .utf8)
    }
    for text in ["x %1", "x %1 %2 %2", "x %1 %3", "x"] {
      try translate(text)
      #expect(
        try complaints() == ["de.po: 'a %1 %2' has other placeholders in its translation"],
        "\(text)")
    }
    try translate("%2 von %1")
    #expect(try complaints() == [])
    try write("")
    #expect(try complaints() == [old])
  }

  @Test(
    arguments: [
      (#"Phrase(text)"#, "Phrase( needs its sentence between quotes"),
      (#"Phrase("a \(b)0")"#, "a digit follows what is filled in"),
      (#"Phrase("a %1")"#, "a digit follows a percent sign"),
      (
        #"Phrase("\(count: a, "b", "c") \(count: d, "e", "f")")"#,
        "two counts; fill in other phrases"
      ),
      (#"Phrase("")"#, "it is empty"),
      (#"Phrase("a" + b)"#, "nothing may follow the sentence"),
    ])
  func `a phrase that cannot be translated is told`(source: String, problem: String) throws {
    try write("\nlet a = \(source)\n")
    #expect(try complaints().contains("Sources/A/A.swift:2: \(problem)"))
  }

  @Test func `one sentence with and without a plural is told`() throws {
    try write(#"let a = [Phrase("\(count: a, "b", "c")"), Phrase("\(a) b")]"#)
    #expect(
      try complaints().contains(
        "Sources/A/A.swift: '%1 b' is there with another plural, or without one"))
  }
}
