@testable import CommandLineTool
import Language
import TestSupport
import Testing

/// Help in every language, and how the language is chosen.
@Suite struct TranslationTests {
  private func help(_ words: [String], _ language: Language) throws -> String {
    let outcome = try Program.pobratym.run(["--lang", language.rawValue] + words + ["--help"])
    #expect(outcome.exitCode == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    return outcome.output
  }

  private func phrases(of command: Command) -> [Phrase] {
    [command.summary] + [command.details].compactMap { $0 } + command.options.map(\.help)
  }

  @Test(arguments: [Language.ukrainian, .german])
  func `every phrase of the commands and exit codes is found translated`(language: Language) {
    for phrase in Pobratym.commands.flatMap(phrases) + ExitCode.allCases.map(\.meaning) {
      #expect(phrase.text(in: language) != phrase.description, "\(phrase)")
    }
  }

  @Test(arguments: Language.allCases)
  func `help is all in one language`(language: Language) throws {
    let overview = try help([], language)
    for phrase in Pobratym.commands.map(\.summary) + ExitCode.allCases.map(\.meaning) {
      #expect(overview.contains("  \(phrase.text(in: language))\n"), "\(phrase)")
    }
    for command in Pobratym.commands {
      let text = try help(command.name.split(separator: " ").map(String.init), language)
      let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      for phrase in phrases(of: command) {
        #expect(words.contains(phrase.text(in: language)), "\(command.name): \(phrase)")
      }
    }
  }

  @Test func `sentences are wrapped and lose no word`() throws {
    for language in Language.allCases {
      let lines = try help(["passphrase"], language).split(separator: "\n")
      let details = lines.dropFirst(2).prefix { !$0.hasPrefix(" ") }
      #expect(details.count > 2 && details.allSatisfy { $0.count <= 90 }, "\(details)")
      for (line, next) in zip(details, details.dropFirst()) {
        let word = next.prefix { $0 != " " }
        #expect(line.count + 1 + word.count > 90, "as much as fits: \(line)")
      }
    }
  }

  @Test func `the option goes before the environment, the environment before English`() throws {
    func first(_ words: [String], _ environment: [String: String]) throws -> Substring? {
      try Program.pobratym.run(words + ["--help"], environment: environment).output
        .split(separator: "\n").first
    }
    let locale = ["LC_ALL": "de_DE.UTF-8"]
    #expect(try first([], [:])?.hasPrefix("Pobratym keeps the records") == true)
    #expect(try first([], locale)?.hasPrefix("Pobratym verwaltet die Datensätze") == true)
    #expect(try first(["--lang", "uk"], locale)?.hasPrefix("Pobratym веде записи") == true)
    #expect(try first(["--lang", "en_GB"], locale)?.hasPrefix("Pobratym keeps") == true)
    #expect(
      try first(["--home", "x", "--lang", "uk"], locale)?.hasPrefix("Pobratym веде") == true)
  }

  @Test func `a language that is not known, or comes too late, is refused`() throws {
    func refusal(_ words: String...) throws -> String? {
      let outcome = try Program.pobratym.run(words)
      #expect(outcome.exitCode == 2 && outcome.output.isEmpty)
      return outcome.errors.split(separator: "\n").first.map(String.init)
    }
    let unknown = "pobratym: error: --lang takes a language: uk, en or de"
    #expect(try refusal("--lang", "fr", "list") == unknown)
    #expect(try refusal("--lang") == unknown)
    #expect(
      try refusal("list", "--lang", "uk") == "pobratym: error: --lang comes before the command")
  }
}
