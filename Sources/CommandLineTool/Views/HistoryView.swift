import Language
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
    let type = Caption.type(record.typeName)
    var lines = ["\(type) \(record.id.hex)  \(Output.safe(record.view.title))"]
    for entry in entries {
      lines.append("\(entry.id.short)  \(Output.safe(change(entry.operation)))")
      lines += notes(entry).map { "    " + Output.said($0) }
    }
    return lines
  }

  /// What an operation did: its kind, the field and the value.
  private func change(_ operation: Operation) -> String {
    let field = record.view.type?.field(operation.register)
    let erased = Erasure(operation).map {
      Phrase("attachment \($0.blob.short)").text(in: Output.language)
    }
    let value = erased ?? field?.display(operation.value.value) ?? operation.value.description
    let caption = field?.caption ?? operation.register
    return "\(Output.said(operation.kind.phrase)) \(caption) = \(value)"
  }

  /// Who did it, when and where, and why.
  private func notes(_ entry: HistoryEntry) -> [Phrase] {
    var notes = [entry.stamp.authorship]
    if entry.isImplausible { notes = [Phrase("\(entry.stamp.authorship), which cannot be")] }
    if !entry.hasEffect {
      notes.append(Phrase("WITHOUT EFFECT: the laptop's role does not permit it"))
    }
    notes.append(entry.origin.phrase(names))
    if let why = entry.stamp.reason { notes.append(Phrase("because \(why)")) }
    let replaced = entry.operation.replaced.map(\.short)
    if !replaced.isEmpty { notes.append(Phrase("replaced \(replaced.joined(separator: ", "))")) }
    return notes
  }
}

extension OperationKind {
  /// What it does, in a word.
  var phrase: Phrase {
    switch self {
    case .set: Phrase("set")
    case .resolve: Phrase("resolve")
    case .add: Phrase("add")
    case .remove: Phrase("remove")
    case .entry: Phrase("entry")
    case .void: Phrase("void")
    case .unknown(let name): Phrase("'\(name)'")
    }
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
  /// Who it says did it.
  var who: Phrase { author.map { Phrase("\($0)") } ?? Phrase("nobody named") }
  /// Who it says did it, and when.
  var authorship: Phrase { Phrase("by \(who), claimed \(Output.time(claimedSeconds))") }
}

extension Origin {
  var json: JSONValue {
    [
      "device": .string(device.hex), "office": .text(office), "firstSeen": .integer(seenSeconds),
      "bundle": bundle?.json ?? .null,
    ]
  }

  /// On which laptop it was done, and how it came here.
  func phrase(_ names: [DeviceID: String]) -> Phrase {
    let name = names[device] ?? [office, device.short].compactMap { $0 }.joined(separator: ", ")
    let seen = Output.time(seenSeconds)
    guard let bundle else { return Phrase("on \(name); first seen \(seen), entered here") }
    return Phrase(
      "on \(name); first seen \(seen), from bundle \(bundle.number) in \(bundle.place)")
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
