import Files
import Foundation
import Glibc
import TestSupport
import Testing

/// The reading end of a pipe that gives just these bytes.
private func pipe(_ bytes: [UInt8]) -> Int32 {
  var ends: [Int32] = [-1, -1]
  #expect(Glibc.pipe(&ends) == 0)
  #expect(Standard.write(bytes, to: ends[1]))
  close(ends[1])
  return ends[0]
}

@Test func `a secret line ends at its line feed, and what follows is left to others`() throws {
  let descriptor = pipe(Array("пароль\nnext\n\nlast".utf8))
  defer { close(descriptor) }
  for line in ["пароль", "next", "", "last", ""] {
    #expect(try Standard.readSecretLine(from: descriptor) == Array(line.utf8))
  }
}

@Test func `a secret line that is too long or cannot be read is refused`() throws {
  let descriptor = pipe(Array("12345\n123456\n".utf8))
  #expect(try Standard.readSecretLine(from: descriptor, maximumBytes: 5).count == 5)
  #expect(throws: FileError(.tooLarge, "descriptor \(descriptor)", code: 0)) {
    try Standard.readSecretLine(from: descriptor, maximumBytes: 5)
  }
  close(descriptor)
  #expect(throws: FileError(.read, "descriptor -1", code: EBADF)) {
    try Standard.readSecretLine(from: -1)
  }
}

private let isAsking = ProcessInfo.processInfo.environment["POBRATYM_ASK_SECRET"] != nil

/// Run by the next tests in a process of its own, which has a terminal.
@Test(.enabled(if: isAsking)) func `asks`() throws {
  let secret = try Standard.readSecret(prompt: "Passphrase: ", maximumBytes: 20)
  let numbers = secret.map { String($0) }.joined(separator: ",")
  Standard.write(Array("<\(numbers)>".utf8), to: 1)
}

/// What became of a process that asked for a secret at a terminal.
private struct Asking: Decodable {
  /// What the terminal showed in the end.
  let shown: String
  /// Whether it showed what is typed: before, while the process asked, and afterwards.
  let echo: [Bool]
  /// The process's exit code; of one that a signal ended, its number below zero.
  let code: Int32

  /// Has this test program ask at a new terminal; types the text there, or sends it a signal.
  static func run(typing typed: String = "", signal: Int32 = 0) throws -> Asking {
    let program = try #require(CommandLine.arguments.first)
    let real = try Program(path: "/usr/bin/python3").run([
      "-c", script, typed, String(signal), program, "--filter", "FilesTests.asks",
      "--testing-library", "swift-testing",
    ])
    #expect(real.errors == "")
    return try JSONDecoder().decode(Asking.self, from: Data(real.output.utf8))
  }

  private static let script = """
    import json, os, sys, termios, time
    typed, number, command = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    terminal, keeper = os.openpty()
    child = os.fork()
    if child == 0:
        os.login_tty(keeper)
        os.execve(command[0], command, dict(os.environ, POBRATYM_ASK_SECRET="1"))
    os.set_blocking(terminal, False)
    def echo():
        return bool(termios.tcgetattr(keeper)[3] & termios.ECHO)
    def read():
        try:
            return os.read(terminal, 65536)
        except BlockingIOError:
            return b""
    states, shown, ended, limit = [echo()], b"", 0, time.monotonic() + 60
    while not ended:
        if time.monotonic() > limit:
            os.kill(child, 9)
        ended, status = os.waitpid(child, os.WNOHANG)
        shown += read()
        time.sleep(0.01)
        if b"Passphrase: " in shown and len(states) == 1:
            states.append(echo())
            if number:
                os.kill(child, number)
            else:
                os.write(terminal, typed.encode())
    print(json.dumps({"shown": (shown + read()).decode("utf-8", "replace"),
                      "echo": states + [echo()], "code": os.waitstatus_to_exitcode(status)}))
    """
}

@Test func `a secret typed at the terminal is not shown`() throws {
  let asking = try Asking.run(typing: "geheim є\nnext\n")
  #expect(asking.code == 0, "\(asking.shown)")
  #expect(asking.echo == [true, false, true])
  #expect(!asking.shown.contains("geheim"))
  let numbers = "geheim є".utf8.map { String($0) }.joined(separator: ",")
  #expect(asking.shown.contains("<\(numbers)>"))
}

@Test func `a secret that is too long leaves the terminal as it was`() throws {
  let asking = try Asking.run(typing: "geheim, geheimer, am geheimsten\n")
  #expect(asking.code != 0)
  #expect(asking.echo == [true, false, true])
  #expect(!asking.shown.contains("geheimsten"))
  #expect(asking.shown.contains("/dev/tty is larger than allowed"))
}

@Test func `a signal ends who asks for a secret, and the terminal is as it was`() throws {
  for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] {
    let asking = try Asking.run(signal: signal)
    #expect(asking.code == -signal, "\(asking.shown)")
    #expect(asking.echo == [true, false, true], "signal \(signal)")
  }
  // Ctrl-C, and Ctrl-Z, which is a character like others.
  let asking = try Asking.run(typing: "ge\u{1A}heim\u{3}")
  #expect(asking.code == -SIGINT)
  #expect(asking.echo == [true, false, true])
}

@Test func `where there is no terminal nobody is asked`() throws {
  let program = try #require(CommandLine.arguments.first)
  // A session of its own has no terminal.
  let real = try Program(path: "/usr/bin/setsid").run(
    [
      "--wait", program, "--filter", "FilesTests.asks", "--testing-library", "swift-testing",
    ], environment: ["POBRATYM_ASK_SECRET": "1"])
  #expect(real.exitCode != 0)
  #expect((real.output + real.errors).contains("cannot open /dev/tty"))
}
