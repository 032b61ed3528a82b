import Language
import TestSupport
import Testing

/// Python's Babel, which has the data of Unicode's CLDR.
enum Babel {
  /// Returns what expressions of Python give for each language, one a line.
  static func lines(_ body: String, _ language: Language) throws -> [String] {
    let locale = language == .english ? "en_GB" : language.rawValue
    let head = """
      import datetime, sys
      from decimal import Decimal
      from babel import Locale, dates, lists, numbers
      locale = Locale.parse("\(locale)")

      """
    let outcome = try Program(path: "/usr/bin/python3").run(
      ["-c", head + body], environment: ["PYTHONIOENCODING": "utf-8"])
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    return outcome.output.split(separator: "\n").map(String.init)
  }
}
