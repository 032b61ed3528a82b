import Files
import Language
import SyncEngine

/// One command: its help, its completion and what it does stand in one place.
struct Command: Sendable {
  /// The words that name it, such as `bundle write`.
  let name: String
  /// What follows the name, as help shows it.
  let usage: String
  /// What it does, in a few words.
  let summary: Phrase
  /// More for its own help.
  let details: Phrase?
  /// How many arguments it takes.
  let arguments: ClosedRange<Int>
  /// The options it takes.
  let options: [Option]
  /// Runs it and returns the exit code.
  let run: @Sendable (Invocation) throws(CommandError) -> ExitCode

  init(
    _ name: String, _ usage: String = "", _ summary: Phrase, details: Phrase? = nil,
    arguments: ClosedRange<Int> = 0...0, options: [Option] = [],
    run: @escaping @Sendable (Invocation) throws(CommandError) -> ExitCode
  ) {
    self.name = name
    self.usage = usage
    self.summary = summary
    self.details = details
    self.arguments = arguments
    self.options = options
    self.run = run
  }
}

/// One option of a command.
struct Option: Hashable, Sendable {
  /// The name, with its two dashes.
  let name: String
  /// What its value is called; nil for a switch.
  let value: String?
  /// What it is for.
  let help: Phrase

  init(_ name: String, _ value: String? = nil, _ help: Phrase) {
    self.name = name
    self.value = value
    self.help = help
  }

  static let json = Option("--json", Phrase("print JSON, as Protocol/commands.md describes it"))
  static let dryRun = Option("--dry-run", Phrase("tell what would change, and change nothing"))
  static let why = Option("--why", "TEXT", Phrase("the reason"))

  private init(_ name: String, _ help: Phrase) {
    self.init(name, nil, help)
  }
}

/// A command line that has been read.
struct Invocation: Sendable {
  /// The home's path.
  let home: String
  /// The words that are not options.
  let arguments: [String]
  /// The options' values, in their order; a switch has an empty one.
  let options: [String: [String]]
  /// The open file whose next line is the passphrase; nil where a person is to be asked.
  var passphraseDescriptor: Int32?

  init(home: String, arguments: [String], options: [String: [String]]) {
    self.home = home
    self.arguments = arguments
    self.options = options
  }

  func has(_ option: String) -> Bool { options[option] != nil }
  func values(_ option: String) -> [String] { options[option] ?? [] }
  func value(_ option: String) -> String? { options[option]?.last }

  func need(_ option: String) throws(CommandError) -> String {
    guard let value = value(option) else { throw .usage(Phrase("\(option) is missing")) }
    return value
  }

  /// Reads an option's whole number; nil where it is not given.
  func number(_ option: String, in range: ClosedRange<Int>) throws(CommandError) -> Int? {
    guard let text = value(option) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw .usage(Phrase("\(option) takes a number"))
    }
    return number
  }

  /// How many records are to be shown at most.
  func limit() throws(CommandError) -> Int { try number("--limit", in: 0...(.max)) ?? .max }

  /// Opens the home.
  func engine() throws(CommandError) -> Engine {
    try failing { () throws(EngineError) in
      let engine = try Engine(home: home, passphrase: passphrase)
      engine.progress = ProgressLine().update
      // What programs read is the same in every language.
      engine.language = has("--json") || has("--csv") ? .english : Output.language
      engine.tellNewLife = { life in
        Output.warning(
          Phrase("\(life): a new life of the store has begun, and nothing is lost"))
      }
      return engine
    }
  }

  /// Gives the passphrase that unlocks the home's keys; asked only where one does.
  var passphrase: PassphraseSource {
    { [passphraseDescriptor] () throws(EngineError) in
      guard let passphraseDescriptor else {
        // Without a terminal there is nobody to ask.
        return try? Standard.readSecret(prompt: Output.said(Phrase("Passphrase:")) + " ")
      }
      return try secretLine(from: passphraseDescriptor)
    }
  }

  /// Reads `FIELD=VALUE` words.
  static func entries(_ words: [String]) throws(CommandError) -> [Entry] {
    var entries: [Entry] = []
    for word in words {
      guard let equals = word.firstIndex(of: "="), equals > word.startIndex else {
        throw .usage(Phrase("'\(word)' is not FIELD=VALUE"))
      }
      entries.append(Entry(String(word[..<equals]), String(word[word.index(after: equals)...])))
    }
    return entries
  }
}

/// Reads a passphrase from a descriptor.
func secretLine(from descriptor: Int32) throws(EngineError) -> [UInt8] {
  do throws(FileError) { return try Standard.readSecretLine(from: descriptor) } catch {
    throw .file(error)
  }
}

/// Runs a step of the engine and wraps its error.
@discardableResult
func failing<T>(_ step: () throws(EngineError) -> T) throws(CommandError) -> T {
  do throws(EngineError) { return try step() } catch { throw .engine(error) }
}
