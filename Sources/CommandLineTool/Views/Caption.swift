import Language
import Merging
import Registry

/// What types, fields and roles are called on the screen.
///
/// In English it is the name that commands know, in other languages the label with that name.
enum Caption {
  /// The schema in the language of the command line.
  static var schema: Schema { schemas[Output.language] ?? .standard }
  private static let schemas = Dictionary(
    uniqueKeysWithValues: Language.allCases.map { ($0, Schema.standard.shown(in: $0)) })

  /// Returns what a type is called; one of a newer version has only its name.
  static func type(_ name: String) -> String {
    schema.codes.caption(schema[name]?.words, name)
  }

  /// Returns what a register of a type is called.
  static func field(_ name: String, of type: String) -> String {
    guard name != Operation.voidRegister else { return Output.said(Phrase("void")) }
    return (try? schema[type]?.known(name))?.caption ?? name
  }
}

extension Output {
  /// Returns what roles are called, sorted by their names.
  static func roles(_ roles: some Sequence<Role>) -> String {
    roles.sorted { $0.name < $1.name }.map { safe($0.words[language]) }.joined(separator: ", ")
  }
}

extension Role {
  /// What it is called: the name that commands know, and in other languages a word before it.
  var words: Words {
    switch self {
    case .clerk: Words("clerk", uk: "діловод (clerk)", de: "Sachbearbeitung (clerk)")
    case .officer: Words("officer", uk: "відповідальний (officer)", de: "Leitung (officer)")
    case .auditor: Words("auditor", uk: "аудитор (auditor)", de: "Prüfung (auditor)")
    case .centre: Words("centre", uk: "центр (centre)", de: "Zentrale (centre)")
    case .unknown(let name): Words(name, uk: name, de: name)
    }
  }
}
