import Bundles
import Deflate
import FolderExchange
import Foundation
import LocalStore
import Merging
import Sodium
import SyncEngine
import TestSupport

/// A member with a valid key that breaks the rules.
struct Rogue {
  let program: Stranger
  /// Whether it may edit; otherwise it may only read.
  let isOfficer: Bool
  /// Whether it has written two histories of one log.
  var hasForked = false

  var device: DeviceID { program.device }
  var have: Have { program.have }
}

extension Simulation {
  /// A member breaks the rules, and brings what it wrote to somebody, or leaves it on a stick.
  func misbehave(on stick: String) throws {
    let rogue = try admittedRogue()
    guard let id = ids.sorted(by: { $0.key < $1.key }).flatMap(\.value).first,
      let record = try? engine(0).find(id.hex)
    else { return }
    let crime = Self.crimes.random(&generator)
    let file = try commit(crime, by: rogue, against: record)
    tell?("   \(crime.rawValue)\(rogue.isOfficer ? " by an officer" : "")")
    coverage.add(crime)
    guard generator.chance(oneIn: 2) else { return try leave(file, on: stick, of: rogue.device) }
    copies += 1
    let path = folder.file("mail/rogue-\(copies)")
    try write(file, to: path)
    let place = users.random(&generator)
    do { try expectSound(engine(place).readBundle(path)) } catch EngineError.bundle(_, .signature) {
      try expect(crime == .forged, "a signed bundle was refused")
    }
    try check(place)
  }

  private static let crimes: [Fault] = [
    .beyondRole, .forged, .forkedByMember, .selfAdmitted, .replacedUnknown, .lastLamport,
    .falseHave, .falseDigest, .newerOperation,
  ]

  private func admittedRogue() throws -> Rogue {
    if let rogue { return rogue }
    let seed = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let rogue = Rogue(
      program: try Stranger(network: engine(0).network, seed: seed),
      isOfficer: generator.chance(oneIn: 2))
    try engine(0).admit(
      rogue.program.admission(rogue.isOfficer ? .officer : .auditor, office: "DE/Duisburg"))
    self.rogue = rogue
    return rogue
  }

  private func commit(
    _ crime: Fault, by rogue: Rogue, against record: FoundRecord
  ) throws -> [UInt8] {
    let program = rogue.program
    func operation(_ more: String) -> String {
      #"{"y":"\#(record.typeName)","r":"\#(record.id.hex)",\#(more)}"#
    }
    let title = operation(#""f":"title","v":"Rogue \#(copies)""#)
    func segment(_ operations: String..., lamport: UInt64? = nil) throws -> Segment {
      try program.segment(operations, in: record.dossier, lamport: lamport)
    }
    switch crime {
    case .forged:
      let segment = try program.segment([title], in: record.dossier, isForged: true)
      forged.insert(segment.hash)
      return program.bundle([segment])
    case .forkedByMember:
      let first = try segment(title)
      program.forget()
      self.rogue?.hasForked = true
      return program.bundle([first, try segment(operation(#""f":"title","v":"Other""#))])
    case .selfAdmitted:
      let statement = Statement.admit(program.admission(.centre)).operation(
        about: RecordID(device: program.device, hash: { BLAKE2b.hash($0) }))
      let text = String(decoding: statement.value.bytes, as: UTF8.self)
      return program.bundle([try segment(text)])
    case .replacedUnknown:
      let log = LogID(high: 7, low: 7).hex
      return program.bundle([
        try segment(operation(##""f":"title","v":"None","x":[["\##(log)",9]]"##))
      ])
    case .lastLamport:
      return program.bundle([try segment(title, lamport: UInt64(Limits.largestInteger))])
    case .falseHave: return program.bundle([try segment(title)], have: try engine(0).store.have())
    case .falseDigest:
      return program.bundle(
        [try segment(title)], have: try engine(0).store.have(),
        digests: [record.dossier: StateDigest(bytes: Array(repeating: 7, count: 32)) ?? .init()])
    case .newerOperation:
      return program.bundle([
        try segment(
          operation(#""f":"insurance","v":"Policy 9""#),
          #"{"k":"stamp","f":"title","ink":"red"}"#, #"{"y":"convoy","f":"name","v":"First"}"#)
      ])
    default: return program.bundle([try segment(title)])
    }
  }

  /// Puts a bundle where a device leaves its own.
  private func leave(_ file: [UInt8], on stick: String, of device: DeviceID) throws {
    copies += 1
    let network = try engine(0).network
    let place = "\(stick)/pobratym-\(network.hex)/\(device.hex)"
    try makeFolder(place)
    let name = BundleFile.name(number: UInt64(copies), hash: BundleFile.hash(file))
    try write(file, to: place + "/" + name)
    if try isNewer(file) { newer.insert(place + "/" + name) }
  }

  private func isNewer(_ file: [UInt8]) throws -> Bool {
    let text = try Gzip.decompress(
      file, limits: GzipLimits(maximumBytes: 1 << 20, maximumRatio: 1_100))
    return text.starts(with: Array(#"{"bundle":2"#.utf8))
  }

  /// A newer program leaves a bundle of the next format; this one says so and leaves it there.
  func meetNewerBundle(_ place: Int, on stick: String) throws {
    let rogue = try admittedRogue()
    let file = rogue.program.bundle([])
    var text = try Gzip.decompress(
      file, limits: GzipLimits(maximumBytes: 1 << 20, maximumRatio: 1_100))
    let digit = Array(#"{"bundle":"#.utf8).count
    try expect(text[digit] == UInt8(ascii: "1"), "the format is not the first member")
    text[digit] = UInt8(ascii: "2")
    try leave(Gzip.compress(text), on: stick, of: rogue.device)
    // Some have been lost since.
    let there = try newer.filter { try $0.hasPrefix(stick) && isWhole($0) }
    try sync(place, with: stick)
    for path in there {
      try expect(isWhole(path), "\(path), of a newer program, was touched")
    }
  }
}
