import TestSupport
import Testing

/// The power fails, or the disk does, at every step that a command takes on it.
///
/// `Tools/crash/README.md` says in which ways.
@Suite struct CrashPointTests {
  private static let tool = Program(path: "\(Repository.path)/Tools/crash/points")
  /// The scenes, and the command that each interrupts.
  private static let scenes: [(name: String, command: String)] =
    ((try? tool.run(["--list"]).output) ?? "").split(separator: "\n").map { line in
      let parts = line.split(separator: "\t").map(String.init)
      return (parts[0], parts[1])
    }
  /// The commands that change nothing which has to last.
  private static let looking = [
    "members", "quarantine list", "show", "list", "history", "find", "story", "conflicts",
    "violations", "duplicates", "bundle inspect", "bundle verify", "attachments", "consolidate",
    "status", "digest", "doctor", "completion",
  ]

  @Test func `every command that changes something is interrupted`() throws {
    let help = try Program.pobratym.run(["--lang", "en", "--help"]).output
    let lines = help.split(separator: "\n", omittingEmptySubsequences: false)
      .drop { !$0.hasPrefix("  init ") }.prefix { !$0.isEmpty }
    let commands = lines.compactMap { $0.dropFirst(2).firstRange(of: "  ").map { $0.lowerBound } }
    #expect(commands.count == lines.count && lines.count > 40)
    let names = zip(lines, commands).map { String($0.dropFirst(2)[..<$1]) }
    #expect(Set(Self.scenes.map(\.command)).union(Self.looking) == Set(names))
    #expect(Set(Self.scenes.map(\.command)).isDisjoint(with: Self.looking))
  }

  @Test(arguments: scenes.map(\.name))
  func `nothing that was confirmed is lost, and the command can be given again`(
    scene: String
  ) throws {
    let outcome = try Self.tool.run([scene, "--program", Program.pobratym.path, "--jobs", "1"])
    #expect(outcome.exitCode == 0, "\(outcome.output)\(outcome.errors)")
  }
}
