import Language
import Wire

/// The first line of a segment: whose operations these are, and which.
public struct SegmentHeader: Hashable, Sendable {
  /// The network.
  public let network: NetworkID
  /// The device that wrote and signed the segment.
  public let device: DeviceID
  /// The life of the device's database.
  public let epoch: EpochID
  /// The dossier.
  public let dossier: DossierID
  /// The log; derived from the four members above (`Protocol/`, section Log).
  public let log: LogID
  /// The numbers of the first and last operation.
  public let numbers: ClosedRange<UInt64>
  /// How many commits, and so lines, follow.
  public let commits: Int
  /// The hash of the log's segment that ends just before, or nil for the first.
  public let previous: [UInt8]?
  /// The office that the device says it belongs to.
  public let office: String?

  /// Creates a header.
  public init(
    network: NetworkID, device: DeviceID, epoch: EpochID, dossier: DossierID, log: LogID,
    numbers: ClosedRange<UInt64>, commits: Int, previous: [UInt8]?, office: String?
  ) {
    self.network = network
    self.device = device
    self.epoch = epoch
    self.dossier = dossier
    self.log = log
    self.numbers = numbers
    self.commits = commits
    self.previous = previous
    self.office = office
  }

  /// The operations of the segment.
  public var run: Run { Run(log: log, numbers: numbers) }

  /// The header's line, without a line feed.
  public var line: [UInt8] {
    var members = [
      JSONMember("segment", 1), JSONMember("network", .string(network.hex)),
      JSONMember("device", .string(device.hex)), JSONMember("epoch", .string(epoch.hex)),
      JSONMember("dossier", .string(dossier.hex)), JSONMember("log", .string(log.hex)),
      JSONMember("first", .integer(Int64(numbers.lowerBound))),
      JSONMember("last", .integer(Int64(numbers.upperBound))),
      JSONMember("commits", .integer(Int64(commits))),
      JSONMember("previous", previous.map { .string(Hex.text($0)) } ?? .null),
    ]
    if let office { members.append(JSONMember("office", .string(office))) }
    var bytes: [UInt8] = []
    JSONValue.object(JSONObject(members)).write(into: &bytes)
    return bytes
  }

  /// Reads a header's line.
  public init(line bytes: ArraySlice<UInt8>) throws(MergingError) {
    let fields = try LineFields(bytes, number: 1)
    let version = try fields.integer("segment")
    guard version <= 1 else { throw .newerFormat(version) }
    guard version == 1 else { throw fields.invalid("segment") }
    network = try fields.hex("network", NetworkID.init(hex:))
    device = try fields.hex("device", DeviceID.init(hex:))
    epoch = try fields.hex("epoch", EpochID.init(hex:))
    dossier = try fields.hex("dossier", DossierID.init(hex:))
    log = try fields.hex("log", LogID.init(hex:))
    let first = try fields.positive("first")
    let last = try fields.positive("last")
    guard first <= last else { throw fields.invalid("last") }
    guard last - first < UInt64(Limits.operationsPerSegment) else {
      throw .limit(line: 1, Phrase("operations of one segment"))
    }
    numbers = first...last
    let count = try fields.positive("commits")
    guard count <= last - first + 1 else { throw fields.invalid("commits") }
    commits = Int(count)
    if fields.object["previous"]?.isNull == true {
      previous = nil
    } else {
      previous = try fields.hex("previous") { Hex.bytes($0, count: 32) }
    }
    guard (previous == nil) == (first == 1) else { throw fields.invalid("previous") }
    office = try fields.text("office", atMost: Limits.authorBytes)
  }
}
