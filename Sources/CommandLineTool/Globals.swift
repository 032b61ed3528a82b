import Files
import Language

/// The options that come before the command.
struct Globals: Hashable, Sendable {
  /// Their names.
  static let names = ["--home", "--lang", "--passphrase-fd"]

  /// The home's path.
  private(set) var home = usualHome
  /// The language in which the command line is answered.
  private(set) var language = Language.chosen(environment: Environment.value)
  /// The open file whose next line is the passphrase; nil where a person is to be asked.
  private(set) var passphraseDescriptor: Int32?

  /// Takes the options that the words begin with.
  mutating func take(_ words: inout ArraySlice<String>) throws(CommandError) {
    while let name = words.first, Self.names.contains(name) {
      words = words.dropFirst()
      let value = words.popFirst() ?? ""
      switch name {
      case "--home":
        guard !value.isEmpty else { throw .usage(Phrase("--home needs a folder")) }
        home = value
      case "--lang":
        guard let known = Language(locale: value) else {
          throw .usage(Phrase("--lang takes a language: uk, en or de"))
        }
        language = known
      default:
        guard !value.isEmpty else { throw .usage(Phrase("\(name) needs a descriptor's number")) }
        passphraseDescriptor = try Self.descriptor(value, of: name)
      }
    }
  }

  /// Reads the number of an open file from which a passphrase is to be read.
  static func descriptor(_ text: String, of option: String) throws(CommandError) -> Int32 {
    guard let number = Int32(text), number >= 0 else {
      throw .usage(Phrase("\(option) takes the number of an open descriptor"))
    }
    return number
  }

  private static var usualHome: String {
    if let path = Environment.value("POBRATYM_HOME") { return path }
    let data =
      Environment.value("XDG_DATA_HOME")
      ?? Path.join(Environment.value("HOME") ?? ".", ".local/share")
    return Path.join(data, "pobratym")
  }
}
