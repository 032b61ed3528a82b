/// How long files, lines and functions may be.
enum Lengths {
  static let fileLines = 400
  static let lineCharacters = 100
  static let functionLines = 70

  static func check(_ file: ProjectFile) -> [Offence] {
    guard file.code != nil || file.isPython || file.isC || file.isShell else { return [] }
    return checkFile(file) + checkLines(file) + checkFunctions(file)
  }

  private static func checkFile(_ file: ProjectFile) -> [Offence] {
    let count = file.lines.count - (file.text.hasSuffix("\n") ? 1 : 0)
    guard count > fileLines else { return [] }
    return [
      Offence(
        file: file.path, line: count, what: "\(count) lines",
        cure: "divide it by what its parts are for, at most \(fileLines) each")
    ]
  }

  private static func checkLines(_ file: ProjectFile) -> [Offence] {
    guard file.code != nil else { return [] }
    return file.lines.enumerated().filter { $0.element.count > lineCharacters }.map {
      Offence(
        file: file.path, line: $0.offset + 1, what: "\($0.element.count) characters",
        cure: "break the line, at most \(lineCharacters)")
    }
  }

  private static func checkFunctions(_ file: ProjectFile) -> [Offence] {
    functions(of: file).filter { $0.lineCount > functionLines }.map {
      Offence(
        file: file.path, line: $0.line, what: "a function of \($0.lineCount) lines",
        cure: "give its parts names, at most \(functionLines) each")
    }
  }

  static func functions(of file: ProjectFile) -> [Function] {
    if let code = file.code { return Function.all(in: code) }
    return file.isPython ? Function.all(inPython: file.lines) : []
  }
}
