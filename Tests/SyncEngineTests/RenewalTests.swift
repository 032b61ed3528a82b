import Bundles
import Foundation
import LocalStore
import Merging
import Sodium
@testable import SyncEngine
import TestSupport
import Testing

/// The centre grants a request: it admits the new keys and retires the old ones.
func grant(_ request: AdmissionRequest, by centre: Engine) throws {
  let admission = Admission(
    device: request.device, box: request.boxPublicKey, office: request.office, role: .officer,
    label: request.label, replaces: request.renewal?.replaced)
  try centre.admit(admission, asking: request)
}

@Test func `renewed keys are admitted, and what was written before counts on`() throws {
  let town = try Town(2)
  let laptop = try Laptop(in: town)
  let aid = try town.withAid()
  try laptop.meet(town)
  let former = try laptop.engine.device
  try laptop.engine.change(aid, ["waybill": "CMR 7"])
  let request = try laptop.engine.renew()
  let engine = try laptop.engine
  #expect(request.device == engine.device && engine.device != former)
  #expect(request.renewal?.replaced == former)
  #expect(try engine.show(aid, "waybill") == "CMR 7")
  #expect(try engine.membership() == .stranger)
  let office = try engine.new("office", ["code": "DE/Essen", "name": "Essen"])

  let report = try engine.sync(town.stick)
  #expect(report.ownRequest != nil && report.written.isEmpty)
  let heard = try town[0].sync(town.stick).requests.map(\.request)
  #expect(heard == [request])
  try grant(request, by: town[0])
  try laptop.meet(town)
  #expect(try engine.membership() == .member([.officer]))
  for device in town.devices {
    #expect(try device.show(aid, "waybill") == "CMR 7", "signed by the old keys, sent after")
    #expect(try device.show(office, "name") == "Essen", "written before the admission")
    #expect(try device.quarantine().isEmpty)
    #expect(try device.digest() == engine.digest())
  }
  #expect(try engine.history(of: engine.at(aid)).contains { $0.origin.device == former })
}

@Test func `a renewal survives being closed, and the request stays the same`() throws {
  let town = try Town(1)
  let laptop = try Laptop(in: town)
  try laptop.meet(town)
  let seeds = try Secrets(of: laptop)
  let formerSeed = try laptop.engine.identity.key.seed
  let request = try laptop.engine.renew()
  laptop.close()
  #expect(try laptop.engine.request() == request)
  #expect(try laptop.engine.device == request.device)
  let file = Data(try laptop.identity)
  #expect(file.range(of: Data(Hex.text(formerSeed).utf8)) == nil, "the old key is not kept")
  #expect(seeds.isIn(Array(file)), "the old box key is")
}

@Test func `what was sealed to the former device is still opened, also when it is locked`() throws {
  let town = try Town(2)
  let laptop = try Laptop(in: town)
  try laptop.meet(town)
  let office = try town[0].new("office", ["code": "DE/Essen", "name": "Essen"])
  let letter = town.folder.file("letter")
  _ = try town[0].writeBundle(to: letter, for: [laptop.engine.device])
  let backup = town.folder.file("backup")
  _ = try laptop.engine.backup(to: backup)
  let passphrase = Array("correct horse".utf8)
  try laptop.engine.lock(with: passphrase)
  for _ in 0..<2 {
    let request = try laptop.engine.renew()
    try grant(request, by: town[0])
    let word = town.folder.file("word-\(request.device.short)")
    _ = try town[0].writeBundle(to: word, for: [request.device])
    _ = try laptop.engine.readBundle(word)
  }
  laptop.close()
  try FileManager.default.removeItem(atPath: laptop.store)
  let (engine, _) = try Engine.restore(home: laptop.home, from: [backup]) {
    () throws(EngineError) in passphrase
  }
  #expect(engine.isLocked)
  _ = try engine.readBundle(letter)
  #expect(try engine.show(office, "name") == "Essen")
  let text = String(decoding: try laptop.identity, as: UTF8.self)
  #expect(!text.contains("\"former\"") && !text.contains("\"seed\""))
}

@Test func `a copy with the old keys is set aside after the renewal`() throws {
  let town = try Town(2)
  let laptop = try Laptop(in: town)
  try laptop.meet(town)
  laptop.close()
  let thief = town.folder.file("thief")
  try FileManager.default.copyItem(atPath: laptop.home, toPath: thief)
  let request = try laptop.engine.renew()
  try grant(request, by: town[0])
  try laptop.meet(town)
  let copy = try Engine(home: thief)
  let office = try copy.new("office", ["code": "DE/X", "name": "X"])
  let letter = town.folder.file("letter")
  _ = try copy.writeBundle(to: letter)
  _ = try town[0].readBundle(letter)
  #expect(throws: EngineError.self) { try town[0].at(office) }
  #expect(try town[0].quarantine().map(\.reason) == ["retired"])
}

@Test func `who is not admitted, or is the root, renews nothing`() throws {
  let town = try Town(1)
  #expect(throws: EngineError.rootKeys) { try town[0].renew() }
  let stranger = try Laptop(in: town, admitted: false)
  let before = try stranger.identity
  #expect(throws: EngineError.notPermitted([])) { try stranger.engine.renew() }
  #expect(try stranger.identity == before)
}
