import Bundles
import Files
import FolderExchange
import Language
import LocalStore
import Merging
import Registry
import Reports
import SyncEngine
import Wire

/// Why a command failed.
enum CommandError: Error, Hashable, Sendable {
  /// The command line; says what is wrong with it.
  case usage(Phrase)
  /// No device, or more than one, is known by these digits.
  case device(String)
  /// No segment, or more than one, is set aside under these digits.
  case segment(String)
  /// A report cannot be written in a format.
  case report(ReportsError)
  /// The engine.
  case engine(EngineError)

  /// One clear line.
  var message: Phrase {
    switch self {
    case .usage(let text): text
    case .device(let text): Phrase("no device, or more than one, is known as '\(text)'")
    case .segment(let text): Phrase("no segment, or more than one, is set aside as '\(text)'")
    case .report(let error): error.phrase
    case .engine(let error): error.phrase
    }
  }

  /// What the person can do, where there is something.
  var hint: Phrase? {
    switch self {
    case .usage:
      Phrase("'pobratym --help' lists the commands, 'pobratym COMMAND --help' its options")
    case .device: Phrase("'pobratym status' shows the devices; give at least four of their digits")
    case .segment: Phrase("'pobratym quarantine list' shows them; give at least four digits")
    case .report: nil
    case .engine(let error): error.hint
    }
  }

  /// The exit code.
  var exitCode: ExitCode {
    switch self {
    case .usage: .usage
    case .device, .segment: .notFound
    case .report: .entry
    case .engine(let error): error.exitCode
    }
  }
}

extension EngineError {
  var hint: Phrase? {
    switch self {
    case .noHome: Phrase("make one with 'pobratym init', or name another with --home")
    case .homeExists: Phrase("use it as it is, or name another with --home")
    case .identityDamaged, .identityMissing:
      Phrase(
        """
        put identity.json back from a copy of the home; without it the laptop is a new device, and \
        a centre reads its backup with 'pobratym bundle read FILE'
        """)
    case .identityLost:
      Phrase(
        """
        make a new laptop with 'pobratym init', ask for its admission, and have a centre read the \
        backup with 'pobratym bundle read FILE'
        """)
    case .locked:
      Phrase("type it at a terminal, or give it with --passphrase-fd N before the command")
    case .wrongPassphrase: Phrase("nothing was changed; mind the keyboard's layout and try again")
    case .passphrase: Phrase("nothing was changed")
    case .passphraseMemory: Phrase("close other programs and try again")
    case .rootKeys:
      Phrase("keep a copy of its identity.json, locked with 'pobratym passphrase', elsewhere")
    case .profile(let name): Self.profileHint(name)
    case .networks(_, 0): Phrase("ask the centre for the network's id and give it with --network")
    case .networks: Phrase("give the one that is yours with --network")
    case .entry(let error), .line(_, let error): error.hint
    case .step(_, _, ""): Phrase("to correct a mistake, say why with --why \"…\"")
    case .step(_, _, let next):
      Phrase("what can follow is \(next); to correct a mistake, say why with --why \"…\"")
    case .noViolation: Phrase("'pobratym violations' shows them with their digits")
    case .table: Phrase("save the table again as CSV (comma-separated, UTF-8) or as .tsv")
    case .encoding:
      Phrase("name how it was saved: --encoding utf-8, windows-1251 or windows-1252")
    case .spreadsheet: nil
    case .noHeadingRow: Phrase("count from the first line of the file; empty rows count")
    case .noWords: Phrase("give letters or digits: pobratym find generator")
    case .filter(let title, _):
      Phrase("'pobratym remove \"\(title)\" where=…' takes it out")
    case .joining(.through): Phrase("'pobratym story RECORD' shows all that are joined")
    case .joining: nil
    case .noColumn(_, let suggestion), .noField(_, let suggestion):
      suggestion.map { Phrase("did you mean '\($0)'?") }
    case .notFound: Phrase("'pobratym list' shows the records with their ids")
    case .ambiguous: Phrase("give more digits of the id")
    case .withdrawn: Phrase("'pobratym reinstate RECORD --why …' brings it back")
    case .notWithdrawn: nil
    case .notASet: Phrase("'pobratym set RECORD FIELD=VALUE' changes a field that holds one value")
    case .noElement: Phrase("'pobratym show RECORD' shows what is there")
    case .noConflict: Phrase("'pobratym conflicts' lists what is in conflict")
    case .conflictChanged: Phrase("look at it again with 'pobratym conflicts RECORD', then decide")
    case .noAlternative: Phrase("'pobratym conflicts RECORD' numbers the values")
    case .reason: Phrase("say why with --why \"…\"")
    case .notPermitted([]):
      Phrase("ask the centre to admit it; 'pobratym admit request FILE' asks for that")
    case .notPermitted:
      Phrase("ask somebody whose role permits it; 'pobratym members' shows who that is")
    case .retired: Phrase("ask the centre; 'pobratym init' with another --home makes a new laptop")
    case .role: Phrase("the roles are \(Role.known.map(\.name).joined(separator: ", "))")
    case .seniority: Phrase("'pobratym members' shows the centres and who admitted them")
    case .notAMember: Phrase("'pobratym members' shows those that do")
    case .fingerprint:
      Phrase("somebody may have put another request in its place; ask for it again")
    case .request: Phrase("ask the laptop's person for the file again")
    case .tooManyReaders: Phrase("retire the laptops that are not used any more")
    case .defective:
      Phrase("let its device send it again; 'pobratym quarantine drop' throws this away")
    case .dropped: Phrase("let its device send it again")
    case .tooManyHeads: Phrase("take some of the values out first")
    case .attachment(_, .tooLarge): Phrase("make it smaller, or split it")
    case .attachment(_, .several): Phrase("give more digits")
    case .attachment(_, .awaited): Phrase("sync with somebody who has it")
    case .attachment(_, .erased): Phrase("'pobratym history RECORD' shows who erased it, and why")
    case .attachment(_, .unknown): Phrase("'pobratym attachments' lists them")
    case .file(let error): error.hint
    case .folder(.missing): Phrase("plug the stick in, or mount the share, and try again")
    case .folder(.readOnly): Phrase("unlock the stick, or ask for permission to write")
    case .folder(.full): Phrase("make room, or use another stick; nothing is lost")
    case .folder(.file(let error)): error.hint
    case .folder(.damaged): Phrase("wait until it is copied, or copy it again")
    case .folder: nil
    case .bundle(_, let error): error.hint
    case .store(let error): error.hint
    }
  }

