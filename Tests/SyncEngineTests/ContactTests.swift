import Foundation
import LocalStore
import Merging
import Registry
@testable import SyncEngine
import TestSupport
import Testing

/// Personal data: entered and shown as fields, kept beside the log.
@Suite struct ContactTests {
  private let offices: Offices
  private let id: RecordID
  private static let name = "Greta Schmidt-Zaporozhets"
  private static let phone = "+49 203 555 0199 77"

  init() throws {
    offices = try Offices.partners()
    let partnership = try offices[1].new(
      "partnership",
      ["title": "Twins", "parties": "\(Offices.duisburg),\(Offices.kryvyiRih)"])
    id = try offices[1].new(
      "contact",
      [
        "partnership": partnership.hex, "name": Self.name, "phone": Self.phone,
        "role": "mayor's office",
      ])
    try offices.meet(2)
  }

  private func isInLog(_ text: String, of device: Engine) throws -> Bool {
    try device.store.segments().contains { segment in
      Data(try device.store.bytes(of: segment)).range(of: Data(text.utf8)) != nil
    }
  }

  @Test func `no name or number is in the log, and everybody who may read sees them`() throws {
    for place in 0...2 {
      #expect(try offices[place].show(id, "name") == Self.name)
      #expect(try offices[place].show(id, "phone") == Self.phone)
      #expect(try offices[place].at(id).view.title == Self.name)
      // No shorter part of the number: keys and hashes have four digits in a row by chance.
      for text in [Self.name, Self.phone, "555 0199", "2035550199"] {
        #expect(try !isInLog(text, of: offices[place]), "\(text)")
      }
      #expect(try isInLog("mayor's office", of: offices[place]), "the role is in the log")
    }
    var listing = Listing()
    listing.filters = ["phone": Self.phone]
    #expect(try offices[2].list(listing).map(\.id) == [id])
    #expect(try offices[2].find(Self.name).id == id)
  }

  @Test func `a change of one field leaves the others`() throws {
    #expect(try offices[2].change(id, ["phone": "+380 56 1"]) == 1)
    #expect(try offices[2].change(id, ["phone": "+380 56 1"]) == 0, "nothing to change")
    #expect(try offices[2].change(id, ["email": "g@example.org", "role": "archive"]) == 2)
    try offices.meet(2)
    #expect(try offices[1].show(id, "name") == Self.name)
    #expect(try offices[1].show(id, "phone") == "+380 56 1")
    #expect(try offices[1].show(id, "email") == "g@example.org")
    #expect(throws: EngineError.self) { try offices[1].change(id, ["name": ""]) }
  }

  @Test func `edits made apart are a conflict that shows both cards`() throws {
    try offices[1].change(id, ["phone": "111"])
    try offices[2].change(id, ["email": "g@example.org"])
    try offices.meet(2)
    let choices = try offices[0].choices(id)
    #expect(choices.count == 2 && choices.allSatisfy { $0.hasPrefix("name: \(Self.name)") })
    #expect(choices.contains { $0.contains("111") } && choices.contains { $0.contains("g@ex") })
    #expect(throws: EngineError.self) { try offices[1].change(id, ["phone": "222"]) }
    try offices[1].resolve(offices[1].at(id), field: "card", .take(1), why: "asked her")
    try offices[1].change(id, ["phone": "222"])
    try offices.meet(2)
    #expect(try offices[2].show(id, "phone") == "222")
    #expect(try offices[2].show(id, "name") == Self.name)
  }

  @Test func `a person who asks for it is forgotten, earlier cards too`() throws {
    try offices[1].change(id, ["phone": "+380 56 770 1234 5678"])
    try offices.meet(2)
    #expect(try offices[1].erase(id.hex, why: "she asked for it").count == 2)
    try offices.meet(2)
    for place in 0...2 {
      let files = try offices.folder.contents().filter { $0.key.hasPrefix("home-\(place)/") }
      for secret in [Self.name, Self.phone, "770 1234 5678"] {
        let found = files.filter { Data($0.value).range(of: Data(secret.utf8)) != nil }
        #expect(found.keys.sorted() == [], "\(secret) is still there")
      }
      #expect(try offices[place].show(id, "name") == "")
      #expect(try offices[place].show(id, "role") == "mayor's office")
    }
    // Somebody else may take the place.
    try offices[2].change(id, ["name": "Olena"])
    try offices.meet(2)
    #expect(try offices[1].show(id, "name") == "Olena")
    #expect(try offices[1].show(id, "phone") == "")
  }

  @Test func `a contact without a name, and personal data in a table, are refused`() throws {
    #expect(throws: EngineError.self) { try offices[1].new("contact", ["partnership": "Twins"]) }
    let table = try offices.file(Array("partnership,name\nTwins,Greta\n".utf8), "people.csv")
    #expect(throws: EngineError.self) {
      try offices[1].importTable(table, ImportPlan(type: "contact"))
    }
    #expect(try offices[1].records(type: "contact").count == 1)
  }
}
