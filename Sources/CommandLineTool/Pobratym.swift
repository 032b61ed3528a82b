import Files
import Language
import SyncEngine

/// The command line: reads the words, runs the command, reports what went wrong.
public enum Pobratym {
  /// The program's version.
  public static let version = "0.1.0"

  static let commands =
    identityCommands + memberCommands + recordCommands + checklistCommands + tableCommands
    + findingCommands + decisionCommands + violationCommands + doubleCommands + exchangeCommands
    + bundleCommands + attachmentCommands + reportCommands + reportingCommands
    + safekeepingCommands + upkeepCommands

  /// Runs the process's command line and ends the process with the exit code.
  public static func main() -> Never {
    Standard.reserve()
    Standard.exit(run(Array(CommandLine.arguments.dropFirst())))
  }

  /// Runs one command line, the program's name left out, and returns the exit code.
  public static func run(_ words: [String]) -> Int32 {
    var words = words[...]
    var globals = Globals()
    let taken = Result { () throws(CommandError) in try globals.take(&words) }
    return Output.$language.withValue(globals.language) {
      do throws(CommandError) {
        try taken.get()
        let code = try execute(words, globals)
        // A list that did not fit on a full disk must not look like a whole one.
        if let problem = Output.problem { throw .engine(.file(problem)) }
        return code.rawValue
      } catch {
        Output.failure(error.message, hint: error.hint)
        return error.exitCode.rawValue
      }
    }
  }

  private static func execute(
    _ words: ArraySlice<String>, _ globals: Globals
  ) throws(CommandError) -> ExitCode {
    var words = words
    guard let first = words.first, first != "--help", first != "help" else {
      Help.overview(topic: words.dropFirst().joined(separator: " "))
      return words.isEmpty ? .usage : .done
    }
    if first == "--version" {
      Output.line("pobratym \(version)")
      return .done
    }
    let command = try command(&words)
    if words.contains("--help") || words.contains("-h") {
      Help.show(command, arguments: words.filter { !$0.hasPrefix("-") })
      return .done
    }
    var invocation = try parse(words, for: command, home: globals.home)
    invocation.passphraseDescriptor = globals.passphraseDescriptor
    return try command.run(invocation)
  }

  /// Takes the one or two words that name a command.
  private static func command(_ words: inout ArraySlice<String>) throws(CommandError) -> Command {
    for count in [2, 1] {
      let name = words.prefix(count).joined(separator: " ")
      guard let command = commands.first(where: { $0.name == name }) else { continue }
      words = words.dropFirst(count)
      return command
    }
    let given = words.first ?? ""
    let names = commands.map(\.name)
    if names.contains(where: { $0.hasPrefix(given + " ") }) {
      let list = names.filter { $0.hasPrefix(given + " ") }.map { "'\($0)'" }
      let both = words.prefix(2).joined(separator: " ")
      guard let near = Help.nearest(both, names) else {
        throw .usage(
          Phrase("'\(given)' needs another word: \(list.joined(separator: ", "))"))
      }
      throw .usage(meaning(near, Phrase("there is no command '\(both)'")))
    }
    throw .usage(meaning(Help.nearest(given, names), Phrase("there is no command '\(given)'")))
  }

  static func parse(
    _ words: ArraySlice<String>, for command: Command, home: String
  ) throws(CommandError) -> Invocation {
    var arguments: [String] = []
    var options: [String: [String]] = [:]
    var rest = words
    var onlyArguments = false
    while let word = rest.popFirst() {
      if onlyArguments || !word.hasPrefix("--") {
        arguments.append(word)
      } else if word == "--" {
        onlyArguments = true
      } else {
        let (name, value) = try option(word, of: command, &rest)
        options[name, default: []].append(value)
      }
    }
    guard command.arguments.contains(arguments.count) else {
      throw .usage(Phrase("the form is: pobratym \(command.name) \(command.usage)"))
    }
    return Invocation(home: home, arguments: arguments, options: options)
  }

  private static func option(
    _ word: String, of command: Command, _ rest: inout ArraySlice<String>
  ) throws(CommandError) -> (name: String, value: String) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let option = command.options.first(where: { $0.name == name }) else {
      guard !Globals.names.contains(name) else {
        throw .usage(Phrase("\(name) comes before the command"))
      }
      let names = command.options.map(\.name)
      throw .usage(
        meaning(
          Help.nearest(name, names), Phrase("'\(command.name)' has no option \(name)")))
    }
    guard option.value != nil else {
      guard parts.count == 1 else { throw .usage(Phrase("\(name) takes no value")) }
      return (name, "")
    }
    if parts.count == 2 { return (name, String(parts[1])) }
    guard let value = rest.popFirst() else { throw .usage(Phrase("\(name) needs a value")) }
    return (name, value)
  }

  /// Adds what was probably meant, where there is such.
  private static func meaning(_ word: String?, _ problem: Phrase) -> Phrase {
    word.map { Phrase("\(problem); did you mean '\($0)'?") } ?? problem
  }
}
