import Foundation
import TestSupport

extension Office {
  /// Starts the program and kills it after so long; returns the exit code of one that was faster.
  @discardableResult
  func kill(_ words: [String], afterMicroseconds delay: UInt32) throws -> Int32? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.pobratym.path)
    process.arguments = ["--home", home] + words
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    usleep(delay)
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : nil
  }
}

/// How long something takes, in microseconds.
func microseconds(_ body: () throws -> Void) rethrows -> UInt32 {
  UInt32(try ContinuousClock().measure(body) / .microseconds(1))
}
