import Sodium
import Testing

private let passphrase = Array("пароль".utf8)

@Test func `a secret opens with its passphrase alone`() throws {
  let box = try PassphraseBox(
    locking: [1, 2, 3], passphrase: passphrase, cost: .interactive)
  #expect(try box.open(passphrase: passphrase) == [1, 2, 3])
  #expect(try box.open(passphrase: passphrase + [0x20]) == nil)
  #expect(try box.open(passphrase: []) == nil)
  let again = try #require(PassphraseBox(bytes: box.bytes))
  #expect(again == box)
  #expect(again.cost == .interactive)
  #expect(try again.open(passphrase: passphrase) == [1, 2, 3])
}

@Test func `a box of fixed bytes opens, so that its form cannot change unnoticed`() throws {
  let bytes = hex(
    "010200010000000102030405060708090a0b0c0d0e0f"
      + "6465666768696a6b6c6d6e6f707172737475767778797a7b"
      + "fb88747e11b85208a2abcdb2ad11800cdb378afbe773")
  let box = try #require(PassphraseBox(bytes: bytes))
  #expect(box.bytes == bytes)
  #expect(try box.open(passphrase: passphrase) == Array("secret".utf8))
}

@Test func `the same secret locked twice gives different boxes`() throws {
  let boxes = try (0..<2).map { _ in
    try PassphraseBox(locking: [1], passphrase: passphrase, cost: .interactive).bytes
  }
  #expect(boxes[0].dropFirst(6).prefix(16) != boxes[1].dropFirst(6).prefix(16))
  #expect(boxes[0].suffix(17) != boxes[1].suffix(17))
}

@Test func `a box that was changed or cut does not open`() throws {
  let box = try PassphraseBox(
    locking: [1, 2], passphrase: passphrase, cost: .interactive)
  // Salt, nonce, tag and secret, a byte of each.
  for index in [6, 22, 46, box.bytes.count - 1] {
    var changed = box.bytes
    changed[index] ^= 1
    #expect(try PassphraseBox(bytes: changed)?.open(passphrase: passphrase) == nil, "\(index)")
  }
  for count in 0..<62 {
    #expect(PassphraseBox(bytes: Array(box.bytes.prefix(count))) == nil, "\(count)")
  }
}

@Test func `a cost out of bounds is refused before memory is taken`() throws {
  let box = try PassphraseBox(
    locking: [1], passphrase: passphrase, cost: .interactive)
  func with(_ index: Int, _ values: [UInt8]) -> PassphraseBox? {
    var changed = box.bytes
    changed.replaceSubrange(index..<(index + values.count), with: values)
    return PassphraseBox(bytes: changed)
  }
  #expect(with(0, [2]) == nil)
  for operations in [0, 1, 17, 255] as [UInt8] { #expect(with(1, [operations]) == nil) }
  for memory in [[0, 0, 0, 0], [0, 0, 255, 255], [0, 4, 0, 1], [255, 255, 255, 255]] as [[UInt8]] {
    #expect(with(2, memory) == nil, "\(memory)")
  }
  #expect(with(1, [16]) != nil)
  #expect(with(2, [0, 4, 0, 0])?.cost.memoryKibibytes == 262_144)
  #expect(PassphraseCost(operations: 1, memoryKibibytes: 65_536) == nil)
  #expect(PassphraseCost(operations: 3, memoryKibibytes: 262_144) == .moderate)
  #expect(PassphraseBox(bytes: box.bytes + [UInt8](repeating: 0, count: 65_536)) == nil)
}
