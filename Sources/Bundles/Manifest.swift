public import Merging

/// A segment that a bundle holds.
public struct Content: Hashable, Sendable {
  /// Its operations.
  public let run: Run
  /// Its hash, 32 bytes, where its log is known to be forked, so that the run says too little.
  public let hash: [UInt8]?

  /// Creates one.
  public init(_ run: Run, hash: [UInt8]? = nil) {
    self.run = run
    self.hash = hash
  }

  /// Tells whether a segment is this one.
  func isOf(_ segment: Segment) -> Bool {
    segment.header.run == run && (hash == nil || segment.hash == hash)
  }
}

/// The first line of a bundle: whose it is, for whom, what is in it and what its sender holds.
public struct Manifest: Hashable, Sendable {
  /// The network.
  public var network: NetworkID
  /// The device that wrote the bundle.
  public var sender: DeviceID
  /// The sender's office, as it says.
  public var office: String?
  /// The sender's name for itself.
  public var label: String?
  /// The life of the sender's database in which it was written.
  public var epoch: EpochID
  /// The lives that this one came from, the last one last.
  public var former: [EpochID]
  /// The sender's running number of bundles, from 1.
  public var number: UInt64
  /// When the sender's clock claims it was made, in seconds since 1970, UTC.
  public var createdSeconds: Int64
  /// The devices it is for; empty means everybody in the network.
  public var recipients: [DeviceID]
  /// The segments, in their order.
  public var contents: [Content]
  /// What the sender holds of the dossiers that ``digests`` names.
  public var have: Have
  /// The hashes of the segments, 32 bytes each, that the sender holds of logs known to be forked.
  public var forks: [LogID: [[UInt8]]]
  /// The digests of the dossiers of which the bundle speaks, when the sender held that.
  public var digests: [DossierID: StateDigest]
  /// The file hashes, 32 bytes each, of bundles the sender has taken in from where this one goes.
  public var receipts: [[UInt8]]
  /// Operations that the sender knows it lacks.
  public var wants: [Run]
  /// The blobs that the sender lacks and wants, at most 10,000.
  public var blobs: [BlobID]

  /// Creates a manifest.
  public init(
    network: NetworkID, sender: DeviceID, office: String?, label: String?, epoch: EpochID,
    former: [EpochID] = [], number: UInt64, createdSeconds: Int64, recipients: [DeviceID] = [],
    contents: [Content] = [], have: Have = Have(), forks: [LogID: [[UInt8]]] = [:],
    digests: [DossierID: StateDigest] = [:], receipts: [[UInt8]] = [], wants: [Run] = [],
    blobs: [BlobID] = []
  ) {
    self.network = network
    self.sender = sender
    self.office = office
    self.label = label
    self.epoch = epoch
    self.former = former
    self.number = number
    self.createdSeconds = createdSeconds
    self.recipients = recipients
    self.contents = contents
    self.have = have
    self.forks = forks
    self.digests = digests
    self.receipts = receipts
    self.wants = wants
    self.blobs = blobs
  }

  /// How many operations the bundle claims to carry; `UInt64.max` where it claims more than that.
  public var operationCount: UInt64 {
    contents.reduce(0) { sum, content in
      let numbers = content.run.numbers
      let (result, isBeyond) = sum.addingReportingOverflow(
        numbers.upperBound - numbers.lowerBound + 1)
      return isBeyond ? .max : result
    }
  }
}
