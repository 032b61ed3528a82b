public import Bundles
public import Files
public import FolderExchange
public import Language
public import LocalStore
public import Merging
public import Registry
public import Sodium
public import Spreadsheet
public import Wire

/// Why the engine could not do what was asked; nothing of it has then been done.
public enum EngineError: Error, Hashable, Sendable {
  /// There is no home at the path.
  case noHome(String)
  /// There is a home at the path already.
  case homeExists(String)
  /// The identity's file is not one.
  case identityDamaged
  /// There is a store with records, but no identity beside it.
  case identityMissing(String)
  /// There is no identity at the path, without which no backup can be taken back there.
  case identityLost(String)
  /// The identity is locked, and no passphrase was given.
  case locked
  /// The passphrase is not the one that locks the identity.
  case wrongPassphrase
  /// A new passphrase that cannot be used; says why.
  case passphrase(Phrase)
  /// The machine has not the memory to work a passphrase out.
  case passphraseMemory(PassphraseMemoryError)
  /// The network is named after this device's key, which so cannot be renewed.
  case rootKeys
  /// An office, label or person that cannot be used.
  case profile(String)
  /// No network, or several, at a folder from which one was to be joined.
  case networks(folder: String, count: Int)
  /// What a person entered does not fit.
  case entry(RegistryError)
  /// A step that a lifecycle does not allow; what is allowed.
  case step(from: String, to: String, next: String)
  /// No violation, or more than one, is known by these digits.
  case noViolation(String)
  /// What stands in a line of an imported file does not fit.
  case line(Int, RegistryError)
  /// A file to import is not a table.
  case table(CSVError)
  /// A file to import is not in the encoding that was named or guessed.
  case encoding(EncodingError)
  /// A file to import is not a spreadsheet that can be read, or one cannot be written.
  case spreadsheet(SpreadsheetError)
  /// A file to import has no row of this number for its headings.
  case noHeadingRow(Int)
  /// A file to import has no column of this name.
  case noColumn(String, suggestion: String?)
  /// No type has a field of this name.
  case noField(String, suggestion: String?)
  /// A text to be found has no word in it.
  case noWords
  /// A saved filter has a condition that is not `FIELD=VALUE`.
  case filter(String, String)
  /// No record, or no record of a type, answers to the text.
  case notFound(String, type: String?)
  /// Several records answer to the text.
  case ambiguous(String, ids: [String])
  /// The record is withdrawn, so that it cannot be edited.
  case withdrawn(String)
  /// The record is not withdrawn.
  case notWithdrawn(String)
  /// The field does not hold a set, so that nothing can be added or removed.
  case notASet(String)
  /// The set has no such element.
  case noElement(field: String, String)
  /// The field is not in conflict.
  case noConflict(String)
  /// The conflict is not the one that the person saw.
  case conflictChanged(String)
  /// There is no alternative of this number.
  case noAlternative(Int, count: Int)
  /// Two records that cannot be joined, or not be separated.
  case joining(JoiningProblem)
  /// A step that needs a reason has none, or one that is too long.
  case reason(limitBytes: Int)
  /// This device's roles do not permit it.
  case notPermitted(Set<Role>)
  /// This device was retired: what it would record counts nowhere.
  case retired
  /// A role that cannot be given.
  case role(String)
  /// A device that does not take part.
  case notAMember(DeviceID)
  /// A file that is not a request for admission to this network.
  case request(String, RequestError)
  /// The digits that a person typed are not the request's; names those.
  case fingerprint(String)
  /// Only a centre of a lower level may do this to a centre.
  case seniority
  /// More laptops take part than one bundle can be sealed to.
  case tooManyReaders(Int)
  /// The segment is not what its device signed, so that nobody can let it count.
  case defective
  /// The content of the segment was dropped here.
  case dropped
  /// More heads than one operation may name.
  case tooManyHeads(Int)
  /// An attachment that cannot be had, by its digits or path.
  case attachment(String, AttachmentProblem)
  /// A file or folder.
  case file(FileError)
  /// A shared folder.
  case folder(FolderError)
  /// A file that is not a bundle that may be merged.
  case bundle(path: String, BundleError)
  /// The store.
  case store(StoreError)
}

