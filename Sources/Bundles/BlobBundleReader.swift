import Language
public import Merging
import Sodium
import Wire

/// A bundle of blobs being read: every blob that it yields has the id that was announced.
///
/// Keep nothing of it before ``next()`` has returned nil. Beside the file, memory is bounded by the
/// manifest and one blob.
public struct BlobBundleReader: ~Copyable {
  /// The manifest, once its line has been read.
  public private(set) var manifest: BlobManifest?

  private let network: NetworkID?
  private var plain: PlainBytes
  private var buffer: [UInt8] = []
  private var hasher = BLAKE2bHasher()
  private var place = 0
  private var hasEnded = false

  /// Begins a file of a network, or of any network where that is nil; `open` gives its key.
  public init(_ file: [UInt8], network: NetworkID?, open: @escaping FileKeyOpener) {
    self.network = network
    plain = PlainBytes(file, network: network, open: open)
  }

  /// Returns the next blob; nil once the file has ended where the bundle did.
  public mutating func next() throws(BundleError) -> Blob? {
    guard !hasEnded else { return nil }
    let manifest = try readManifest()
    guard place < manifest.contents.count else {
      try readClosing(manifest)
      hasEnded = true
      return nil
    }
    let content = manifest.contents[place]
    place += 1
    guard try fill(content.sizeBytes),
      let blob = Blob(bytes: take(content.sizeBytes), hash: { BLAKE2b.hash($0) }),
      blob.id == content.blob
    else { throw .blob(place) }
    return blob
  }

  /// Reads on until so many bytes are there; tells whether they are.
  private mutating func fill(_ count: Int) throws(BundleError) -> Bool {
    while buffer.count < count {
      guard let chunk = try plain.next() else { return false }
      buffer += chunk
    }
    return true
  }

  private mutating func take(_ count: Int) -> [UInt8] {
    let bytes = Array(buffer.prefix(count))
    buffer.removeFirst(count)
    hasher.update(bytes)
    return bytes
  }

  private mutating func readManifest() throws(BundleError) -> BlobManifest {
    if let manifest { return manifest }
    var end: Int?
    while end == nil {
      let scanned = buffer.count
      guard scanned <= BundleLimits.blobManifestBytes, try fill(scanned + 1) else {
        throw .manifest("blobs")
      }
      end = buffer[scanned...].firstIndex(of: 0x0A)
    }
    let line = take((end ?? 0) + 1)
    let expected = plain.header == nil ? network : nil
    let manifest = try BlobManifest(line: line.dropLast(), network: expected)
    if let header = plain.header,
      header.sender != manifest.sender || header.network != manifest.network
    {
      throw .sealed(Phrase("its header names another sender or network than the bundle inside"))
    }
    self.manifest = manifest
    return manifest
  }

  private mutating func readClosing(_ manifest: BlobManifest) throws(BundleError) {
    guard try !fill(BundleLimits.closingBytes + 1) else {
      throw .closing(Phrase("something follows it"))
    }
    guard let json = try? JSONValue.parse(buffer),
      let hash = json["hash"]?.string.flatMap({ Hex.bytes($0, count: 32) }),
      let signature = json["signature"]?.string.flatMap({ Hex.bytes($0, count: 64) }),
      buffer == closingBytes(count: place, hash: hash, signature: signature)
    else { throw .closing(Phrase("not as specified")) }
    guard hasher.finalize() == hash else { throw .closing(Phrase("the bundle was changed (hash)")) }
    guard
      Ed25519.verify(
        signature: signature, message: blobBundleDomain + hash,
        publicKey: manifest.sender.publicKey)
    else { throw .closing(Phrase("not signed by the sender")) }
  }
}
