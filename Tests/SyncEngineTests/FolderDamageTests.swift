import Bundles
import Deflate
import FolderExchange
import Foundation
import Language
import LocalStore
import Merging
import Registry
import SQLite
import Simulator
@testable import SyncEngine
import TestSupport
import Testing
import Wire

/// A town whose centre has written one bundle on the stick, that nobody has read yet.
private func written() throws -> (town: Town, path: String, office: RecordID) {
  let town = try Town()
  let office = try town[0].new("office", ["code": "DE/Duisburg", "name": "x"])
  let path = try #require(try town[0].sync(town.stick).written.first?.path)
  return (town, path, office)
}

@Test(arguments: ["cut", "flipped", "emptied"])
func `a damaged bundle is skipped, reported, tried again and repaired by its author`(
  _ damage: String
) throws {
  let (town, path, office) = try written()
  var file = [UInt8](try #require(FileManager.default.contents(atPath: path)))
  switch damage {
  case "cut": file.removeLast(file.count / 2)
  case "flipped": file[file.count / 2] ^= 1
  default: file = []
  }
  try town.write(file, to: path)
  for _ in 0..<2 {
    let report = try town[1].sync(town.stick)
    #expect(report.read.isEmpty)
    if damage == "emptied" {
      #expect(report.ignored.map(\.reason) == [.empty])
    } else {
      #expect(report.skipped.map(\.problem) == [.folder(.damaged(path))])
    }
    #expect(try town[1].records().isEmpty)
  }
  _ = try town[0].sync(town.stick)
  let report = try town[1].sync(town.stick)
  #expect(report.skipped.isEmpty)
  #expect(try town[1].show(office, "name") == "x")
  #expect(try town[0].digest() == town[1].digest())
}

@Test func `what is not a bundle of the network is skipped, named and blocks nothing`() throws {
  let (town, path, office) = try written()
  let folder = (path as NSString).deletingLastPathComponent
  func put(_ file: [UInt8], _ number: UInt64) throws -> String {
    let place = folder + "/" + BundleFile.name(number: number, hash: BundleFile.hash(file))
    try town.write(file, to: place)
    return place
  }
  let other = NetworkID(high: 1, low: 2)
  let expected: [String: EngineError] = [
    try put(Array("hello".utf8), 2): .bundle(path: "", .gzip(.notGzip(offset: 0))),
    try put(Gzip.compress(Array("{\"bundle\":2}\n".utf8)), 3): .bundle(path: "", .newerFormat(2)),
    try put(Gzip.compress(Array("[]\n".utf8)), 4): .bundle(path: "", .manifest("{")),
    try put(Stranger(network: other).bundle([]), 5): .bundle(path: "", .wrongNetwork(other)),
  ]
  for _ in 0..<2 {
    let report = try town[1].sync(town.stick)
    #expect(Set(report.skipped.map(\.path)) == Set(expected.keys))
    for (path, problem) in report.skipped {
      guard case .bundle(path, let found) = problem, case .bundle(_, let wanted)? = expected[path]
      else {
        Issue.record("\(path): \(problem)")
        continue
      }
      #expect(found == wanted)
    }
  }
  #expect(try town[1].show(office, "name") == "x")
  #expect(try town[1].digest() == town[0].digest())
}

@Test func `one segment that its device did not sign is set aside, and never blocks the rest`()
  throws
{
  let (town, _, _) = try written()
  let (one, two) = (try Stranger(network: town[0].network), try Stranger(network: town[0].network))
  let operation = #"{"y":"office","r":"\#(String(repeating: "0", count: 32))","f":"name","v":"z"}"#
  for other in [one, two] { try town[0].admit(other.admission()) }
  try town.meet()
  let sound = try one.segment([operation], in: .directory)
  let theirs = try two.segment([operation], in: .directory)
  let text = String(decoding: theirs.bytes, as: UTF8.self).replacing("\"z\"", with: "\"q\"")
  let forged = try Segment(startOf: Array(text.utf8)[...])
  let intake = try town.deliver(one.bundle([forged, sound]), to: 1)
  #expect(intake.report.aside.map(\.reason) == ["hash"])
  #expect(intake.report.newSegments == 1)
  #expect(try town[1].find(String(repeating: "0", count: 32)).view.field("name")?.text == "z")
  let aside = try town[1].quarantine()
  #expect(aside.map(\.isDefective) == [true])
  #expect(throws: EngineError.defective) { try town[0].release(aside, why: "looks right") }
  try town[1].drop([aside[0]], why: "forged")
  #expect(try town[1].quarantine().map(\.dropped) == ["forged"])
  try town.meet()
  #expect(try town[0].digest() == town[1].digest())
}

@Test func `a stick that is not there is named, and nothing is made`() throws {
  let town = try Town(1)
  let missing = town.folder.file("no-stick")
  #expect(throws: EngineError.folder(.missing(missing))) { try town[0].sync(missing) }
  #expect(!FileManager.default.fileExists(atPath: missing))
}

@Test func `a state that is not what its history makes it raises the alarm and is rebuilt`()
  throws
{
  let (town, _, office) = try written()
  try town.meet()
  let database = try Connection(path: town.folder.file("home-1/store.sqlite"), mode: .readWrite)
  try database.execute("UPDATE record SET hash = zeroblob(32)")
  try town[0].change(office, ["name": "Duisburg"])
  _ = try town[0].sync(town.stick)
  let report = try town[1].sync(town.stick)
  #expect(report.read.flatMap(\.alarms) == [.directory])
  #expect(try town[0].digest() != town[1].digest())
  let findings = try town[1].checkUp().filter { !$0.problems.isEmpty }
  #expect(findings.map(\.check) == [Phrase("the state against the segments")])
  #expect(try !town[1].rebuild().isUnchanged)
  #expect(try town[0].digest() == town[1].digest())
  #expect(try town[1].rebuild().isUnchanged)
}

@Test func `a second history of a log is kept beside the first, and both are shown`() throws {
  let (town, _, _) = try written()
  let stranger = try Stranger(network: town[0].network)
  try town[0].admit(stranger.admission())
  try town.meet()
  let id = String(repeating: "1", count: 32)
  func segment(_ name: String) throws -> Segment {
    try stranger.segment(
      [#"{"y":"office","r":"\#(id)","f":"name","v":"\#(name)"}"#], in: .directory)
  }
  let first = try segment("one")
  _ = try town.deliver(stranger.bundle([first]), to: 1)
  stranger.forget()
  let second = try segment("two")
  let intake = try town.deliver(stranger.bundle([second]), to: 1)
  #expect(intake.report.forks == [second.header.run])
  let open = try #require(try town[1].conflicts().first)
  #expect(Set(open.conflict.alternatives.map(\.value.value)) == ["one", "two"])
  let history = try town[1].history(of: town[1].find(id))
  #expect(Set(history.map(\.operation.value.value)) == ["one", "two"])
  try town.meet()
  #expect(try town[0].digest() == town[1].digest())
  #expect(try town[0].rebuild().isUnchanged)
  try town[0].resolve(town[0].find(id), field: "name", .take(1), why: "asked")
  try town.meet()
  #expect(try town[1].conflicts().isEmpty)
  #expect(try town[0].digest() == town[1].digest())
}

@Test func `a damaged bundle of its own that a store put back knows nothing of is left alone`()
  throws
{
  let town = try Town(1)
  let laptop = try Laptop(in: town)
  try laptop.meet(town)
  laptop.close()
  let copy = town.folder.file("last-month")
  try FileManager.default.copyItem(atPath: laptop.store, toPath: copy)
  let office = try laptop.engine.new("office", ["code": "DE/Essen", "name": "Essen"])
  let path = try #require(try laptop.engine.sync(town.stick).written.first?.path)
  laptop.close()
  try FileManager.default.removeItem(atPath: laptop.store)
  try FileManager.default.copyItem(atPath: copy, toPath: laptop.store)
  let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  try town.write(Array(whole.dropLast(7)), to: path)
  #expect(try laptop.engine.sync(town.stick).skipped.map(\.path) == [path])
  #expect(FileManager.default.fileExists(atPath: path))
  // Somebody finds the whole file.
  try town.write(whole, to: path)
  _ = try laptop.engine.sync(town.stick)
  #expect(try laptop.engine.show(office, "name") == "Essen")
}
