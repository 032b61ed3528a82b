import Language
import Registry

/// Completion for shells, made from the same table that runs the commands.
enum Completion {
  static func script(for shell: String) -> String {
    let zsh = shell == "zsh" ? "autoload -U +X bashcompinit && bashcompinit\n" : ""
    return zsh + """
      _pobratym() {
        local word="${COMP_WORDS[COMP_CWORD]}" line="${COMP_WORDS[*]:1:COMP_CWORD-1} " words turn
        for turn in \(Globals.names.indices.map { String($0) }.joined(separator: " ")); do
      \(skips)
        done
        case "$line" in
          "--lang ") words="\(Language.allCases.map(\.rawValue).joined(separator: " "))" ;;
      \(cases)
          *) words="\(Globals.names.joined(separator: " ")) --help --version \(firstWords)" ;;
        esac
        COMPREPLY=($(compgen -W "$words" -- "$word"))
        [[ ${#COMPREPLY[@]} -gt 0 ]] || COMPREPLY=($(compgen -f -- "$word"))
      }
      complete -o filenames -F _pobratym pobratym
      """
  }

  /// Takes each option that comes before the command off the line, with its value.
  private static var skips: String {
    Globals.names.map { "    line=\"${line#\($0) * }\"" }.joined(separator: "\n")
  }

  private static var firstWords: String {
    var seen: Set<Substring> = []
    return Pobratym.commands.compactMap { $0.name.split(separator: " ").first }
      .filter { seen.insert($0).inserted }.joined(separator: " ")
  }

  /// One case a command, those of two words first, so that the longer name wins.
  private static var cases: String {
    let commands = Pobratym.commands.sorted { $0.name.count > $1.name.count }
    let types = Schema.standard.types.map(\.name).joined(separator: " ")
    var lines = commands.map { command in
      let options = command.options.map(\.name) + ["--help"]
      let extra = ["new", "list"].contains(command.name) ? " " + types : ""
      return "    \"\(command.name) \"*) words=\"\(options.joined(separator: " "))\(extra)\" ;;"
    }
    let pairs = commands.map { $0.name.split(separator: " ") }.filter { $0.count == 2 }
    for (first, pairs) in Dictionary(grouping: pairs, by: \.[0]).sorted(by: { $0.key < $1.key }) {
      let seconds = pairs.map { $0[1] }.joined(separator: " ")
      lines.append("    \"\(first) \"*) words=\"\(seconds)\" ;;")
    }
    return lines.joined(separator: "\n")
  }
}
