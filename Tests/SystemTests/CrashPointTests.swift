import TestSupport
import Testing

/// The power fails, or the disk does, at every step that a command takes on it.
///
/// All of them are looked at with `Tools/crash/points`; here one in a few of each command.
@Suite struct CrashPointTests {
  private static let tool = Program(path: "\(Repository.path)/Tools/crash/points")
  private static let scenes =
    (try? tool.run(["--list"]).output.split(separator: "\n").map(String.init)) ?? []

  @Test func `the commands that change something are listed`() {
    #expect(Self.scenes.count > 30)
  }

  @Test(arguments: scenes)
  func `nothing that was confirmed is lost, and the command can be given again`(
    scene: String
  ) throws {
    let outcome = try Self.tool.run([
      scene, "--program", Program.pobratym.path, "--every", "12",
    ])
    #expect(outcome.exitCode == 0, "\(outcome.output)\(outcome.errors)")
  }
}
