@testable import Bundles
import Merging
import Sodium
import Wire

extension FuzzTarget {
  /// Bundles of blobs: as they come, and with ids, hash and signature made right.
  static let blobs = [
    FuzzTarget("blobs", check(blobs:)),
    FuzzTarget("blobs-text") { try check(blobs: signedBlobs($0)) },
  ]

  private static func check(blobs file: [UInt8]) throws {
    var reader = BlobBundleReader(file, network: nil, open: TestKeys.open)
    var blobs: [Blob] = []
    do {
      while let blob = try reader.next() { blobs.append(blob) }
    } catch { return }
    guard let manifest = reader.manifest else { throw Broken(description: "no manifest") }
    try hold(manifest.contents.map(\.blob) == blobs.map(\.id), "announced and read")
    try hold(
      (try? BlobManifest(line: manifest.line[...], network: nil)) == manifest, "another manifest")
  }

  private static func signedBlobs(_ text: [UInt8]) -> [UInt8] {
    guard let end = text.firstIndex(of: 0x0A),
      var object = (try? JSONValue.parse(text[..<end]))?.object
    else { return text }
    var rest = text[(end + 1)...]
    var body: [UInt8] = []
    let contents = (object["contents"]?.array ?? []).map { content -> JSONValue in
      guard let size = content.array?.last?.integer, content.array?.count == 2 else {
        return content
      }
      let bytes = rest.prefix(max(0, Int(size)))
      rest = rest.dropFirst(bytes.count)
      body += bytes
      let id = BLAKE2b.hash(Array("pobratym blob 1\n".utf8) + bytes)
      return [.string(Hex.text(id)), .integer(size)]
    }
    object["contents"] = .array(contents)
    var file: [UInt8] = []
    JSONValue.object(object).write(into: &file)
    file += [0x0A] + body
    let hash = BLAKE2b.hash(file)
    let sender = object["from"]?.string.flatMap(DeviceID.init(hex:))
    let signature = TestKeys.sign(blobBundleDomain + hash, by: sender)
    return file + closingBytes(count: contents.count, hash: hash, signature: signature)
  }
}
