import Bundles
import Deflate
import Language
import Merging
import Sodium
import Testing

extension SealedSample {
  /// Replaces the header line of a sealed file.
  fileprivate func file(_ sealed: [UInt8], withHeader line: [UInt8]) throws -> [UInt8] {
    let old = try SealedBundleHeader(startOf: sealed).line
    return line + sealed.dropFirst(old.count)
  }

  /// Replaces a text in the header line of a sealed file.
  fileprivate func problem(_ sealed: [UInt8], _ old: String, _ new: String) throws -> BundleError? {
    let line = String(decoding: try SealedBundleHeader(startOf: sealed).line, as: UTF8.self)
    let parts = line.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
    #expect(parts.count == 2, "the header has no \(old)")
    return problem(try file(sealed, withHeader: Array(parts.joined(separator: new).utf8)))
  }
}

private let malformed = BundleError.sealed(Phrase("its header line is not as specified"))

@Test func `a header that is not in its only form is refused`() throws {
  let sample = try SealedSample()
  let file = try sample.sealed(sample.bundle.file())
  let first = sample.first.device.hex
  for (old, new) in [
    ("\"sealed\":1", "\"sealed\": 1"), ("\"sealed\":1", "\"sealed\":0"),
    ("\"sealed\":1", "\"sealed\":\"1\""), ("\"sealed\":1", "\"sealed\":1,\"a\":1"),
    ("\"from\"", "\"From\""), ("\"keys\":[", "\"keys\":[["),
    ("]]}", "]],\"more\":true}"), ("]]}", "]]} "), ("]]}", "]]}}"), ("[\"\(first)", "[\"1\(first)"),
    ("]]}", ",1]]}"), ("\(sample.bundle.device.hex)", "\(sample.bundle.device.hex.dropLast())g"),
    ("\"\(first)", "\"\\u0031\(first.dropFirst())"),
  ] {
    #expect(try sample.problem(file, old, new) == malformed, "\(old) to \(new)")
  }
}

@Test func `a newer format and another network are told as such`() throws {
  let sample = try SealedSample()
  let file = try sample.sealed(sample.bundle.file())
  #expect(try sample.problem(file, "\"sealed\":1", "\"sealed\":2") == .newerFormat(2))
  #expect(sample.problem(Array("{\"sealed\":7,\"keys\":{}}\n".utf8)) == .newerFormat(7))
  let other = NetworkID(high: 1, low: 2)
  #expect(
    try sample.problem(file, sample.bundle.network.hex, other.hex) == .wrongNetwork(other))
  // A reader of any network sees that the header was changed.
  let text = try sample.file(
    file,
    withHeader: Array(
      SealedSample.header(sample.bundle, []).replacing(sample.bundle.network.hex, with: other.hex)
        .utf8) + [0x0A])
  #expect(throws: malformed) { try BundleFile.read(text, network: nil) { _ in } }
}

@Test func `nobody can change who a bundle is for, or from`() throws {
  let sample = try SealedSample()
  let file = try sample.sealed(sample.bundle.file())
  let header = try SealedBundleHeader(startOf: file)
  func problem(_ keys: [(device: String, key: String)]) throws -> BundleError? {
    let line = Array((SealedSample.header(sample.bundle, keys) + "\n").utf8)
    return sample.problem(try sample.file(file, withHeader: line))
  }
  let keys = header.keys.map { (device: $0.device.hex, key: Hex.text($0.bytes)) }
  let third = (device: sample.stranger.device.hex, key: keys[1].key)
  let changed = BundleError.sealed(Phrase("it was changed or cut short after it was sealed"))
  #expect(try problem(keys) == nil)
  #expect(try problem([keys[0]]) == changed)
  #expect(try problem(keys + [third]) == changed)
  #expect(try problem([keys[0], (keys[1].device, keys[0].key)]) == changed)
  #expect(try problem([keys[1]]) == .sealedToOthers)
  #expect(try problem([(keys[0].device, keys[1].key), keys[1]]) == .sealedToOthers)
  #expect(try problem([keys[1], keys[0]]) == malformed)
  #expect(try problem([keys[0], keys[0], keys[1]]) == malformed)
  #expect(try problem([]) == malformed)
  let other = sample.stranger.device.hex
  #expect(try sample.problem(file, sample.bundle.device.hex, other) == changed)
}

@Test func `the header of another file of the same devices does not fit`() throws {
  let sample = try SealedSample()
  let files = try (0..<2).map { _ in try sample.sealed(sample.bundle.file()) }
  let line = try SealedBundleHeader(startOf: files[1]).line
  #expect(sample.problem(try sample.file(files[0], withHeader: line))?.stage == "sealed")
}

