import Bundles
import Merging
import Wire

/// What a bundle's file says of itself, as far as those must know it who write beside it.
///
/// It is kept with the note of the bundle, so that a file in a folder that has been read or written
/// need not be opened again.
struct Letter {
  /// The file's hash, 32 bytes.
  let hash: [UInt8]
  /// The file's size.
  let sizeBytes: Int
  /// The device that wrote it.
  let sender: DeviceID
  /// The life in which that wrote it.
  let epoch: EpochID
  /// The sender's running number.
  let number: UInt64
  /// The devices that can open it; none of a plain bundle, which everybody can.
  let readers: Set<DeviceID>
  /// The devices for which it is.
  let recipients: Set<DeviceID>
  /// The segments in it.
  let contents: [Content]
  /// The dossiers of which it speaks.
  let scope: Set<DossierID>
  /// Stand for what it says of dossiers; known of this device's own bundles only.
  var marks: [DossierID: WordMark]
  /// How many of this device's bundles there, the last of them this one, followed one that spoke of
  /// all that its readers may read.
  let partialCount: Int

  /// Takes from a file's manifest and header what is kept of them.
  init(
    _ manifest: Manifest, readers: Set<DeviceID>, hash: [UInt8], sizeBytes: Int,
    marks: [DossierID: WordMark] = [:], partialCount: Int = 0
  ) {
    self.hash = hash
    self.sizeBytes = sizeBytes
    sender = manifest.sender
    epoch = manifest.epoch
    number = manifest.number
    self.readers = readers
    recipients = Set(manifest.recipients)
    contents = manifest.contents
    scope = Set(manifest.digests.keys)
    self.marks = marks
    self.partialCount = partialCount
  }

  /// The bytes that are kept.
  var bytes: [UInt8] {
    JSONValue.object(
      JSONObject([
        JSONMember("hash", .string(Hex.text(hash))), JSONMember("size", .integer(Int64(sizeBytes))),
        JSONMember("sender", .string(sender.hex)), JSONMember("epoch", .string(epoch.hex)),
        JSONMember("number", .integer(Int64(number))),
        JSONMember("readers", .array(readers.sorted().map { .string($0.hex) })),
        JSONMember("recipients", .array(recipients.sorted().map { .string($0.hex) })),
        JSONMember("contents", .array(contents.map(\.json))),
        JSONMember("scope", .array(scope.sorted().map { .string($0.hex) })),
        JSONMember("marks", WordMark.json(marks)),
        JSONMember("partial", .integer(Int64(partialCount))),
      ])
    ).canonicalBytes
  }

  /// Reads bytes that were kept; nil where they are not what this version keeps.
  init?(bytes: [UInt8]) {
    let limits = JSONLimits(maximumBytes: .max, maximumItems: .max)
    guard let json = try? JSONValue.parse(bytes, limits: limits),
      let hash = json["hash"]?.string.flatMap({ Hex.bytes($0, count: 32) }),
      let sizeBytes = json["size"]?.integer,
      let sender = json["sender"]?.string.flatMap(DeviceID.init(hex:)),
      let epoch = json["epoch"]?.string.flatMap(EpochID.init(hex:)),
      let number = json["number"]?.integer,
      let readers = Self.list(json["readers"], { $0.string.flatMap(DeviceID.init(hex:)) }),
      let recipients = Self.list(json["recipients"], { $0.string.flatMap(DeviceID.init(hex:)) }),
      let contents = Self.list(json["contents"], Content.init(json:)),
      let scope = Self.list(json["scope"], { $0.string.flatMap(DossierID.init(hex:)) }),
      let marks = json["marks"].flatMap(WordMark.marks),
      let partialCount = json["partial"]?.integer
    else { return nil }
    self.hash = hash
    self.sizeBytes = Int(sizeBytes)
    self.sender = sender
    self.epoch = epoch
    self.number = UInt64(number)
    self.readers = Set(readers)
    self.recipients = Set(recipients)
    self.contents = contents
    self.scope = Set(scope)
    self.marks = marks
    self.partialCount = Int(partialCount)
  }

  private static func list<Item>(
    _ json: JSONValue?, _ make: (JSONValue) -> Item?
  ) -> [Item]? {
    guard let array = json?.array else { return nil }
    let items = array.compactMap(make)
    return items.count == array.count ? items : nil
  }
}
