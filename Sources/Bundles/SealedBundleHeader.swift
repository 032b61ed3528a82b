import Language
public import Merging
import Sodium
import Wire

/// The first line of a sealed bundle: whose it is, and its key, sealed to each recipient.
public struct SealedBundleHeader: Hashable, Sendable {
  /// The network.
  public let network: NetworkID
  /// The device that sealed the bundle.
  public let sender: DeviceID
  /// The file's key sealed to each device's box key; 1 to 4,096, sorted by device.
  public let keys: [SealedKey]
  /// The line with its line feed, in its only form.
  public let line: [UInt8]

  /// How many bytes a file's key has when it is sealed.
  static let sealedKeyBytes = SecretStream.keyBytes + BoxKey.overheadBytes

  /// Reads the header of a file that is sealed, whoever may open it.
  public init(startOf file: [UInt8], network: NetworkID? = nil) throws(BundleError) {
    let start = file.prefix(BundleLimits.sealedHeaderBytes + 1)
    guard let end = start.firstIndex(of: 0x0A) else {
      throw .sealed(Phrase("it has no header line"))
    }
    try self.init(line: start[..<end], network: network)
  }

  init(network: NetworkID, sender: DeviceID, keys: [DeviceID: [UInt8]]) {
    self.network = network
    self.sender = sender
    self.keys = keys.sorted { $0.key < $1.key }.map { SealedKey(device: $0.key, bytes: $0.value) }
    let json: JSONValue = [
      "sealed": 1, "network": .string(network.hex), "from": .string(sender.hex),
      "keys": .array(
        self.keys.map { [.string($0.device.hex), .string(Hex.text($0.bytes))] }),
    ]
    var line: [UInt8] = []
    json.write(into: &line)
    self.line = line + [0x0A]
  }

  /// Reads a line, without its line feed, of a bundle for `network`, or of any network where that
  /// is nil.
  init(line: ArraySlice<UInt8>, network expected: NetworkID?) throws(BundleError) {
    let limits = JSONLimits(
      maximumBytes: BundleLimits.sealedHeaderBytes, maximumDepth: 16, maximumItems: 65_536)
    guard let json = try? JSONValue.parse(line, limits: limits),
      let version = json["sealed"]?.integer, version >= 1
    else { throw .sealed(Self.malformed) }
    guard version == 1 else { throw .newerFormat(version) }
    guard let network = json["network"]?.string.flatMap(NetworkID.init(hex:)) else {
      throw .sealed(Self.malformed)
    }
    if let expected, network != expected { throw .wrongNetwork(network) }
    guard let sender = json["from"]?.string.flatMap(DeviceID.init(hex:)),
      let items = json["keys"]?.array, (1...BundleLimits.recipients).contains(items.count)
    else { throw .sealed(Self.malformed) }
    var keys: [SealedKey] = []
    for item in items {
      guard let pair = item.array, pair.count == 2,
        let device = pair[0].string.flatMap(DeviceID.init(hex:)),
        let key = pair[1].string.flatMap({ Hex.bytes($0, count: Self.sealedKeyBytes) }),
        keys.last.map({ $0.device < device }) ?? true
      else { throw .sealed(Self.malformed) }
      keys.append(SealedKey(device: device, bytes: key))
    }
    // There is one line for one header: further members and other spellings make it longer.
    guard json.object?.members.map(\.key) == Self.members,
      line.count == Self.lineBytes(keys: keys.count)
    else { throw .sealed(Self.malformed) }
    (self.network, self.sender, self.keys, self.line) = (network, sender, keys, line + [0x0A])
  }

  private static let members = ["sealed", "network", "from", "keys"]

  /// How long a line is, without its line feed.
  private static func lineBytes(keys: Int) -> Int {
    let frame = #"{"sealed":1,"network":"","from":"","keys":[]}"#.utf8.count
    let key = #"["",""]"#.utf8.count + 64 + 2 * sealedKeyBytes
    return frame + 32 + 64 + keys * key + (keys - 1)
  }

  private static let malformed = Phrase("its header line is not as specified")

  /// What ties the encrypted bytes to this header.
  var additional: [UInt8] { BLAKE2b.hash(line) }
}

/// A file's key, sealed to one device.
public struct SealedKey: Hashable, Sendable {
  /// The device that can open it.
  public let device: DeviceID
  /// The sealed key, 80 bytes.
  public let bytes: [UInt8]
}
