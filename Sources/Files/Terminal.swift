import Glibc
import Synchronization

extension Standard {
  /// Asks a person at the terminal for a secret and returns the line, without its line feed.
  ///
  /// The terminal shows nothing of it, and is as it was before when this returns, throws, or a
  /// signal ends the process meanwhile. Standard input and output are not touched. One caller at a
  /// time.
  public static func readSecret(
    prompt: String, maximumBytes: Int = 1_024
  ) throws(FileError) -> [UInt8] {
    let terminal = try MutedTerminal("/dev/tty")
    try terminal.mute()
    guard write(Array(prompt.utf8), to: terminal.descriptor) else {
      throw FileError(.write, terminal.path)
    }
    // The person's own line feed did not show.
    defer { write([0x0A], to: terminal.descriptor) }
    return try readLine(terminal.descriptor, terminal.path, maximumBytes)
  }

  /// Returns what a descriptor gives up to its first line feed or its end, and nothing beyond.
  ///
  /// More than `maximumBytes` are refused. The bytes have been nowhere else in this process; who
  /// has used them wipes them.
  public static func readSecretLine(
    from descriptor: Int32, maximumBytes: Int = 1_024
  ) throws(FileError) -> [UInt8] {
    try readLine(descriptor, "descriptor \(descriptor)", maximumBytes)
  }

  private static func readLine(
    _ descriptor: Int32, _ path: String, _ maximumBytes: Int
  ) throws(FileError) -> [UInt8] {
    var problem: FileError?
    let line = [UInt8](unsafeUninitializedCapacity: maximumBytes + 1) { buffer, count in
      guard let start = buffer.baseAddress else { return }
      // One byte at once: what follows the line belongs to whoever reads next.
      while true {
        let got = Glibc.read(descriptor, start + count, 1)
        if got < 0, errno == EINTR { continue }
        if got < 0 { problem = FileError(.read, path) }
        if got <= 0 || start[count] == 0x0A { break }
        count += 1
        if count > maximumBytes {
          problem = FileError(.tooLarge, path, code: 0)
          break
        }
      }
      guard problem != nil else { return }
      explicit_bzero(start, count)
      count = 0
    }
    if let problem { throw problem }
    return line
  }
}

/// A terminal that can be mute, until this goes away or a signal ends the process.
private struct MutedTerminal: ~Copyable {
  let descriptor: Int32
  let path: String
  private let before: UnsafeMutablePointer<(descriptor: Int32, mode: termios)>
  private var actions: [(signal: Int32, action: sigaction)] = []

  init(_ path: String) throws(FileError) {
    let descriptor = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(.open, path) }
    var mode = termios()
    guard tcgetattr(descriptor, &mode) == 0 else {
      let code = errno
      close(descriptor)
      throw FileError(.open, path, code: code)
    }
    self.descriptor = descriptor
    self.path = path
    before = .allocate(capacity: 1)
    before.initialize(to: (descriptor, mode))
    terminalBefore.store(UInt(bitPattern: before), ordering: .releasing)
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] { handle(signal) }
  }

  /// Stops showing what is typed, and forgets what was typed before it was asked for.
  func mute() throws(FileError) {
    var mode = before.pointee.mode
    mode.c_lflag &= ~UInt32(ECHO)
    mode.c_lflag |= UInt32(ICANON | ISIG)
    // Ctrl-Z would leave the terminal mute to the shell.
    withUnsafeMutableBytes(of: &mode.c_cc) { $0[Int(VSUSP)] = 0 }
    guard tcsetattr(descriptor, TCSAFLUSH, &mode) == 0 else { throw FileError(.open, path) }
  }

  deinit {
    tcsetattr(descriptor, TCSAFLUSH, &before.pointee.mode)
    terminalBefore.store(0, ordering: .releasing)
    for (signal, action) in actions {
      var action = action
      sigaction(signal, &action, nil)
    }
    close(descriptor)
    before.deallocate()
  }

  /// Has a signal that would end the process show what is typed again first.
  private mutating func handle(_ signal: Int32) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = showAgainAndEnd
    action.sa_flags = Int32(truncatingIfNeeded: SA_RESETHAND)
    var old = sigaction()
    guard sigaction(signal, &action, &old) == 0 else { return }
    if isIgnored(old) { sigaction(signal, &old, nil) } else { actions.append((signal, old)) }
  }

  private func isIgnored(_ action: sigaction) -> Bool {
    unsafeBitCast(action.__sigaction_handler.sa_handler, to: UInt.self)
      == unsafeBitCast(SIG_IGN, to: UInt.self)
  }
}

/// Where the terminal's mode as it was before is, for the handler of signals; 0 where none is mute.
private let terminalBefore = Atomic<UInt>(0)

/// Handles a signal while a terminal is mute; its own action is the default one again by now.
private func showAgainAndEnd(_ signal: Int32) {
  typealias Before = (descriptor: Int32, mode: termios)
  let address = terminalBefore.load(ordering: .acquiring)
  if let before = UnsafeMutablePointer<Before>(bitPattern: address) {
    tcsetattr(before.pointee.descriptor, TCSAFLUSH, &before.pointee.mode)
  }
  raise(signal)
}
