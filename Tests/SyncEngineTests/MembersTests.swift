import Bundles
import Foundation
import LocalStore
import Merging
import Registry
import Simulator
@testable import SyncEngine
import TestSupport
import Testing

@Test func `what a laptop recorded before its admission counts everywhere after it`() throws {
  let council = try Council()
  let laptop = try council.add("a", nil)
  try council.add("b")
  let office = try laptop.new("office", ["code": "DE/Essen", "name": "Essen"])
  try council.meet()
  #expect(try laptop.membership() == .stranger)
  #expect(throws: EngineError.self) { try council.root.at(office) }
  try council.root.admit(laptop.ownAdmission(.clerk))
  try council.meet()
  #expect(try laptop.membership() == .member([.clerk]))
  for name in ["root", "b"] { #expect(try council[name].show(office, "name") == "Essen") }
  try council.expectOneState()
}

@Test func `what a role does not permit is refused before anything is recorded`() throws {
  let council = try Council()
  let (clerk, auditor) = (try council.add("clerk", .clerk), try council.add("auditor", .auditor))
  let officer = try council.add("officer", .officer)
  let office = try council.root.new("office", ["code": "DE/Essen", "name": "Essen"])
  try council.meet()
  try council.root.change(office, ["name": "A"])
  try officer.change(office, ["name": "B"])
  try council.meet()
  _ = try clerk.onlyConflict(office)
  let before = try ["clerk", "auditor", "officer"].map { try council[$0].standing().operations }
  let record = try clerk.at(office)
  #expect(throws: EngineError.notPermitted([.clerk])) {
    try clerk.resolve(record, field: "name", .take(1), why: "so")
  }
  #expect(throws: EngineError.notPermitted([.auditor])) {
    try auditor.resolve(auditor.at(office), field: "name", .take(1), why: "so")
  }
  #expect(throws: EngineError.notPermitted([.auditor])) {
    try auditor.change(office, ["name": "C"])
  }
  #expect(throws: EngineError.notPermitted([.auditor])) {
    try auditor.new("office", ["code": "DE/Bonn", "name": "Bonn"])
  }
  #expect(throws: EngineError.notPermitted([.auditor])) {
    try auditor.void(auditor.at(office), why: "so")
  }
  for (name, role) in [("clerk", Role.clerk), ("officer", .officer), ("auditor", .auditor)] {
    let engine = try council[name]
    #expect(throws: EngineError.notPermitted([role])) {
      try engine.admit(clerk.ownAdmission(.officer))
    }
    #expect(throws: EngineError.notPermitted([role]), "\(name) retires") {
      try engine.retire(officer.device, why: "so")
    }
  }
  let after = try ["clerk", "auditor", "officer"].map { try council[$0].standing().operations }
  #expect(before == after)
  try officer.resolve(officer.at(office), field: "name", .take(1), why: "so")
  try council.meet()
  #expect(try clerk.conflicts().isEmpty && auditor.conflicts().isEmpty)
  try council.expectOneState()
}

@Test func `what a clerk's other program resolves is kept and shown, and the conflict stays`()
  throws
{
  let council = try Council()
  try council.add("officer")
  let aid = try council.root.new("partnership", ["title": "first"])
  try council.meet()
  try council.root.change(aid, ["title": "A"])
  try council["officer"].change(aid, ["title": "B"])
  try council.meet()
  let record = try council.root.at(aid)
  let heads = try council.root.onlyConflict(aid).conflict.heads.map(\.id)
  let clerk = try Stranger(network: council.root.network)
  try council.root.admit(clerk.admission(.clerk, office: "DE/Duisburg"))
  try council.meet()
  let named = heads.map { "[\"\($0.log.hex)\",\($0.number)]" }.joined(separator: ",")
  let text = setTitle(record, "C", kind: "resolve").dropLast() + ",\"x\":[\(named)]}"
  let segment = try clerk.segment([String(text)], in: record.dossier)
  let intake = try council.read(clerk.bundle([segment]), by: "officer")
  #expect(intake.report.newSegments == 1 && intake.report.aside.isEmpty)
  try council.meet()
  for engine in council.laptops.values {
    #expect(try engine.choices(aid) == ["A", "B"])
    let mine = try engine.history(of: engine.at(aid)).filter { $0.origin.device == clerk.device }
    #expect(mine.map(\.hasEffect) == [false])
    #expect(mine.map { $0.operation.value.description } == ["\"C\""])
  }
  try council.expectOneState()
  // As an officer it would have been right to.
  try council.root.admit(clerk.admission(.officer, office: "DE/Duisburg"))
  try council.meet()
  #expect(try council["officer"].show(aid, "title") == "C")
  try council.expectOneState()
}

