import Foundation
import TestSupport
import Testing

/// Programs in Python, which make and read spreadsheets without our code.
enum Python {
  /// Runs a program that finds a path in `sys.argv[1]` and returns what it prints.
  @discardableResult
  static func run(_ program: String, _ path: String, input: String = "") throws -> String {
    let outcome = try Program(path: "/usr/bin/python3").run(
      ["-c", "import sys\nsys.stdout.reconfigure(encoding='utf-8')\n" + program, path],
      input: Array(input.utf8))
    try #require(outcome.exitCode == 0, "\(outcome.errors)")
    return outcome.output
  }

  /// Returns the file that a program with openpyxl makes of the empty workbook `book` with the
  /// sheet `sheet`.
  static func workbook(_ program: String) throws -> [UInt8] {
    try file(
      "import openpyxl, datetime\nbook = openpyxl.Workbook()\nsheet = book.active\n" + program
        + "\nbook.save(sys.argv[1])")
  }

  /// Returns the zip file that has these parts.
  static func zip(_ parts: [String: String], options: String = "") throws -> [UInt8] {
    let listing = String(decoding: try JSONEncoder().encode(parts), as: UTF8.self)
    return try file(
      """
      import json, zipfile
      with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in sorted(json.load(sys.stdin).items()):
          file.writestr(name, text\(options))
      """, input: listing)
  }

  /// Returns what a program writes to `sys.argv[1]`.
  static func file(_ program: String, input: String = "") throws -> [UInt8] {
    let folder = try TemporaryFolder()
    try run(program, folder.file("made.xlsx"), input: input)
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.file("made.xlsx"))))
  }

  /// Returns the lines that a program prints of the workbook `book`, which openpyxl has read.
  static func lines(_ bytes: [UInt8], _ program: String) throws -> [String] {
    let folder = try TemporaryFolder()
    try folder.write(bytes, to: "ours.xlsx")
    let output = try run(
      "import openpyxl\nbook = openpyxl.load_workbook(sys.argv[1])\nsheet = book.worksheets[0]\n"
        + program, folder.file("ours.xlsx"))
    return output.split(separator: "\n").map(String.init)
  }
}
