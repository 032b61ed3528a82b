import Deflate
import Merging
public import Sodium

/// A bundle in the making: the manifest, segments in the manifest's order, the closing line.
public struct BundleWriter: ~Copyable {
  /// How many bytes the file has so far.
  public var sizeBytes: Int { file.count }

  private var file: [UInt8]
  private var member: [UInt8] = []
  private var written = 0

  /// Begins a bundle.
  public init(_ manifest: Manifest) {
    let line = manifest.line + [0x0A]
    file = Gzip.compress(line)
  }

  /// Adds the next segment; the order must be the manifest's.
  public mutating func add(_ segment: [UInt8]) {
    member += segment
    written += 1
    if member.count >= BundleLimits.memberBytes { closeMember() }
  }

  private mutating func closeMember() {
    guard !member.isEmpty else { return }
    let compressed = Gzip.compress(member)
    // What inflates beyond the ratio that readers allow is stored as it is instead.
    let isWithinRatio = member.count < compressed.count * BundleLimits.inflationRatio / 2
    file += isWithinRatio ? compressed : Gzip.compress(member, level: 0)
    member = []
  }

  /// Signs the hash of all that the file holds so far and returns the whole file's bytes.
  public mutating func finish(by key: borrowing SigningKey) -> [UInt8] {
    closeMember()
    let hash = BLAKE2b.hash(file)
    let signature = key.sign(bundleDomain + hash)
    return file + Gzip.store(closingBytes(count: written, hash: hash, signature: signature))
  }
}

/// Returns the only form of a closing line, with its line feed.
func closingBytes(count: Int, hash: [UInt8], signature: [UInt8]) -> [UInt8] {
  let hash = Hex.text(hash)
  let signature = Hex.text(signature)
  return Array("{\"end\":\(count),\"hash\":\"\(hash)\",\"signature\":\"\(signature)\"}\n".utf8)
}
