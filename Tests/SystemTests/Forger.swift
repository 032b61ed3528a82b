import Bundles
import Deflate
import Merging
import Sodium
import Testing
import Wire

/// Somebody who has a device's key, and makes bundles with it that no program would write.
struct Forger: Sendable {
  private let seed: [UInt8]
  let network: NetworkID
  let device: DeviceID
  let epoch: EpochID

  /// Takes the secrets of an office's home.
  init(_ office: Office) throws {
    let identity = try office.identity
    seed = try #require(identity["seed"]?.string.flatMap { Hex.bytes($0, count: 32) })
    network = try #require(identity["network"]?.string.flatMap(NetworkID.init(hex:)))
    let life = try JSONValue.parse(bytes(of: office.home + "/life.json"))
    epoch = try #require(life["epoch"]?.string.flatMap(EpochID.init(hex:)))
    guard let key = SigningKey(seed: seed) else { throw Refused() }
    device = try #require(DeviceID(publicKey: key.publicKey))
  }

  private func withKey<T>(_ body: (borrowing SigningKey) throws -> T) throws -> T {
    guard let key = SigningKey(seed: seed) else { throw Refused() }
    return try body(key)
  }

  private struct Refused: Error {}

  /// The lines of a real bundle: manifest, segments' lines, closing line.
  static func lines(of file: [UInt8]) throws -> [[UInt8]] {
    let limits = GzipLimits(maximumBytes: 1 << 24, maximumRatio: 1_000)
    return try Gzip.decompress(file, limits: limits).split(separator: 0x0A).map(Array.init)
  }

  /// A bundle of whatever lines, with a right closing line.
  func bundle(_ lines: [[UInt8]], segments: Int) throws -> [UInt8] {
    try closed(Gzip.compress(lines.flatMap { $0 + [0x0A] }), segments: segments)
  }

  /// Closes whatever bytes as a bundle's, signed.
  func closed(_ file: [UInt8], segments: Int) throws -> [UInt8] {
    let hash = BLAKE2b.hash(file)
    let signature = try withKey { key in key.sign(Array("pobratym bundle 1\n".utf8) + hash) }
    let (hashText, signatureText) = (Hex.text(hash), Hex.text(signature))
    let line = "{\"end\":\(segments),\"hash\":\"\(hashText)\",\"signature\":\"\(signatureText)\"}\n"
    return file + Gzip.store(Array(line.utf8))
  }

  /// The text of a manifest in which some members are as given.
  func manifest(_ members: [String: String] = [:]) -> [UInt8] {
    let usual = [
      ("bundle", "1"), ("network", "\"\(network.hex)\""), ("from", "\"\(device.hex)\""),
      ("office", "\"DE/Duisburg\""), ("label", "\"Duisburg\""),
      ("epoch", "\"\(epoch.hex)\""), ("former", "[]"), ("number", "77"),
      ("created", "1700000000"), ("for", "[]"), ("contents", "[]"), ("have", "{}"), ("forks", "{}"),
      ("digests", "{}"), ("receipts", "[]"), ("wants", "[]"),
    ]
    let known = Set(usual.map(\.0))
    let all =
      usual.map { ($0.0, members[$0.0] ?? $0.1) }
      + members.filter { !known.contains($0.key) }.sorted { $0.key < $1.key }.map {
        ($0.key, $0.value)
      }
    return Array("{\(all.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ","))}".utf8)
  }

  /// A segment of one commit, rightly signed.
  func segment(
    _ operations: [Merging.Operation], author: String? = nil, reason: String? = nil,
    office: String? = nil, in dossier: DossierID = .directory, claimed: Int64 = 1_700_000_000
  ) throws -> Segment {
    let log = LogID(network: network, device: device, epoch: epoch, dossier: dossier)
    let commit = Commit(
      first: 1, lamport: 1, claimedSeconds: claimed, author: author, reason: reason,
      operations: operations)
    let header = SegmentHeader(
      network: network, device: device, epoch: epoch, dossier: dossier, log: log,
      numbers: commit.numbers, commits: 1, previous: nil, office: office)
    return try withKey { try Segment.sealed(header, commitLines: [commit.line(in: log)], by: $0) }
  }

  /// A segment of any commits' lines, rightly signed.
  func segment(
    _ lines: [[UInt8]], numbers: ClosedRange<UInt64>, in dossier: DossierID = .directory
  ) throws -> Segment {
    let log = LogID(network: network, device: device, epoch: epoch, dossier: dossier)
    let header = SegmentHeader(
      network: network, device: device, epoch: epoch, dossier: dossier, log: log,
      numbers: numbers, commits: lines.count, previous: nil, office: nil)
    return try withKey { try Segment.sealed(header, commitLines: lines, by: $0) }
  }

  /// A bundle of blobs with a first line of so many bytes, rightly signed.
  func blobs(_ blobs: [[UInt8]], lineBytes: Int) throws -> [UInt8] {
    let contents = blobs.map { blob in
      let id = Hex.text(BLAKE2b.hash(Array("pobratym blob 1\n".utf8) + blob))
      return "[\"\(id)\",\(blob.count)]"
    }
    let line =
      "{\"blobs\":1,\"network\":\"\(network.hex)\",\"from\":\"\(device.hex)\",\"number\":1,"
      + "\"created\":1700000000,\"contents\":[\(contents.joined(separator: ","))]}"
    let spaces = String(repeating: " ", count: lineBytes - line.utf8.count)
    let file = Array((line + spaces + "\n").utf8) + blobs.joined()
    let hash = BLAKE2b.hash(file)
    let signature = try withKey { key in key.sign(Array("pobratym blobs 1\n".utf8) + hash) }
    let end =
      "{\"end\":\(blobs.count),\"hash\":\"\(Hex.text(hash))\","
      + "\"signature\":\"\(Hex.text(signature))\"}\n"
    return file + Array(end.utf8)
  }

  /// The operation that makes a statement, about the record of its device.
  static func operation(_ statement: Statement) throws -> Merging.Operation {
    let hash = BLAKE2b.hash(Array("pobratym device 1\n".utf8) + statement.device.publicKey)
    return statement.operation(about: try #require(RecordID(bytes: hash.prefix(16))))
  }

  /// A right bundle of segments, whose manifest says of its sender what is given.
  func bundle(of segments: [Segment], office: String, label: String) throws -> [UInt8] {
    var have = Have()
    for segment in segments { have.insert(segment.header.run) }
    var writer = BundleWriter(
      Manifest(
        network: network, sender: device, office: office, label: label, epoch: epoch,
        number: 1, createdSeconds: 1_700_000_000, contents: segments.map { Content($0.header.run) },
        have: have))
    for segment in segments { writer.add(segment.bytes) }
    return try withKey { writer.finish(by: $0) }
  }
}
