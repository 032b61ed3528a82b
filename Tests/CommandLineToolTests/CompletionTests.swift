@testable import CommandLineTool
import Foundation
import TestSupport
import Testing

/// The printed completion, in a real shell.
@Suite struct CompletionTests {
  private let place: TemporaryFolder
  private let bash = Program(path: "/bin/bash")

  init() throws {
    place = try TemporaryFolder()
    try Completion.script(for: "bash").write(
      toFile: place.file("completion"), atomically: true, encoding: .utf8)
  }

  /// What is offered for the last of the words.
  private func completions(_ words: [String]) throws -> [String] {
    let script = """
      source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _pobratym
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let outcome = try bash.run(
      ["-c", script, place.file("completion"), "pobratym"] + words, folder: place.path)
    #expect(outcome.exitCode == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    return outcome.output.split(separator: "\n").map(String.init)
  }

  @Test func `the scripts are valid`() throws {
    for shell in ["bash", "zsh"] {
      let path = place.file(shell)
      try Completion.script(for: shell).write(toFile: path, atomically: true, encoding: .utf8)
      let outcome = try bash.run(["-n", path])
      #expect(outcome.exitCode == 0, "\(shell): \(outcome.errors)")
    }
    #expect(Completion.script(for: "zsh").contains("bashcompinit"))
  }

  @Test func `words are completed`() throws {
    #expect(try completions(["cons"]) == ["consolidate"])
    #expect(try completions(["bundle", "v"]) == ["verify"])
    #expect(try completions(["bundle", "read", "--d"]) == ["--dry-run"])
    #expect(try completions(["new", "partn"]) == ["partnership"])
    #expect(try completions(["--home", "x", "sync", "--j"]) == ["--json"])
    #expect(
      try completions(["--lang", "uk", "--passphrase-fd", "3", "--home", "x", "bundle", "v"])
        == ["verify"])
    #expect(try completions(["--home", "x", "--lang", "d"]) == ["de"])
    #expect(try completions(["--l"]) == ["--lang"])
    #expect(try completions(["resolve", "ab12", "quantity", "--"]).contains("--take"))
    let first = try completions([""])
    for command in Pobratym.commands {
      let word = command.name.split(separator: " ")[0]
      #expect(first.contains(String(word)), "\(command.name)")
    }
  }

  @Test func `files are completed where no word fits`() throws {
    #expect(try completions(["bundle", "read", "comp"]) == ["completion"])
  }

  @Test func `a word in an argument is not taken for a command`() throws {
    #expect(try completions(["add", "list", "--"]) == ["--help"])
  }
}
