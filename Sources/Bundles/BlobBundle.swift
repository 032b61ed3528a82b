public import Merging
public import Sodium
import Wire

/// The first line of a bundle of blobs: whose it is and what is in it.
public struct BlobManifest: Hashable, Sendable {
  /// A blob that is in it.
  public struct Content: Hashable, Sendable {
    /// The blob.
    public let blob: BlobID
    /// Its size with its salt.
    public let sizeBytes: Int

    /// Creates one.
    public init(_ blob: BlobID, sizeBytes: Int) {
      self.blob = blob
      self.sizeBytes = sizeBytes
    }
  }

  /// The network.
  public var network: NetworkID
  /// The device that wrote the bundle.
  public var sender: DeviceID
  /// The sender's running number of bundles, from 1.
  public var number: UInt64
  /// When the sender's clock claims it was made, in seconds since 1970, UTC.
  public var createdSeconds: Int64
  /// The blobs, in their order.
  public var contents: [Content]

  /// Creates a manifest.
  public init(
    network: NetworkID, sender: DeviceID, number: UInt64, createdSeconds: Int64,
    contents: [Content]
  ) {
    self.network = network
    self.sender = sender
    self.number = number
    self.createdSeconds = createdSeconds
    self.contents = contents
  }

  /// The line, without a line feed.
  var line: [UInt8] {
    let json: JSONValue = [
      "blobs": 1, "network": .string(network.hex), "from": .string(sender.hex),
      "number": .integer(Int64(number)), "created": .integer(createdSeconds),
      "contents": .array(
        contents.map { [.string($0.blob.hex), .integer(Int64($0.sizeBytes))] }),
    ]
    var bytes: [UInt8] = []
    json.write(into: &bytes)
    return bytes
  }

  /// Reads a line of a bundle for `network`, or of any network where that is nil.
  init(line: ArraySlice<UInt8>, network expected: NetworkID?) throws(BundleError) {
    let limits = JSONLimits(
      maximumBytes: BundleLimits.blobManifestBytes, maximumDepth: 16,
      maximumItems: BundleLimits.blobs)
    guard let json = try? JSONValue.parse(line, limits: limits),
      let version = json["blobs"]?.integer, version >= 1
    else { throw .manifest("blobs") }
    guard version == 1 else { throw .newerFormat(version) }
    func need<T>(_ name: String, _ make: (JSONValue) -> T?) throws(BundleError) -> T {
      guard let value = json[name].flatMap(make) else { throw .manifest(name) }
      return value
    }
    network = try need("network") { $0.string.flatMap(NetworkID.init(hex:)) }
    if let expected, network != expected { throw .wrongNetwork(network) }
    sender = try need("from") { $0.string.flatMap(DeviceID.init(hex:)) }
    number = try need("number") { $0.integer.flatMap { $0 >= 1 ? UInt64($0) : nil } }
    createdSeconds = try need("created", \.integer)
    contents = try need("contents") { member in
      guard let items = member.array, !items.isEmpty else { return nil }
      let contents = items.compactMap(Content.init(json:))
      return contents.count == items.count ? contents : nil
    }
  }
}

extension BlobManifest.Content {
  fileprivate init?(json: JSONValue) {
    guard let pair = json.array, pair.count == 2,
      let blob = pair[0].string.flatMap(BlobID.init(hex:)),
      let size = pair[1].integer.map({ Int($0) }), Limits.blobBytes.contains(size)
    else { return nil }
    self.init(blob, sizeBytes: size)
  }
}

/// A bundle of blobs in the making: the manifest, the blobs in its order, the closing line.
public struct BlobBundleWriter {
  private var file: [UInt8]
  private var written = 0

  /// Begins a bundle.
  public init(_ manifest: BlobManifest) {
    file = manifest.line + [0x0A]
    file.reserveCapacity(
      manifest.contents.reduce(file.count + BundleLimits.closingBytes) { $0 + $1.sizeBytes })
  }

  /// Adds the next blob; the order must be the manifest's.
  public mutating func add(_ blob: Blob) {
    file += blob.bytes
    written += 1
  }

  /// Signs the hash of all that is there and returns the bundle's bytes, which are to be sealed.
  public consuming func finish(by key: borrowing SigningKey) -> [UInt8] {
    let hash = BLAKE2b.hash(file)
    let signature = key.sign(blobBundleDomain + hash)
    return file + closingBytes(count: written, hash: hash, signature: signature)
  }
}

/// What is put before the hash of a bundle of blobs when it is signed.
let blobBundleDomain = Array("pobratym blobs 1\n".utf8)
