@testable import Bundles
import Deflate
import Merging
import Wire
import Zstandard

extension FuzzTarget {
  /// Bundles of segments: as they come, and as texts that the harness compresses and signs.
  static let bundles = [
    FuzzTarget("gzip", gzip), FuzzTarget("manifest", manifest),
    FuzzTarget("bundle", check(bundle:)),
    FuzzTarget("bundle-text") { try check(bundle: SignedBundle($0).file) },
    FuzzTarget("sealed", sealed), FuzzTarget("request", request),
    FuzzTarget("file-name", fileName),
  ]

  private static let blocks = BlockCodec(level: 1, dictionary: Array("{\"k\":\"set\"}".utf8))

  private static func gzip(_ bytes: [UInt8]) throws {
    let limits = GzipLimits(maximumBytes: 1 << 22, maximumRatio: 200)
    let whole = try? Gzip.decompress(bytes, limits: limits)
    var reader = GzipReader(limits: limits)
    let pieces = try? bytes.chunks(of: 97).reduce(into: [UInt8]()) { $0 += try reader.read($1) }
    if let whole { try hold(pieces == whole, "chunks inflate to something else") }
    let content = bytes.prefix(65_535)
    let members = Gzip.store(Array(content)) + Gzip.compress(Array(content), level: 1)
    let wide = GzipLimits(maximumBytes: 1 << 22, maximumRatio: 2_000)
    let again = try? Gzip.decompress(members, limits: wide)
    try hold(again == Array(content + content), "what is compressed inflates to something else")
    _ = try? Zlib.unpack(bytes, maximumBytes: 1 << 20)
    _ = blocks.unpack(bytes, maximumBytes: 1 << 20)
    try hold(
      blocks.unpack(blocks.pack(bytes), maximumBytes: bytes.count) == bytes,
      "a packed block unpacks to something else")
  }

  private static func manifest(_ bytes: [UInt8]) throws {
    guard let manifest = try? Manifest(line: bytes[...], network: nil) else { return }
    try hold((try? Manifest(line: manifest.line[...], network: nil)) == manifest, "a manifest")
    _ = (manifest.operationCount, manifest.have.gaps)
  }

  static func check(bundle file: [UInt8]) throws {
    var segments: [Segment] = []
    let manifest = try? BundleFile.read(file, network: nil, open: TestKeys.open) {
      segments.append($0)
    }
    let start = try? BundleFile.start(of: file, network: nil, open: TestKeys.open)
    guard let manifest else { return }
    try hold(start?.manifest == manifest, "the manifest alone is another")
    try hold(manifest.contents.count == segments.count, "announced and read")
    for segment in segments {
      try hold((try? segment.verify(in: manifest.network, place: 1)) != nil, "not as signed")
    }
    guard BundleForm(of: file) == .plain else { return }
    var reader = BundleReader(network: manifest.network)
    var slowly: [Segment] = []
    do {
      for chunk in file.chunks(of: 113) { slowly += try reader.read(chunk) }
      try reader.finish()
    } catch { throw Broken(description: "in small chunks: \(error)") }
    try hold(slowly == segments, "small chunks hold other segments")
    var flipped = file
    flipped[file.count / 2] ^= 0x10
    let isRead = (try? BundleFile.read(flipped, network: nil) { _ in }) != nil
    try hold(!isRead, "a flipped bit is not noticed")
  }

  private static func sealed(_ bytes: [UInt8]) throws {
    if let header = try? SealedBundleHeader(startOf: bytes) {
      try hold(bytes.starts(with: header.line), "another header line")
    }
    _ = try? BundleFile.unseal(bytes, network: nil, open: TestKeys.open)
    try check(bundle: bytes)
  }

  private static func request(_ bytes: [UInt8]) throws {
    for line in [bytes, SignedRequest(bytes).line] {
      guard let request = try? AdmissionRequest(line: line, network: nil) else { continue }
      try hold(request.line == line, "a request is not its line")
      try hold(request.fingerprint.description.utf8.count == 35, "a fingerprint")
    }
  }

  private static func fileName(_ bytes: [UInt8]) throws {
    let name = String(decoding: bytes, as: UTF8.self)
    guard let parts = BundleFile.parts(ofName: name) else { return }
    let again = BundleFile.name(number: parts.number, hash: parts.hash, form: parts.form)
    let read = BundleFile.parts(ofName: again)
    try hold(
      read?.number == parts.number && read?.hash == parts.hash && read?.form == parts.form, name)
  }
}

extension Array<UInt8> {
  /// The bytes in pieces of a size; the last may be shorter.
  func chunks(of size: Int) -> [ArraySlice<UInt8>] {
    stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
  }
}
