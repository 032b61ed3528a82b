import Glibc

/// The machine's clocks.
public enum SystemClock {
  /// Returns the wall clock in seconds since 1970, UTC: a claim, never a proof.
  public static func nowSeconds() -> Int64 { Int64(time(nil)) }

  /// Returns a clock that only moves forward, in milliseconds.
  public static func monotonicMilliseconds() -> Int64 {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Int64(now.tv_sec) * 1_000 + Int64(now.tv_nsec) / 1_000_000
  }
}

/// The standard streams.
public enum Standard {
  /// Tells whether a descriptor is a terminal.
  public static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Takes the places of standard streams that are closed, so that no file that is opened later
  /// gets such a place, and with it what is written to the stream.
  public static func reserve() {
    // For reading only: what is written to a closed stream must fail, not vanish.
    for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) == -1 {
      _ = open("/dev/null", O_RDONLY)
    }
  }

  /// Ends the process.
  public static func exit(_ code: Int32) -> Never { Glibc.exit(code) }

  /// Writes all bytes; false where that failed, with the reason in the system's error number.
  @discardableResult
  public static func write(_ bytes: some Collection<UInt8>, to descriptor: Int32) -> Bool {
    signal(SIGPIPE, SIG_IGN)
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}

extension Standard {
  /// Writes all bytes to standard output; a reader that has seen enough is no error.
  public static func output(_ bytes: [UInt8]) throws(FileError) {
    guard !write(bytes, to: 1), errno != EPIPE else { return }
    throw FileError(.write, "standard output")
  }
}

/// The process's environment.
public enum Environment {
  /// Returns a variable's value, or nil where it is not set or empty.
  public static func value(_ name: String) -> String? {
    guard let text = getenv(name), text.pointee != 0 else { return nil }
    return String(cString: text)
  }
}
