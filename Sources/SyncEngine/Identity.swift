import Bundles
import Files
import Merging
import Sodium
import Wire

/// What a device says of itself.
public struct Profile: Hashable, Sendable {
  /// Its office: a KATOTTG code, or country and name such as `DE/Duisburg`.
  public var office: String
  /// Its name for itself, such as `Duisburg, registry laptop`.
  public var label: String
  /// The person who works on it; every edit names the person.
  public var person: String

  /// Creates a profile.
  public init(office: String, label: String, person: String) {
    self.office = office
    self.label = label
    self.person = person
  }
}

/// The secrets and names of a device: a file beside the database, never in it.
final class Identity {
  let key: SigningKey
  let box: BoxKey
  let device: DeviceID
  let network: NetworkID
  let profile: Profile

  /// Makes a new identity; without a network it is the centre of a new one.
  init(
    seed: [UInt8], box: [UInt8], network: NetworkID?, profile: Profile
  ) throws(EngineError) {
    guard let key = SigningKey(seed: seed), let device = DeviceID(publicKey: key.publicKey),
      let box = BoxKey(seed: box)
    else { throw .identityDamaged }
    self.key = key
    self.box = box
    self.device = device
    self.network = network ?? NetworkID(centre: device)
    self.profile = profile
  }

  private static let maximumBytes = 65_536

  /// Reads an identity's file.
  convenience init(path: String) throws(EngineError) {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try File.read(path, maximumBytes: Self.maximumBytes)
    } catch { throw .file(error) }
    guard let json = try? JSONValue.parse(bytes), json["identity"] == 1,
      let seed = json["seed"]?.string.flatMap({ Hex.bytes($0, count: 32) }),
      let box = json["box"]?.string.flatMap({ Hex.bytes($0, count: 32) }),
      let network = json["network"]?.string.flatMap(NetworkID.init(hex:)),
      let office = json["office"]?.string, let label = json["label"]?.string,
      let person = json["person"]?.string
    else { throw .identityDamaged }
    let profile = Profile(office: office, label: label, person: person)
    try self.init(seed: seed, box: box, network: network, profile: profile)
  }

  /// Writes the identity durably, readable by its owner only.
  func save(to path: String) throws(EngineError) {
    let json: JSONValue = [
      "identity": 1, "network": .string(network.hex),
      "office": .string(profile.office), "label": .string(profile.label),
      "person": .string(profile.person), "seed": .string(Hex.text(key.seed)),
      "box": .string(Hex.text(box.seed)),
    ]
    do throws(FileError) {
      try File.replaceDurably(Array((json.text + "\n").utf8), at: path, permissions: 0o600)
    } catch { throw .file(error) }
  }
}
