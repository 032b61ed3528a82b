import Foundation
import Language
import Merging
import Registry
@testable import Reports
@testable import SyncEngine
import TestSupport
import Testing
import Wire

/// Two laptops of one network, with a partnership that both know, and a stick between them.
struct Pair {
  let folder: TemporaryFolder
  let centre: Engine
  let office: Engine
  let partnership: RecordID
  private let stick: String

  init() throws {
    folder = try TemporaryFolder(inMemory: true)
    let profile = Profile(office: "UA12060170000091033", label: "one", person: "O. Koval")
    centre = try Engine(newHome: folder.file("a"), network: nil, profile: profile)
    office = try Engine(
      newHome: folder.file("b"), network: centre.network,
      profile: Profile(office: "DE/Duisburg", label: "two", person: "A. Schmidt"))
    stick = folder.file("stick")
    try FileManager.default.createDirectory(atPath: stick, withIntermediateDirectories: true)
    try centre.admit(office.ownAdmission(.officer))
    partnership = try centre.create(
      "partnership",
      [
        Entry("title", "Duisburg – Kryvyi Rih"), Entry("status", "decided"),
        Entry("parties", "DE/Duisburg,UA12060170000091033"),
        Entry("council-decision-a", "2023-02-09; decided; City Council"),
      ])
    _ = try centre.create(
      "office",
      [
        Entry("code", "UA12060170000091033"), Entry("name", "Kryvyi Rih"),
        Entry("oblast", "Dnipropetrovsk"),
      ])
    try meet()
  }

  func meet() throws {
    for _ in 0..<2 { for engine in [centre, office] { _ = try engine.sync(stick) } }
  }

  @discardableResult
  func aid(_ fields: KeyValuePairs<String, String>) throws -> RecordID {
    let basis = [
      ("partnership", partnership.hex), ("donor", "DE/Duisburg"),
      ("recipient", "UA12060170000091033"), ("kind", "goods"),
    ]
    let given = fields.map { ($0.key, $0.value) }
    let rest = basis.filter { pair in !given.contains { $0.0 == pair.0 } }
    return try centre.create("aid", (rest + given).map { Entry($0.0, $0.1) })
  }

  func set(_ engine: Engine, _ id: RecordID, _ field: String, _ text: String) throws {
    _ = try engine.set(engine.find(id.hex), [Entry(field, text)], why: "counted again")
  }

  func totals(
    _ section: String, day: String = "2023-12-31", target: String? = nil
  ) throws -> [[String]] {
    let report = try centre.holdings(day: day, target: target).totals.report
    let table = try #require(report.sections.first { $0.key == section }).table
    return table.rows.map { $0.cells.map { $0.plain(in: .english) } }
  }
}
