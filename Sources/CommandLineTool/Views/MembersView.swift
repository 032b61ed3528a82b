import Bundles
import LocalStore
import Merging
import SyncEngine
import Wire

/// Who takes part, for people and programs.
struct MembersView {
  private let members: [Member]
  private let own: DeviceID

  init(_ members: [Member], _ own: DeviceID) {
    self.members = members
    self.own = own
  }

  var json: JSONValue { ["members": .array(members.map(Self.json))] }

  private static func json(_ member: Member) -> JSONValue {
    let admission = member.word.admission
    return [
      "device": .string(member.device.hex), "office": .text(admission?.office),
      "label": .text(admission?.label),
      "roles": .array(roles(member).map { .string($0) }), "level": .number(level(member)),
      "from": .number(admission?.fromSeconds), "until": .number(admission?.untilSeconds),
      "replaces": .text(admission?.replaces?.hex), "retired": .bool(member.word.kept != nil),
      "operations": .count(member.operations), "setAside": .count(member.setAside),
    ]
  }

  private static func roles(_ member: Member) -> [String] {
    member.word.roles.map(\.name).sorted()
  }

  private static func level(_ member: Member) -> Int64? { member.word.level.map(Int64.init) }

  var lines: [String] {
    var table = TextTable(
      ["device", "role", "office", "label", "operations", "set aside", ""], numeric: [4, 5])
    for member in members {
      let isRetired = member.word.kept != nil
      let marks =
        [
          isRetired ? "retired" : nil, member.device == own ? "this laptop" : nil,
          Self.level(member) == 0 ? "the root" : nil,
          member.word.admission?.untilSeconds.map { "until \(Output.time($0).prefix(10))" },
        ] as [String?]
      table.add([
        member.device.short, Self.roles(member).joined(separator: ", "),
        member.word.admission?.office ?? "", member.word.admission?.label ?? "",
        String(member.operations), String(member.setAside),
        marks.compactMap { $0 }.joined(separator: ", "),
      ])
    }
    return table.lines
  }
}

extension AdmissionRequest {
  var json: JSONValue {
    [
      "device": .string(device.hex), "office": .string(office), "label": .string(label),
      "person": .string(person), "fingerprint": .string(fingerprint.description),
      "replaces": .text(renewal?.replaced.hex),
    ]
  }

  var lines: [String] {
    [
      "device       \(device.hex)",
      "office       \(Output.safe(office))", "label        \(Output.safe(label))",
      "person       \(Output.safe(person))",
    ] + (renewal.map { ["in place of  \($0.replaced.hex)"] } ?? []) + [
      "fingerprint  \(fingerprint)"
    ]
  }
}

/// What is set aside, for people and programs.
struct QuarantineView {
  private let segments: [QuarantinedSegment]
  private let names: [DeviceID: String]

  init(_ segments: [QuarantinedSegment], names: [DeviceID: String]) {
    self.segments = segments
    self.names = names
  }

  var json: JSONValue { ["segments": .array(segments.map(Self.json))] }

  private static func json(_ segment: QuarantinedSegment) -> JSONValue {
    [
      "hash": .string(Hex.text(segment.hash)), "reason": .string(segment.reason),
      "device": .string(segment.device.hex), "office": .text(segment.office),
      "dossier": .string(segment.dossier.hex), "log": .string(segment.run.log.hex),
      "first": .count(segment.run.numbers.lowerBound),
      "last": .count(segment.run.numbers.upperBound), "size": .count(segment.sizeBytes),
      "seen": .integer(segment.seenSeconds), "dropped": .text(segment.dropped),
      "bundle": segment.bundle?.json ?? .null,
    ]
  }

  var lines: [String] {
    guard !segments.isEmpty else { return ["nothing is set aside"] }
    var table = TextTable(
      ["segment", "operations", "device", "why", "first seen", "where", ""], numeric: [1])
    for segment in segments {
      table.add([
        String(Hex.text(segment.hash).prefix(8)), String(segment.run.numbers.count),
        "\(segment.device.short) \(names[segment.device] ?? segment.office ?? "")",
        Self.phrase(segment), Output.time(segment.seenSeconds), segment.bundle?.place ?? "",
        segment.dropped.map { "dropped: \($0)" } ?? "",
      ])
    }
    return table.lines
  }

  private static func phrase(_ segment: QuarantinedSegment) -> String {
    switch SegmentStanding(rawValue: segment.reason) {
    case .stranger: "its device was never admitted"
    case .retired: "its device was retired"
    default: "not what its device signed (\(segment.reason))"
    }
  }
}
