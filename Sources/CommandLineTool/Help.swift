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
    let about = Phrase(
      """
      Pobratym keeps the records of municipal partnerships and of the aid that flows through \
      them, on laptops that are offline for days or weeks.
      """)
    let notes = [
      Phrase("The home is --home, else $POBRATYM_HOME, else ~/.local/share/pobratym."),
      Phrase("The language is --lang, one of uk, en and de, else that of the system."),
      Phrase(
        "Where a passphrase locks its keys it is asked for, or the next line of descriptor N."),
      Phrase("'pobratym COMMAND --help' shows a command's options."),
    ]
    Output.lines(
      wrapped(about) + [
        "", "  pobratym [--home DIR] [--lang LANG] [--passphrase-fd N] COMMAND …", "",
      ]
        + table(Pobratym.commands.map { ($0.name, $0.summary) }) + [""] + notes.flatMap(wrapped)
        + ["", Output.said(Phrase("Exit codes:")), ""]
        + table(ExitCode.allCases.map { (String($0.rawValue), $0.meaning) }))
  }

  static func show(_ command: Command, arguments: [String]) {
    var lines = ["  pobratym \(command.name) \(command.usage)", ""] + wrapped(command.summary)
    if let details = command.details { lines += [""] + wrapped(details) }
    if !command.options.isEmpty {
      lines += [""]
      lines += table(
        command.options.map { ($0.name + ($0.value.map { " " + $0 } ?? ""), $0.help) })
    }
    if command.name == "new" { lines += [""] + schema(arguments.first) }
    if command.name == "violations" {
      lines += [""] + Rule.all.flatMap { ["  " + $0.name, "      " + $0.words[Output.language]] }
    }
    Output.lines(lines)
  }

  /// Lines with a word each and, in a second column, what it is.
  private static func table(_ rows: [(word: String, text: Phrase)]) -> [String] {
    let width = rows.map(\.word.count).max() ?? 0
    return rows.map { "  \(padded($0.word, width))  \(Output.said($0.text))" }
  }

  /// Lines of at most 90 characters, where words are not longer.
  static func wrapped(_ phrase: Phrase) -> [String] {
    var lines: [String] = []
    for word in Output.said(phrase).split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= 90 {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  /// The types or, for one of them, its fields.
  private static func schema(_ name: String?) -> [String] {
    let schema = Schema.standard.shown(in: Output.language)
    guard let type = name.flatMap({ schema[$0] }) else {
      let width = schema.types.map(\.name.count).max() ?? 0
      return [Output.said(Phrase("Types:")), ""]
        + schema.types.map { "  \(padded($0.name, width))  \($0.help[Output.language])" }
        + ["", Output.said(Phrase("'pobratym new TYPE --help' lists a type's fields."))]
    }
    let fields = type.fields + type.personal
    let width = fields.map(\.name.count).max() ?? 0
    return [Output.said(Phrase("Fields of '\(type.name)' (* must be given):")), ""]
      + fields.flatMap { field -> [String] in
        let mark = field.isRequired ? "*" : " "
        let line = "  \(mark) \(padded(field.name, width))  \(field.help)\(note(field))"
        guard let terms = field.vocabulary?.terms, !terms.isEmpty else { return [line] }
        let codes = terms.prefix(24).map(\.code).joined(separator: ", ")
        return [line, "      " + codes + (terms.count > 24 ? " …" : "")]
      }
  }

  private static func note(_ field: Field) -> String {
    field.rule == .set ? " " + Output.said(Phrase("(a set: values separated by commas)")) : ""
  }

  static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
