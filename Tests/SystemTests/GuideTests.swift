import Foundation
import TestSupport
import Testing
import Wire

/// The pages that people learn from say what the program does.
@Suite struct GuideTests {
  private let office: Office

  init() throws {
    office = try Office("UA12060170000091033", label: "Kryvyi Rih", person: "O. Koval")
  }

  private func page(_ name: String) throws -> String {
    try String(contentsOfFile: "\(Repository.path)/Protocol/\(name)", encoding: .utf8)
  }

  /// The commands of a page's shell examples.
  private func commands(of page: String) throws -> [[String]] {
    let parts = page.components(separatedBy: "```")
    let blocks = parts.filter { $0.hasPrefix("sh\n") }
    let lines = blocks.flatMap { $0.components(separatedBy: "\n") }
    return lines.filter { $0.hasPrefix("pobratym ") }.map(Self.words)
  }

  /// Splits a line as a shell does, as far as quotation marks keep words together.
  private static func words(of line: String) -> [String] {
    var words = [""]
    var isQuoted = false
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case " " where !isQuoted: words.append("")
      default: words[words.count - 1].append(character)
      }
    }
    return Array(words.dropFirst())
  }

  @Test(arguments: ["records.md", "violations.md"])
  func `every command of the examples works, in their order`(name: String) throws {
    let commands = try commands(of: page(name))
    #expect(commands.count >= 3)
    for words in commands { try office.done(words) }
  }

  @Test func `the page on records leads to aid that is received, and nothing is wrong with it`()
    throws
  {
    for words in try commands(of: page("records.md")) { try office.done(words) }
    let broken = try office.violations().compactMap { $0["rule"]?.string }
    #expect(broken == [], "what the example leaves open would be learnt, too")
    #expect(try office.json("consolidate")["rows"]?.array?.count == 1)
  }

  @Test func `the page on rules has a row for each rule that the program explains, and no other`()
    throws
  {
    let rows = try page("violations.md").matches(of: /(?m)^\| `([a-z-]+)` \|/).map {
      String($0.output.1)
    }
    let explained = try office.done("violations", "--help").matches(of: /(?m)^  ([a-z-]+)$/).map {
      String($0.output.1)
    }
    #expect(rows == explained && rows.count > 20)
  }

  @Test func `the page on records names the stages that the program knows`() throws {
    let text = try page("records.md")
    for type in ["partnership", "aid", "consignment"] {
      let help = try office.done("new", type, "--help")
      let status = try #require(help.firstMatch(of: /\n    status .*\n +([a-z, -]+)\n/)?.output.1)
      let row = try #require(text.split(separator: "\n").first { $0.hasPrefix("| \(type) |") })
      for stage in status.split(separator: ", ") {
        #expect(row.contains(stage), "\(type): \(stage)")
      }
    }
  }
}
