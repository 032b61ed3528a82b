import Foundation
import Merging
import Wire

/// The neutral workload of a folder, as `generate.py` writes it.
struct Workload {
  /// One new record or one edit of a laptop, or a record that everybody had before.
  struct Event {
    let record: RecordID
    let dossier: DossierID
    /// The laptop at home in it; nil where all laptops share it.
    let home: Int?
    let claimedSeconds: Int64
    let isNew: Bool
    let values: [(field: String, value: JSONValue)]
  }

  /// The fields of a record, in the order in which a new one has them.
  static let fields = [
    "ref", "title", "status", "sector", "admin1", "admin2", "site", "period", "people", "women",
    "qty", "unit", "cost", "contact", "remark",
  ]

  let folder: String
  let laptops: Int

  init(folder: String) throws {
    self.folder = folder
    let meta = try JSONSerialization.jsonObject(
      with: Data(contentsOf: URL(fileURLWithPath: folder + "/meta.json")))
    guard let laptops = (meta as? [String: Any])?["laptops"] as? Int else {
      throw Problem("\(folder)/meta.json names no number of laptops")
    }
    self.laptops = laptops
  }

  /// Hands over what everybody had before.
  func base(_ body: (Event) throws -> Void) throws { try read("base.jsonl", body) }

  /// Hands over what a laptop did while it was offline.
  func edits(of laptop: Int, _ body: (Event) throws -> Void) throws {
    try read("lap_" + String(format: "%03d", laptop) + ".jsonl", body)
  }

  /// Hands over what the first laptop did afterwards.
  func delta(_ body: (Event) throws -> Void) throws { try read("delta.jsonl", body) }

  private func read(_ name: String, _ body: (Event) throws -> Void) throws {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)))
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      try body(try Self.event(bytes[start..<end], in: name))
      start = end + 1
    }
  }

  private static func event(_ line: ArraySlice<UInt8>, in name: String) throws -> Event {
    let json = try JSONValue.parse(withQuotedCost(line))
    guard let record = json["id"]?.string.flatMap(RecordID.init(ulid:)),
      let partnership = json["p"]?.string.flatMap(RecordID.init(ulid:)),
      let values = json["f"]?.object?.members
    else { throw Problem("a line of \(name) is no event") }
    return Event(
      record: record, dossier: DossierID(high: partnership.high, low: partnership.low),
      home: json["h"]?.integer.flatMap { $0 < 0 ? nil : Int($0) },
      claimedSeconds: (json["t"]?.integer ?? 1_750_000_000_000) / 1_000,
      isNew: json["op"]?.string != "set",
      // Pobratym shows of its own field `note` the latest only; this one shows all.
      values: values.map { ($0.key == "note" ? "remark" : $0.key, $0.value) })
  }

  /// Makes text of the only number that is no integer: Pobratym's JSON has integers alone.
  private static func withQuotedCost(_ line: ArraySlice<UInt8>) -> [UInt8] {
    let name = Array("\"cost\":".utf8)
    guard let start = line.firstRange(of: name)?.upperBound,
      let end = line[start...].firstIndex(where: { $0 == 0x2C || $0 == 0x7D })
    else { return Array(line) }
    return line[..<start] + [0x22] + line[start..<end] + [0x22] + line[end...]
  }
}

/// Why a stage cannot be run.
struct Problem: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

private let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

extension ID128 {
  /// Reads a ULID: 26 digits of five bits each.
  init?(ulid text: String) {
    var (high, low) = (UInt64(0), UInt64(0))
    guard text.utf8.count == 26 else { return nil }
    for letter in text.utf8 {
      guard let digit = digits.firstIndex(of: letter) else { return nil }
      high = high << 5 | low >> 59
      low = low << 5 | UInt64(digit)
    }
    self.init(high: high, low: low)
  }

  /// The ULID.
  var ulid: String {
    let number = UInt128(high) << 64 | UInt128(low)
    let letters = stride(from: 125, through: 0, by: -5).map { digits[Int(number >> $0 & 31)] }
    return String(decoding: letters, as: UTF8.self)
  }
}
