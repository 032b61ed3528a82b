import Merging
import Wire

/// What a device was told last in bundles for a single journey, such as e-mail.
///
/// Nobody knows whether those arrived. What did not, its reader sends again, and is answered.
struct Told {
  /// How many bundles may follow each other that do not speak of everything.
  static let maximumPartial = 15

  /// The life in which that was said.
  let epoch: EpochID
  /// The last bundle noted until then: what the device sent after it is not answered yet.
  var row: Int64
  /// How many bundles followed the last that spoke of everything.
  var partialCount: Int
  /// Stand for what was said of dossiers.
  var marks: [DossierID: WordMark]

  /// The bytes that are kept.
  var bytes: [UInt8] {
    JSONValue.object(
      JSONObject([
        JSONMember("epoch", .string(epoch.hex)), JSONMember("row", .integer(row)),
        JSONMember("partial", .integer(Int64(partialCount))),
        JSONMember("marks", WordMark.json(marks)),
      ])
    ).canonicalBytes
  }
}

extension Told {
  /// Reads bytes that were kept; nil where they are not what this version keeps.
  init?(bytes: [UInt8]) {
    let limits = JSONLimits(maximumBytes: .max, maximumItems: .max)
    guard let json = try? JSONValue.parse(bytes, limits: limits),
      let epoch = json["epoch"]?.string.flatMap(EpochID.init(hex:)),
      let row = json["row"]?.integer, let partialCount = json["partial"]?.integer,
      let marks = json["marks"].flatMap(WordMark.marks)
    else { return nil }
    self.init(epoch: epoch, row: row, partialCount: Int(partialCount), marks: marks)
  }
}
