import Bundles
import Foundation
@testable import LocalStore
import Language
import Merging
import SQLite
import Simulator
@testable import SyncEngine
import TestSupport
import Testing

@Test func `a rebuild keeps the statements of a segment that was dropped`() throws {
  let council = try Council()
  try council.add("a")
  let (centre, guest) = (
    try Stranger(network: council.root.network), try Stranger(network: council.root.network)
  )
  try council.meet()
  let word = try centre.segment([try admission(of: guest)], in: .directory)
  try council.read(centre.bundle([word]), by: "a")
  let engine = try council["a"]
  for segment in try engine.quarantine() { try engine.drop([segment], why: "rubbish") }
  try council.root.admit(centre.admission(.centre))
  try council.meet("root", "a")
  let before = try engine.store.trust()
  #expect(try engine.rebuild().isUnchanged)
  #expect(try engine.store.trust() == before)
  let state = Phrase("the state against the segments")
  let findings = try engine.checkUp().filter { $0.check == state }
  #expect(findings.map(\.problems) == [[]])
}

@Test func `a check-up looks at what is set aside as well`() throws {
  let town = try Town(1)
  let laptop = try Laptop(in: town)
  let stranger = try Stranger(network: town[0].network)
  let text = #"{"y":"office","r":"\#(String(repeating: "0a", count: 16))","f":"name","v":"x"}"#
  let path = town.folder.file("letter")
  try town.write(stranger.bundle([try stranger.segment([text], in: .directory)]), to: path)
  _ = try laptop.engine.readBundle(path)
  laptop.close()
  do {
    let connection = try Connection(path: laptop.store, mode: .readWrite)
    try connection.execute("UPDATE quarantine SET body = x'00'")
  }
  let findings = try laptop.engine.checkUp()
    .filter { $0.check == Phrase("every segment's hash and signature") }
  #expect(findings.map(\.problems.count) == [1])
}

@Test func `what comes again while it is set aside is told once and kept once`() throws {
  let council = try Council()
  let stranger = try Stranger(network: council.root.network)
  let text = #"{"y":"office","r":"\#(String(repeating: "0a", count: 16))","f":"name","v":"x"}"#
  let segment = try stranger.segment([text], in: .directory)
  for _ in 0..<3 { try council.read(stranger.bundle([segment]), by: "root") }
  #expect(try council.root.quarantine().count == 1)
  #expect(try council.root.standing().setAside == 1)
  try council.root.admit(stranger.admission())
  #expect(try council.root.quarantine().isEmpty)
  try council.expectOneState()
}

@Test func `after a retirement a large bundle is merged without judging each segment anew`() throws
{
  let council = try Council()
  let gone = try Stranger(network: council.root.network)
  try council.root.admit(gone.admission())
  try council.root.retire(gone.device, why: "left")
  let writer = try Stranger(network: council.root.network)
  try council.root.admit(writer.admission())
  let segments = try (0..<400).map { number in
    try writer.segment(
      [#"{"y":"office","r":"\#(String(repeating: "0a", count: 16))","f":"name","v":"\#(number)"}"#],
      in: .directory)
  }
  let before = council.root.store.judgements
  try council.read(writer.bundle(segments), by: "root")
  #expect(council.root.store.judgements - before < 5)
}

@Test func `what there is no room for is read again when there is`() throws {
  let council = try Council()
  let stranger = try Stranger(network: council.root.network)
  let segments = try (0..<3).map { number in
    try stranger.segment(
      [#"{"y":"office","r":"\#(String(repeating: "0a", count: 16))","f":"name","v":"\#(number)"}"#],
      in: .directory)
  }
  let file = stranger.bundle(segments)
  council.root.store.maximumAside = 2
  for _ in 0..<2 {
    let report = try council.read(file, by: "root").report
    #expect(report.aside.count == 2 && report.refusedSegments == 1)
  }
  let aside = try council.root.quarantine()
  #expect(aside.count == 2)
  try council.root.drop([aside[0]], why: "rubbish")
  #expect(try council.read(file, by: "root").report.refusedSegments == 0)
  #expect(try council.read(file, by: "root").isKnown)
  #expect(try council.root.quarantine().filter { $0.dropped == nil }.count == 2)
  // Admitted, all of it counts: what was dropped is read again.
  try council.root.admit(stranger.admission())
  #expect(try !council.read(file, by: "root").isKnown)
  #expect(try council.root.quarantine().isEmpty)
  #expect(try council.read(file, by: "root").isKnown)
  try council.expectOneState()
}

@Test
func `a piece of another history beside a log takes nothing from what the log itself replaced`()
  throws
{
  let council = try Council()
  let copied = try Stranger(network: council.root.network)
  try council.root.admit(copied.admission(office: "DE/Duisburg"))
  let partnership = try council.root.new("partnership", ["title": "first"])
  let record = try council.root.at(partnership)
  let titles = ["one", "two", "three"].enumerated().map { number, title in
    let text = setTitle(record, title).dropLast()
    return number == 0 ? text + "}" : text + ",\"x\":[\(number)]}"
  }
  let segments = try titles.map { try copied.segment([String($0)], in: record.dossier) }
  // The copy's first segment is not here.
  let header = segments[1].header
  let line = segments[1].bytes.split(separator: 0x0A)[1]
  let beside = try Segment.sealed(
    SegmentHeader(
      network: header.network, device: header.device, epoch: header.epoch,
      dossier: header.dossier, log: header.log, numbers: header.numbers, commits: 1,
      previous: [UInt8](repeating: 7, count: 32), office: header.office),
    commitLines: [Array(String(decoding: line, as: UTF8.self).replacing("two", with: "copy").utf8)],
    by: copied.key)
  for order in [[0, 1, 2, 3], [3, 2, 1, 0]] {
    let name = "reader-\(order[0])"
    try council.add(name)
    let all = segments + [beside]
    for index in order {
      try council.read(copied.bundle([all[index]]), by: "root")
    }
    try council.meet()
    #expect(try council[name].choices(partnership) == ["copy", "first", "three"])
    #expect(try council[name].store.forks().map(\.parted) == [2])
    try council.expectOneState()
  }
}