@Test func `a retirement and the work of the retired come to a third laptop in either order`()
  throws
{
  for isWorkFirst in [true, false] {
    let council = try Council()
    try council.add("third")
    let thief = try Stranger(network: council.root.network)
    try council.root.admit(thief.admission(office: "DE/Duisburg"))
    let office = try council.root.new("partnership", ["title": "first"])
    try council.meet()
    let record = try council.root.at(office)
    let known = try thief.segment([setTitle(record, "known")], in: record.dossier)
    try council.read(thief.bundle([known]), by: "root")
    try council.root.retire(thief.device, why: "stolen")
    let later = try thief.segment([setTitle(record, "later")], in: record.dossier)
    if isWorkFirst { try council.read(thief.bundle([known, later]), by: "third") }
    try council.meet()
    if !isWorkFirst { try council.read(thief.bundle([known, later]), by: "third") }
    #expect(try council["third"].quarantine().map(\.reason) == ["retired"], "\(isWorkFirst)")
    #expect(try council["third"].choices(office) == ["first", "known"].sorted(), "\(isWorkFirst)")
    try council.expectOneState()
    try council.root.release([], why: "nothing")
    try council.read(thief.bundle([later]), by: "root")
    try council.root.release(council.root.quarantine(), why: "looked through")
    try council.meet()
    for engine in council.laptops.values {
      #expect(try engine.quarantine().isEmpty)
      #expect(try engine.choices(office) == ["first", "known", "later"].sorted())
    }
    try council.expectOneState()
  }
}

@Test func `a dropped segment that is released elsewhere comes back by exchange`() throws {
  let council = try Council()
  try council.add("third")
  let stranger = try Stranger(network: council.root.network)
  let office = try council.root.new("partnership", ["title": "first"])
  try council.meet()
  let record = try council.root.at(office)
  let file = stranger.bundle([try stranger.segment([setTitle(record, "new")], in: record.dossier)])
  try council.read(file, by: "root")
  try council.read(file, by: "third")
  let third = try council["third"]
  for segment in try third.quarantine() { try third.drop([segment], why: "rubbish") }
  #expect(throws: EngineError.dropped) { try third.release(third.quarantine(), why: "so") }
  try council.meet()
  try council.root.release(council.root.quarantine(), why: "looked through")
  try council.meet()
  #expect(try third.choices(office) == ["first", "new"])
  #expect(try third.quarantine().isEmpty)
  try council.expectOneState()
}

@Test func `a dropped segment comes back although its bundle on the stick was read before`() throws
{
  let council = try Council()
  try council.add("third")
  let stranger = try Stranger(network: council.root.network)
  let office = try council.root.new("partnership", ["title": "first"])
  try council.meet()
  let record = try council.root.at(office)
  let file = stranger.bundle([try stranger.segment([setTitle(record, "new")], in: record.dossier)])
  let folder = "\(council.stick)/pobratym-\(council.root.network.hex)/\(stranger.device.hex)"
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  try council.town.write(
    file, to: folder + "/" + BundleFile.name(number: 1, hash: BundleFile.hash(file)))
  try council.meet()
  let third = try council["third"]
  #expect(try third.quarantine().count == 1)
  for segment in try third.quarantine() { try third.drop([segment], why: "rubbish") }
  try council.root.release(council.root.quarantine(), why: "looked through")
  try council.meet()
  #expect(try third.choices(office) == ["first", "new"])
  try council.expectOneState()
}

@Test func `centres retire only those further down the line`() throws {
  let council = try Council()
  let (one, two) = (try council.add("one", .centre), try council.add("two", .centre))
  let junior = try council.add("junior", nil)
  let clerk = try council.add("clerk", nil)
  try council.meet()
  try one.admit(junior.ownAdmission(.centre))
  try council.meet()
  try junior.admit(clerk.ownAdmission(.clerk))
  try council.meet()
  #expect(try clerk.membership() == .member([.clerk]))
  for (engine, other) in [
    (one, two), (one, council.root), (junior, one), (junior, council.root), (junior, junior),
    (one, one), (council.root, council.root),
  ] {
    #expect(throws: EngineError.seniority) { try engine.retire(other.device, why: "so") }
  }
  try two.retire(junior.device, why: "left")
  try council.meet()
  #expect(try one.members().first { $0.device == junior.device }?.word.isActive == false)
  #expect(try clerk.membership() == .member([.clerk]), "what it had admitted stays")
  try council.expectOneState("one", "two", "clerk")
  let members = try council.root.members()
  #expect(members.map(\.word.level) == [0, 1, 1, 2, nil])
}

