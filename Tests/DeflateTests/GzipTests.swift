import Deflate
import TestSupport
import Testing

private let limits = GzipLimits(maximumBytes: 10_000_000, maximumRatio: 200)
private let text = Array(String(repeating: "12 generators for Kryvyi Rih. ", count: 40).utf8)

private func problem(_ bytes: [UInt8], _ limits: GzipLimits = limits) -> DeflateError? {
  do throws(DeflateError) {
    _ = try Gzip.decompress(bytes, limits: limits)
    return nil
  } catch {
    return error
  }
}

@Test func `gunzip reads what we write, member after member`() throws {
  let file = Gzip.compress(text) + Gzip.compress([]) + Gzip.compress([7])
  let real = try Program(path: "/usr/bin/gzip").run(["-dc"], input: file)
  #expect(Array(real.output.utf8) == text + [7])
  #expect(try Gzip.decompress(file, limits: limits) == text + [7])
}

@Test func `a file of another program is told from a damaged one`() throws {
  let folder = try TemporaryFolder()
  let real = try Program(path: "/bin/sh").run(
    ["-c", "printf abc | gzip -n > a.gz; od -An -v -tu1 a.gz"], folder: folder.path)
  let bytes = real.output.split(whereSeparator: \.isWhitespace).compactMap { UInt8($0) }
  #expect(problem(bytes) == .foreignHeader(offset: 0))
  #expect(problem(Array("PK".utf8)) == .notGzip(offset: 0))
  #expect(problem([]) == .empty)
  #expect(problem(Gzip.compress([1]) + [1, 2]) == .notGzip(offset: Gzip.compress([1]).count))
}

@Test func `a file cut at any byte is refused`() {
  let file = Gzip.compress(text) + Gzip.compress(text)
  let boundary = Gzip.compress(text).count
  for count in 1..<file.count where count != boundary {
    #expect(problem(Array(file.prefix(count))) == .truncated, "cut at \(count)")
  }
}

@Test func `one flipped bit anywhere is noticed`() {
  let file = Gzip.compress(text)
  for bit in 0..<(file.count * 8) {
    var flipped = file
    flipped[bit / 8] ^= 1 << (bit % 8)
    #expect(problem(flipped) != nil, "bit \(bit)")
  }
}

@Test func `a bomb is refused before it grows`() {
  let bomb = Gzip.compress([UInt8](repeating: 0, count: 50_000_000))
  #expect(problem(bomb) == .ratioTooHigh(limit: 200))
  #expect(
    problem(bomb, GzipLimits(maximumBytes: 1_000, maximumRatio: 9_999)) == .tooLarge(limit: 1_000))
}

@Test func `as much comes out as the limits say, and not one byte more`() {
  let text = [UInt8](repeating: 0, count: 2_000_000)
  let file = Gzip.compress(text)
  // Its checksum and length are read after all has come out.
  let ratio = text.count / (file.count - 8)
  let limits =
    [
      (text.count, ratio + 1, nil), (text.count - 1, ratio + 1, .tooLarge(limit: text.count - 1)),
      (text.count, ratio, .ratioTooHigh(limit: ratio)),
    ] as [(Int, Int, DeflateError?)]
  for (bytes, ratio, expected) in limits {
    #expect(problem(file, GzipLimits(maximumBytes: bytes, maximumRatio: ratio)) == expected)
  }
}

@Test func `large input survives in chunks`() throws {
  var generator = SeededGenerator(seed: 5)
  let large = (0..<3_000_000).map { _ in UInt8.random(in: 0..<16, using: &generator) }
  #expect(try Gzip.decompress(Gzip.compress(large), limits: limits) == large)
}

@Test func `a block of zlib's is its content, and nothing else is`() throws {
  let text = Array(String(repeating: "the quick brown fox, ", count: 20).utf8)
  let dictionary = Array(text.prefix(21))
  // By Python's zlib, without and with the dictionary.
  let plain: [UInt8] = [
    0x78, 0x9C, 0x2B, 0xC9, 0x48, 0x55, 0x28, 0x2C, 0xCD, 0x4C, 0xCE, 0x56, 0x48, 0x2A, 0xCA,
    0x2F, 0xCF, 0x53, 0x48, 0xCB, 0xAF, 0xD0, 0x51, 0x28, 0x19, 0x15, 0x1C, 0x4C, 0x82, 0x00,
    0x9D, 0x37, 0x95, 0xED,
  ]
  let primed: [UInt8] = [
    0x78, 0xBB, 0x56, 0x6E, 0x07, 0x80, 0x2B, 0x19, 0x15, 0x1C, 0xF4, 0x82, 0x00, 0x9D, 0x37,
    0x95, 0xED,
  ]
  #expect(try Zlib.unpack(plain, maximumBytes: text.count) == text)
  #expect(try Zlib.unpack(plain, maximumBytes: text.count, dictionary: dictionary) == text)
  #expect(try Zlib.unpack(primed, maximumBytes: text.count, dictionary: dictionary) == text)
  #expect(throws: DeflateError.self) { try Zlib.unpack(primed, maximumBytes: text.count) }
  #expect(throws: DeflateError.tooLarge(limit: 9)) { try Zlib.unpack(plain, maximumBytes: 9) }
  #expect(throws: DeflateError.truncated) {
    try Zlib.unpack(Array(plain.dropLast(3)), maximumBytes: text.count)
  }
  #expect(throws: DeflateError.self) { try Zlib.unpack(plain + [0], maximumBytes: text.count) }
}
