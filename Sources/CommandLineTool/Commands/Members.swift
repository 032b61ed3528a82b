import Bundles
import Language
import LocalStore
import Merging
import Registry
import SyncEngine
import Wire

private let roles = Role.known.map(\.name).joined(separator: ", ")

let memberCommands = [
  Command(
    "admit request", "FILE", Phrase("writes this laptop's request for admission"),
    details: Phrase(
      """
      Carry the file to the centre, or run 'sync' with a stick, which leaves it there. Read the \
      fingerprint to the centre's person by telephone.
      """),
    arguments: 1...1, options: [.json]
  ) { invocation throws(CommandError) in
    let engine = try invocation.engine()
    let request = try failing { () throws(EngineError) in
      try engine.writeRequest(to: invocation.arguments[0])
    }
    if invocation.has("--json") { Output.json(request.json) } else { Output.lines(request.lines) }
    return .done
  },
  Command(
    "admit", "FILE --role ROLE --fingerprint DIGITS",
    Phrase("admits the laptop that made a request, or shows the request"),
    details: Phrase(
      """
      Without --fingerprint the request is shown and nothing is done. Have the laptop's person \
      read its fingerprint to you, on the telephone, and give the thirty digits.
      """),
    arguments: 1...1,
    options: [
      Option("--role", "ROLE", Phrase("the role: \(roles)")),
      Option(
        "--fingerprint", "DIGITS", Phrase("the thirty digits that the laptop's person reads to you")
      ),
      Option("--office", "CODE", Phrase("the office, where it is not the one of the request")),
      Option(
        "--label", "TEXT", Phrase("the laptop's name, where it is not the one of the request")),
      Option("--from", "DATE", Phrase("from when the office means it to be used")),
      Option("--until", "DATE", Phrase("until when; only 'retire' ends an admission")), .json,
    ], run: admit),
  Command(
    "members", "", Phrase("shows who was admitted, by whom it can be retired, and who was retired"),
    options: [.json]
  ) { invocation throws(CommandError) in
    let engine = try invocation.engine()
    let members = try failing { () throws(EngineError) in try engine.members() }
    let view = MembersView(members, engine.device)
    if invocation.has("--json") { Output.json(view.json) } else { Output.lines(view.lines) }
    return .done
  },
  Command(
    "retire", "DEVICE --why TEXT",
    Phrase("ends a laptop's part: what is held here of it counts, what comes later is set aside"),
    details: Phrase(
      "DEVICE is the beginning of its id, at least four digits, as 'members' shows it."),
    arguments: 1...1, options: [.why]
  ) { invocation throws(CommandError) in
    let why = try invocation.need("--why")
    let engine = try invocation.engine()
    let device = try engine.member(invocation.arguments[0])
    try failing { () throws(EngineError) in try engine.retire(device, why: why) }
    return .done
  },
  Command(
    "quarantine list", "", Phrase("shows what is set aside, and why"), options: [.json]
  ) { invocation throws(CommandError) in
    let engine = try invocation.engine()
    let view = try failing { () throws(EngineError) in
      QuarantineView(try engine.quarantine(), names: try engine.names())
    }
    if invocation.has("--json") { Output.json(view.json) } else { Output.lines(view.lines) }
    return .done
  },
  Command(
    "quarantine release", "SEGMENT… --why TEXT", Phrase("lets what is set aside count, everywhere"),
    details: Phrase(
      """
      SEGMENT is the beginning of a segment's hash, as 'quarantine list' shows it, or of the id of \
      the device that signed several.
      """),
    arguments: 1...10_000, options: [.why]
  ) { invocation throws(CommandError) in
    let why = try invocation.need("--why")
    let engine = try invocation.engine()
    let segments = try quarantined(invocation.arguments, in: engine)
    try failing { () throws(EngineError) in try engine.release(segments, why: why) }
    Output.line(Phrase("released \(count: segments.count, "segment", "segments")"))
    return .done
  },
  Command(
    "quarantine drop", "SEGMENT… --why TEXT", Phrase("drops the content of what is set aside here"),
    details: Phrase("That it was there, and why it was dropped, stays noted."),
    arguments: 1...10_000, options: [.why]
  ) { invocation throws(CommandError) in
    let why = try invocation.need("--why")
    let engine = try invocation.engine()
    let segments = try quarantined(invocation.arguments, in: engine)
    try failing { () throws(EngineError) in try engine.drop(segments, why: why) }
    Output.line(Phrase("dropped \(count: segments.count, "segment", "segments")"))
    return .done
  },
]

@Sendable private func admit(_ invocation: Invocation) throws(CommandError) -> ExitCode {
  let engine = try invocation.engine()
  let request = try failing { () throws(EngineError) in
    try engine.readRequest(invocation.arguments[0])
  }
  guard let typed = invocation.value("--fingerprint") else {
    if invocation.has("--json") { Output.json(request.json) } else { Output.lines(request.lines) }
    Output.warning(Phrase("nothing was admitted; give --role and the digits as --fingerprint"))
    return .done
  }
  guard request.fingerprint.matches(typed) else {
    throw .engine(.fingerprint(request.fingerprint.description))
  }
  let role = Role(name: try invocation.need("--role"))
  let admission = Admission(
    device: request.device, box: request.boxPublicKey,
    office: invocation.value("--office") ?? request.office, role: role,
    label: invocation.value("--label") ?? request.label,
    fromSeconds: try date(invocation, "--from"), untilSeconds: try date(invocation, "--until"),
    replaces: request.renewal?.replaced)
  try failing { () throws(EngineError) in try engine.admit(admission, asking: request) }
  if invocation.has("--json") {
    Output.json(request.json)
  } else {
    Output.line(
      Phrase("admitted \(request.device.short) as \(role.words); the next sync tells it"))
  }
  return .done
}

private func date(
  _ invocation: Invocation, _ option: String
) throws(CommandError) -> Int64? {
  guard let text = invocation.value(option) else { return nil }
  guard let seconds = CalendarDate.seconds(text) else {
    throw .usage(Phrase("\(option) takes a date such as 2026-12-31"))
  }
  return seconds
}

private func quarantined(
  _ words: [String], in engine: Engine
) throws(CommandError) -> [QuarantinedSegment] {
  let all = try failing { () throws(EngineError) in try engine.quarantine() }
    .filter { $0.dropped == nil }
  var chosen: [QuarantinedSegment] = []
  for word in words {
    let word = word.lowercased()
    let fitting = all.filter { segment in
      word.count >= 4
        && (Hex.text(segment.hash).hasPrefix(word) || segment.device.hex.hasPrefix(word))
    }
    let devices = Set(fitting.map(\.device))
    guard let first = fitting.first, devices.count == 1,
      fitting.count == 1 || first.device.hex.hasPrefix(word)
    else { throw .segment(word) }
    chosen += fitting.filter { segment in !chosen.contains { $0.hash == segment.hash } }
  }
  return chosen
}

extension Engine {
  /// Finds a device by the beginning of its id.
  func member(_ text: String) throws(CommandError) -> DeviceID {
    let known = try failing { () throws(EngineError) in
      Set(try members().map(\.device)).union(try quarantine().map(\.device))
    }
    let fitting = known.filter { text.count >= 4 && $0.hex.hasPrefix(text.lowercased()) }
    guard let only = fitting.first, fitting.count == 1 else { throw .device(text) }
    return only
  }
}
