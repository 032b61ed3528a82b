import Foundation
import TestSupport

/// A text file of the project.
struct ProjectFile {
  /// The path within the checkout.
  let path: String
  let text: String
  let isExecutable: Bool
  /// What is left of it as code, where it is Swift.
  let code: SwiftCode?

  init(_ path: String, _ text: String, isExecutable: Bool = false) {
    self.path = path
    self.text = text
    self.isExecutable = isExecutable
    code = path.hasSuffix(".swift") ? SwiftCode(text) : nil
  }

  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  /// The parts of the path.
  var parts: [Substring] { path.split(separator: "/") }

  /// The room or the folder of tests it is in, where it is in `Sources` or `Tests`.
  var room: String? {
    guard parts.count >= 3, parts[0] == "Sources" || parts[0] == "Tests" else { return nil }
    return String(parts[1])
  }

  var isSource: Bool { parts.first == "Sources" }
  var isTest: Bool { parts.first == "Tests" }
  var isC: Bool { path.hasSuffix(".c") || path.hasSuffix(".h") }

  /// The first line, where it names the program that runs the file.
  var shebang: Substring? { lines.first.flatMap { $0.hasPrefix("#!") ? $0 : nil } }

  /// A Python file, with or without the suffix.
  var isPython: Bool { path.hasSuffix(".py") || shebang?.contains("python") == true }

  /// A shell script, with or without the suffix.
  var isShell: Bool { path.hasSuffix(".sh") || shebang?.hasSuffix("sh") == true }
}

/// The files of this checkout.
enum Project {
  private static let hidden: Set<Substring> = [".ci", ".gitignore", ".swift-format"]

  /// Every text file, sorted; what tools leave in hidden files and folders is not of the project.
  static let files: [ProjectFile] = {
    let manager = FileManager.default
    let root = URL(fileURLWithPath: Repository.path)
    guard let walk = manager.enumerator(atPath: Repository.path) else { return [] }
    var files: [ProjectFile] = []
    while let path = walk.nextObject() as? String {
      let name = path.split(separator: "/").last ?? ""
      if name == "__pycache__" || name.hasPrefix(".") && !hidden.contains(name) {
        walk.skipDescendants()
        continue
      }
      let place = root.appendingPathComponent(path)
      guard let data = try? Data(contentsOf: place), !data.contains(0),
        let text = String(data: data, encoding: .utf8)
      else { continue }
      files.append(
        ProjectFile(path, text, isExecutable: manager.isExecutableFile(atPath: place.path)))
    }
    return files.sorted { $0.path < $1.path }
  }()

  /// The folders in a folder.
  static func folders(in path: String) throws -> Set<String> {
    let top = Repository.path + "/" + path
    return Set(
      try FileManager.default.contentsOfDirectory(atPath: top).filter {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: top + "/" + $0, isDirectory: &isFolder)
          && isFolder.boolValue
      })
  }
}