extension EngineError: Spoken {
  /// One clear line.
  public var phrase: Phrase {
    switch self {
    case .noHome(let path): Phrase("\(path) is not a home of Pobratym")
    case .homeExists(let path): Phrase("\(path) is a home of Pobratym already")
    case .identityDamaged: Phrase("the file identity.json is damaged")
    case .identityMissing(let path): Phrase("\(path) has a store, but no identity.json beside it")
    case .identityLost(let path):
      Phrase("\(path) has no identity.json, without which no backup can be opened there")
    case .locked: Phrase("the keys in identity.json are locked, and no passphrase was given")
    case .wrongPassphrase: Phrase("the passphrase is not the one that locks identity.json")
    case .passphrase(let problem): problem
    case .passphraseMemory(let error):
      Phrase(
        """
        there are no \(error.memoryKibibytes / 1_024) MiB of memory free to work the passphrase out
        """)
    case .rootKeys: Phrase("the network is named after this laptop's key, which cannot be renewed")
    case .profile(let name): Phrase("'\(name)' is missing or not as it must be")
    case .networks(let folder, 0): Phrase("no network has left anything in \(folder)")
    case .networks(let folder, let count):
      Phrase("\(count: count, "network uses", "networks use") \(folder)")
    case .entry(let error): error.phrase
    case .step(let from, let to, _): Phrase("no step leads from '\(from)' to '\(to)'")
    case .noViolation(let token):
      Phrase("no violation, or more than one, is known as '\(token)'")
    case .line(let number, let error): Phrase("line \(number): \(error)")
    case .table(let error): error.phrase
    case .encoding(let error): error.phrase
    case .spreadsheet(let error): error.phrase
    case .noHeadingRow(let number): Phrase("the file has nothing in row \(number)")
    case .noWords: Phrase("there is no word to be found")
    case .filter(let title, let text):
      Phrase("the filter '\(title)' has '\(text)', not FIELD=VALUE")
    case .joining(let problem): problem.phrase
    case .noColumn(let name, _): Phrase("the file has no column '\(name)'")
    case .noField(let name, _): Phrase("no type has a field '\(name)'")
    case .notFound(let text, let type?): Phrase("there is no '\(type)' \(text)")
    case .notFound(let text, nil): Phrase("there is no record \(text)")
    case .ambiguous(let text, let ids):
      Phrase("\(text) can be \(count: ids.count, "record", "records"): \(Self.some(ids))")
    case .withdrawn(let text): Phrase("the record \(text) is withdrawn")
    case .notWithdrawn(let text): Phrase("the record \(text) is not withdrawn")
    case .notASet(let field): Phrase("'\(field)' holds one value, not a set")
    case .noElement(let field, let value): Phrase("'\(field)' does not hold '\(value)'")
    case .noConflict(let field): Phrase("'\(field)' is not in conflict")
    case .conflictChanged(let field):
      Phrase("the conflict in '\(field)' has changed since it was seen")
    case .noAlternative(let number, let count):
      Phrase("there is no value \(number), only 1 to \(count)")
    case .reason(let limit):
      Phrase("a reason is needed, of at most \(count: limit, "byte", "bytes")")
    case .notPermitted(let roles) where roles.isEmpty:
      Phrase("this laptop is not admitted yet: it can only record and edit")
    case .notPermitted(let roles):
      Phrase(
        """
        this laptop's role does not permit this: it is \
        \(roles.map(\.name).sorted().joined(separator: ", "))
        """)
    case .retired: Phrase("this laptop was retired: what it records counts nowhere")
    case .role(let name): Phrase("'\(name)' is not a role")
    case .notAMember(let device):
      Phrase("device \(device.short) does not take part in this network")
    case .request(let path, let error): Phrase("\(path): \(error)")
    case .fingerprint(let digits): Phrase("the digits are not those of the request, \(digits)")
    case .seniority:
      Phrase("only a centre that was admitted earlier in line can do this to a centre")
    case .tooManyReaders(let count):
      Phrase("one bundle cannot be sealed to \(count: count, "laptop", "laptops")")
    case .defective: Phrase("that segment is not what its device signed; nobody can let it count")
    case .dropped: Phrase("the content of that segment was dropped on this laptop")
    case .tooManyHeads(let count): Phrase("the record has too many values for one step (\(count))")
    case .attachment(let text, let problem): problem.phrase(of: text)
    case .file(let error): error.phrase
    case .folder(let error): error.phrase
    case .bundle(let path, let error): Phrase("\(path): \(error)")
    case .store(let error): error.phrase
    }
  }

  private static func some(_ ids: [String]) -> String {
    ids.prefix(3).joined(separator: ", ") + (ids.count > 3 ? ", …" : "")
  }
}
