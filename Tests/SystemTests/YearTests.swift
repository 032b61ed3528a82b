import Foundation
import TestSupport
import Testing

/// A small year of town halls' work, by the tools that play a large one.
@Suite struct YearTests {
  private let folder: TemporaryFolder
  private var out: String { folder.file("year") }

  init() throws {
    folder = try TemporaryFolder(inMemory: true)
  }

  private func run(_ tool: String, _ options: [String]) throws -> Outcome {
    try Program(path: "\(Repository.path)/Tools/year/\(tool)").run([out] + options)
  }

  private func done(_ tool: String, _ options: String...) throws {
    let outcome = try run(tool, options)
    try #require(outcome.exitCode == 0, "\(tool): \(outcome.output)\(outcome.errors)")
  }

  @Test func `the centre's sums are those that another program computes from the tables`() throws {
    let program = Program.pobratym.path
    try done(
      "generate", "--offices", "5", "--partnerships", "10", "--aid", "140", "--entries", "420",
      "--errors", "6", "--seed", "13")
    for tool in ["play", "expect"] { try done(tool, "--program", program) }
    try done("shuffle", "--program", program, "--readers", "2")
    try spoil()
    let outcome = try run("expect", ["--program", program, "--day", "2023-12-31"])
    #expect(outcome.exitCode == 1)
    for what in ["sums", "totals by-office on"] {
      #expect(outcome.output.contains("difference: \(what)"), "\(outcome.output)")
    }
  }

  /// Adds one cent to each value in euros that ends in a one, in tables that have been played.
  private func spoil() throws {
    let tables = try FileManager.default.subpathsOfDirectory(atPath: out)
      .filter { $0.hasSuffix("/import-aid.csv") }
    for table in tables {
      let text = String(decoding: try bytes(of: "\(out)/\(table)"), as: UTF8.self)
      let spoiled = text.replacingOccurrences(of: "1 EUR", with: "2 EUR")
      try Data(spoiled.utf8).write(to: URL(fileURLWithPath: "\(out)/\(table)"))
    }
  }
}
