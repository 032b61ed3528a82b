import Bundles
import Merging
import Sodium

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
  /// This device, and the key with which what is sealed to it is opened.
  let own: BoxOwner
  let network: NetworkID
  let profile: Profile
  /// The devices that this laptop was before its keys were renewed, the last one last.
  let former: [BoxOwner]
  /// The request to be admitted in place of the device before: it needs that device's key.
  let renewal: [UInt8]?
  /// This device.
  var device: DeviceID { own.device }
  /// What locks the secrets in the file; empty where nothing does.
  private(set) var passphrase: [UInt8]

  /// How many former devices are kept; what was sealed to earlier ones alone cannot be read.
  static let maximumFormer = 64

  /// Makes an identity; without a network it is the centre of a new one.
  init(
    seed: [UInt8], box: [UInt8], network: NetworkID?, profile: Profile,
    former: [BoxOwner] = [], renewal: [UInt8]? = nil, passphrase: [UInt8] = []
  ) throws(EngineError) {
    guard let key = SigningKey(seed: seed), let device = DeviceID(publicKey: key.publicKey)
    else { throw .identityDamaged }
    self.key = key
    own = try BoxOwner(device, box: box)
    self.network = network ?? NetworkID(centre: device)
    self.profile = profile
    self.former = former.suffix(Self.maximumFormer)
    self.renewal = renewal
    self.passphrase = passphrase
  }

  deinit {
    Secret.wipe(&passphrase)
  }

  /// Returns the identity of the same laptop with other keys, signed for by the present ones.
  func renewed(
    seed: [UInt8], box newBox: [UInt8], last: [LogID: [UInt8]]
  ) throws(EngineError) -> Identity {
    guard let newKey = SigningKey(seed: seed), let publicBox = BoxKey(seed: newBox)?.publicKey
    else {
      throw .identityDamaged
    }
    let request: AdmissionRequest
    do throws(RequestError) {
      request = try AdmissionRequest(
        network: network, office: profile.office, label: profile.label, person: profile.person,
        boxPublicKey: publicBox, by: newKey, replacing: key, last: last)
    } catch { throw .request("renewal", error) }
    return try Identity(
      seed: seed, box: newBox, network: network, profile: profile,
      former: former + [own], renewal: request.line,
      passphrase: passphrase)
  }

  /// Locks the file with another passphrase from now on, or with none where that is empty.
  func lock(with passphrase: [UInt8], at path: String) throws(EngineError) {
    try save(to: path, passphrase: passphrase)
    Secret.wipe(&self.passphrase)
    self.passphrase = passphrase
  }

  /// Opens keys that were sealed to this device, or to what it was before.
  var opener: FileKeyOpener {
    let owners = [own] + former
    return { device, sealed in owners.first { $0.device == device }?.box.open(sealed) }
  }
}

/// A device that a laptop is, or was before its keys were renewed: what is sealed to it can be
/// opened.
final class BoxOwner: Sendable {
  let device: DeviceID
  let box: BoxKey

  init(_ device: DeviceID, box: [UInt8]) throws(EngineError) {
    guard let box = BoxKey(seed: box) else { throw .identityDamaged }
    self.device = device
    self.box = box
  }
}
