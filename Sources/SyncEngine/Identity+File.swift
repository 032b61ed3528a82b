import Files
import Merging
import Sodium
import Wire

extension Identity {
  private static let maximumBytes = 262_144
  private static let keyBytes = 32

  /// Reads an identity's file; the passphrase is asked for only where its secrets are locked.
  static func read(
    _ path: String, passphrase source: PassphraseSource
  ) throws(EngineError) -> Identity {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try File.read(path, maximumBytes: maximumBytes)
    } catch { throw .file(error) }
    guard let json = try? JSONValue.parse(bytes), json["identity"] == 1,
      let network = json["network"]?.string.flatMap(NetworkID.init(hex:)),
      let office = json["office"]?.string, let label = json["label"]?.string,
      let person = json["person"]?.string
    else { throw .identityDamaged }
    var passphrase: [UInt8] = []
    var secrets: [UInt8]
    if let locked = json["locked"] {
      passphrase = try Passphrase.given(by: source)
      secrets = try unlock(locked, with: passphrase)
    } else {
      secrets = try plainSecrets(json)
    }
    defer { Secret.wipe(&secrets) }
    return try Identity(
      secrets: secrets, network: network,
      profile: Profile(office: office, label: label, person: person),
      renewal: json["request"]?.string.map { Array($0.utf8) }, passphrase: passphrase)
  }

  private static func unlock(
    _ locked: JSONValue, with passphrase: [UInt8]
  ) throws(EngineError) -> [UInt8] {
    guard let text = locked.string, let bytes = Hex.bytes(text, count: text.utf8.count / 2),
      let box = PassphraseBox(bytes: bytes)
    else { throw .identityDamaged }
    let secrets: [UInt8]?
    do throws(PassphraseMemoryError) { secrets = try box.open(passphrase: passphrase) } catch {
      throw .passphraseMemory(error)
    }
    guard let secrets else { throw .wrongPassphrase }
    return secrets
  }

  /// The secrets of a file that is not locked, in the form in which they would be.
  private static func plainSecrets(_ json: JSONValue) throws(EngineError) -> [UInt8] {
    var texts = [json["seed"]?.string, json["box"]?.string]
    for former in json["former"]?.array ?? [] {
      guard let pair = former.array, pair.count == 2 else { throw .identityDamaged }
      texts += pair.map(\.string)
    }
    var secrets: [UInt8] = []
    for text in texts {
      guard let bytes = text.flatMap({ Hex.bytes($0, count: keyBytes) }) else {
        throw .identityDamaged
      }
      secrets += bytes
    }
    return secrets
  }

  /// Makes an identity of its secrets: the two seeds, then device and box seed of each former one.
  private convenience init(
    secrets: [UInt8], network: NetworkID, profile: Profile, renewal: [UInt8]?,
    passphrase: [UInt8]
  ) throws(EngineError) {
    let width = Self.keyBytes
    guard secrets.count >= 2 * width, secrets.count % (2 * width) == 0 else {
      throw .identityDamaged
    }
    var keys = stride(from: 0, to: secrets.count, by: width).map {
      Array(secrets[$0..<($0 + width)])
    }
    defer { for index in keys.indices { Secret.wipe(&keys[index]) } }
    var former: [BoxOwner] = []
    for index in stride(from: 2, to: keys.count, by: 2) {
      guard let device = DeviceID(publicKey: keys[index]) else { throw .identityDamaged }
      former.append(try BoxOwner(device, box: keys[index + 1]))
    }
    try self.init(
      seed: keys[0], box: keys[1], network: network, profile: profile, former: former,
      renewal: renewal, passphrase: passphrase)
  }

  /// Writes the identity durably, readable by its owner only.
  func save(to path: String) throws(EngineError) {
    try save(to: path, passphrase: passphrase)
  }

  func save(to path: String, passphrase: [UInt8]) throws(EngineError) {
    var members = [
      JSONMember("identity", 1), JSONMember("network", .string(network.hex)),
      JSONMember("office", .string(profile.office)), JSONMember("label", .string(profile.label)),
      JSONMember("person", .string(profile.person)),
    ]
    if let renewal {
      members.append(JSONMember("request", .string(String(decoding: renewal, as: UTF8.self))))
    }
    members += passphrase.isEmpty ? plainMembers : [try lockedMember(passphrase)]
    var bytes: [UInt8] = []
    JSONValue.object(JSONObject(members)).write(into: &bytes)
    bytes.append(0x0A)
    defer { Secret.wipe(&bytes) }
    do throws(FileError) { try File.replaceDurably(bytes, at: path, permissions: 0o600) } catch {
      throw .file(error)
    }
  }

  private var plainMembers: [JSONMember] {
    let pairs = former.map {
      JSONValue.array([.string($0.device.hex), .string(Hex.text($0.box.seed))])
    }
    return [
      JSONMember("seed", .string(Hex.text(key.seed))),
      JSONMember("box", .string(Hex.text(own.box.seed))),
    ] + (pairs.isEmpty ? [] : [JSONMember("former", .array(pairs))])
  }

  private func lockedMember(_ passphrase: [UInt8]) throws(EngineError) -> JSONMember {
    var secrets = key.seed + own.box.seed
    for device in former { secrets += device.device.publicKey + device.box.seed }
    defer { Secret.wipe(&secrets) }
    do throws(PassphraseMemoryError) {
      let box = try PassphraseBox(locking: secrets, passphrase: passphrase)
      return JSONMember("locked", .string(Hex.text(box.bytes)))
    } catch { throw .passphraseMemory(error) }
  }
}
