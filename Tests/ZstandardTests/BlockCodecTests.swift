import TestSupport
import Testing
import Zstandard

private let dictionary = Array(#"{"k":"set","y":"aid","r":""#.utf8)
private let codec = BlockCodec(level: 1, dictionary: dictionary)

@Test func `a packed block is its content`() throws {
  var random = SeededGenerator(seed: 11)
  for count in [0, 1, 2, 40, 5_000, 300_000] {
    let noise = (0..<count).map { _ in UInt8.random(in: 0..<9, using: &random) }
    let packed = codec.pack(noise)
    #expect(BlockCodec.isPacked(packed))
    #expect(codec.unpack(packed, maximumBytes: count) == noise)
    #expect(codec.pack(noise) == packed)
  }
}

@Test func `of a damaged block nothing is unpacked`() throws {
  let text = Array(String(repeating: #"{"k":"set","y":"aid","r":"0123"},"#, count: 30).utf8)
  let packed = codec.pack(text)
  for count in 0..<packed.count {
    #expect(codec.unpack(Array(packed.prefix(count)), maximumBytes: text.count) == nil)
  }
  for bit in 0..<(packed.count * 8) {
    var changed = packed
    changed[bit / 8] ^= 1 << (bit % 8)
    let found = codec.unpack(changed, maximumBytes: text.count)
    #expect(found == nil || found == text, "bit \(bit)")
  }
  #expect(codec.unpack(packed + [0], maximumBytes: text.count) == nil)
  #expect(codec.unpack(packed + packed, maximumBytes: 2 * text.count) == nil)
  #expect(codec.unpack(packed, maximumBytes: text.count - 1) == nil)
}

@Test func `what stands in the dictionary costs next to nothing`() {
  let others = BlockCodec(level: 1, dictionary: [])
  #expect(codec.pack(dictionary).count < others.pack(dictionary).count - 8)
}

@Test func `another dictionary does not unpack`() {
  let others = BlockCodec(level: 1, dictionary: Array(dictionary.reversed()))
  #expect(others.unpack(codec.pack(dictionary), maximumBytes: 1_000) != dictionary)
}

@Test func `what Zstandard's own program has packed is unpacked, if it tells its size`() {
  let plain = BlockCodec(level: 1, dictionary: [])
  let text = Array("pobratym".utf8)
  let block: [UInt8] = [0x41, 0x00, 0x00] + text + [0x98, 0xB0, 0x64, 0xD5]
  // By `zstd -c FILE | xxd -i`, and by the same through a pipe.
  let sized: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x24, 0x08]
  let unsized: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x04, 0x58]
  #expect(plain.unpack(sized + block, maximumBytes: 8) == text)
  #expect(plain.unpack(unsized + block, maximumBytes: 8) == nil)
}
