public import Merging
public import Sodium

extension Segment {
  /// Hashes and signs the commits of a log as one segment.
  ///
  /// The lines must be those of the header's operations, and within the limits.
  public static func sealed(
    _ header: SegmentHeader, commitLines: [[UInt8]], by key: borrowing SigningKey
  ) throws(MergingError) -> Segment {
    let unsigned = unsignedBytes(header: header, commitLines: commitLines)
    let hash = BLAKE2b.hash(unsigned)
    let signature = key.sign(segmentDomain + hash)
    return try Segment(startOf: (unsigned + signatureLine(hash: hash, signature: signature))[...])
  }

  /// Checks that the segment is what its device signed; `place` counts from 1, for messages.
  public func verify(in network: NetworkID, place: Int) throws(BundleError) {
    guard header.network == network else { throw .wrongNetwork(header.network) }
    let name = LogID(
      network: network, device: header.device, epoch: header.epoch, dossier: header.dossier)
    guard name == header.log else { throw .logName(place) }
    guard BLAKE2b.hash(bytes.prefix(signedByteCount)) == hash else { throw .hash(place) }
    guard
      Ed25519.verify(
        signature: signature, message: segmentDomain + hash, publicKey: header.device.publicKey)
    else { throw .signature(place) }
  }
}

/// What is put before a segment's hash when it is signed.
private let segmentDomain = Array("pobratym segment 1\n".utf8)
/// What is put before a bundle's hash when it is signed.
let bundleDomain = Array("pobratym bundle 1\n".utf8)
