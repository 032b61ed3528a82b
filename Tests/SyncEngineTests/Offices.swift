import Bundles
import Foundation
import FolderExchange
import LocalStore
import Merging
import Registry
import Sodium
@testable import SyncEngine
import TestSupport
import Testing

/// Devices of several offices, the centre first, with a stick between them.
final class Offices {
  let folder: TemporaryFolder
  let devices: [Engine]
  /// The stick's folder.
  let stick: String

  static let duisburg = "DE/Duisburg"
  static let kryvyiRih = "UA12060170000091033"
  static let lyon = "FR/Lyon"

  init(_ others: [(office: String, role: Role)]) throws {
    let folder = try TemporaryFolder(inMemory: true)
    func engine(_ place: Int, _ office: String, _ network: NetworkID?) throws -> Engine {
      try Engine(
        newHome: folder.file("home-\(place)"), network: network,
        profile: Profile(office: office, label: "laptop \(place)", person: "O. Koval"))
    }
    let centre = try engine(0, "UA80000000000093317", nil)
    var devices = [centre]
    for (place, other) in others.enumerated() {
      let device = try engine(place + 1, other.office, centre.network)
      try centre.admit(device.ownAdmission(other.role))
      devices.append(device)
    }
    self.folder = folder
    self.devices = devices
    stick = folder.file("stick")
    try FileManager.default.createDirectory(atPath: stick, withIntermediateDirectories: true)
  }

  /// A centre, officers of the two partners, and one of an office that is no partner.
  static func partners() throws -> Offices {
    try Offices([(duisburg, .officer), (kryvyiRih, .officer), (lyon, .officer)])
  }

  subscript(place: Int) -> Engine { devices[place] }

  /// All devices use the stick, one after the other, until everybody has everything.
  func meet(_ rounds: Int = 2) throws {
    for _ in 0..<rounds { for device in devices { _ = try device.sync(stick) } }
  }

  /// The first officer records a partnership of the two, and a document of it with a file.
  func withDocument(_ content: [UInt8], name: String = "decision.pdf") throws -> RecordID {
    let partnership = try self[1].new(
      "partnership", ["title": "Twins", "parties": "\(Self.duisburg),\(Self.kryvyiRih)"])
    return try self[1].new(
      "document",
      [
        "partnership": partnership.hex, "title": "Decision 7",
        "file": "@\(try file(content, name))",
      ])
  }

  func file(_ content: [UInt8], _ name: String) throws -> String {
    try folder.write(content, to: name)
    return folder.file(name)
  }

  /// The files on the stick whose names end in something, sorted by path.
  func files(_ ending: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: stick).filter { $0.hasSuffix(ending) }
      .sorted().map { stick + "/" + $0 }
  }

  /// Takes files off the stick and returns their bytes.
  func take(_ ending: String) throws -> [String: [UInt8]] {
    var taken: [String: [UInt8]] = [:]
    for path in try files(ending) {
      taken[path] = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
      try FileManager.default.removeItem(atPath: path)
    }
    return taken
  }

  func put(_ files: [String: [UInt8]]) throws {
    for (path, bytes) in files { try Data(bytes).write(to: URL(fileURLWithPath: path)) }
  }

  /// Leaves a bundle of blobs in the folder of the first officer, whoever has made it.
  func leave(_ plain: [UInt8], for place: Int, number: UInt64 = 900) throws {
    let boxes = [self[place].device: self[place].identity.own.box.publicKey]
    let file = try #require(
      BundleFile.seal(plain, network: self[1].network, sender: self[1].device, to: boxes))
    let folder = SharedFolder(path: stick, network: self[1].network, device: self[1].device)
    try folder.put(file, number: number, as: .blobs)
  }

  /// How many pieces of a content stand as they are in a device's files or on the stick.
  func traces(of content: [UInt8], in place: Int?) throws -> Int {
    let name = place.map { "home-\($0)/" } ?? "stick/"
    let files = try folder.contents().filter { $0.key.hasPrefix(name) }.map { Data($0.value) }
    return stride(from: 0, to: content.count, by: 499).count { start in
      let piece = Data(content[start..<min(start + 40, content.count)])
      return files.contains { $0.range(of: piece) != nil }
    }
  }
}

extension Engine {
  /// The only attachment of a record.
  func attachment(_ id: RecordID) throws -> RecordAttachment {
    let all = try attachments(of: at(id))
    #expect(all.count == 1)
    return try #require(all.first)
  }

  /// The content of the only attachment of a record, where it is here.
  func content(_ id: RecordID) throws -> [UInt8]? {
    try store.blob(attachment(id).blob).map { Array($0.content) }
  }
}

/// Bytes that no compression makes shorter and no chance makes twice.
func scan(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
  var generator = SeededGenerator(seed: seed)
  return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
}
