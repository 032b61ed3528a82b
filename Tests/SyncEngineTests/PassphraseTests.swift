import Foundation
import Merging
@testable import SyncEngine
import TestSupport
import Testing

/// A home whose keys are locked.
private struct LockedHome {
  let town: Town
  let laptop: Laptop

  init(_ passphrase: String) throws {
    town = try Town(1)
    laptop = try Laptop(in: town)
    try laptop.engine.lock(with: Array(passphrase.utf8))
    laptop.close()
  }

  func open(_ typed: String?) throws -> Engine {
    try Engine(home: laptop.home) { () throws(EngineError) in typed.map { Array($0.utf8) } }
  }
}

@Test func `a locked home opens with its passphrase and nothing else`() throws {
  let home = try LockedHome("correct horse")
  #expect(throws: EngineError.locked) { try home.open(nil) }
  #expect(throws: EngineError.locked) { try home.open(" \r") }
  for wrong in ["correct hors", "Correct horse", "correct horse correct horse"] {
    #expect(throws: EngineError.wrongPassphrase) { try home.open(wrong) }
  }
  #expect(throws: EngineError.wrongPassphrase) {
    try Engine(home: home.laptop.home) { () throws(EngineError) in [0xFF, 0xFE] }
  }
  let engine = try home.open("correct horse")
  #expect(engine.isLocked)
  _ = try engine.new("office", ["code": "DE/Duisburg", "name": "Duisburg"])
}

@Test func `every keyboard's form of a passphrase is the same`() throws {
  let home = try LockedHome("u\u{308}bergro\u{DF}e \u{415}\u{308}лка ")
  #expect(try home.open("übergroße Ёлка\r").isLocked)
}

@Test func `a locked file shows names, and no key`() throws {
  let town = try Town(1)
  let laptop = try Laptop(in: town)
  let seeds = try Secrets(of: laptop)
  #expect(seeds.isIn(try laptop.identity), "as long as nothing locks them")
  try laptop.engine.lock(with: Array("correct horse".utf8))
  laptop.close()
  let file = try laptop.identity
  #expect(!seeds.isIn(file))
  let text = String(decoding: file, as: UTF8.self)
  #expect(text.contains("DE/Duisburg") && text.contains("O. Koval"))
  let attributes = try FileManager.default.attributesOfItem(atPath: laptop.home + "/identity.json")
  #expect(attributes[.posixPermissions] as? Int == 0o600)
}

@Test func `a passphrase is changed and removed`() throws {
  let home = try LockedHome("correct horse")
  let device = try home.open("correct horse").device
  try home.open("correct horse").lock(with: Array("battery staple".utf8))
  #expect(throws: EngineError.wrongPassphrase) { try home.open("correct horse") }
  try home.open("battery staple").lock(with: nil)
  let engine = try Engine(home: home.laptop.home) { () throws(EngineError) in
    Issue.record("nobody is asked where nothing is locked")
    return nil
  }
  #expect(!engine.isLocked && engine.device == device)
}

@Test func `a passphrase that is too short or no text changes nothing`() throws {
  let home = try LockedHome("correct horse")
  let before = try home.laptop.identity
  let engine = try home.open("correct horse")
  for typed in [[], Array("short".utf8), [0xFF], [UInt8](repeating: 0x61, count: 1_025)] {
    #expect(throws: EngineError.self) { try engine.lock(with: typed) }
  }
  #expect(try home.laptop.identity == before)
}

@Test func `a locked file that was changed is damaged or does not open`() throws {
  let home = try LockedHome("correct horse")
  let path = home.laptop.home + "/identity.json"
  let text = String(decoding: try home.laptop.identity, as: UTF8.self)
  let half = try #require(text.range(of: "\"locked\":\"")).upperBound
  for (changed, error) in [
    (text.replacing("\"locked\":\"01", with: "\"locked\":\"02"), EngineError.identityDamaged),
    (String(text[..<half]) + "\"}\n", .identityDamaged),
    (text.replacing("\"}\n", with: "00\"}\n"), .wrongPassphrase),
  ] {
    try Data(changed.utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: error) { try home.open("correct horse") }
  }
}
