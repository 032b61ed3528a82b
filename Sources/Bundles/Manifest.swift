public import Merging

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
  /// The operations of each segment, in the order of the segments.
  public var contents: [Run]
  /// What the sender holds of the dossiers that ``digests`` names.
  public var have: Have
  /// The digests of the dossiers of which the bundle speaks, when the sender held that.
  public var digests: [DossierID: StateDigest]
  /// The file hashes, 32 bytes each, of bundles the sender has taken in from where this one goes.
  public var receipts: [[UInt8]]
  /// Operations that the sender knows it lacks.
  public var wants: [Run]

  /// Creates a manifest.
  public init(
    network: NetworkID, sender: DeviceID, office: String?, label: String?, epoch: EpochID,
    former: [EpochID] = [], number: UInt64, createdSeconds: Int64, recipients: [DeviceID] = [], contents: [Run] = [], have: Have = Have(),
    digests: [DossierID: StateDigest] = [:], receipts: [[UInt8]] = [], wants: [Run] = []
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
    self.digests = digests
    self.receipts = receipts
    self.wants = wants
  }

  /// How many operations the bundle claims to carry; `UInt64.max` where it claims more than that.
  public var operationCount: UInt64 {
    contents.reduce(0) { sum, run in
      let (result, isBeyond) = sum.addingReportingOverflow(
        run.numbers.upperBound - run.numbers.lowerBound + 1)
      return isBeyond ? .max : result
    }
  }
}
