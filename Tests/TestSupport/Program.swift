import Foundation

/// What a program that ran to its end left behind.
public struct Outcome: Sendable {
  /// The exit code; of a program ended by a signal, its number plus 128.
  public let exitCode: Int32
  /// What it wrote to its standard output.
  public let output: String
  /// What it wrote to its standard error.
  public let errors: String
}

/// A real program, run as a process of its own.
public struct Program: Sendable {
  /// Where it is.
  public let path: String

  /// Names a program by its path.
  public init(path: String) {
    self.path = path
  }

  /// The `pobratym` that was built beside the tests.
  public static var pobratym: Program {
    Program(path: Bundle.main.bundlePath + "/pobratym")
  }

  /// What every program is given: where programs are, and where to count what of it runs, if that
  /// is measured.
  private static let inherited = {
    var environment = ["PATH": "/usr/bin:/bin"]
    if let place = ProcessInfo.processInfo.environment["LLVM_PROFILE_FILE"] {
      // A file for each process: in one for many, what is killed in mid-write leaves rubbish.
      let folder = URL(fileURLWithPath: place).deletingLastPathComponent().path
      environment["LLVM_PROFILE_FILE"] = "\(folder)/program-%p.profraw"
    }
    return environment
  }()

  /// Runs the program to its end with nothing but the given environment beside `PATH`.
  public func run(
    _ arguments: [String], environment: [String: String] = [:], input: [UInt8] = [],
    folder: String? = nil
  ) throws -> Outcome {
    let place = try TemporaryFolder(inMemory: true)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    process.environment = environment.merging(Self.inherited) { given, _ in given }
    // Files instead of pipes: nothing to fill up, nothing to wait for.
    for name in ["out", "err"] {
      _ = FileManager.default.createFile(atPath: place.file(name), contents: nil)
    }
    try Data(input).write(to: URL(fileURLWithPath: place.file("in")))
    process.standardInput = FileHandle(forReadingAtPath: place.file("in"))
    process.standardOutput = FileHandle(forWritingAtPath: place.file("out"))
    process.standardError = FileHandle(forWritingAtPath: place.file("err"))
    try process.run()
    process.waitUntilExit()
    let signal: Int32 = process.terminationReason == .uncaughtSignal ? 128 : 0
    return Outcome(
      exitCode: process.terminationStatus + signal,
      output: String(decoding: try read(place.file("out")), as: UTF8.self),
      errors: String(decoding: try read(place.file("err")), as: UTF8.self))
  }

  private func read(_ path: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path))
  }
}

/// Where the project's own files are.
public enum Repository {
  /// The top folder of the checkout.
  public static let path = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// Returns the bytes of a file of the project, named from the top folder.
  public static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)))
  }
}

/// Which random histories to try; raised from the command line through the environment.
public enum Seeds {
  /// Returns the seeds: `POBRATYM_SEEDS` of them, or `count`, from `POBRATYM_FIRST_SEED` or 1.
  public static func all(_ count: Int) -> Range<UInt64> {
    let environment = ProcessInfo.processInfo.environment
    let first = environment["POBRATYM_FIRST_SEED"].flatMap { UInt64($0) } ?? 1
    let wanted = environment["POBRATYM_SEEDS"].flatMap { UInt64($0) } ?? UInt64(count)
    return first..<(first + wanted)
  }
}