  private static func profileHint(_ name: String) -> Phrase {
    name == "office"
      ? Phrase(
        "--office takes a KATOTTG code of UA and 17 digits, or country and name: DE/Duisburg")
      : Phrase("give it with --\(name) TEXT, at most \(count: Limits.authorBytes, "byte", "bytes")")
  }

  var exitCode: ExitCode {
    switch self {
    case .noHome, .homeExists, .identityDamaged, .identityMissing, .identityLost,
      .passphraseMemory:
      .home
    case .notPermitted, .retired, .seniority, .locked, .wrongPassphrase, .rootKeys: .notPermitted
    case .passphrase: .entry
    case .notAMember: .notFound
    case .fingerprint: .notPermitted
    case .request(_, .newerFormat): .newerFormat
    case .request(_, .wrongNetwork): .wrongNetwork
    case .request: .badBundle
    case .role, .profile, .entry, .step, .line, .table, .encoding, .spreadsheet, .noHeadingRow,
      .noColumn, .noField, .notASet, .reason, .tooManyHeads, .joining, .noWords, .filter:
      .entry
    case .attachment(_, .tooLarge): .entry
    case .networks, .attachment, .noViolation, .notFound, .ambiguous, .withdrawn, .notWithdrawn,
      .noElement,
      .noConflict, .conflictChanged, .noAlternative, .dropped, .defective,
      .tooManyReaders:
      .notFound
    case .file(let error): error.problem == .locked ? .home : .file
    case .folder(.damaged): .badBundle
    case .folder: .file
    case .bundle(_, let error):
      switch error.stage {
      case "version": .newerFormat
      case "network": .wrongNetwork
      case "key": .notPermitted
      default: .badBundle
      }
    case .store(.newerStore): .newerFormat
    case .store(.draftTooLarge): .entry
    case .store: .home
    }
  }
}

extension FileError {
  var hint: Phrase? {
    switch problem {
    case .locked: Phrase("wait until the other command has ended")
    case .tooLarge: nil
    case .exists: Phrase("give another name, or move the file away")
    case .damaged: Phrase("the stick or disk may be failing: use another one")
    default: nil
    }
  }
}

extension BundleError {
  var hint: Phrase? {
    switch stage {
    case "version": Phrase("install the newer version of Pobratym, then read the file again")
    case "key": Phrase("it is sealed to others; pass it on to them")
    case "network":
      Phrase("this laptop belongs to another network; give the file to one of its own")
    default: Phrase("nothing was taken in; ask the sender for the file again")
    }
  }
}

extension StoreError {
  var hint: Phrase? {
    switch self {
    case .newerStore: Phrase("install the newer version of Pobratym")
    case .draftTooLarge: Phrase("enter long texts or many fields in several steps")
    case .notAStore: Phrase("name the right home with --home")
    case .notOurs:
      Phrase(
        """
        name the right home with --home, or put this laptop's own store back; 'pobratym restore \
        FILE' makes it anew and keeps this one beside
        """)
    case .damaged: Phrase("'pobratym doctor' looks at everything that is kept")
    case .database:
      switch cause {
      case .full: Phrase("the disk that holds the home is full: make room, then do the step again")
      case .forbidden: Phrase("the home's files must be yours to read and write")
      case .inUse: Phrase("another program has the store open; close it")
      case .failing: Phrase("the disk that holds the home may be failing: copy the home away")
      case .notADatabase:
        Phrase(
          """
          'pobratym restore FILE' makes the store anew from a backup, or from a bundle of all \
          there is; the damaged one is kept beside
          """)
      case .other: Phrase("'pobratym doctor' looks at everything that is kept")
      }
    }
  }
}
