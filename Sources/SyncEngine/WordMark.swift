import Bundles
import Merging
import Sodium
import Wire

/// Stands for what a bundle says of a dossier: equal for equal `have`, forks and wanted blobs.
struct WordMark: Hashable {
  private let value: UInt64

  init(_ logs: [(log: LogID, numbers: IntervalSet, forks: [[UInt8]])], wanted: [BlobID]) {
    var bytes: [UInt8] = []
    for (log, numbers, forks) in logs.sorted(by: { $0.log < $1.log }) {
      bytes += log.bytes
      for interval in numbers.intervals {
        bytes += Self.bytes(interval.lowerBound) + Self.bytes(interval.upperBound)
      }
      // No interval begins with 0.
      bytes += Self.bytes(0)
      // A manifest that was read has them in another order than the store.
      bytes += forks.sorted { $0.lexicographicallyPrecedes($1) }.joined()
    }
    let hash = BLAKE2b.hash(BLAKE2b.hash(bytes) + wanted.flatMap(\.bytes), length: 16)
    value = hash.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  private init?(hex: String) {
    guard let value = UInt64(hex, radix: 16) else { return nil }
    self.value = value
  }

  private static func bytes(_ number: UInt64) -> [UInt8] {
    stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  /// The JSON form of the marks of some dossiers.
  static func json(_ marks: [DossierID: WordMark]) -> JSONValue {
    .object(
      JSONObject(
        marks.sorted { $0.key < $1.key }.map {
          JSONMember($0.key.hex, .string(String($0.value.value, radix: 16)))
        }))
  }

  /// Reads the JSON form, or returns nil.
  static func marks(json: JSONValue) -> [DossierID: WordMark]? {
    guard let object = json.object else { return nil }
    var marks: [DossierID: WordMark] = [:]
    for member in object.members {
      guard let dossier = DossierID(hex: member.key),
        let mark = member.value.string.flatMap(WordMark.init(hex:))
      else { return nil }
      marks[dossier] = mark
    }
    return marks
  }
}
