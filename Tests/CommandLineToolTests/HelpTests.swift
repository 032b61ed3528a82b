@testable import CommandLineTool
import Foundation
import Language
import TestSupport
import Testing

/// Help, document and completion come from the table of commands.
@Suite struct HelpTests {
  private func document() throws -> String {
    try String(contentsOfFile: Repository.path + "/Protocol/commands.md", encoding: .utf8)
  }

  private func help(_ words: String...) throws -> String {
    let outcome = try Program.pobratym.run(words + ["--help"])
    #expect(outcome.exitCode == 0 && outcome.errors.isEmpty)
    return outcome.output
  }

  @Test func `the overview has every command and every exit code`() throws {
    let overview = try help()
    for command in Pobratym.commands {
      #expect(overview.contains("  \(command.name) "), "\(command.name)")
      #expect(overview.contains(command.summary.description), "\(command.name)")
    }
    for code in ExitCode.allCases { #expect(overview.contains(code.meaning.description)) }
  }

  @Test func `a command's help has its form and every option`() throws {
    for command in Pobratym.commands {
      let words = command.name.split(separator: " ").map(String.init)
      let outcome = try Program.pobratym.run(words + ["--help"])
      #expect(outcome.exitCode == 0)
      #expect(outcome.output.contains("pobratym \(command.name) \(command.usage)"))
      for option in command.options {
        #expect(outcome.output.contains("  \(option.name)"), "\(command.name) \(option.name)")
        #expect(outcome.output.contains(option.help.description), "\(command.name) \(option.name)")
      }
    }
  }

  @Test func `no two commands share a name, and no option is there twice`() {
    #expect(Set(Pobratym.commands.map(\.name)).count == Pobratym.commands.count)
    for command in Pobratym.commands {
      #expect(Set(command.options.map(\.name)).count == command.options.count)
      #expect(!command.summary.description.isEmpty && command.arguments.lowerBound >= 0)
    }
  }

  @Test func `help of new lists the types, and a type's fields with their words`() throws {
    #expect(try help("new").contains("  aid "))
    let fields = try help("new", "aid")
    for part in ["* title", "quantity", "goods, money, works", "(a set:"] {
      #expect(fields.contains(part), "\(part)")
    }
  }

  @Test func `the document's table of exit codes is the program's`() throws {
    let rows = try document().split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst()
    let table = rows.map {
      $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    #expect(table == ExitCode.allCases.map { [String($0.rawValue), $0.meaning.description] })
  }

  @Test func `the document has a section for every command that prints JSON, and no other`() throws
  {
    let sections = try document().components(separatedBy: "\n## `").dropFirst().map { section in
      section.prefix { $0 != "`" }.split(separator: " ").prefix { $0.allSatisfy(\.isLowercase) }
        .joined(separator: " ")
    }
    let commands = Pobratym.commands.filter { $0.options.contains(.json) }.map(\.name)
    #expect(Set(sections) == Set(commands))
    #expect(sections.count == commands.count)
  }
}
