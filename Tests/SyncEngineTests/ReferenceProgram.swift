import Foundation
import Synchronization
import TestSupport
import Wire

/// The second implementation, `Tools/reference`, running and answering a line by a line.
final class ReferenceProgram: Sendable {
  /// It ended without an answer; what is wrong it has said on its standard error.
  struct Silent: Error {}

  private static let idle = Mutex<[ReferenceProgram]>([])
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()

  private init() throws {
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = [Repository.path + "/Tools/reference", "merge", "--many"]
    process.environment = ["PATH": "/usr/bin:/bin"]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
  }

  /// Asks one that has nothing to do, or a new one; it ends with the tests.
  static func answer(_ question: JSONValue) throws -> JSONValue {
    let program = try idle.withLock { $0.popLast() } ?? ReferenceProgram()
    let answer = try program.ask(question)
    idle.withLock { $0.append(program) }
    return answer
  }

  private func ask(_ question: JSONValue) throws -> JSONValue {
    try input.fileHandleForWriting.write(contentsOf: Data(question.canonicalBytes + [10]))
    var line: [UInt8] = []
    while line.last != 10 {
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty else { throw Silent() }
      line += data
    }
    return try JSONValue.parse(
      line, limits: JSONLimits(maximumBytes: 67_108_864, maximumItems: 1_000_000))
  }
}
