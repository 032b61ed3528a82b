import Language
import Merging
import Registry

/// What `--help` shows, made from the same table that runs the commands.
enum Help {
  static func nearest(_ word: String, _ words: [String]) -> String? {
    Suggestion.nearest(to: word, in: words)
  }

  static func overview(topic: String) {
    if let command = Pobratym.commands.first(where: { $0.name == topic }) {
      return show(command, arguments: [])
    }
    let width = Pobratym.commands.map(\.name.count).max() ?? 0
    Output.lines(
      [
        "Pobratym keeps the records of municipal partnerships and of the aid that flows through",
        "them, on laptops that are offline for days or weeks.", "",
        "  pobratym [--home DIR] [--passphrase-fd N] COMMAND …", "",
      ]
        + Pobratym.commands.map { "  \(padded($0.name, width))  \($0.summary)" } + [
          "", "The home is --home, else $POBRATYM_HOME, else ~/.local/share/pobratym.",
          "Where a passphrase locks its keys it is asked for, or the next line of descriptor N.",
          "'pobratym COMMAND --help' shows a command's options. Exit codes:", "",
        ] + ExitCode.allCases.map { "  \(padded(String($0.rawValue), 2))  \($0.meaning)" })
  }

  static func show(_ command: Command, arguments: [String]) {
    var lines = ["  pobratym \(command.name) \(command.usage)", "", command.summary]
    if !command.details.isEmpty { lines += ["", command.details] }
    if !command.options.isEmpty {
      let names = command.options.map { $0.name + ($0.value.map { " " + $0 } ?? "") }
      let width = names.map(\.count).max() ?? 0
      lines += [""] + zip(names, command.options).map { "  \(padded($0, width))  \($1.help)" }
    }
    if command.name == "new" { lines += [""] + schema(arguments.first) }
    Output.lines(lines)
  }

  /// The types or, for one of them, its fields.
  private static func schema(_ name: String?) -> [String] {
    guard let type = name.flatMap({ Schema.standard[$0] }) else {
      let width = Schema.standard.types.map(\.name.count).max() ?? 0
      return ["Types:", ""]
        + Schema.standard.types.map { "  \(padded($0.name, width))  \($0.help.en)" }
        + ["", "'pobratym new TYPE --help' lists a type's fields."]
    }
    let fields = type.fields + type.personal
    let width = fields.map(\.name.count).max() ?? 0
    return ["Fields of '\(type.name)' (* must be given):", ""]
      + fields.flatMap { field -> [String] in
        let mark = field.isRequired ? "*" : " "
        let line = "  \(mark) \(padded(field.name, width))  \(field.help)\(note(field))"
        guard let terms = field.vocabulary?.terms, !terms.isEmpty else { return [line] }
        let codes = terms.prefix(24).map(\.code).joined(separator: ", ")
        return [line, "      " + codes + (terms.count > 24 ? " …" : "")]
      }
  }

  private static func note(_ field: Field) -> String {
    field.rule == .set ? " (a set: values separated by commas)" : ""
  }

  static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
