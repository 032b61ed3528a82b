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
    var lines = [
      "network     \(engine.network.hex)",
      "device      \(engine.device.hex)\(engine.isCentre ? " (the centre)" : "")",
      "            \(Output.safe("\(profile.label), \(profile.office), \(profile.person)"))",
      "fingerprint \(standing.fingerprint)",
      "admitted    \(admittedText)",
      "holds       \(standing.records) records, \(standing.operations) operations,"
        + " \(standing.ownOperations) of them its own",
      "decide      \(standing.conflicts) conflicts; \(standing.violations) rules broken",
    ]
    if standing.missing > 0 {
      lines.append("missing     \(standing.missing) operations that are known to exist")
    }
    if standing.setAside > 0 { lines.append("set aside   \(standing.setAside) segments") }
    if !engine.isCentre { lines.append("centre      \(centreText)") }
    lines += standing.devices.flatMap { self.lines($0) }
    return lines + sentLines
  }

  private var admittedText: String {
    switch standing.membership {
    case .member(let roles): "as \(roles.map(\.name).sorted().joined(separator: ", "))"
    case .stranger: "not yet, as far as is known here; 'pobratym admit request FILE' asks for it"
    case .retired: "no more: this laptop was retired"
    }
  }

  private var centreText: String {
    guard let centre = standing.centre else { return "nothing has been heard of it yet" }
    guard centre.lacksOfOwn > 0 else { return "holds all that was entered here" }
    let since = centre.lacksSinceSeconds.map { "; the oldest is of \(Output.time($0))" } ?? ""
    return "is not known to hold \(centre.lacksOfOwn) operations entered here\(since)"
  }

  private func lines(_ other: Standing.Device) -> [String] {
    let name = Output.safe(names[other.device] ?? "")
    let more = other.hasMore > 0 ? "; has \(other.hasMore) that are not here" : ""
    let state = other.lacks == 0 ? "holds all" : "is not known to hold \(other.lacks) operations"
    return [
      "", "\(other.device.short)    \(name)\(other.isCentre ? " (the centre)" : "")",
      "            \(state)\(more)",
      other.place.isEmpty
        ? "            nothing has been read of it yet"
        : "            heard of \(Output.time(other.seenSeconds)), \(Output.safe(other.place))",
    ]
  }

  private var sentLines: [String] {
    guard !standing.sent.isEmpty else { return [] }
    var table = TextTable(
      ["bundle", "written", "operations", "held by", "not yet by", "where"], numeric: [0, 2])
    for sent in standing.sent.suffix(20) {
      table.add([
        String(sent.number), Output.time(sent.writtenSeconds), String(sent.operations),
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
    ["check": .string(check), "problems": .array(problems.map { .string($0) })]
  }

  var lines: [String] {
    ["\(problems.isEmpty ? "ok      " : "PROBLEM ") \(check)"]
      + problems.map { "         \(Output.safe($0))" }
  }
}
