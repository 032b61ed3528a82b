import Sodium
import Testing

private let seed = (0..<32).map { UInt8($0) }

private func box(ofSeed seed: [UInt8]) -> (publicKey: [UInt8], seed: [UInt8])? {
  guard let key = BoxKey(seed: seed) else { return nil }
  return (key.publicKey, key.seed)
}

private func opened(_ sealed: [UInt8], withSeed seed: [UInt8]) -> [UInt8]? {
  guard let key = BoxKey(seed: seed) else { return nil }
  return key.open(sealed)
}

@Test func `a box that another program sealed opens`() {
  let sealed =
    "7756967338b4d323ca108ea9f8090c79da94e0c155778412aa41c3f646e98532"
    + "6659568da4b52a1e008e41d9df99ae34e8bb75a3c90a204b"
  #expect(
    box(ofSeed: seed)?.publicKey
      == hex("4701d08488451f545a409fb58ae3e58581ca40ac3f7f114698cd71deac73ca01"))
  #expect(opened(hex(sealed), withSeed: seed) == Array("pobratym".utf8))
}

@Test func `what is sealed opens with its key alone, and only unchanged`() throws {
  let key = BoxKey()
  let other = BoxKey()
  let message = Array("12 generators".utf8)
  let sealed = try #require(BoxKey.seal(message, to: key.publicKey))
  #expect(sealed.count == message.count + BoxKey.overheadBytes)
  #expect(key.open(sealed) == message)
  #expect(other.open(sealed) == nil)
  #expect(key.open(sealed + [0]) == nil)
  for count in sealed.indices { #expect(key.open(Array(sealed.prefix(count))) == nil) }
  for bit in 0..<(sealed.count * 8) {
    var flipped = sealed
    flipped[bit / 8] ^= 1 << (bit % 8)
    #expect(key.open(flipped) == nil, "bit \(bit)")
  }
}

@Test func `two boxes of one message differ`() {
  let key = BoxKey()
  #expect(BoxKey.seal([1], to: key.publicKey) != BoxKey.seal([1], to: key.publicKey))
}

@Test func `a box key made again from its seed opens what was sealed before`() throws {
  let key = BoxKey()
  let sealed = try #require(BoxKey.seal([1, 2, 3], to: key.publicKey))
  #expect(box(ofSeed: key.seed)?.publicKey == key.publicKey)
  #expect(opened(sealed, withSeed: key.seed) == [1, 2, 3])
  #expect(box(ofSeed: [1, 2, 3]) == nil)
}

@Test func `nothing is sealed to what is no key`() {
  #expect(BoxKey.seal([1], to: []) == nil)
  #expect(BoxKey.seal([1], to: [UInt8](repeating: 9, count: 31)) == nil)
  // A point of small order: everybody could open what is sealed to it.
  #expect(BoxKey.seal([1], to: [UInt8](repeating: 0, count: 32)) == nil)
  #expect(BoxKey.seal([1], to: [1] + [UInt8](repeating: 0, count: 31)) == nil)
}

@Test func `wiping leaves nothing in the array`() {
  var secret: [UInt8] = [1, 2, 3]
  Secret.wipe(&secret)
  #expect(secret == [])
  Secret.wipe(&secret)
  #expect(secret == [])
}
