import Bundles
import Deflate
import Language
import Merging
import Sodium
import TestSupport
import Testing
import Wire

private func problem(_ file: [UInt8], network: NetworkID? = nil) -> BundleError? {
  do throws(BundleError) {
    _ = try BundleFile.read(file, network: network) { _ in }
    return nil
  } catch {
    return error
  }
}

@Test func `a bundle read is the bundle written`() throws {
  let sample = try SampleBundle()
  var read: [Segment] = []
  let manifest = try BundleFile.read(sample.file(), network: sample.network) { read.append($0) }
  #expect(manifest == sample.manifest)
  #expect(read == sample.segments)
}

@Test func `gunzip and jq open a bundle`() throws {
  let folder = try TemporaryFolder()
  let real = try Program(path: "/bin/sh").run(
    ["-c", "gunzip -c | jq -c ."], input: try SampleBundle().file(), folder: folder.path)
  #expect(real.exitCode == 0)
  #expect(real.output.split(separator: "\n").count == 10)
  #expect(real.output.hasPrefix("{\"bundle\":1,"))
}

@Test func `a bundle cut at any byte is refused`() throws {
  let file = try SampleBundle().file()
  for count in 0..<file.count {
    #expect(problem(Array(file.prefix(count))) != nil, "cut at \(count)")
  }
}

@Test func `one flipped bit anywhere in a bundle is noticed`() throws {
  let file = try SampleBundle().file()
  for bit in 0..<(file.count * 8) {
    var flipped = file
    flipped[bit / 8] ^= 1 << (bit % 8)
    #expect(problem(flipped) != nil, "bit \(bit)")
  }
}

@Test func `another network's bundle is refused by its manifest`() throws {
  let sample = try SampleBundle()
  let other = NetworkID(high: 1, low: 2)
  #expect(problem(sample.file(), network: other) == .wrongNetwork(sample.network))
}

/// Compresses lines as one member: a bundle whose author is not our writer.
private func forged(_ lines: [String]) -> [UInt8] {
  Gzip.compress(Array(lines.map { $0 + "\n" }.joined().utf8))
}

@Test func `a newer format, no manifest and nonsense are told apart`() throws {
  #expect(problem(forged(["{\"bundle\":2}"])) == .newerFormat(2))
  #expect(problem(forged(["[]"])) == .manifest("{"))
  #expect(problem(forged(["{}"])) == .manifest("bundle"))
  #expect(problem(forged(["{\"bundle\":1}"])) == .manifest("network"))
  #expect(problem(forged([String(repeating: "[", count: 100_000)])) == .manifest("{"))
  #expect(problem(Gzip.compress([])) == .manifest("{"))
  #expect(problem([]) == .gzip(.empty))
  #expect(problem(Array("hello".utf8)) == .gzip(.notGzip(offset: 0)))
}

@Test func `segments that are missing, swapped or repeated are refused`() throws {
  let sample = try SampleBundle()
  let bytes = sample.segments.map(\.bytes)
  let manifest = sample.manifest
  #expect(
    problem(sample.file(manifest, [bytes[0]])) == .segment(2, .invalid(line: 1, member: "segment")))
  #expect(problem(sample.file(manifest, [bytes[1], bytes[0]])) == .contents(1))
  #expect(problem(sample.file(manifest, [bytes[0], bytes[0]])) == .contents(2))
  let following = BundleError.closing(Phrase("something follows it"))
  #expect(problem(sample.file(manifest, bytes + [bytes[0]])) == following)
  #expect(problem(sample.file() + Gzip.store([0x0A])) == following)
}

@Test func `a segment changed by anybody but its author is refused`() throws {
  let sample = try SampleBundle()
  let text = String(decoding: sample.segments[0].bytes, as: UTF8.self)
  func with(_ old: String, _ new: String) -> BundleError? {
    let changed = Array(
      text.split(separator: old, omittingEmptySubsequences: false)
        .joined(separator: new).utf8)
    return problem(sample.file(sample.manifest, [changed, sample.segments[1].bytes]))
  }
  #expect(with("Дуйсбург", "Дуйсберг") == .hash(1))
  #expect(with("\"epoch\":\"0", "\"epoch\":\"1") == .logName(1))
  #expect(with("\"segment\":1", "\"segment\":2") == .segment(1, .newerFormat(2)))
  #expect(with("\"n\":2", "\"n\":3") == .segment(1, .numbering(line: 3)))
  #expect(
    with("\"signature\":\"", "\"signature\":\"g")
      == .segment(1, .invalid(line: 4, member: "signature")))
  let hash = Hex.text(sample.segments[0].signature)
  let flipped = (hash.first == "0" ? "1" : "0") + hash.dropFirst()
  #expect(with(hash, flipped) == .signature(1))
}

@Test func `names of files are read as they are written, and nothing else is`() {
  let hash = (0..<32).map { UInt8($0) }
  let name = BundleFile.name(number: 17, hash: hash)
  #expect(name == "00000017-000102030405060708090a0b0c0d0e0f.jsonl.gz")
  #expect(BundleFile.parts(ofName: name)?.number == 17)
  for wrong in ["../" + name, name + ".part", "17-00.jsonl.gz", name.uppercased(), ""] {
    #expect(BundleFile.parts(ofName: wrong) == nil)
  }
}

@Test func `a manifest that claims more operations than can be counted does no harm`() throws {
  let sample = try SampleBundle()
  var manifest = sample.manifest
  manifest.contents = (1...3_000).map { number in
    Content(Run(log: LogID(high: 7, low: number), numbers: 1...UInt64(Limits.largestInteger)))
  }
  for content in manifest.contents { manifest.have.insert(content.run) }
  var reader = BundleReader(network: sample.network)
  // Refused at the first segment, which is not there; the manifest has been read by then.
  _ = try? reader.read(sample.file(manifest, []).prefix(65_536))
  let found = reader.manifest
  let read = try #require(found)
  #expect(read.have.count == .max)
  #expect(read.operationCount == .max)
}

@Test func `the most repetitive text still gives a bundle that readers take`() throws {
  let sample = try SampleBundle()
  let text = String(repeating: "a", count: 16_000)
  let header = sample.segments[0].header
  let record = RecordKey(type: "aid", id: RecordID(high: 0, low: 1))
  let notes = Array(
    repeating: Operation(
      .set, record: record, register: "note", value: CanonicalJSON(.string(text))),
    count: 15)
  let lines = (0..<4).map { index in
    Commit(
      first: UInt64(index) * 15 + 1, lamport: 1, claimedSeconds: 0, author: nil, reason: nil,
      operations: notes
    ).line(in: header.log)
  }
  let segment = try Segment.sealed(
    SegmentHeader(
      network: header.network, device: header.device, epoch: header.epoch, dossier: header.dossier,
      log: header.log, numbers: 1...60, commits: 4, previous: nil, office: nil),
    commitLines: lines, by: sample.key)
  var manifest = sample.manifest
  manifest.contents = Array(repeating: Content(segment.header.run), count: 3)
  #expect(problem(sample.file(manifest, [segment.bytes, segment.bytes, segment.bytes])) == nil)
}