@Test func `the bundle inside must be of the sender and network that the header names`() throws {
  let sample = try SealedSample()
  let plain = sample.bundle.file()
  let inside = BundleError.sealed(
    Phrase("its header names another sender or network than the bundle inside"))
  #expect(
    sample.problem(try sample.sealed(plain, sender: sample.stranger.device)) == inside)
  let other = NetworkID(high: 1, low: 2)
  let file = try sample.sealed(plain, network: other)
  #expect(sample.problem(file) == .wrongNetwork(other))
  for network in [other, nil] {
    #expect(throws: inside) {
      try BundleFile.read(file, network: network, open: sample.first.open) { _ in }
    }
    #expect(throws: inside) {
      try BundleFile.start(of: file, network: network, open: sample.first.open)
    }
  }
}

@Test func `a header line without an end is refused at the limit, not later`() throws {
  var reader = SealedReader(network: nil) { _, _ in nil }
  let chunk = [UInt8](repeating: 0x20, count: 65_536)[...]
  for _ in 0..<16 { _ = try reader.read(chunk) }
  var problem: BundleError?
  do throws(BundleError) { _ = try reader.read(chunk.prefix(1)) } catch { problem = error }
  #expect(problem == .sealed(Phrase("its header line is too long")))
  #expect(throws: BundleError.sealed(Phrase("it has no header line"))) {
    try SealedBundleHeader(startOf: [UInt8](repeating: 0x20, count: 2_000_000))
  }
}

@Test func `a header names up to 4,096 devices and not one more`() throws {
  let sample = try SealedSample()
  let keys = [String](repeating: String(repeating: "0", count: 160), count: 4_097)
    .enumerated().map { index, key in
      let digits = String(1_000_000 + index).dropFirst()
      return (device: String(repeating: "0", count: 58) + digits, key: key)
    }
  let most = SealedSample.header(sample.bundle, Array(keys.dropLast()))
  #expect(most.utf8.count < BundleLimits.sealedHeaderBytes)
  #expect(
    sample.problem(Array((most + "\n").utf8) + [UInt8](repeating: 0, count: 64))
      == .sealedToOthers)
  #expect(
    sample.problem(Array((SealedSample.header(sample.bundle, keys) + "\n").utf8)) == malformed)
}

@Test func `a forger who has the file's key must still keep to the form`() throws {
  let sample = try SealedSample()
  let plain = sample.bundle.file()
  let chunk = [UInt8](repeating: 0, count: BundleLimits.sealedChunkBytes)
  #expect(sample.problem(try sample.forged([(plain, .final)])) == nil)
  for messages in [
    [], [([], .final)], [(plain, .message)], [(plain, .push)], [(plain, .rekey)],
    [(plain, .message), ([], .final)], [(Array(plain.dropLast()), .message), ([0], .final)],
    [(chunk, .push), ([1], .final)], [(chunk, .rekey), ([1], .final)],
    [(chunk, .final), ([1], .final)], [(chunk, .message), ([], .final)],
    [(chunk + [1], .final)],
  ] as [[(bytes: [UInt8], tag: SecretStreamTag)]] {
    let problem = sample.unsealingProblem(try sample.forged(messages))
    #expect(problem?.stage == "sealed", "\(messages.map { ($0.bytes.count, $0.tag) })")
  }
  #expect(sample.unsealingProblem(try sample.forged([(chunk, .final)])) == nil)
}

@Test func `more plain bytes than a bundle may have are refused`() throws {
  let sample = try SealedSample()
  let chunk = [UInt8](repeating: 0, count: BundleLimits.sealedChunkBytes)
  let most = BundleLimits.fileBytes / chunk.count
  var messages: [(bytes: [UInt8], tag: SecretStreamTag)] = Array(
    repeating: (chunk, .message), count: most - 1)
  #expect(
    sample.unsealingProblem(try sample.forged(messages + [(chunk, .final)])) == nil)
  messages += [(chunk, .message), ([1], .final)]
  #expect(
    sample.unsealingProblem(try sample.forged(messages))
      == .gzip(.tooLarge(limit: BundleLimits.fileBytes)))
}

@Test func `names of sealed files are read as they are written`() {
  let hash = (0..<32).map { UInt8($0) }
  let name = BundleFile.name(number: 17, hash: hash, form: .sealed)
  #expect(name == "00000017-000102030405060708090a0b0c0d0e0f.sealed")
  #expect(BundleFile.parts(ofName: name)?.form == .sealed)
  #expect(BundleFile.parts(ofName: name)?.number == 17)
  #expect(BundleFile.parts(ofName: name)?.hash == Array(hash.prefix(16)))
  #expect(BundleFile.parts(ofName: BundleFile.name(number: 1, hash: hash))?.form == .plain)
  for wrong in ["../" + name, name + ".part", name + ".jsonl.gz", "17-00.sealed", ".sealed"] {
    #expect(BundleFile.parts(ofName: wrong) == nil)
  }
}
