import Language

/// What the program's exit code says; `Protocol/commands.md` has the same table.
public enum ExitCode: Int32, CaseIterable, Sendable {
  /// All was done.
  case done = 0
  /// Something that should not happen.
  case unexpected = 1
  /// The command line cannot be understood.
  case usage = 2
  /// What was entered does not fit; nothing was recorded.
  case entry = 3
  /// The record, field, conflict or value that was named is not there.
  case notFound = 4
  /// A file or folder cannot be read or written.
  case file = 5
  /// A file is not a whole, unchanged, rightly signed bundle; nothing of it was taken in.
  case badBundle = 6
  /// The bundle is another network's; nothing of it was taken in.
  case wrongNetwork = 7
  /// A newer version wrote the bundle or the store.
  case newerFormat = 8
  /// The home cannot be used: not one, in use, or damaged.
  case home = 9
  /// Done, but some files or segments were skipped or set aside; standard error names them.
  case incomplete = 10
  /// States that must be equal are not, or a check-up found something wrong.
  case alarm = 11
  /// This laptop's role does not permit it, it is not admitted, or its passphrase was not given;
  /// nothing was recorded.
  case notPermitted = 12

  /// What it means, in a few words.
  var meaning: Phrase {
    switch self {
    case .done: Phrase("all was done")
    case .unexpected: Phrase("something that should not happen")
    case .usage: Phrase("the command line cannot be understood")
    case .entry: Phrase("what was entered does not fit; nothing was recorded")
    case .notFound: Phrase("the record, field, conflict or value that was named is not there")
    case .file: Phrase("a file or folder cannot be read or written")
    case .badBundle: Phrase("a file is not a whole, unchanged, rightly signed bundle")
    case .wrongNetwork: Phrase("the bundle is another network's")
    case .newerFormat: Phrase("a newer version wrote the bundle or the store")
    case .home: Phrase("the home cannot be used: not one, in use, or damaged")
    case .incomplete: Phrase("done, but some files or segments were skipped or set aside")
    case .alarm: Phrase("states that must be equal are not, or a check-up found something wrong")
    case .notPermitted:
      Phrase(
        "this laptop's role does not permit it, it is not admitted, or its passphrase was not given"
      )
    }
  }
}
