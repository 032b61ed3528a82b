import Foundation

/// The tables of threats in `SECURITY.md` and of promises in `RELIABILITY.md`, each row with the
/// tests that show it.
enum Threats {
  static let paths = ["SECURITY.md", "RELIABILITY.md"]

  /// A row: the line that it is on, and the tests that its last cell names in backticks.
  struct Row {
    let line: Int
    let cells: [Substring]

    var tests: [String] {
      let pieces = (cells.last ?? "").split(separator: "`", omittingEmptySubsequences: false)
      return pieces.enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }
  }

  /// The rows below a table's heading.
  static func rows(of file: ProjectFile) -> [Row] {
    let rows = file.lines.enumerated().filter { $0.element.hasPrefix("|") }.map {
      Row(line: $0.offset + 1, cells: $0.element.dropFirst().dropLast().split(separator: "|"))
    }
    return rows.filter { row in
      let isRule = row.cells.allSatisfy { $0.allSatisfy { $0 == "-" } }
      return !isRule && ![" threat ", " promise "].contains(row.cells.first)
    }
  }

  /// The names of test functions that are sentences.
  static func tests(in files: [ProjectFile]) -> Set<String> {
    var names: Set<String> = []
    for file in files where file.isTest && file.code != nil {
      for part in file.text.components(separatedBy: "@Test").dropFirst() {
        guard let match = part.firstMatch(of: /func `([^`\n]+)`\(/) else { continue }
        names.insert(String(match.1))
      }
    }
    return names
  }

  static func check(_ file: ProjectFile, tests: Set<String>) -> [Offence] {
    rows(of: file).flatMap { row -> [Offence] in
      func offence(_ what: String, _ cure: String) -> Offence {
        Offence(file: file.path, line: row.line, what: what, cure: cure)
      }
      guard row.cells.count == 3 else {
        return [offence("\(row.cells.count) cells", "threat or promise, what happens, tests")]
      }
      guard !row.tests.isEmpty else {
        return [offence("no test", "name, in backticks, the test that shows it")]
      }
      return row.tests.filter { !tests.contains($0) }.map {
        offence("`\($0)`", "no test has this name")
      }
    }
  }
}
