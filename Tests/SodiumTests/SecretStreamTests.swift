import Sodium
import Testing

private let key = (0..<32).map { UInt8($0) }

/// Reads the messages of a stream up to the first that is not genuine.
private func read(
  _ encrypted: [[UInt8]], header: [UInt8], key: [UInt8] = key, additional: [UInt8] = []
) -> [[UInt8]] {
  guard var reader = SecretStreamReader(key: key, header: header) else { return [] }
  var messages: [[UInt8]] = []
  for (index, piece) in encrypted.enumerated() {
    let additional = index == 0 ? additional : []
    guard let pulled = reader.pull(piece[...], additional: additional) else { return messages }
    messages.append(pulled.message)
  }
  return messages
}

/// A stream of three messages, the first with additional bytes.
private struct Sample {
  let header: [UInt8]
  let messages: [[UInt8]] = [[1, 2, 3], [], [4, 5]]
  private(set) var encrypted: [[UInt8]] = []

  init() throws {
    guard var writer = SecretStreamWriter(key: key) else { throw Problem.key }
    header = writer.header
    for (index, message) in messages.enumerated() {
      encrypted.append(
        writer.push(
          message[...], additional: index == 0 ? [7] : [], tag: index == 2 ? .final : .message))
    }
  }

  enum Problem: Error { case key }
}

@Test func `a stream that another program wrote is read`() throws {
  let header = hex("728cae1fb3ba9ddf30bac9ba68a9d09554f5b7f78d0cd851")
  guard var reader = SecretStreamReader(key: key, header: header) else {
    Issue.record("32 and 24 bytes are a key and a header")
    return
  }
  let first = reader.pull(
    hex("912f32f1bd1040faaabe09914bb4f187a568542330a0")[...], additional: Array("about".utf8))
  #expect(first?.message == Array("first".utf8))
  #expect(first?.tag == .message)
  let last = reader.pull(hex("2866b7eacaa25fa23ab4c5af8dab4bece61f1d8ded")[...])
  #expect(last?.message == Array("last".utf8))
  #expect(last?.tag == .final)
}

@Test func `a stream is read as it was written`() throws {
  let sample = try Sample()
  #expect(
    read(sample.encrypted, header: sample.header, additional: [7]) == sample.messages)
  #expect(
    zip(sample.encrypted, sample.messages).allSatisfy {
      $0.count == $1.count + SecretStream.overheadBytes
    })
}

@Test func `no message is read under another key, header or additional bytes`() throws {
  let sample = try Sample()
  let other = [UInt8](repeating: 9, count: 32)
  #expect(read(sample.encrypted, header: sample.header, key: other, additional: [7]) == [])
  #expect(read(sample.encrypted, header: sample.header) == [])
  #expect(read(sample.encrypted, header: try Sample().header, additional: [7]) == [])
  #expect(read(sample.encrypted, header: [], additional: [7]) == [])
  #expect(read(sample.encrypted, header: sample.header, key: [1], additional: [7]) == [])
}

@Test func `messages that are swapped, repeated or left out are not read`() throws {
  let sample = try Sample()
  let pieces = sample.encrypted
  func count(_ order: [Int]) -> Int {
    read(order.map { pieces[$0] }, header: sample.header, additional: [7]).count
  }
  #expect(count([0, 1, 2]) == 3)
  #expect(count([1, 0, 2]) == 0)
  #expect(count([0, 0, 1, 2]) == 1)
  #expect(count([0, 2]) == 1)
  #expect(count([2]) == 0)
}

@Test func `one flipped bit in a message is noticed`() throws {
  let sample = try Sample()
  let first = sample.encrypted[0]
  for bit in 0..<(first.count * 8) {
    var flipped = first
    flipped[bit / 8] ^= 1 << (bit % 8)
    #expect(read([flipped], header: sample.header, additional: [7]) == [], "bit \(bit)")
  }
  #expect(read([Array(first.dropLast())], header: sample.header, additional: [7]) == [])
  #expect(read([[]], header: sample.header, additional: [7]) == [])
}
