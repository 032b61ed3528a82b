import Files
public import Language
import Merging
import Wire

/// Why a device's database began a new life.
public enum NewLife: String, Hashable, Sendable, Spoken {
  /// The home is elsewhere than before: moved, or a copy.
  case moved
  /// The store is an earlier one than the last that this home had, or another.
  case putBack = "put-back"
  /// The file that tells the life was not there, or damaged.
  case unknown
  /// A copy of this device has written: operations came back that it has signed and does not have.
  case elsewhere
  /// A backup was taken in.
  case restored

  /// One clear phrase.
  public var phrase: Phrase {
    switch self {
    case .moved: Phrase("this home was copied or moved here")
    case .putBack: Phrase("the store was put back to an earlier state")
    case .unknown: Phrase("the file life.json was missing or damaged")
    case .elsewhere: Phrase("a copy of this home has written, or the store was put back")
    case .restored: Phrase("the store was restored from a backup")
    }
  }
}

/// Which life the database is in, and what tells a copy from it: a small file beside the database.
///
/// The nonce is in the database too and renewed whenever that has changed, so that a database put
/// back does not fit the file; the machine is that of the home, so that a copied home does not.
struct Life: Equatable {
  var epoch: EpochID
  /// The lives before, the last one last.
  var former: [EpochID]
  var nonce: [UInt8]
  var machine: String

  init(epoch: EpochID, former: [EpochID] = [], nonce: [UInt8], machine: String) {
    self.epoch = epoch
    self.former = former
    self.nonce = nonce
    self.machine = machine
  }

  static let nonceBytes = 16
  private static let maximumBytes = 65_536

  /// Reads the file, or returns nil where it is missing or damaged.
  init?(path: String) {
    guard let bytes = try? File.read(path, maximumBytes: Self.maximumBytes),
      let json = try? JSONValue.parse(bytes), json["life"] == 1,
      let epoch = json["epoch"]?.string.flatMap(EpochID.init(hex:)),
      let former = json["former"]?.array,
      let nonce = json["nonce"]?.string.flatMap({ Hex.bytes($0, count: Self.nonceBytes) }),
      let machine = json["machine"]?.string
    else { return nil }
    self.init(
      epoch: epoch, former: former.compactMap { $0.string.flatMap(EpochID.init(hex:)) },
      nonce: nonce, machine: machine)
  }

  func save(to path: String) throws(EngineError) {
    let json: JSONValue = [
      "life": 1, "epoch": .string(epoch.hex),
      "former": .array(former.map { .string($0.hex) }), "nonce": .string(Hex.text(nonce)),
      "machine": .string(machine),
    ]
    do throws(FileError) {
      try File.replaceDurably(Array((json.text + "\n").utf8), at: path, permissions: 0o600)
    } catch { throw .file(error) }
  }

  /// Notes lives that this database has left, though nothing told so before.
  mutating func leave(_ epochs: [EpochID]) {
    var unknown: [EpochID] = []
    for left in epochs where left != epoch && !former.contains(left) && !unknown.contains(left) {
      unknown.append(left)
    }
    former = (unknown + former).suffix(64)
  }

  /// Returns the life that comes after this one, and after others that the store knows.
  func next(_ epoch: EpochID, after known: [EpochID], machine: String) -> Life {
    let all = former + known.filter { !former.contains($0) && $0 != self.epoch } + [self.epoch]
    return Life(
      epoch: epoch, former: all.suffix(64), nonce: nonce, machine: machine)
  }
}
