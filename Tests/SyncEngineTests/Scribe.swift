import LocalStore
import Merging
import Registry
import Sodium
@testable import Simulator
@testable import SyncEngine
import TestSupport
import Wire

/// Writes operations that the format allows, and that no program of ours would write so.
struct Scribe {
  private let records: [FoundRecord]
  /// Devices of which people have heard.
  private let members: [DeviceID]
  private var generator: SeededGenerator

  init(_ centre: Engine, seed: UInt64) throws {
    records = try centre.records()
    members = try centre.members().map(\.device)
    generator = SeededGenerator(seed: seed)
  }

  /// Signs so many segments, each of a few operations on records of one dossier.
  mutating func segments(_ count: Int, by stranger: Stranger) throws -> [Segment] {
    var segments: [Segment] = []
    for _ in 0..<count {
      let dossier = pick(records).dossier
      let here = records.filter { $0.dossier == dossier }
      let count = Int.random(in: 1...6, using: &generator)
      let texts = (0..<count).map { _ in
        generator.chance(oneIn: 3) ? bookEntry() : operation(on: pick(here), of: stranger)
      }
      segments.append(try stranger.segment(texts, in: dossier))
    }
    return segments
  }

  private mutating func pick<T>(_ elements: [T]) -> T {
    elements.random(&generator)
  }

  private mutating func operation(on record: FoundRecord, of stranger: Stranger) -> String {
    let key = record.view.state.key
    let start = #""y":"\#(key.type)","r":"\#(key.id.hex)""#
    switch Int.random(in: 0..<12, using: &generator) {
    case 0:
      return #"{"k":"void",\#(start),"v":\#(pick(["true", "true", "null"]))\#(seen(record))}"#
    case 1: return #"{"k":"erase",\#(start),"f":"card","v":{"blob":"\#(blob)"}}"#
    case 2: return statement(of: stranger)
    case 3: return #"{"k":"glow",\#(start),"f":"\#(register)"\#(replaced(record, register))}"#
    case 4:
      let other = pick(records).id.hex
      return #"{"k":"add",\#(start),"f":"\#(pick(["same", "same", "apart"]))","v":"\#(other)"}"#
    default:
      let kind = pick(["set", "set", "resolve", "add", "remove", "entry"])
      let name = register
      return
        #"{"k":"\#(kind)",\#(start),"f":"\#(name)","v":\#(value)\#(replaced(record, name))}"#
    }
  }

  private var register: String {
    mutating get {
      pick([
        "title", "quantity", "tags", "note", "same", "mystery", "official-name", "entry", "kind",
      ])
    }
  }

  private var value: String {
    mutating get {
      pick([
        "null", "true", "7", #""Ковдри""#, #"{"amount":"12","unit":"H87"}"#, #"["a",{"b":null}]"#,
        #"{"amount":"1.50","unit":"H87"}"#, #"{"blob":"\#(blob)","size":3}"#,
        #"{"currency":"EUR","amount":"0.1"}"#, #""\u0001\u00e9""#,
      ])
    }
  }

  private let blob = String(repeating: "5e", count: 32)

  /// Heads of a register that it replaces, or what nobody has.
  private mutating func replaced(_ record: FoundRecord, _ name: String) -> String {
    let heads = record.view.state[name].heads.filter { _ in generator.chance(oneIn: 2) }.map(\.id)
    let strange = OperationID(log: LogID(high: generator.next(), low: 1), number: 7)
    let all = generator.chance(oneIn: 6) ? heads + [strange] : heads
    return all.isEmpty ? "" : #","x":\#(list(all))"#
  }

  /// What somebody saw who withdraws a record: all, some or nothing.
  private mutating func seen(_ record: FoundRecord) -> String {
    let heads = record.view.state.registers.values.flatMap(\.heads).map(\.id).sorted()
    let count = pick([0, heads.count / 2, heads.count])
    return count == 0 ? "" : #","s":\#(list(Array(heads.prefix(count))))"#
  }

  private func list(_ ids: [OperationID]) -> String {
    "[" + ids.map(\.json.text).joined(separator: ",") + "]"
  }

  /// An entry in the books as other programs may write it, of an item that may not be here.
  private mutating func bookEntry() -> String {
    let id = RecordID(high: generator.next(), low: 9)
    let items = records.filter { $0.typeName == "item" }.map(\.id.hex) + [id.hex]
    let entries = records.filter { $0.typeName == "ledger" }.map(\.id.hex) + [id.hex]
    let kind = pick(["received", "moved", "handed-out", "sent", "gift", "reversal", "returned"])
    let amount = pick(["1", "1.50", "-3", "0", "0.000000001", "999999999999999999", "01", "1e3"])
    let quantity = #"{"amount":"\#(amount)","unit":"\#(pick(["H87", "XBX", ""]))"}"#
    let place = pick([#""""#, #""A""#, "7"])
    return #"{"k":"entry","y":"ledger","r":"\#(id.hex)","f":"entry","v":{"kind":"\#(kind)","#
      + #""item":"\#(pick(items))","quantity":\#(quantity),"place":\#(place),"#
      + #""reverses":"\#(pick(entries))"}}"#
  }

  /// A word that only a centre may say, of the writer or another device.
  private mutating func statement(of stranger: Stranger) -> String {
    let kind = pick(["admit", "retire", "release"])
    let device = pick([stranger.device] + members)
    let right = RecordID(device: device, hash: { BLAKE2b.hash($0) })
    let id = generator.chance(oneIn: 4) ? RecordID(high: 7, low: 3) : right
    return #"{"k":"\#(kind)","y":"device","r":"\#(id.hex)","v":{"device":"\#(device.hex)","#
      + #""last":{},"segments":["\#(blob)"],"box":"\#(blob)","office":"","label":"","#
      + #""role":"\#(pick(["centre", "clerk", "guest"]))"\#(replaces(stranger.device))}}"#
  }

  /// What is there for people, of keys that were renewed; what is no device makes it state nothing.
  private mutating func replaces(_ device: DeviceID) -> String {
    pick(["", #","replaces":"\#(device.hex)""#, #","replaces":"nobody""#])
  }
}
