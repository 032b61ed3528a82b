import Bundles
import Foundation
@testable import LocalStore
import Merging
import SQLite
import Sodium
@testable import SyncEngine
import Synchronization
import TestSupport
import Wire

/// What a second implementation, which shares no code with this one, says of the same segments.
enum SecondOpinion {
  /// What was in all histories that were compared: operations, kinds, branches, what is set aside.
  static let seen = Mutex<[String: Int]>([:])

  /// Writes all that an engine holds to a folder, what is set aside, too: in plain bundles, one of
  /// its own and one of somebody who only passes segments on.
  static func write(_ engine: Engine, to folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    _ = try engine.writeBundle(to: folder + "/own.jsonl.gz", everything: true, isPlain: true)
    let store = engine.store
    let stored = try store.segments() + store.segmentsSetAside()
    let texts = try stored.map { try store.bytes(of: $0) }
    let defects = try store.all("SELECT log, first, last, body FROM defect") { row in
      (
        LogID(bytes: row.blob(0)), UInt64(row.integer(1))...UInt64(row.integer(2)),
        store.codec.unpack(row.blob(3))
      )
    }
    var runs = stored.map(\.run)
    var bodies = texts
    for case let (log?, numbers, body?) in defects {
      runs.append(Run(log: log, numbers: numbers))
      bodies.append(body)
    }
    let key = SigningKey()
    guard let sender = DeviceID(publicKey: key.publicKey) else { return }
    var writer = BundleWriter(
      Manifest(
        network: engine.network, sender: sender, office: "", label: "", epoch: EpochID(1),
        number: 1, createdSeconds: 0, contents: runs.map { Content($0) }, have: Have()))
    for body in bodies { writer.add(body) }
    try Data(writer.finish(by: key)).write(to: URL(fileURLWithPath: folder + "/all.jsonl.gz"))
  }

  /// Writes all that an engine holds to a new folder, and compares what it says with what that
  /// comes to.
  static func check(_ engine: Engine, in folder: String) throws -> [String] {
    try write(engine, to: folder)
    return try check(folderOfPlainBundles: folder, engine: engine)
  }

  /// Compares what an engine says with what plain bundles in a folder come to; returns what
  /// differs, a line each.
  static func check(folderOfPlainBundles folder: String, engine: Engine) throws -> [String] {
    let theirs = try ReferenceProgram.answer([
      "folder": .string(folder), "own": .string(engine.device.hex),
    ])
    let ours = try FirstOpinion(engine).json
    seen.withLock { seen in
      seen["histories", default: 0] += 1
      for count in theirs["counts"]?.object?.members ?? [] {
        seen[count.key, default: 0] += Int(count.value.integer ?? 0)
      }
    }
    // What was erased stays so, whatever is said of the eraser later.
    let erased = Set(try engine.store.erased().map(\.hex))
    let lacking = (theirs["erased"]?.array ?? []).compactMap(\.string).filter {
      !erased.contains($0)
    }
    return lacking.map { "erased: not here \($0)" }
      + (ours.object?.members ?? []).compactMap { part in
        let their = theirs[part.key] ?? .null
        guard their.canonicalBytes != part.value.canonicalBytes else { return nil }
        return "\(part.key): " + difference(part.value, their)
      }
  }

  /// The first items in which two values differ, in words.
  private static func difference(_ ours: JSONValue, _ theirs: JSONValue) -> String {
    let (our, their) = (items(ours), items(theirs))
    let more = our.subtracting(their).sorted().prefix(3)
    let less = their.subtracting(our).sorted().prefix(3)
    return "here \(more.joined(separator: ", ")); there \(less.joined(separator: ", "))"
  }

  private static func items(_ value: JSONValue) -> Set<String> {
    let text = { (item: JSONValue) in CanonicalJSON(item).description }
    if let array = value.array { return Set(array.map(text)) }
    guard let object = value.object else { return [text(value)] }
    return Set(object.members.map { "\($0.key): \(text($0.value))" })
  }
}
