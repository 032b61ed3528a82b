@testable import Bundles
import Deflate
import Merging
import Sodium
import Wire

/// A bundle of a text that a fuzzer has changed: log names, contents, hashes and signatures are
/// made right, so that what is behind them is reached.
///
/// The first line is the manifest; then come headers, each with as many lines as it says. What
/// cannot be read is left as it is.
struct SignedBundle {
  /// The file.
  let file: [UInt8]

  init(_ text: [UInt8]) {
    var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)[...]
    let first = lines.popFirst() ?? []
    var body: [UInt8] = []
    var contents: [JSONValue] = []
    while let line = lines.popFirst() {
      if line.isEmpty || line.starts(with: Array("{\"hash\":".utf8)) { continue }
      let segment = Self.segment(line, &lines)
      body += segment.bytes
      if let content = segment.content { contents.append(content) }
    }
    let manifest = Self.manifest(first, contents)
    let start = Gzip.compress(manifest.line + [0x0A], level: 1)
    let members = start + (body.isEmpty ? [] : Gzip.compress(body, level: 1))
    let hash = BLAKE2b.hash(members)
    let signature = TestKeys.sign(bundleDomain + hash, by: manifest.sender)
    let closing = closingBytes(count: contents.count, hash: hash, signature: signature)
    file = members + Gzip.store(closing)
  }

  private static func manifest(
    _ line: ArraySlice<UInt8>, _ contents: [JSONValue]
  ) -> (line: [UInt8], sender: DeviceID?) {
    guard var object = (try? JSONValue.parse(line))?.object else { return (Array(line), nil) }
    let sender = object["from"]?.string.flatMap(DeviceID.init(hex:))
    let announced = object["contents"]?.array ?? []
    object["contents"] = .array(
      contents.enumerated().map { place, content in
        // With the hash, where the text has one at this place.
        let hasHash = place < announced.count && announced[place].array?.count == 4
        return .array(Array((content.array ?? []).prefix(hasHash ? 4 : 3)))
      })
    var bytes: [UInt8] = []
    JSONValue.object(object).write(into: &bytes)
    return (bytes, sender)
  }

  private static func segment(
    _ line: ArraySlice<UInt8>, _ lines: inout ArraySlice<ArraySlice<UInt8>>
  ) -> (bytes: [UInt8], content: JSONValue?) {
    guard var header = (try? JSONValue.parse(line))?.object else { return (line + [0x0A], nil) }
    let count = min(Int(header["commits"]?.integer ?? 0), lines.count)
    let commits = lines.prefix(max(0, count))
    lines = lines.dropFirst(commits.count)
    let device = header["device"]?.string.flatMap(DeviceID.init(hex:))
    if let device, let network = header["network"]?.string.flatMap(NetworkID.init(hex:)),
      let epoch = header["epoch"]?.string.flatMap(EpochID.init(hex:)),
      let dossier = header["dossier"]?.string.flatMap(DossierID.init(hex:))
    {
      let log = LogID(network: network, device: device, epoch: epoch, dossier: dossier)
      header["log"] = .string(log.hex)
    }
    var bytes: [UInt8] = []
    JSONValue.object(header).write(into: &bytes)
    for commit in commits { bytes += [0x0A] + commit }
    bytes.append(0x0A)
    let hash = BLAKE2b.hash(bytes)
    let signature = TestKeys.sign(Array("pobratym segment 1\n".utf8) + hash, by: device)
    let content = [header["log"], header["first"], header["last"], .string(Hex.text(hash))]
    return (
      bytes + Segment.signatureLine(hash: hash, signature: signature),
      .array(content.map { $0 ?? .null })
    )
  }
}

/// A request of a text that a fuzzer has changed, signed anew where its device is known.
struct SignedRequest {
  /// The line.
  let line: [UInt8]

  init(_ text: [UInt8]) {
    guard var object = (try? JSONValue.parse(text))?.object else {
      line = text
      return
    }
    let former = object["replaces"]?.string.flatMap(DeviceID.init(hex:))
    if let former { Self.sign(&object, "former", "renewal", by: former) }
    let device = object["device"]?.string.flatMap(DeviceID.init(hex:))
    if let device { Self.sign(&object, "signature", "request", by: device) }
    line = Self.bytes(object) + [0x0A]
  }

  private static func bytes(_ object: JSONObject) -> [UInt8] {
    var bytes: [UInt8] = []
    JSONValue.object(object).write(into: &bytes)
    return bytes
  }

  private static func sign(
    _ object: inout JSONObject, _ member: String, _ domain: String, by device: DeviceID
  ) {
    // Signatures stand at the end, the former device's first.
    object["signature"] = nil
    object[member] = nil
    let message = Array("pobratym \(domain) 1\n".utf8) + BLAKE2b.hash(bytes(object).dropLast())
    object[member] = .string(Hex.text(TestKeys.sign(message, by: device)))
  }
}
