import Foundation
import TestSupport
import Testing
import Wire

/// A passphrase locks the keys of a real home, for scripts and at a real terminal.
@Suite struct LockedHomeTests {
  private let office: Office
  private let passphrase = "Ёлка — зелёная"

  init() throws {
    office = try Office("DE/Duisburg", label: "Duisburg", person: "Greta")
  }

  /// Runs a command whose passphrases come from a descriptor, line by line.
  private func run(_ lines: String, _ words: String...) throws -> Outcome {
    try Program.pobratym.run(
      ["--home", office.home, "--passphrase-fd", "0"] + words, input: Array(lines.utf8))
  }

  private func lock() throws {
    let outcome = try run(passphrase + "\n", "passphrase", "--new-fd", "0")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
  }

  @Test func `a command asks for nothing until the keys are locked`() throws {
    try office.done("new", "office", "code=DE/Duisburg", "name=Duisburg")
    try lock()
    let outcome = try run(passphrase + "\n", "list")
    #expect(outcome.exitCode == 0 && outcome.output.contains("Duisburg"), "\(outcome.errors)")
    for words in [["--help"], ["list", "--help"], ["--version"], ["completion", "bash"]] {
      #expect(try office.run(words).exitCode == 0, "\(words) needs no keys")
    }
  }

  @Test func `12 for a passphrase that is wrong or missing, and nothing is changed`() throws {
    try lock()
    let before = try office.contents()
    for (lines, part) in [
      ("Елка\n", "is not the one"), ("", "no passphrase was given"), ("\n", "no passphrase"),
      (passphrase + "!\n", "is not the one"),
    ] {
      let outcome = try run(lines, "new", "office", "code=DE/Duisburg", "name=Duisburg")
      #expect(outcome.exitCode == 12, "\(outcome.errors)")
      #expect(outcome.isOneError && outcome.errors.contains(part), "\(outcome.errors)")
      #expect(!outcome.errors.contains("лка"))
    }
    let nobody = try Program(path: "/usr/bin/setsid").run([
      "--wait", Program.pobratym.path, "--home", office.home, "list",
    ])
    #expect(nobody.exitCode == 12 && nobody.isOneError, "\(nobody.errors)")
    #expect(nobody.errors.contains("--passphrase-fd"))
    #expect(try office.contents() == before)
  }

  @Test func `the descriptor must be one, and comes before the command`() throws {
    try lock()
    for (words, code, part) in [
      (["--passphrase-fd", "x", "list"], 2, "takes the number"),
      (["--passphrase-fd"], 2, "needs a descriptor"),
      (["list", "--passphrase-fd", "0"], 2, "comes before the command"),
      (["passphrase", "--new-fd", "x"], 2, "takes the number"),
      (["passphrase", "--new-fd", "0", "--remove"], 2, "one of"),
    ] {
      let outcome = try office.run(words)
      #expect(outcome.exitCode == code, "\(words): \(outcome.errors)")
      #expect(outcome.isOneError && outcome.errors.contains(part), "\(outcome.errors)")
    }
  }

  @Test func `a descriptor that is not open is told`() throws {
    try lock()
    // What other tests have open at this moment may come to be open in this program, too.
    let outcome = try Program(path: "/bin/sh").run([
      "-c", #"exec "$@" 77<&-"#, "sh", Program.pobratym.path, "--home", office.home,
      "--passphrase-fd", "77", "list",
    ])
    #expect(outcome.exitCode == 5 && outcome.isOneError, "\(outcome.errors)")
    #expect(outcome.errors.contains("descriptor 77"))
  }

  @Test func `a passphrase is changed and removed by who knows it`() throws {
    try lock()
    #expect(try run("wrong one\nanother one\n", "passphrase", "--new-fd", "0").exitCode == 12)
    #expect(try run(passphrase + "\nshort\n", "passphrase", "--new-fd", "0").exitCode == 3)
    let changed = try run(passphrase + "\nanother one\n", "passphrase", "--new-fd", "0")
    #expect(changed.exitCode == 0, "\(changed.errors)")
    #expect(try run(passphrase + "\n", "list").exitCode == 12)
    #expect(try run("wrong one\n", "passphrase", "--remove").exitCode == 12)
    #expect(try run("another one\n", "passphrase", "--remove").exitCode == 0)
    #expect(try office.run("list").exitCode == 0)
  }

  /// Types answers at a terminal, each after its prompt; returns what it showed and the exit code.
  private func type(_ answers: [String], _ words: String...) throws -> (shown: String, code: Int) {
    let real = try Program(path: "/usr/bin/python3").run(
      ["-c", Self.script, String(answers.count)] + answers
        + [Program.pobratym.path, "--home", office.home] + words)
    let json = try JSONValue.parse(Array(real.output.utf8))
    return (try #require(json["shown"]?.string), Int(try #require(json["code"]?.integer)))
  }

  private static let script = """
    import json, os, sys, time
    count = int(sys.argv[1])
    answers, command = sys.argv[2:2 + count], sys.argv[2 + count:]
    terminal, keeper = os.openpty()
    child = os.fork()
    if child == 0:
        os.login_tty(keeper)
        os.execve(command[0], command, dict(os.environ))
    os.set_blocking(terminal, False)
    shown, seen, ended, limit = b"", 0, 0, time.monotonic() + 60
    while not ended:
        if time.monotonic() > limit:
            os.kill(child, 9)
        ended, status = os.waitpid(child, os.WNOHANG)
        try:
            shown += os.read(terminal, 65536)
        except OSError:
            pass
        time.sleep(0.01)
        if answers and shown.count(b": ") > seen and shown.endswith(b": "):
            seen = shown.count(b": ")
            os.write(terminal, answers.pop(0).encode() + b"\\n")
    print(json.dumps({"shown": shown.decode("utf-8", "replace"),
                      "code": os.waitstatus_to_exitcode(status)}))
    """

  @Test func `a person types it twice, and from then on once`() throws {
    let unequal = try type([passphrase, passphrase + "?"], "passphrase")
    #expect(unequal.code == 3 && unequal.shown.contains("not the same twice"), "\(unequal.shown)")
    #expect(try office.run("list").exitCode == 0)
    let set = try type([passphrase, passphrase], "passphrase")
    #expect(set.code == 0, "\(set.shown)")
    #expect(set.shown.contains("New passphrase: ") && set.shown.contains("The same again: "))
    let used = try type([passphrase], "digest")
    #expect(used.code == 0 && used.shown.contains("Passphrase: "), "\(used.shown)")
    for shown in [unequal.shown, set.shown, used.shown] { #expect(!shown.contains("лка")) }
    #expect(try type(["something else"], "digest").code == 12)
  }
}
