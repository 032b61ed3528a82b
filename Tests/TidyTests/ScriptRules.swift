/// What every script in `Tools` and `.ci` has.
enum ScriptRules {
  static let strictLine = "set -euo pipefail"

  static let python = "#!/usr/bin/python3"

  static func check(_ file: ProjectFile) -> [Offence] {
    guard ["Tools", ".ci"].contains(file.parts.first) else { return [] }
    if file.isShell { return checkExecutable(file) + checkShell(file) }
    return file.isPython && file.shebang != nil ? checkExecutable(file) + checkPython(file) : []
  }

  private static func checkExecutable(_ file: ProjectFile) -> [Offence] {
    file.isExecutable
      ? []
      : [Offence(file: file.path, line: 1, what: "not executable", cure: "chmod +x \(file.path)")]
  }

  private static func checkPython(_ file: ProjectFile) -> [Offence] {
    file.shebang?.hasPrefix(python) == true
      ? []
      : [
        Offence(
          file: file.path, line: 1, what: "not the system's Python", cure: "begin it with \(python)"
        )
      ]
  }

  private static func checkShell(_ file: ProjectFile) -> [Offence] {
    var offences: [Offence] = []
    if file.lines.first != "#!/usr/bin/env bash" {
      offences.append(
        Offence(
          file: file.path, line: 1, what: "not a script of bash",
          cure: "begin it with #!/usr/bin/env bash"))
    }
    if let first = firstCommand(file), first.text != strictLine {
      offences.append(
        Offence(
          file: file.path, line: first.line, what: "its first command is not '\(strictLine)'",
          cure: "write that after the comment at its head"))
    }
    return offences
  }

  private static func firstCommand(_ file: ProjectFile) -> (line: Int, text: Substring)? {
    let lines = file.lines.enumerated()
    let first = lines.first { !$0.element.hasPrefix("#") && $0.element.contains { $0 != " " } }
    return first.map { ($0.offset + 1, $0.element) } ?? (1, "")
  }
}
