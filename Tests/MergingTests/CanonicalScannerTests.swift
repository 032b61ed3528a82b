import Merging
import TestSupport
import Testing
import Wire

private func randomHave(_ random: inout SeededGenerator) -> Have {
  var have = Have()
  for _ in 0..<Int.random(in: 0...4, using: &random) {
    let log = LogID(high: random.next(), low: random.next())
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let first = UInt64.random(in: 1...(1 << 52), using: &random)
      let last = first + UInt64.random(in: 0...9, using: &random)
      have.insert(Run(log: log, numbers: first...last))
    }
  }
  return have
}

@Test func `a scanner reads a have as it was written, and nothing of a part of it`() {
  for seed in UInt64(1)...200 {
    var random = SeededGenerator(seed: seed)
    let have = randomHave(&random)
    let bytes = have.json.canonicalBytes
    #expect(CanonicalScanner.have(bytes) == have, "\(random)")
    for count in bytes.indices {
      #expect(CanonicalScanner.have(Array(bytes[..<count])) == nil, "\(random)")
    }
    #expect(CanonicalScanner.have(bytes + [0x20]) == nil)
  }
}

@Test func `a scanner reads identifiers as they were written, and nothing of a part of them`() {
  let ids = (0..<3).map { DossierID(high: 7, low: UInt64($0)) }
  let bytes = JSONValue.array(ids.map { .string($0.hex) }).canonicalBytes
  let read: [DossierID]? = CanonicalScanner.ids(bytes)
  #expect(read == ids)
  let none: [DossierID]? = CanonicalScanner.ids(Array("[]".utf8))
  #expect(none == [])
  for count in bytes.indices {
    let part: [DossierID]? = CanonicalScanner.ids(Array(bytes[..<count]))
    #expect(part == nil)
  }
}
