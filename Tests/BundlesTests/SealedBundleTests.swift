import Bundles
import Deflate
import Merging
import Sodium
import TestSupport
import Testing

@Test func `a sealed bundle is read by each device that it is sealed to`() throws {
  let sample = try SealedSample()
  let file = try sample.sealed(sample.bundle.file())
  for recipient in [sample.first, sample.second] {
    var read: [Segment] = []
    let manifest = try BundleFile.read(
      file, network: sample.bundle.network, open: recipient.open
    ) { read.append($0) }
    #expect(manifest == sample.bundle.manifest)
    #expect(read == sample.bundle.segments)
    let start = try BundleFile.start(of: file, network: nil, open: recipient.open)
    #expect(start.manifest == manifest && start.header?.sender == manifest.sender)
    #expect(
      try BundleFile.unseal(file, network: nil, open: recipient.open) == sample.bundle.file())
  }
}

@Test func `a sealed bundle is for its recipients alone, and says who they are`() throws {
  let sample = try SealedSample()
  let file = try sample.sealed(sample.bundle.file())
  #expect(sample.problem(file, at: sample.stranger) == .sealedToOthers)
  #expect(throws: BundleError.sealedToOthers) {
    try BundleFile.read(file, network: nil) { _ in }
  }
  #expect(BundleError.sealedToOthers.stage == "key")
  let header = try SealedBundleHeader(startOf: file, network: sample.bundle.network)
  #expect(header.sender == sample.bundle.device)
  #expect(header.keys.map(\.device) == [sample.first.device, sample.second.device])
  #expect(Array(file.prefix(header.line.count)) == header.line)
  let plain = sample.bundle.file()
  for start in stride(from: 0, to: plain.count - 16, by: 16) {
    #expect(!file.contains(plain[start..<(start + 16)]), "plain bytes from \(start)")
  }
}

@Test func `the same bundle sealed twice gives different bytes`() throws {
  let sample = try SealedSample()
  let files = try (0..<2).map { _ in try sample.sealed(sample.bundle.file()) }
  #expect(files[0].suffix(100) != files[1].suffix(100))
  #expect(BundleFile.hash(files[0]) != BundleFile.hash(files[1]))
}

@Test func `a device with an unusable key is left out, and the others can still read`() throws {
  let sample = try SealedSample()
  var boxKeys = sample.boxKeys
  boxKeys[sample.second.device] = [UInt8](repeating: 0, count: 32)
  func seal(_ boxKeys: [DeviceID: [UInt8]]) -> [UInt8]? {
    BundleFile.seal(
      sample.bundle.file(), network: sample.bundle.network, sender: sample.bundle.device,
      to: boxKeys)
  }
  let file = try #require(seal(boxKeys))
  #expect(try SealedBundleHeader(startOf: file).keys.map(\.device) == [sample.first.device])
  #expect(sample.problem(file) == nil)
  #expect(seal([sample.second.device: []]) == nil)
}

@Test func `one flipped bit anywhere in a sealed bundle is noticed`() throws {
  let sample = try SealedSample()
  let file = try sample.sealed(sample.bundle.file())
  for bit in 0..<(file.count * 8) {
    var flipped = file
    flipped[bit / 8] ^= 1 << (bit % 8)
    let problem = sample.problem(flipped)
    #expect(problem != nil, "bit \(bit)")
    // Behind the header line there is nothing that is not noticed by the sealing itself.
    if bit / 8 > 700 { #expect(problem?.stage == "sealed", "bit \(bit)") }
  }
}

@Test func `a sealed bundle cut at any byte, or with a byte too many, is refused`() throws {
  let sample = try SealedSample()
  let file = try sample.sealed(sample.bundle.file())
  for count in file.indices {
    // The first bytes tell that it is a sealed bundle.
    let stage = count < "{\"sealed\":".utf8.count ? "gzip" : "sealed"
    #expect(sample.problem(Array(file.prefix(count)))?.stage == stage, "cut at \(count)")
  }
  for more in [[0], [0x0A], [UInt8](repeating: 7, count: 100), file] as [[UInt8]] {
    #expect(sample.problem(file + more)?.stage == "sealed", "\(more.count) more")
  }
}

@Test func `what is sealed comes out again, whatever its size and however it is cut`() throws {
  let sample = try SealedSample()
  var generator = SeededGenerator(seed: 11)
  let chunk = BundleLimits.sealedChunkBytes
  for count in [1, chunk - 1, chunk, chunk + 1, 2 * chunk, 3 * chunk + 5] {
    let plain = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let file = try sample.sealed(plain)
    for most in [1_000, 24_001, GzipReader.chunkBytes] {
      var reader = SealedReader(network: nil, open: sample.second.open)
      var found: [UInt8] = []
      var rest = file[...]
      while !rest.isEmpty {
        let bytes = try reader.read(rest.prefix(most))
        #expect(bytes.count <= chunk)
        found += bytes
        rest = rest.dropFirst(most)
      }
      found += try reader.finish()
      #expect(found == plain, "\(count) bytes, \(most) at once")
    }
  }
}

/// A file of four chunks in its parts: the header line and the stream's header, then the chunks.
private func parts(_ file: [UInt8]) throws -> (start: [UInt8], chunks: [[UInt8]]) {
  let start = try SealedBundleHeader(startOf: file).line.count + SecretStream.headerBytes
  let size = BundleLimits.sealedChunkBytes + SecretStream.overheadBytes
  let chunks = stride(from: start, to: file.count, by: size).map {
    Array(file[$0..<min($0 + size, file.count)])
  }
  return (Array(file.prefix(start)), chunks)
}

@Test func `chunks that are swapped, repeated, left out or another file's are refused`() throws {
  let sample = try SealedSample()
  let chunk = BundleLimits.sealedChunkBytes
  let (start, chunks) = try parts(
    sample.sealed([UInt8](repeating: 1, count: 3 * chunk) + [2, 3]))
  let (otherStart, others) = try parts(
    sample.sealed([UInt8](repeating: 1, count: 3 * chunk) + [2, 3]))
  #expect(chunks.count == 4)
  func stage(_ start: [UInt8], _ chunks: [[UInt8]]) -> String? {
    sample.unsealingProblem(start + chunks.flatMap(\.self))?.stage
  }
  #expect(stage(start, chunks) == nil)
  for order in [[1, 0, 2, 3], [0, 2, 1, 3], [0, 0, 1, 2, 3], [0, 1, 1, 2, 3], [1, 2, 3]] {
    #expect(stage(start, order.map { chunks[$0] }) == "sealed", "\(order)")
  }
  // Cut short where a chunk ends.
  for count in 0...3 { #expect(stage(start, Array(chunks.prefix(count))) == "sealed", "\(count)") }
  #expect(stage(start, chunks + [chunks[3]]) == "sealed")
  #expect(stage(start, [chunks[0], others[1], chunks[2], chunks[3]]) == "sealed")
  #expect(stage(start, others) == "sealed")
  #expect(stage(otherStart, chunks) == "sealed")
}
