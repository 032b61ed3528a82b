public import Merging
import Sodium

/// A whole bundle in memory, and the name that a file of it has.
public enum BundleFile {
  /// Reads and verifies a whole file, plain or sealed; hands every verified segment over in order.
  ///
  /// A segment that is not what its device signed ends it, unlike a merge, which sets that aside.
  ///
  /// Until this returns, the segments are signed by their authors but the bundle's own closing
  /// line is unchecked: keep nothing of it before.
  public static func read(
    _ file: [UInt8], network: NetworkID?, open: @escaping FileKeyOpener = noKeys,
    _ body: (Segment) -> Void
  ) throws(BundleError) -> Manifest {
    var reader = BundleFileReader(file, network: network, open: open)
    while true {
      let next: [Segment]?
      do throws(BundleError) { next = try reader.next() } catch {
        // What fails first is named, also where something later in the same chunk fails otherwise.
        throw reader.defects.first?.error ?? error
      }
      guard let segments = next else { break }
      if let defect = reader.defects.first { throw defect.error }
      for segment in segments { body(segment) }
    }
    guard let manifest = reader.manifest else { throw .manifest("{") }
    return manifest
  }

  /// Reads no more than the manifest, and the header of a sealed file: in pieces so small that few
  /// segments, which would be verified, come with it.
  public static func start(
    of file: [UInt8], network: NetworkID?, open: @escaping FileKeyOpener = noKeys
  ) throws(BundleError) -> (manifest: Manifest, header: SealedBundleHeader?) {
    var plain = PlainBytes(file, network: network, open: open)
    var reader = BundleReader(network: network)
    while let chunk = try plain.next() {
      reader.envelope = plain.header
      var rest = chunk
      while !rest.isEmpty {
        _ = try reader.read(rest.prefix(1_024))
        if let manifest = reader.manifest { return (manifest, plain.header) }
        rest = rest.dropFirst(1_024)
      }
    }
    throw .manifest("{")
  }

  /// The hash that names a file: BLAKE2b-256 of its bytes, as `b2sum -l 256` gives it.
  public static func hash(_ file: [UInt8]) -> [UInt8] { BLAKE2b.hash(file) }

  /// The file name of a bundle: eight digits of its number and 32 of its hash.
  public static func name(
    number: UInt64, hash: [UInt8], form: BundleForm = .plain
  ) -> String {
    let digits = String(number)
    let zeros = String(repeating: "0", count: max(0, 8 - digits.count))
    return "\(zeros)\(digits)-\(Hex.text(hash.prefix(16)))\(form.ending)"
  }

  /// Reads a file name, or returns nil where it is not a bundle's.
  public static func parts(
    ofName name: String
  ) -> (number: UInt64, hash: [UInt8], form: BundleForm)? {
    guard let form = BundleForm.allCases.first(where: { name.hasSuffix($0.ending) }),
      name.utf8.count <= 64
    else { return nil }
    let parts = name.dropLast(form.ending.count).split(
      separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count >= 8,
      parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = UInt64(parts[0]),
      let hash = Hex.bytes(String(parts[1]), count: 16)
    else { return nil }
    return (number, hash, form)
  }
}
