import Foundation
import TestSupport
import Testing
import Wire

/// The real program under the locales of its three languages.
@Suite struct SpokenTests {
  private static let locales = ["C.UTF-8", "uk_UA.UTF-8", "de_DE.UTF-8"]

  private func run(_ words: [String], _ locale: String) throws -> Outcome {
    try Program.pobratym.run(words, environment: ["LC_ALL": locale])
  }

  @Test func `help is in the language of the locale`() throws {
    let sentences = [
      ["Pobratym keeps the records", "Exit codes:", "takes a bundle in", "all was done"],
      ["Pobratym веде записи", "Коди завершення:", "приймає пакунок", "усе виконано"],
      ["Pobratym verwaltet", "Rückgabewerte:", "nimmt ein Bündel auf", "alles wurde erledigt"],
    ]
    for (locale, wanted) in zip(Self.locales, sentences) {
      let outcome = try run(["--help"], locale)
      #expect(outcome.exitCode == 0 && outcome.errors.isEmpty, "\(locale)")
      for sentence in sentences.joined() {
        #expect(outcome.output.contains(sentence) == wanted.contains(sentence), "\(sentence)")
      }
    }
    let types = try Self.locales.map { try run(["new", "--help"], $0).output }
    #expect(Set(types).count == 3 && types[1].contains("Типи:") && types[2].contains("Typen:"))
    let fields = try Self.locales.map { try run(["new", "aid", "--help"], $0).output }
    #expect(fields[1].contains("Поля типу 'aid'") && fields[2].contains("Felder von 'aid'"))
  }

  @Test func `JSON, what scripts read and exit codes depend on no language`() throws {
    let partners = try Partners()
    let item = try partners.enterAid()
    try partners.carryRound()
    let office = partners.kryvyiRih
    let commands = [
      ["status"], ["list"], ["show", item], ["show", "Generators"], ["history", item],
      ["conflicts"], ["violations"], ["consolidate"], ["members"], ["digest"], ["doctor"],
      ["quarantine", "list"], ["attachments"], ["list", "aid", "--sort", "kind"],
    ]
    for words in commands {
      let outcomes = try Self.locales.map {
        try run(["--home", office.home] + words + ["--json"], $0)
      }
      #expect(Set(outcomes.map(\.output)).count == 1, "\(words)")
      #expect(Set(outcomes.map(\.exitCode)).count == 1, "\(words)")
      #expect(throws: Never.self) {
        try JSONValue.parse(Array(outcomes[0].output.utf8), limits: Office.limits)
      }
    }
    let failing = [
      ["lst"], ["new", "aid", "title=x"], ["show", "ffff"], ["sync", "/nowhere"], ["--lang", "x"],
    ]
    for words in failing {
      let codes = try Self.locales.map { try run(["--home", office.home] + words, $0).exitCode }
      #expect(codes[0] != 0 && Set(codes).count == 1, "\(words) \(codes)")
    }
    let tables = try Self.locales.map {
      try run(["--home", office.home, "consolidate", "--csv"], $0).output
    }
    #expect(Set(tables).count == 1 && tables[0].hasPrefix("office,"))
    let scripts = try Self.locales.map { try run(["completion", "bash"], $0).output }
    #expect(Set(scripts).count == 1)
  }
}
