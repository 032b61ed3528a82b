import Language
import Merging
import SyncEngine
import Wire

/// How far the exchange has come, for people and programs.
struct StandingView {
  private let standing: Standing
  private let engine: Engine
  private let names: [DeviceID: String]

  init(_ standing: Standing, _ engine: Engine, names: [DeviceID: String]) {
    self.standing = standing
    self.engine = engine
    self.names = names
  }

  var json: JSONValue {
    [
      "network": .string(engine.network.hex), "device": .string(engine.device.hex),
      "centre": .bool(engine.isCentre), "office": .string(engine.profile.office),
      "label": .string(engine.profile.label), "person": .string(engine.profile.person),
      "membership": .string(standing.membership.name),
      "fingerprint": .string(standing.fingerprint),
      "operations": .count(standing.operations),
      "ownOperations": .count(standing.ownOperations),
      "records": .count(standing.records),
      "conflicts": .count(standing.conflicts),
      "violations": .count(standing.violations),
      "missing": .count(standing.missing),
      "setAside": .count(standing.setAside),
      "devices": .array(standing.devices.map(\.json)),
      "bundles": .array(standing.sent.map(\.json)),
    ]
  }

  var lines: [String] {
    let profile = engine.profile
    var facts: [(label: Phrase?, text: String)] = [
      (Phrase("network"), engine.network.hex),
      (Phrase("device"), Self.named(engine.device.hex, isCentre: engine.isCentre)),
      (nil, "\(profile.label), \(profile.office), \(profile.person)"),
      (Phrase("fingerprint"), standing.fingerprint),
      (Phrase("admitted"), Output.said(admitted)), (Phrase("holds"), Output.said(holdings)),
      (Phrase("decide"), Output.said(decisions)),
    ]
    if standing.missing > 0 {
      let missing = Phrase(
        """
        \(count: standing.missing, "operation that is", "operations that are") known to exist
        """)
      facts.append((Phrase("missing"), Output.said(missing)))
    }
    if standing.setAside > 0 {
      let setAside = Phrase("\(count: standing.setAside, "segment", "segments")")
      facts.append((Phrase("set aside"), Output.said(setAside)))
    }
    if !engine.isCentre { facts.append((Phrase("centre"), Output.said(centre))) }
    return Output.facts(facts) + standing.devices.flatMap { self.lines($0) } + sentLines
  }

  /// A device's name, with a word where it is the centre.
  private static func named(_ name: String, isCentre: Bool) -> String {
    isCentre ? Output.said(Phrase("\(name) (the centre)")) : name
  }

  private var holdings: Phrase {
    let records = Phrase("\(count: standing.records, "record", "records")")
    let operations = Phrase("\(count: standing.operations, "operation", "operations")")
    return Phrase(
      "\(records), \(operations), \(Output.number(standing.ownOperations)) of them its own")
  }

  private var decisions: Phrase {
    let conflicts = Phrase("\(count: standing.conflicts, "conflict", "conflicts")")
    return Phrase("\(conflicts); \(count: standing.violations, "rule broken", "rules broken")")
  }

  private var admitted: Phrase {
    switch standing.membership {
    case .member(let roles): Phrase("as \(Output.roles(roles))")
    case .stranger:
      Phrase("not yet, as far as is known here; 'pobratym admit request FILE' asks for it")
    case .retired: Phrase("no more: this laptop was retired")
    }
  }

  private var centre: Phrase {
    guard let centre = standing.centre else { return Phrase("nothing has been heard of it yet") }
    guard centre.lacksOfOwn > 0 else { return Phrase("holds all that was entered here") }
    let lacks = Phrase(
      """
      is not known to hold \(count: centre.lacksOfOwn, "operation", "operations") entered here
      """)
    guard let since = centre.lacksSinceSeconds else { return lacks }
    return Phrase("\(lacks); the oldest is of \(Output.time(since))")
  }

  private func lines(_ other: Standing.Device) -> [String] {
    var state =
      other.lacks == 0
      ? Phrase("holds all")
      : Phrase("is not known to hold \(count: other.lacks, "operation", "operations")")
    if other.hasMore > 0 {
      state = Phrase("\(state); has \(Output.number(other.hasMore)) that are not here")
    }
    let heard =
      other.place.isEmpty
      ? Phrase("nothing has been read of it yet")
      : Phrase("heard of \(Output.time(other.seenSeconds)), \(other.place)")
    let name = Self.named(Output.safe(names[other.device] ?? ""), isCentre: other.isCentre)
    let space = String(repeating: " ", count: other.device.short.count + 2)
    return [
      "", "\(other.device.short)  \(name)", space + Output.said(state), space + Output.said(heard),
    ]
  }

  private var sentLines: [String] {
    guard !standing.sent.isEmpty else { return [] }
    var table = TextTable(
      [
        Phrase("bundle"), Phrase("written"), Phrase("operations"), Phrase("held by"),
        Phrase("not yet by"), Phrase("where"),
      ], numeric: [0, 2])
    for sent in standing.sent.suffix(20) {
      table.add([
        String(sent.number), Output.time(sent.writtenSeconds), Output.number(sent.operations),
        sent.heldBy.map(\.short).joined(separator: " "),
        sent.awaited.map(\.short).joined(separator: " "), sent.place,
      ])
    }
    return [""] + table.lines
  }
}

extension Standing.Device {
  var json: JSONValue {
    [
      "device": .string(device.hex), "office": .text(office), "label": .text(label),
      "centre": .bool(isCentre), "seen": .integer(seenSeconds), "place": .string(place),
      "lacksOfOwn": .count(lacksOfOwn),
      "lacks": .count(lacks),
      "hasMore": .count(hasMore), "lacksSince": .number(lacksSinceSeconds),
    ]
  }
}

extension Standing.Sent {
  var json: JSONValue {
    [
      "number": .count(number), "place": .string(place),
      "written": .integer(writtenSeconds), "operations": .count(operations),
      "heldBy": .array(heldBy.map { .string($0.hex) }),
      "awaited": .array(awaited.map { .string($0.hex) }),
    ]
  }
}

extension Finding {
  var json: JSONValue {
    [
      "check": .string(check.description),
      "problems": .array(problems.map { .string($0.description) }),
    ]
  }

  var lines: [String] {
    let words = [Phrase("ok"), Phrase("PROBLEM")].map(Output.said)
    let width = words.map(\.count).max() ?? 0
    let mark = Help.padded(words[problems.isEmpty ? 0 : 1], width)
    let space = String(repeating: " ", count: width)
    return ["\(mark)  \(Output.said(check))"] + problems.map { "\(space)  \(Output.said($0))" }
  }
}