@Test func `an admission with an office or a label that is none records nothing`() throws {
  let council = try Council()
  let laptop = try council.add("laptop", nil)
  let before = try council.root.standing().operations
  for office in ["", " ", "Duisburg", "DE/a\u{0}b", "DE/" + String(repeating: "x", count: 198)] {
    var admission = laptop.ownAdmission(.clerk)
    admission.office = office
    #expect(throws: EngineError.profile("office"), "\(office)") {
      try council.root.admit(admission)
    }
  }
  for label in ["", " ", "a\u{0}b", String(repeating: "x", count: 201)] {
    var admission = laptop.ownAdmission(.clerk)
    admission.label = label
    #expect(throws: EngineError.profile("label"), "\(label)") {
      try council.root.admit(admission)
    }
  }
  #expect(try council.root.standing().operations == before)
  var admission = laptop.ownAdmission(.clerk)
  admission.office = " DE/Essen "
  try council.root.admit(admission)
  try council.meet()
  #expect(try laptop.membership() == .member([.clerk]))
  let words = try laptop.members().map(\.word)
  #expect(words.contains { $0.admission?.office == "DE/Essen" })
}

@Test func `a centre that may not retire a renewed device does not admit its new keys either`()
  throws
{
  let council = try Council()
  let (one, two) = (try council.add("one", .centre), try council.add("two", .centre))
  try council.meet()
  let request = try two.renew()
  let before = try one.standing().operations
  #expect(throws: EngineError.seniority) { try grant(request, by: one) }
  #expect(try one.standing().operations == before)
  try grant(request, by: council.root)
}

@Test func `a retired laptop refuses edits once it knows, and not before`() throws {
  let council = try Council()
  let laptop = try council.add("laptop")
  try council.meet()
  try council.root.retire(laptop.device, why: "left")
  let office = try laptop.new("office", ["code": "DE/Essen", "name": "Essen"])
  #expect(try laptop.membership() == .member([.officer]))
  let word = council.town.folder.file("word")
  _ = try council.root.writeBundle(to: word, everything: true, isPlain: true)
  _ = try laptop.readBundle(word)
  #expect(try laptop.membership() == .retired)
  let before = try laptop.standing().operations
  #expect(throws: EngineError.retired) { try laptop.change(office, ["name": "B"]) }
  #expect(throws: EngineError.retired) { try laptop.writeBundle(to: council.stick + "/letter") }
  #expect(throws: EngineError.retired) { try laptop.renew() }
  #expect(try laptop.standing().operations == before)
  #expect(try laptop.show(office, "name") == "Essen", "its own still counts for itself")
  // A person brings the centre what it had recorded.
  let path = council.town.folder.file("rescue")
  _ = try laptop.backup(to: path)
  _ = try council.root.readBundle(path)
  #expect(try council.root.quarantine().map(\.reason) == ["retired"])
  try council.root.release(council.root.quarantine(), why: "looked through")
  #expect(try council.root.show(office, "name") == "Essen")
}

@Test func `a centre's word that is withdrawn within one bundle leaves nothing behind`() throws {
  let council = try Council()
  try council.add("third")
  let centre = try Stranger(network: council.root.network)
  let guest = try Stranger(network: council.root.network)
  try council.root.admit(centre.admission(.centre))
  let office = try council.root.new("partnership", ["title": "first"])
  try council.meet()
  let record = try council.root.at(office)
  let word = try centre.segment([try admission(of: guest)], in: .directory)
  let work = try guest.segment([setTitle(record, "guest's")], in: record.dossier)
  // The root retires the centre, accepting nothing of it.
  try council.root.retire(centre.device, why: "stolen")
  try council.root.seal()
  let root = try council.root.store.segments().filter { $0.dossier == .directory }
  let last = try Segment(startOf: council.root.store.bytes(of: try #require(root.last))[...])
  let file = centre.bundle([word, work, last])
  try council.read(file, by: "third")
  try council.meet()
  let third = try council["third"]
  #expect(try third.show(office, "title") == "first")
  #expect(Set(try third.quarantine().map(\.reason)) == ["retired", "stranger"])
  try council.expectOneState()
}
