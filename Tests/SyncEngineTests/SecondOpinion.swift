import Bundles
import Foundation
@testable import LocalStore
import Merging
import SQLite
import Sodium
@testable import SyncEngine
import TestSupport
import Wire

/// What a second implementation, which shares no code with this one, says of the same segments.
enum SecondOpinion {
  /// What one history was compared on, and how often what is rare was in it.
  struct Comparison {
    /// What differs, a line each.
    var differences: [String] = []
    /// How many there are, by name: operations, kinds, branches, what is set aside.
    var counts: [String: Int] = [:]
  }

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

  /// Compares what an engine says with what plain bundles in a folder come to.
  static func check(folderOfPlainBundles folder: String, engine: Engine) throws -> [String] {
    try compare(folderOfPlainBundles: folder, engine: engine).differences
  }

  /// Compares, and tells what was in the history.
  static func compare(
    folderOfPlainBundles folder: String, engine: Engine
  ) throws -> Comparison {
    let theirs = try ReferenceProgram.answer([
      "folder": .string(folder), "own": .string(engine.device.hex),
    ])
    let ours = try FirstOpinion(engine).json
    var found = Comparison()
    for part in ours.object?.members ?? [] {
      let their = theirs[part.key] ?? .null
      if their.canonicalBytes != part.value.canonicalBytes {
        found.differences.append("\(part.key): " + difference(part.value, their))
      }
    }
    for count in theirs["counts"]?.object?.members ?? [] {
      found.counts[count.key] = count.value.integer.map(Int.init)
    }
    return found
  }

  /// The first items in which two values differ, in words.
  private static func difference(_ ours: JSONValue, _ theirs: JSONValue) -> String {
    let (our, their) = (items(ours), items(theirs))
    let more = our.subtracting(their).sorted().prefix(3)
    let less = their.subtracting(our).sorted().prefix(3)
    return "here \(more.joined(separator: ", ")); there \(less.joined(separator: ", "))"
  }

  private static func items(_ value: JSONValue) -> Set<String> {
    if let array = value.array { return Set(array.map(\.text)) }
    guard let object = value.object else { return [value.text] }
    return Set(object.members.map { "\($0.key): \($0.value.text)" })
  }
}
