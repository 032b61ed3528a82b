import Foundation
import TestSupport

/// Other people's programs that read what the reports write.
enum Checkers {
  private static let place = Repository.path + "/.build/validators"
  private static let scripts = Repository.path + "/Tools/validators"

  /// The schema of IATI activities, version 2.03.
  static let activities =
    place + "/lib/python3.11/site-packages/iati/resources/standard/2-03/schemas/"
    + "iati-activities-schema.xsd"

  /// What was said, and whether all was well.
  static func hxl(_ bytes: [UInt8]) throws -> Outcome {
    try check(bytes, program: place + "/bin/python", [scripts + "/check_hxl.py"])
  }

  static func page(_ text: String) throws -> Outcome {
    try check(Array(text.utf8), program: "/usr/bin/python3", [scripts + "/check_page.py"])
  }

  static func iati(_ bytes: [UInt8]) throws -> Outcome {
    try check(
      bytes, program: "/usr/bin/xmllint", ["--nonet", "--noout", "--schema", activities])
  }

  private static func check(
    _ bytes: [UInt8], program: String, _ arguments: [String]
  ) throws -> Outcome {
    guard FileManager.default.fileExists(atPath: program) else {
      throw Missing(program: program)
    }
    let folder = try TemporaryFolder()
    try folder.write(bytes, to: "file")
    return try Program(path: program).run(arguments + [folder.file("file")])
  }

  struct Missing: Error, CustomStringConvertible {
    let program: String
    var description: String { "\(program) is missing; run Tools/setup --tests" }
  }
}
