import Sodium
import TestSupport
import Testing

private func publicKey(ofSeed seed: [UInt8]) -> [UInt8]? {
  guard let key = SigningKey(seed: seed) else { return nil }
  return key.publicKey
}

@Test func `signatures are those of RFC 8032, test 2`() {
  let seed = hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
  guard let key = SigningKey(seed: seed) else {
    Issue.record("32 bytes are a seed")
    return
  }
  #expect(
    key.publicKey == hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"))
  let expected =
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
  #expect(key.sign([0x72]) == hex(expected))
}

@Test func `a signature holds for its message and key alone`() {
  let key = SigningKey()
  let other = SigningKey()
  let message = Array("12 generators".utf8)
  let signature = key.sign(message)
  #expect(Ed25519.verify(signature: signature, message: message, publicKey: key.publicKey))
  #expect(!Ed25519.verify(signature: signature, message: message, publicKey: other.publicKey))
  #expect(!Ed25519.verify(signature: signature, message: message + [0], publicKey: key.publicKey))
  for bit in 0..<512 {
    var flipped = signature
    flipped[bit / 8] ^= 1 << (bit % 8)
    #expect(!Ed25519.verify(signature: flipped, message: message, publicKey: key.publicKey))
  }
}

@Test func `wrong lengths are no signature and no key`() {
  #expect(!Ed25519.verify(signature: [], message: [], publicKey: []))
  #expect(publicKey(ofSeed: [1, 2, 3]) == nil)
}

@Test func `a key made again from its seed is the same key`() {
  let key = SigningKey()
  #expect(publicKey(ofSeed: key.seed) == key.publicKey)
}

@Test func `hashes are those of b2sum`() throws {
  let folder = try TemporaryFolder()
  for count in [0, 1, 127, 128, 129, 100_000] {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    var hasher = BLAKE2bHasher()
    for piece in stride(from: 0, to: count, by: 1_000) {
      hasher.update(bytes[piece..<min(piece + 1_000, count)])
    }
    let hash = BLAKE2b.hash(bytes)
    #expect(hasher.finalize() == hash)
    let real = try Program(path: "/usr/bin/b2sum")
      .run(["-l", "256", "-"], input: bytes, folder: folder.path)
    #expect(hex(String(real.output.prefix(64))) == hash)
  }
}
