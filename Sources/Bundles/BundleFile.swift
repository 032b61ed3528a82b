import Deflate
public import Merging
import Sodium

/// A whole bundle in memory, and the name that a file of it has.
public enum BundleFile {
  /// Reads and verifies a whole file; hands every verified segment over in order.
  ///
  /// Until this returns, the segments are signed by their authors but the bundle's own closing
  /// line is unchecked: keep nothing of it before.
  public static func read(
    _ file: [UInt8], network: NetworkID?, _ body: (Segment) -> Void
  ) throws(BundleError) -> Manifest {
    var reader = BundleReader(network: network)
    var position = 0
    while position < file.count {
      let end = min(position + GzipReader.chunkBytes, file.count)
      for segment in try reader.read(file[position..<end]) { body(segment) }
      position = end
    }
    try reader.finish()
    guard let manifest = reader.manifest else { throw .manifest("{") }
    return manifest
  }

  /// The hash that names a file: BLAKE2b-256 of its bytes, as `b2sum -l 256` gives it.
  public static func hash(_ file: [UInt8]) -> [UInt8] { BLAKE2b.hash(file) }

  /// The file name of a bundle: eight digits of its number and 32 of its hash.
  public static func name(number: UInt64, hash: [UInt8]) -> String {
    let digits = String(number)
    let zeros = String(repeating: "0", count: max(0, 8 - digits.count))
    return "\(zeros)\(digits)-\(Hex.text(hash.prefix(16))).jsonl.gz"
  }

  /// Reads a file name, or returns nil where it is not a bundle's.
  public static func parts(ofName name: String) -> (number: UInt64, hash: [UInt8])? {
    guard name.hasSuffix(".jsonl.gz"), name.utf8.count <= 64 else { return nil }
    let parts = name.dropLast(".jsonl.gz".count).split(
      separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count >= 8,
      parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = UInt64(parts[0]),
      let hash = Hex.bytes(String(parts[1]), count: 16)
    else { return nil }
    return (number, hash)
  }
}
