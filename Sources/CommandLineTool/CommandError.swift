import Bundles
import Files
import FolderExchange
import LocalStore
import Merging
import Registry
import Reports
import SyncEngine
import Wire

/// Why a command failed.
enum CommandError: Error, Hashable, Sendable {
  /// The command line; says what is wrong with it.
  case usage(String)
  /// No device, or more than one, is known by these digits.
  case device(String)
  /// No segment, or more than one, is set aside under these digits.
  case segment(String)
  /// A report cannot be written in a format.
  case report(ReportsError)
  /// The engine.
  case engine(EngineError)

  /// One clear line.
  var message: String {
    switch self {
    case .usage(let text): text
    case .device(let text): "no device, or more than one, is known as '\(text)'"
    case .segment(let text): "no segment, or more than one, is set aside as '\(text)'"
    case .report(let error): error.description
    case .engine(let error): error.description
    }
  }

  /// What the person can do, where there is something.
  var hint: String? {
    switch self {
    case .usage: "'pobratym --help' lists the commands, 'pobratym COMMAND --help' its options"
    case .device: "'pobratym status' shows the devices; give at least four of their digits"
    case .segment: "'pobratym quarantine list' shows them; give at least four digits"
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
  var hint: String? {
    switch self {
    case .noHome: "make one with 'pobratym init', or name another with --home"
    case .homeExists: "use it as it is, or name another with --home"
    case .identityDamaged, .identityMissing:
      "put identity.json back from a copy of the home; without it the laptop is a new device, and a"
        + " centre reads its backup with 'pobratym bundle read FILE'"
    case .identityLost:
      "make a new laptop with 'pobratym init', ask for its admission, and have a centre read the"
        + " backup with 'pobratym bundle read FILE'"
    case .locked: "type it at a terminal, or give it with --passphrase-fd N before the command"
    case .wrongPassphrase: "nothing was changed; mind the keyboard's layout and try again"
    case .passphrase: "nothing was changed"
    case .passphraseMemory: "close other programs and try again"
    case .rootKeys: "keep a copy of its identity.json, locked with 'pobratym passphrase', elsewhere"
    case .profile(let name): Self.profileHint(name)
    case .networks(_, 0): "ask the centre for the network's id and give it with --network"
    case .networks: "give the one that is yours with --network"
    case .entry(let error), .line(_, let error): error.hint
    case .table: "save the table again as CSV (comma-separated, UTF-8) or as .tsv"
    case .encoding:
      "name how it was saved: --encoding utf-8, windows-1251 or windows-1252"
    case .spreadsheet: nil
    case .noHeadingRow: "count from the first line of the file; empty rows count"
    case .noColumn(_, let suggestion), .noField(_, let suggestion):
      suggestion.map { "did you mean '\($0)'?" }
    case .noWords: "give letters or digits: pobratym find generator"
    case .filter(let title, _): "'pobratym remove \"\(title)\" where=…' takes it out"
    case .notFound: "'pobratym list' shows the records with their ids"
    case .ambiguous: "give more digits of the id"
    case .withdrawn: "'pobratym reinstate RECORD --why …' brings it back"
    case .notWithdrawn: nil
    case .step(_, _, let next):
      (next.isEmpty ? "" : "what can follow is \(next); ") + "to correct a mistake, say --why"
    case .noViolation: "'pobratym violations' shows them with their digits"
    case .notASet: "'pobratym set RECORD FIELD=VALUE' changes a field that holds one value"
    case .noElement: "'pobratym show RECORD' shows what is there"
    case .noConflict: "'pobratym conflicts' lists what is in conflict"
    case .conflictChanged: "look at it again with 'pobratym conflicts RECORD', then decide"
    case .noAlternative: "'pobratym conflicts RECORD' numbers the values"
    case .joining(.through): "'pobratym story RECORD' shows all that are joined"
    case .joining: nil
    case .reason: "say why with --why \"…\""
    case .notPermitted([]):
      "ask the centre to admit it; 'pobratym admit request FILE' asks for that"
    case .notPermitted: "ask somebody whose role permits it; 'pobratym members' shows who that is"
    case .retired: "ask the centre; 'pobratym init' with another --home makes a new laptop"
    case .role: "the roles are \(Role.known.map(\.name).joined(separator: ", "))"
    case .seniority: "'pobratym members' shows the centres and who admitted them"
    case .notAMember: "'pobratym members' shows those that do"
    case .fingerprint: "somebody may have put another request in its place; ask for it again"
    case .request: "ask the laptop's person for the file again"
    case .tooManyReaders: "retire the laptops that are not used any more"
    case .defective:
      "let its device send it again; 'pobratym quarantine drop' throws this away"
    case .dropped: "let its device send it again"
    case .tooManyHeads: "take some of the values out first"
    case .attachment(_, .tooLarge): "make it smaller, or split it"
    case .attachment(_, .several): "give more digits"
    case .attachment(_, .awaited): "sync with somebody who has it"
    case .attachment(_, .erased): "'pobratym history RECORD' shows who erased it, and why"
    case .attachment(_, .unknown): "'pobratym attachments' lists them"
    case .file(let error): error.hint
    case .folder(.missing): "plug the stick in, or mount the share, and try again"
    case .folder(.readOnly): "unlock the stick, or ask for permission to write"
    case .folder(.full): "make room, or use another stick; nothing is lost"
    case .folder(.file(let error)): error.hint
    case .folder(.damaged): "wait until it is copied, or copy it again"
    case .folder: nil
    case .bundle(_, let error): error.hint
    case .store(let error): error.hint
    }
  }

  private static func profileHint(_ name: String) -> String {
    name == "office"
      ? "--office takes a KATOTTG code of UA and 17 digits, or country and name: DE/Duisburg"
      : "give it with --\(name) TEXT, at most 200 bytes"
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
  var hint: String? {
    switch problem {
    case .locked: "wait until the other command has ended"
    case .tooLarge: nil
    case .exists: "give another name, or move the file away"
    case .damaged: "the stick or disk may be failing: use another one"
    default: nil
    }
  }
}

extension BundleError {
  var hint: String? {
    switch stage {
    case "version": "install the newer version of Pobratym, then read the file again"
    case "key": "it is sealed to others; pass it on to them"
    case "network": "this laptop belongs to another network; give the file to one of its own"
    default: "nothing was taken in; ask the sender for the file again"
    }
  }
}

extension StoreError {
  var hint: String? {
    switch self {
    case .newerStore: "install the newer version of Pobratym"
    case .draftTooLarge: "enter long texts or many fields in several steps"
    case .notAStore: "name the right home with --home"
    case .notOurs:
      "name the right home with --home, or put this laptop's own store back; 'pobratym restore"
        + " FILE' makes it anew and keeps this one beside"
    case .damaged: "'pobratym doctor' looks at everything that is kept"
    case .database:
      switch cause {
      case .full: "the disk that holds the home is full: make room, then do the step again"
      case .forbidden: "the home's files must be yours to read and write"
      case .inUse: "another program has the store open; close it"
      case .failing: "the disk that holds the home may be failing: copy the home away"
      case .notADatabase:
        "'pobratym restore FILE' makes the store anew from a backup, or from a bundle of all there"
          + " is; the damaged one is kept beside"
      case .other: "'pobratym doctor' looks at everything that is kept"
      }
    }
  }
}
