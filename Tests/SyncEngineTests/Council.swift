import Foundation
import LocalStore
import Merging
import Sodium
import Simulator
@testable import SyncEngine
import TestSupport
import Testing

/// A network of several offices: its root, and laptops with roles, with a stick between them.
final class Council {
  let town: Town
  private(set) var laptops: [String: Engine] = [:]

  init() throws {
    town = try Town(1)
    laptops["root"] = town[0]
  }

  var root: Engine { town[0] }
  var stick: String { town.stick }

  subscript(name: String) -> Engine {
    get throws { try #require(laptops[name]) }
  }

  /// Makes a laptop; without a role it is not admitted.
  @discardableResult
  func add(_ name: String, office: String = "DE/Duisburg", _ role: Role? = .officer) throws
    -> Engine
  {
    let engine = try Engine(
      newHome: town.folder.file("home-\(name)"), network: root.network,
      profile: Profile(office: office, label: name, person: "Person of \(name)"))
    if let role { try root.admit(engine.ownAdmission(role)) }
    laptops[name] = engine
    return engine
  }

  /// Everybody named, or everybody, uses the stick until all that can be got has been.
  func meet(_ names: String..., rounds: Int = 3) throws {
    let all = names.isEmpty ? laptops.keys.sorted() : names
    for _ in 0..<rounds { for name in all { _ = try self[name].sync(stick) } }
  }

  /// A further stick.
  func stick(_ name: String) throws -> String {
    let path = town.folder.file(name)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  func expectOneState(_ names: String...) throws {
    for name in names.isEmpty ? laptops.keys.sorted() : names {
      #expect(try self[name].digest() == root.digest(), "\(name)")
      #expect(try self[name].rebuild().isUnchanged, "\(name)")
    }
  }

  /// A stranger's or member's bundle of another program is read by a laptop.
  @discardableResult
  func read(_ file: [UInt8], by name: String) throws -> Intake {
    let path = town.folder.file("letter-\(UInt64.random(in: 0...UInt64.max))")
    try town.write(file, to: path)
    return try self[name].readBundle(path)
  }

  /// The files of one laptop on a stick.
  func files(of name: String, on stick: String) throws -> [String] {
    let folder = "\(stick)/pobratym-\(root.network.hex)/\(try self[name].device.hex)"
    return (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted()
      .map { folder + "/" + $0 } ?? []
  }
}

func setTitle(_ record: FoundRecord, _ title: String, kind: String = "set") -> String {
  #"{"k":"\#(kind)","y":"\#(record.typeName)","r":"\#(record.id.hex)","f":"title","v":"\#(title)"}"#
}

/// The operation that admits another program's device as an officer.
func admission(of stranger: Stranger) throws -> String {
  let record = RecordID(device: stranger.device, hash: { BLAKE2b.hash($0) })
  let operation = Statement.admit(stranger.admission(.officer)).operation(about: record)
  return try #require(String(bytes: operation.value.bytes, encoding: .utf8))
}
