import Bundles
import Merging
import Sodium
import TestSupport
import Testing

/// A bundle of two blobs, and who seals and opens it.
private final class Sample {
  let key: SigningKey
  let sender: DeviceID
  let network = NetworkID(high: 1, low: 2)
  let blobs: [Blob]
  let recipient: Recipient

  init() throws {
    key = SigningKey()
    sender = try #require(DeviceID(publicKey: key.publicKey))
    recipient = try Recipient(7)
    blobs = try [40, 100_000].map { count in
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ count) }
      return try #require(Blob(bytes: bytes) { BLAKE2b.hash($0) })
    }
  }

  func plain(from sender: DeviceID? = nil) -> [UInt8] {
    let manifest = BlobManifest(
      network: network, sender: sender ?? self.sender, number: 5, createdSeconds: 9,
      contents: blobs.map { .init($0.id, sizeBytes: $0.bytes.count) })
    var writer = BlobBundleWriter(manifest)
    for blob in blobs { writer.add(blob) }
    return writer.finish(by: key)
  }

  func sealed(_ plain: [UInt8], from sender: DeviceID? = nil) throws -> [UInt8] {
    try #require(
      BundleFile.seal(
        plain, network: network, sender: sender ?? self.sender,
        to: [recipient.device: recipient.key.publicKey]))
  }

  /// Reads a file to its end; returns the blobs, or why it is refused.
  func read(_ file: [UInt8]) -> Result<[BlobID], BundleError> {
    var reader = BlobBundleReader(file, network: network, open: recipient.open)
    var ids: [BlobID] = []
    do throws(BundleError) {
      while let blob = try reader.next() { ids.append(blob.id) }
      return .success(ids)
    } catch { return .failure(error) }
  }
}

@Test func `a bundle of blobs is read back, plain and sealed`() throws {
  let sample = try Sample()
  let ids = sample.blobs.map(\.id)
  #expect(sample.read(sample.plain()) == .success(ids))
  #expect(sample.read(try sample.sealed(sample.plain())) == .success(ids))
  var reader = BlobBundleReader(sample.plain(), network: nil, open: BundleFile.noKeys)
  let first = try reader.next()
  #expect(first?.bytes == sample.blobs[0].bytes)
  let read = reader.manifest
  let manifest = try #require(read)
  #expect(manifest.number == 5 && manifest.createdSeconds == 9 && manifest.sender == sample.sender)
}

@Test func `a bundle of blobs that is cut short anywhere is refused`() throws {
  let sample = try Sample()
  let plain = sample.plain()
  for count in Array(0..<700) + stride(from: 700, to: plain.count, by: 997)
    + Array((plain.count - 260)..<plain.count)
  {
    guard case .failure = sample.read(Array(plain.prefix(count))) else {
      Issue.record("\(count) bytes are taken for a whole bundle")
      continue
    }
  }
}

@Test func `a bundle of blobs of which a byte was changed is refused`() throws {
  let sample = try Sample()
  let plain = sample.plain()
  let places =
    Array(0..<500) + stride(from: 500, to: plain.count, by: 3_001)
    + Array((plain.count - 260)..<plain.count)
  for place in places {
    var changed = plain
    changed[place] ^= 1
    guard case .failure = sample.read(changed) else {
      Issue.record("a change at \(place) is not noticed")
      continue
    }
  }
}

@Test func `the stage says what is wrong with a bundle of blobs`() throws {
  let sample = try Sample()
  func stage(_ file: [UInt8]) -> String? {
    if case .failure(let error) = sample.read(file) { error.stage } else { nil }
  }
  func changed(_ old: String, _ new: String) throws -> [UInt8] {
    let line = try #require(sample.plain().split(separator: 10, maxSplits: 1).first)
    let text = String(decoding: line, as: UTF8.self).replacing(old, with: new)
    return Array(text.utf8) + sample.plain().dropFirst(line.count)
  }
  #expect(stage([]) == "manifest")
  #expect(stage([UInt8](repeating: 0x20, count: BundleLimits.blobManifestBytes + 9)) == "manifest")
  #expect(stage(try changed(#""blobs":1"#, #""blobs":2"#)) == "version")
  #expect(stage(try changed(sample.network.hex, NetworkID(high: 9, low: 9).hex)) == "network")
  #expect(stage(try changed(#""number":5"#, #""number":0"#)) == "manifest")
  #expect(stage(try changed(#",40]"#, ",31]")) == "manifest")
  #expect(stage(try changed(#",40]"#, ",41]")) == "blob")
  #expect(stage(try changed(#",40]"#, ",16777249]")) == "manifest")
  #expect(stage(try changed(#",40]"#, ",16777248]")) == "blob", "more is announced than is there")
  #expect(stage(sample.plain() + [10]) == "closing")
  let other = try #require(DeviceID(publicKey: [UInt8](repeating: 9, count: 32)))
  #expect(stage(sample.plain(from: other)) == "closing", "not signed by the sender")
  #expect(stage(try sample.sealed(sample.plain(), from: other)) == "sealed")
  var file = try sample.sealed(sample.plain())
  file[file.count - 9] ^= 1
  #expect(stage(file) == "sealed")
}

@Test func `a blob has a salt, a limit, and the id of its bytes`() throws {
  let hash = { (bytes: [UInt8]) in BLAKE2b.hash(bytes) }
  #expect(Blob(bytes: [UInt8](repeating: 0, count: 31), hash: hash) == nil)
  let most = [UInt8](repeating: 0, count: Limits.blobBytes.upperBound)
  #expect(Blob(bytes: most + [0], hash: hash) == nil && Blob(bytes: most, hash: hash) != nil)
  let blob = try #require(Blob(bytes: [UInt8](repeating: 0, count: 32) + [65], hash: hash))
  #expect(Array(blob.content) == [65])
  // printf 'pobratym blob 1\n' and 32 zero bytes and 'A' | b2sum -l 256
  #expect(blob.id.hex == "9d4e99ff0ef77aa0ac8008c9acfefae05664e62e7d612a1c4253541c977732de")
}
