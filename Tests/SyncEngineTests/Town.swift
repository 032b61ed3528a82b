import Registry
import Foundation
import Merging
@testable import SyncEngine
import TestSupport
import Testing

/// A few devices of one network, the centre first, with a stick between them.
final class Town {
  let folder: TemporaryFolder
  let devices: [Engine]
  /// The stick's folder.
  let stick: String

  init(_ count: Int = 2) throws {
    let folder = try TemporaryFolder(inMemory: true)
    let centre = try Town.engine(folder.file("home-0"), network: nil)
    let others = try (1..<max(1, count)).map {
      try Town.engine(folder.file("home-\($0)"), network: centre.network)
    }
    for other in others { try centre.admit(other.ownAdmission(.officer)) }
    self.folder = folder
    devices = [centre] + others
    stick = folder.file("stick")
    try FileManager.default.createDirectory(atPath: stick, withIntermediateDirectories: true)
  }

  static func engine(_ home: String, network: NetworkID?) throws -> Engine {
    let name = String(home.suffix(6))
    let profile = Profile(office: "DE/Duisburg", label: name, person: "O. Koval, \(name)")
    return try Engine(newHome: home, network: network, profile: profile)
  }

  subscript(place: Int) -> Engine { devices[place] }

  /// All devices use the stick, one after the other, until everybody has everything.
  func meet() throws {
    for _ in 0..<2 { for device in devices { _ = try device.sync(stick) } }
  }

  /// Brings a bundle's file to a device, and reads it.
  func deliver(_ file: [UInt8], to place: Int) throws -> Intake {
    let path = self.folder.file("letter-\(UInt64.random(in: 0...UInt64.max))")
    try write(file, to: path)
    return try self[place].readBundle(path)
  }

  func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  /// The centre records a partnership and an aid entry, and everybody gets them.
  func withAid(_ fields: KeyValuePairs<String, String> = [:]) throws -> RecordID {
    let partnership = try self[0].new("partnership", ["title": "Duisburg and Kryvyi Rih"])
    let basis = [("partnership", partnership.hex), ("title", "Winter"), ("kind", "goods")]
    let aid = try self[0].create(
      "aid", (basis + fields.map { ($0.key, $0.value) }).map { Entry($0.0, $0.1) })
    try meet()
    return aid
  }
}

extension Engine {
  /// Records something new.
  func new(_ type: String, _ fields: KeyValuePairs<String, String>) throws -> RecordID {
    try create(type, fields.map { Entry($0.key, $0.value) })
  }

  /// Finds a record by its id.
  func at(_ id: RecordID) throws -> FoundRecord { try find(id.hex) }

  /// Changes fields.
  @discardableResult
  func change(
    _ id: RecordID, _ fields: KeyValuePairs<String, String>, why: String? = nil
  ) throws -> Int {
    try set(at(id), fields.map { Entry($0.key, $0.value) }, why: why)
  }

  /// What a field shows to a person; empty where it holds nothing.
  func show(_ id: RecordID, _ field: String) throws -> String {
    try at(id).view.field(field)?.text ?? ""
  }

  /// The one conflict of a record.
  func onlyConflict(_ id: RecordID) throws -> OpenConflict {
    let open = try conflicts(of: at(id))
    #expect(open.count == 1)
    return try #require(open.first)
  }

  /// The values of a conflict, as a person reads them, sorted.
  func choices(_ id: RecordID) throws -> [String] {
    let open = try onlyConflict(id)
    return open.conflict.alternatives.map { open.display($0.value.value) }.sorted()
  }
}
