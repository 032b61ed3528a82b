import Foundation
import TestSupport
import Testing

extension Office {
  /// Runs a command, which must succeed, on a laptop whose clock is wrong, and returns what it
  /// printed: `@2012-03-04 10:00:00` is a time, `+365d` how far ahead it is.
  @discardableResult
  func done(
    _ words: String..., clock: String, source: SourceLocation = #_sourceLocation
  ) throws -> String {
    let outcome = try Program(path: "/usr/bin/faketime").run(
      ["-f", clock, Program.pobratym.path, "--home", home] + words, environment: ["TZ": "UTC"])
    #expect(
      outcome.exitCode == 0, "\(words): \(outcome.output)\(outcome.errors)", sourceLocation: source)
    return outcome.output.trimmingCharacters(in: .newlines)
  }
}
