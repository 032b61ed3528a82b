import Bundles
import Merging
import Sodium
import Testing

private let network = NetworkID(high: 1, low: 2)

private func key(_ number: UInt8) throws -> SigningKey {
  guard let key = SigningKey(seed: [UInt8](repeating: number, count: 32)) else {
    throw Recipient.Problem.key
  }
  return key
}

private func request(
  office: String = "DE/Duisburg", label: String = "ноутбук \"2\"", person: String = "O. Koval"
) throws -> AdmissionRequest {
  try AdmissionRequest(
    network: network, office: office, label: label, person: person,
    boxPublicKey: [UInt8](repeating: 3, count: 32), by: key(1))
}

private func hash(_ byte: UInt8) -> [UInt8] { [UInt8](repeating: byte, count: 32) }

private func renewal(_ last: [LogID: [UInt8]] = [:]) throws -> AdmissionRequest {
  try AdmissionRequest(
    network: network, office: "DE/Duisburg", label: "laptop", person: "O. Koval",
    boxPublicKey: [UInt8](repeating: 3, count: 32), by: key(1), replacing: key(2), last: last)
}

private func problem(_ line: [UInt8], network: NetworkID? = network) -> RequestError? {
  do throws(RequestError) {
    _ = try AdmissionRequest(line: line, network: network)
    return nil
  } catch {
    return error
  }
}

@Test func `a request read is the request made`() throws {
  let made = try request()
  let read = try AdmissionRequest(line: made.line, network: network)
  #expect(read == made)
  #expect(read.device.publicKey == (try key(1)).publicKey)
  #expect(read.office == "DE/Duisburg" && read.label == "ноутбук \"2\"")
  #expect(read.person == "O. Koval" && read.renewal == nil)
  let text = String(decoding: made.line, as: UTF8.self)
  #expect(text.hasPrefix("{\"request\":1,\"network\":\"\(network.hex)\",\"device\":\""))
  #expect(
    text.contains(",\"label\":\"ноутбук \\\"2\\\"\",\"person\":\"O. Koval\",\"signature\":\""))
  #expect(text.hasSuffix("\"}\n"))
}

@Test func `a request that renews keys is signed by both devices`() throws {
  let last = [LogID(high: 9, low: 1): hash(40), LogID(high: 2, low: 1): hash(7)]
  let made = try renewal(last)
  let read = try AdmissionRequest(line: made.line, network: nil)
  #expect(read == made)
  #expect(read.renewal?.replaced.publicKey == (try key(2)).publicKey)
  #expect(read.renewal?.last == last)
  #expect(try renewal().renewal?.last == [:])
}

@Test func `one flipped bit anywhere in a request is noticed`() throws {
  for line in [try request().line, try renewal([LogID(high: 9, low: 1): hash(40)]).line] {
    for bit in 0..<(line.count * 8) {
      var flipped = line
      flipped[bit / 8] ^= 1 << (bit % 8)
      #expect(problem(flipped, network: nil) != nil, "bit \(bit)")
    }
  }
}

@Test func `a request cut at any byte, or with something after it, is refused`() throws {
  let line = try renewal().line
  for count in line.indices { #expect(problem(Array(line.prefix(count))) != nil, "\(count)") }
  for more in ["\n", " ", "{}"] { #expect(problem(line + Array(more.utf8)) != nil) }
  #expect(problem([UInt8](repeating: 0x20, count: 65_537)) == .tooLarge)
}

@Test func `what is wrong with a request is told`() throws {
  let text = String(decoding: try renewal([LogID(high: 9, low: 1): hash(40)]).line, as: UTF8.self)
  func with(_ old: String, _ new: String) -> RequestError? {
    #expect(text.contains(old))
    return problem(Array(text.replacing(old, with: new).utf8))
  }
  let other = NetworkID(high: 3, low: 4)
  #expect(with("{\"request\":1", "{\"request\":2") == .newerFormat(2))
  #expect(with("{\"request\":1", "{\"request\":0") == .malformed("request"))
  #expect(with(network.hex, other.hex) == .wrongNetwork(other))
  #expect(with("\"label\"", "\"name\"") == .malformed("label"))
  #expect(with("laptop", "desktop") == .formerSignature)
  #expect(with(Hex.text(hash(40)), Hex.text(hash(41))) == .formerSignature)
  #expect(with(Hex.text(hash(40)), "28") == .malformed("last"))
  #expect(with("{\"request\"", "{ \"request\"") == .malformed("request"))
  #expect(with("{\"request\":1,", "{\"request\":1,\"a\":1,") == .malformed("request"))
  let former = try #require(text.firstRange(of: ",\"former\":"))
  let end = try #require(text.firstRange(of: ",\"signature\":"))
  let unsigned = text[..<former.lowerBound] + text[end.lowerBound...]
  #expect(problem(Array(unsigned.utf8)) == .malformed("former"))
  #expect(with("\"signature\":\"", "\"signature\":\"g") == .malformed("signature"))
}

@Test func `a request cannot say more than fits, and none is made that cannot be read`() throws {
  func failure(_ make: () throws -> AdmissionRequest) -> RequestError? {
    do { _ = try make() } catch { return error as? RequestError }
    return nil
  }
  let long = String(repeating: "є", count: 101)
  #expect(failure { try request(office: long) } == .malformed("office"))
  #expect(failure { try request(label: long) } == .malformed("label"))
  #expect(failure { try request(person: long) } == .malformed("person"))
  #expect(failure { try request(person: "a\0b") } == .malformed("request"))
  #expect(try request(office: String(long.dropLast())).office == String(long.dropLast()))
  let many = (1...2_000).map { (LogID(high: 1, low: $0), hash(1)) }
  #expect(failure { try renewal(Dictionary(uniqueKeysWithValues: many)) } == .tooLarge)
  #expect(
    failure {
      try AdmissionRequest(
        network: network, office: "", label: "", person: "", boxPublicKey: [1], by: key(1))
    } == .malformed("box"))
  #expect(
    failure {
      try AdmissionRequest(
        network: network, office: "", label: "", person: "",
        boxPublicKey: [UInt8](repeating: 3, count: 32), by: key(1), replacing: key(1), last: [:])
    } == .malformed("replaces"))
}

@Test func `a fingerprint is thirty digits of the network and both keys`() throws {
  let device = try Recipient(1).device
  let box = [UInt8](repeating: 2, count: 32)
  let fingerprint = Fingerprint(network: network, device: device, boxPublicKey: box)
  // Worked out with Python's hashlib.
  #expect(fingerprint.description == "20939 06081 38615 89605 23696 25056")
  #expect(fingerprint.matches("20939 06081 38615 89605 23696 25056".replacing(" ", with: "")))
  #expect(fingerprint.matches(" 20939 06081 38615 89605 23696 25056 "))
  #expect(!fingerprint.matches(String("20939 06081 38615 89605 23696 25056".dropLast())))
  #expect(
    fingerprint
      != Fingerprint(network: NetworkID(high: 1, low: 3), device: device, boxPublicKey: box))
  #expect(
    fingerprint
      != Fingerprint(network: network, device: try Recipient(2).device, boxPublicKey: box))
  #expect(
    fingerprint
      != Fingerprint(
        network: network, device: device, boxPublicKey: [UInt8](repeating: 3, count: 32)))
}
