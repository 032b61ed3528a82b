import Bundles
import Language
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
      [
        Phrase("device"), Phrase("role"), Phrase("office"), Phrase("label"),
        Phrase("operations"), Phrase("set aside"), nil,
      ], numeric: [4, 5])
    for member in members {
      let isRetired = member.word.kept != nil
      let marks =
        [
          isRetired ? Phrase("retired") : nil,
          member.device == own ? Phrase("this laptop") : nil,
          Self.level(member) == 0 ? Phrase("the root") : nil,
          member.word.admission?.untilSeconds.map {
            Phrase("until \(String(Output.time($0).prefix(10)))")
          },
        ] as [Phrase?]
      table.add([
        member.device.short, Output.roles(member.word.roles),
        member.word.admission?.office ?? "", member.word.admission?.label ?? "",
        Output.number(member.operations), Output.number(member.setAside),
        marks.compactMap { $0.map(Output.said) }.joined(separator: ", "),
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
    Output.facts(
      [
        (Phrase("device"), device.hex), (Phrase("office"), office), (Phrase("label"), label),
        (Phrase("person"), person),
      ] + (renewal.map { [(Phrase("in place of"), $0.replaced.hex)] } ?? [])
        + [(Phrase("fingerprint"), fingerprint.description)])
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
    guard !segments.isEmpty else { return [Output.said(Phrase("nothing is set aside"))] }
    var table = TextTable(
      [
        Phrase("segment"), Phrase("operations"), Phrase("device"), Phrase("why"),
        Phrase("first seen"), Phrase("where"), nil,
      ], numeric: [1])
    for segment in segments {
      table.add([
        String(Hex.text(segment.hash).prefix(8)), Output.number(segment.run.numbers.count),
        "\(segment.device.short) \(names[segment.device] ?? segment.office ?? "")",
        Output.said(Self.phrase(segment.reason)), Output.time(segment.seenSeconds),
        segment.bundle?.place ?? "",
        segment.dropped.map { Output.said(Phrase("dropped: \($0)")) } ?? "",
      ])
    }
    return table.lines
  }

  /// Returns why a segment is set aside.
  static func phrase(_ reason: String) -> Phrase {
    switch SegmentStanding(rawValue: reason) {
    case .stranger: Phrase("its device was never admitted")
    case .retired: Phrase("its device was retired")
    default: Phrase("not what its device signed: \(reason)")
    }
  }
}
