public import Bundles
public import Files
public import FolderExchange
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
  case passphrase(String)
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

extension EngineError: CustomStringConvertible {
  /// One clear line.
  public var description: String {
    switch self {
    case .noHome(let path): "\(path) is not a home of Pobratym"
    case .homeExists(let path): "\(path) is a home of Pobratym already"
    case .identityDamaged: "the file identity.json is damaged"
    case .identityMissing(let path): "\(path) has a store, but no identity.json beside it"
    case .identityLost(let path):
      "\(path) has no identity.json, without which no backup can be opened there"
    case .locked: "the keys in identity.json are locked, and no passphrase was given"
    case .wrongPassphrase: "the passphrase is not the one that locks identity.json"
    case .passphrase(let problem): "the new passphrase \(problem)"
    case .passphraseMemory(let error): error.description
    case .rootKeys: "the network is named after this laptop's key, which cannot be renewed"
    case .profile(let name): "the \(name) is missing or not as it must be"
    case .networks(let folder, 0): "no network has left anything in \(folder)"
    case .networks(let folder, let count): "\(count) networks use \(folder)"
    case .entry(let error): error.description
    case .line(let number, let error): "line \(number): \(error)"
    case .table(let error): error.description
    case .encoding(let error): error.description
    case .spreadsheet(let error): error.description
    case .noHeadingRow(let number): "the file has nothing in row \(number)"
    case .noColumn(let name, _): "the file has no column '\(name)'"
    case .noField(let name, _): "no type has a field '\(name)'"
    case .noWords: "there is no word to be found"
    case .filter(let title, let text): "the filter '\(title)' has '\(text)', not FIELD=VALUE"
    case .notFound(let text, let type?): "there is no '\(type)' \(text)"
    case .notFound(let text, nil): "there is no record \(text)"
    case .ambiguous(let text, let ids): "\(text) can be \(ids.count) records: \(Self.some(ids))"
    case .withdrawn(let text): "the record \(text) is withdrawn"
    case .step(let from, let to, _): "no step leads from '\(from)' to '\(to)'"
    case .noViolation(let token): "no violation, or more than one, is known as '\(token)'"
    case .notWithdrawn(let text): "the record \(text) is not withdrawn"
    case .notASet(let field): "'\(field)' holds one value, not a set"
    case .noElement(let field, let value): "'\(field)' does not hold '\(value)'"
    case .noConflict(let field): "'\(field)' is not in conflict"
    case .conflictChanged(let field): "the conflict in '\(field)' has changed since it was seen"
    case .noAlternative(let number, let count): "there is no value \(number), only 1 to \(count)"
    case .joining(let problem): problem.description
    case .reason(let limit): "a reason is needed, of at most \(limit) bytes"
    case .notPermitted(let roles) where roles.isEmpty:
      "this laptop is not admitted yet: it can only record and edit"
    case .notPermitted(let roles):
      "this laptop's role does not permit this: it is"
        + " \(roles.map(\.name).sorted().joined(separator: ", "))"
    case .retired: "this laptop was retired: what it records counts nowhere"
    case .role(let name): "'\(name)' is not a role"
    case .notAMember(let device): "device \(device.short) does not take part in this network"
    case .request(let path, let error): "\(path): \(error)"
    case .fingerprint(let digits): "the digits are not those of the request, \(digits)"
    case .seniority: "only a centre that was admitted earlier in line can do this to a centre"
    case .tooManyReaders(let count): "one bundle cannot be sealed to \(count) laptops"
    case .defective: "that segment is not what its device signed; nobody can let it count"
    case .dropped: "the content of that segment was dropped on this laptop"
    case .tooManyHeads(let count): "the record has too many values for one step (\(count))"
    case .attachment(let text, let problem): "\(text) \(problem.phrase)"
    case .file(let error): error.description
    case .folder(let error): error.description
    case .bundle(let path, let error): "\(path): \(error)"
    case .store(let error): error.description
    }
  }

  private static func some(_ ids: [String]) -> String {
    ids.prefix(3).joined(separator: ", ") + (ids.count > 3 ? ", …" : "")
  }
}
