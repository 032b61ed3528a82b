/// What every shell script in `Tools` and `.ci` has.
enum ScriptRules {
  static let strictLine = "set -euo pipefail"

  static func check(_ file: ProjectFile) -> [Offence] {
    guard file.isShell, ["Tools", ".ci"].contains(file.parts.first) else { return [] }
    var offences: [Offence] = []
    if !file.isExecutable {
      offences.append(
        Offence(file: file.path, line: 1, what: "not executable", cure: "chmod +x \(file.path)"))
    }
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
