import LocalStore
import Merging
import Registry
import SyncEngine
import Wire

/// A record's history for people and programs.
struct HistoryView {
  private let record: FoundRecord
  private let entries: [HistoryEntry]
  private let names: [DeviceID: String]

  init(_ record: FoundRecord, _ entries: [HistoryEntry], names: [DeviceID: String]) {
    self.record = record
    self.entries = entries
    self.names = names
  }

  var json: JSONValue {
    [
      "id": .string(record.id.hex), "type": .string(record.typeName),
      "history": .array(entries.map(json)),
    ]
  }

  private func json(_ entry: HistoryEntry) -> JSONValue {
    let operation = entry.operation
    return [
      "operation": entry.id.json, "kind": .string(operation.kind.name),
      "field": .string(operation.register), "value": operation.value.value,
      "lamport": .count(entry.stamp.lamport), "by": .text(entry.stamp.author),
      "why": .text(entry.stamp.reason), "claimed": .integer(entry.stamp.claimedSeconds),
      "replaced": .array(operation.replaced.map(\.json)), "origin": entry.origin.json,
      "effect": .bool(entry.hasEffect), "implausible": .bool(entry.isImplausible),
    ]
  }

  var lines: [String] {
    var lines = ["\(record.typeName) \(record.id.hex)  \(Output.safe(record.view.title))"]
    for entry in entries {
      let operation = entry.operation
      let field = record.view.type?.field(operation.register)
      let erased = Erasure(operation).map { "attachment \($0.blob.short)" }
      let value =
        erased ?? field?.display(operation.value.value) ?? operation.value.description
      lines.append(
        "\(entry.id.short)  \(operation.kind.name) \(operation.register) = \(Output.safe(value))")
      let doubt = entry.isImplausible ? ", which cannot be" : ""
      lines.append(
        "    by \(entry.stamp.who), claimed \(Output.time(entry.stamp.claimedSeconds))\(doubt)")
      if !entry.hasEffect {
        lines.append("    WITHOUT EFFECT: the laptop's role does not permit it")
      }
      lines.append("    on \(entry.origin.text(names))")
      if let why = entry.stamp.reason { lines.append("    because \(Output.safe(why))") }
      if !operation.replaced.isEmpty {
        let list = operation.replaced.map(\.short).joined(separator: ", ")
        lines.append("    replaced \(list)")
      }
    }
    return lines
  }
}

extension JSONValue {
  /// A text or, where there is none, `null`.
  static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
  /// A count; one that another device claims to be larger than JSON's integers is the largest.
  static func count(_ count: some BinaryInteger) -> JSONValue {
    .integer(min(Int64(clamping: count), Limits.largestInteger))
  }
  /// A number or, where there is none, `null`.
  static func number(_ number: Int64?) -> JSONValue { number.map { .integer($0) } ?? .null }
}

extension OperationID {
  /// Eight digits of the log and the number, for people.
  var short: String { "\(log.hex.prefix(8)):\(number)" }
}

extension CommitStamp {
  var who: String { Output.safe(author ?? "nobody named") }
}

extension Origin {
  var json: JSONValue {
    [
      "device": .string(device.hex), "office": .text(office), "firstSeen": .integer(seenSeconds),
      "bundle": bundle?.json ?? .null,
    ]
  }

  func text(_ names: [DeviceID: String]) -> String {
    let name = names[device] ?? [office, device.short].compactMap { $0 }.joined(separator: ", ")
    let way = bundle.map { "from bundle \($0.number) in \($0.place)" } ?? "entered here"
    return Output.safe("\(name); first seen \(Output.time(seenSeconds)), \(way)")
  }
}

extension BundleNote {
  var json: JSONValue {
    [
      "hash": .string(Hex.text(hash)), "from": .string(sender.hex),
      "number": .count(number), "place": .string(place),
      "seen": .integer(seenSeconds),
    ]
  }
}
